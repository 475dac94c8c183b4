import type { comparison as zh } from './comparison-zh.ts'

/** Register comparison in English. */
export const comparison: typeof zh = {
  title: 'Registers and comparison',
  hint: 'Matches the departments’ registers place by place and sorts them by licence and registration. What comes out is to be checked on site; it is not a finding.',
  evidence: 'Evidence',
  against: '← against',
  for: 'for →',
  bits: 'Weight (bits)',
  prior: 'Before anything is compared',
  sum: 'Sum',
  chance: 'chance of being one: {{chance}}',
  field: 'Field',
  differs: 'Comparison',
  blank: '(not recorded)',
  standing: { same: 'Same', differs: '{{n}} character(s) differ', other: 'Different', missing: 'Missing on one side' },
}
