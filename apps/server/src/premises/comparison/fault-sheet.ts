import type { FaultRow } from '@qingmei/contract/comparison'
import type { OutSheet } from '@qingmei/office'

type Fault = Omit<FaultRow, 'code'>

/** Rows that cannot be taken as they are, as a table for whoever sent the file. */
export const faultSheet = <T extends Fault>(
  faults: Iterable<T> | AsyncIterable<T>,
  fileOf: (fault: T) => string,
): OutSheet => ({
  name: '不合格行',
  columns: ['级别', '文件', '工作表', '行', '列', '内容', '原因', '办法'].map((header) => ({ header })),
  rows: (async function* () {
    for await (const it of faults) {
      const level = it.level === 'refused' ? '不合格' : '提示'
      yield [level, fileOf(it), it.sheet, it.row, it.column, it.value, it.reason, it.remedy]
    }
  })(),
})
