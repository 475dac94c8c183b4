import { Readable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import { writeDocx } from './write-docx.ts'

/** The text of a Word file's body, as another reader would find it. */
async function bodyOf(docx: Buffer): Promise<string> {
  const zip = await yauzl.fromBufferPromise(docx, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== 'word/document.xml') continue
    const stream = await zip.openReadStreamPromise(entry)
    return textOf(Readable.from(stream))
  }
  throw new Error('no body')
}

describe('a Word file', () => {
  it('has title, number, every block and the signature in their order', async () => {
    const body = await bodyOf(
      await writeDocx({
        title: '行政处罚决定书',
        number: '北卫医罚〔2026〕1号',
        blocks: [
          { heading: '当事人' },
          { columns: ['名称', '类别'], rows: [['甲 & <店>', '单位']] },
          { fields: [['案由', '无证行医']] },
          { text: '第一行\n第二行' },
          { lines: ['签名：'] },
        ],
        signed: ['区卫健委', '2026年8月31日'],
      }),
    )
    const order = [
      '行政处罚决定书',
      '1号',
      '当事人',
      '名称',
      '甲 &amp; &lt;店&gt;',
      '案由',
      '第一行',
      '第二行',
      '签名：',
      '2026年8月31日',
    ]
    const places = order.map((it) => body.indexOf(it))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(body).toContain('<w:tblHeader/>')
  })

  it('has three hundred rows with the head on each page', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => [`第 ${i} 行`, '甲'])
    const body = await bodyOf(
      await writeDocx({ title: '表', number: null, blocks: [{ columns: ['行', '甲'], rows }], signed: [] }),
    )
    expect(body.match(/<w:tr>|<w:tr /g)).toHaveLength(301)
  })
})
