export * from './comparison.ts'
export { compareRegisters } from './compare-registers.ts'
export { cellText, TableBuilder, tableOf } from './table.ts'
export { evidenceWords, explainLink } from './outcome/sentence.ts'
