import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

/** A document before it is Word: what it says, in order. */
export interface OutPaper {
  readonly title: string
  readonly number: string | null
  readonly blocks: readonly OutBlock[]
  readonly signed: readonly string[]
}

export type OutBlock =
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly fields: readonly (readonly [string, string])[] }
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly lines: readonly string[] }

// Sizes in half points and lengths in twentieths of a point, as Word counts them: 二号 title, 四号 text, A4 (GB/T 9704).
const TITLE = 44
const TEXT = 28
const SMALL = 21
const A4 = { width: 11_906, height: 16_838 }
const MARGIN = { top: 1700, bottom: 1500, left: 1587, right: 1474 }
const WIDTH = A4.width - MARGIN.left - MARGIN.right
const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体' }
const FANG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '仿宋' }
const LINE = 480

const run = (text: string, size = TEXT, more: { bold?: boolean } = {}) =>
  new TextRun({ text, size, font: FANG, ...more })

const paragraph = (text: string, more: Partial<ConstructorParameters<typeof Paragraph>[0] & object> = {}) =>
  new Paragraph({
    spacing: { line: LINE },
    ...more,
    children: text
      .split('\n')
      .map((line, i) => (i === 0 ? run(line) : new TextRun({ text: line, size: TEXT, font: FANG, break: 1 }))),
  })

const cell = (text: string, width: number, head = false) =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    children: [new Paragraph({ children: [run(text, SMALL, { bold: head })] })],
  })

const BORDER = { style: BorderStyle.SINGLE, size: 4, color: '444444' }
const BORDERS = {
  top: BORDER,
  bottom: BORDER,
  left: BORDER,
  right: BORDER,
  insideHorizontal: BORDER,
  insideVertical: BORDER,
}

function table(
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  heads: { row: boolean; column: boolean },
) {
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: [...widths],
    borders: BORDERS,
    rows: rows.map(
      (row, i) =>
        new TableRow({
          tableHeader: heads.row && i === 0,
          cantSplit: true,
          children: row.map((text, n) =>
            cell(text, widths[n] ?? 0, (heads.row && i === 0) || (heads.column && n === 0)),
          ),
        }),
    ),
  })
}

/** How wide a text prints, a Chinese character counting for two. */
const breadth = (text: string): number => [...text].reduce((sum, it) => sum + (it > 'ÿ' ? 2 : 1), 0)

/** Widths by the longest text of each column, so that a long one gets the room and a short one does not wrap. */
function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const columns = rows[0]?.length ?? 0
  const longest = Array.from({ length: columns }, (_, n) =>
    Math.min(40, Math.max(8, ...rows.map((row) => breadth(row[n] ?? '')))),
  )
  const all = longest.reduce((sum, it) => sum + it, 0)
  return longest.map((it) => Math.floor((WIDTH * it) / all))
}

function blockOf(block: OutBlock): (Paragraph | Table)[] {
  if ('heading' in block)
    return [
      new Paragraph({
        spacing: { before: 160, line: LINE },
        keepNext: true,
        children: [run(block.heading, TEXT, { bold: true })],
      }),
    ]
  if ('text' in block) return [paragraph(block.text, { indent: { firstLine: TEXT * 20 } })]
  if ('lines' in block) return block.lines.map((line) => paragraph(line, { spacing: { before: 240, line: LINE } }))
  const gap = new Paragraph({ spacing: { line: 120 }, children: [] })
  if ('fields' in block) {
    const label = Math.floor(WIDTH * 0.24)
    return [table(block.fields, [label, WIDTH - label], { row: false, column: true }), gap]
  }
  const rows = [block.columns, ...block.rows]
  return [table(rows, widthsOf(rows), { row: true, column: false }), gap]
}

/** A document as a Word file, A4, in the faces and sizes of official papers. */
export async function writeDocx(paper: OutPaper): Promise<Buffer> {
  const section: ISectionOptions = {
    properties: { page: { size: A4, margin: MARGIN } },
    footers: {
      default: new Footer({
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: SMALL, font: FANG })],
          }),
        ],
      }),
    },
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { after: 200 },
        children: [new TextRun({ text: paper.title, size: TITLE, bold: true, font: SONG })],
      }),
      ...(paper.number === null ? [] : [paragraph(paper.number, { alignment: AlignmentType.CENTER })]),
      ...paper.blocks.flatMap(blockOf),
      ...paper.signed.map((line, i) =>
        paragraph(line, {
          alignment: AlignmentType.RIGHT,
          spacing: { before: i === 0 ? 480 : 0, line: LINE },
          keepNext: i < paper.signed.length - 1,
        }),
      ),
    ],
  }
  return Packer.toBuffer(new Document({ creator: '清美', title: paper.title, sections: [section] }))
}
