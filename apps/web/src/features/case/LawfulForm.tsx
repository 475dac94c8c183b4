import { judgeFine, type Statute, statutesFor } from '@qingmei/core/case/statute'
import { useTranslation } from 'react-i18next'
import { useDictionaries } from '../../api/hooks.ts'
import type { Row } from '../../api/types.ts'
import { ActionForm } from '../../parts/ActionForm.tsx'
import { rowsOf } from '../../parts/Children.tsx'
import { Law, rangeOf } from './Law.tsx'
import { yuan } from './yuan.ts'

type Values = Readonly<Record<string, unknown>>

/** Adding a violation or a penalty with the law beside it: which statutes fit, what they cost, whether a fine keeps to them. */
export function LawfulForm({
  action,
  file,
  statutes,
  onClose,
}: {
  action: 'addViolation' | 'addPenalty'
  file: Row
  statutes: Readonly<Record<string, Statute>>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const dictionaries = useDictionaries()
  const lineOf = (no: unknown) => rowsOf(file, 'violations').find((it) => it.no === no)
  const kindOf = (no: unknown) => rowsOf(file, 'parties').find((it) => it.no === no)?.kind
  const chosen = (values: Values) => {
    const code = action === 'addViolation' ? values.statute : lineOf(values.line)?.statute
    const kind = action === 'addViolation' ? kindOf(values.party) : lineOf(values.line)?.partyKind
    const statute = typeof code === 'string' ? statutes[code] : undefined
    return statute ? { statute, kind } : null
  }
  const options = (field: string, values: Values) => {
    if (field !== 'statute' || typeof values.violation !== 'string') return undefined
    return statutesFor(statutes, values.violation).map(([code, it]) => [code, `${it.label}（${it.law}）`] as const)
  }
  const beside = (values: Values) => {
    const law = chosen(values)
    if (!law) return null
    return (
      <>
        <Law statute={law.statute} file={file} partyKind={law.kind} dictionaries={dictionaries} />
        {action === 'addPenalty' && values.kind === 'fine' && typeof values.amount === 'number'
          ? warning(law.statute, law.kind, values.amount)
          : null}
      </>
    )
  }
  const warning = (statute: Statute, kind: unknown, amount: number) => {
    const money = (name: string) => (typeof file[name] === 'number' ? (file[name] as number) : null)
    const base = {
      party: kind === 'person' ? ('person' as const) : ('organisation' as const),
      incomeFen: money('income'),
      goodsFen: money('goodsValue'),
      costFen: money('adCost'),
    }
    const verdict = judgeFine(statute, base, amount)
    const range = rangeOf(statute, file, kind)
    if (verdict === 'within' || verdict === 'unknown' || !range) return null
    const limit = verdict === 'below' ? range.minFen : (range.maxFen ?? 0)
    return (
      <p className="note wait" role="status">
        {t(`case.outside.${verdict}`, { limit: yuan(limit) })}
      </p>
    )
  }
  return <ActionForm ledger="case" action={action} record={file} options={options} beside={beside} onClose={onClose} />
}
