import { fault } from './fault.ts'
import type { TableLimits } from './row.ts'

export const tooMany = (file: string, sheet: string | null, row: number, limits: TableLimits) =>
  fault(
    file,
    'office.table.too-many-cells',
    { reason: `超过 ${limits.rows} 行或 ${limits.columns} 列`, remedy: '删去多余的空行空列，或拆成几个文件分别导入' },
    { sheet, row },
  )

export const tooLong = (file: string, sheet: string | null, row: number, value: string) =>
  fault(
    file,
    'office.table.cell-too-long',
    { reason: `一个单元格有 ${value.length} 个字`, remedy: '核对该行的引号是否成对、单元格内容是否粘贴有误' },
    { sheet, row, value },
  )
