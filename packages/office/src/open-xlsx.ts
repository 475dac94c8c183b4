import type { Outcome } from './fault.ts'
import type { Table, TableLimits } from './row.ts'
import type { Bytes } from './source.ts'
import { sheetRows } from './xlsx.ts'
import { openPackage } from './xlsx-package.ts'
import { readWorkbook } from './xlsx-workbook.ts'

/** A workbook opened for streaming, sheet after sheet. */
export async function openXlsx(bytes: Bytes, limits: TableLimits): Promise<Outcome<Table>> {
  const pack = await openPackage(bytes, limits)
  try {
    const book = await readWorkbook(pack, bytes.name, limits)
    const table: Table = {
      file: bytes.name,
      format: 'xlsx',
      encoding: 'utf-8',
      sheets: book.sheets.map(({ name, hidden }) => ({ name, hidden })),
      async *rows() {
        for (const sheet of book.sheets) yield* sheetRows(pack, book, sheet, bytes.name, limits)
      },
      close: async () => {
        pack.close()
        await bytes.close()
      },
    }
    return { ok: true, value: table }
  } catch (error) {
    pack.close()
    throw error
  }
}
