/** Words of register comparison. */
export const comparison = {
  title: '登记资料与比对',
  hint: '把各部门的登记资料逐户对起来，分出有证有照、有照无证、无照无证；结果是待核实的线索，不是认定。',
  evidence: '依据',
  against: '← 不支持',
  for: '支持 →',
  bits: '权重（比特）',
  prior: '起点：尚未比较任何内容',
  sum: '合计',
  chance: '同一家的可能 {{chance}}',
  field: '项目',
  differs: '异同',
  blank: '（未登记）',
  standing: { same: '相同', differs: '差 {{n}} 字', other: '不同', missing: '一方未登记' },
}
