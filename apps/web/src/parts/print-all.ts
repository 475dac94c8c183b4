interface Paged {
  readonly hasNextPage: boolean
  fetchNextPage(): Promise<{ readonly hasNextPage: boolean }>
}

/** Prints the page. On paper there is nothing to load more: all of the list is fetched first. */
export async function printAll(pages: Paged): Promise<void> {
  for (let more = pages.hasNextPage; more; ) more = (await pages.fetchNextPage()).hasNextPage
  // What came is drawn first.
  setTimeout(() => window.print())
}
