/** Progress for people at a terminal: Chinese first, English behind it. */
export const say = (zh, en) => console.log(`· ${zh}  ${en}`)

/**
 * Ends the script with a reason that says what to do next.
 * @param {string} zh
 * @param {string} en
 * @returns {never}
 */
export function giveUp(zh, en) {
  console.error(`\n✗ ${zh}\n  ${en}\n`)
  process.exit(1)
}
