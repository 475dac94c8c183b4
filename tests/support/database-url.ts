/** Both roles' password on a test server that asks for one. */
export const TEST_PASSWORD = 'qingmei-test'

/** The server's URL for another database or another role. */
export function urlFor(serverUrl: string, change: { readonly database?: string; readonly user?: string }): string {
  const url = new URL(serverUrl)
  if (change.database !== undefined) url.pathname = `/${change.database}`
  if (change.user !== undefined) {
    url.username = change.user
    url.password = TEST_PASSWORD
  }
  return url.href
}
