/** What offices and platforms write between the parts of a list in one cell. */
const BETWEEN = /[、,，;；/|\n]+/

/** The parts of a cell that holds a list: `水光针、光子嫩肤/脱毛` are three. Blank parts are none. */
export const listIn = (cell: string): string[] =>
  cell
    .split(BETWEEN)
    .map((it) => it.trim())
    .filter((it) => it !== '')
