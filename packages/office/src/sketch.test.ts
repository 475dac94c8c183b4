import { describe, expect, it } from 'vitest'
import { readTable } from './read-table.ts'
import { sketchTable } from './sketch.ts'

const KNOWN = [
  { key: 'name', labels: ['名称'] },
  { key: 'code', labels: ['统一社会信用代码'] },
]
const look = async (text: string) => {
  const opened = await readTable({ bytes: Buffer.from(text), name: '表.csv' })
  if (!opened.ok) throw new Error(opened.error.reason)
  const found = await sketchTable(opened.value, [KNOWN])
  await opened.value.close()
  return found
}

describe('a table at a glance', () => {
  it('has its header below a title, and values below the header without the totals', async () => {
    const found = await look(
      '某区登记,,\n数据日期：2026年5月18日,,\n名称,统一社会信用代码,电话\n甲店,91,1\n乙店,92,2\n合计,2,\n',
    )
    expect(found).toMatchObject({
      ok: true,
      value: {
        headerRow: 3,
        headers: ['名称', '统一社会信用代码', '电话'],
        titles: ['某区登记', '数据日期：2026年5月18日'],
        samples: [
          ['甲店', '乙店'],
          ['91', '92'],
          ['1', '2'],
        ],
      },
    })
  })

  it('has a header that nobody knows, by its form', async () => {
    const found = await look('2026 年登记情况\n店铺叫法,门店所处,老板\n甲美容店,安漳路12号,某甲\n')
    expect(found).toMatchObject({ ok: true, value: { headerRow: 2, headers: ['店铺叫法', '门店所处', '老板'] } })
  })

  it('names its columns itself where every line is an object', async () => {
    const found = await look('{"id":"m1","name":"甲店"}\n{"id":"m2","name":"乙店","phone":"1"}\n')
    expect(found).toMatchObject({
      ok: true,
      value: { headers: ['id', 'name', 'phone'], samples: [['m1', 'm2'], ['甲店', '乙店'], ['1']] },
    })
  })

  it('is refused without a header, and says what to do', async () => {
    const found = await look('123,456\n789,012\n')
    expect(found).toMatchObject({ ok: false, error: { code: 'office.header.missing' } })
  })

  it('is told apart from one in which nothing stands at all', async () => {
    expect(await look('\n \n,,\n')).toMatchObject({ ok: false, error: { code: 'office.file.blank' } })
  })
})
