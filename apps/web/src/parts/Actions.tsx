import { useState } from 'react'
import type { OfferedAction, Row } from '../api/types.ts'
import { ActionForm } from './ActionForm.tsx'
import { qingmei } from '../words/house.ts'
import { plain } from './plain.ts'

/** What may be done with a record, as buttons; the first of `main` stands out (none when null). */
export function Actions({
  ledger,
  record,
  offered,
  main = [],
  without = [],
}: {
  ledger: string
  record: Row
  offered: readonly OfferedAction[]
  main?: readonly string[] | null
  without?: readonly string[]
}) {
  const [open, setOpen] = useState<string | null>(null)
  const shown = offered.filter((it) => it.allowed && !without.includes(it.name))
  const first =
    main === null ? undefined : (main.find((name) => shown.some((it) => it.name === name)) ?? shown[0]?.name)
  const ordered = [...shown.filter((it) => it.name !== first), ...shown.filter((it) => it.name === first)]
  return (
    <div className="btns">
      {ordered.map((it) => (
        <button
          key={it.name}
          type="button"
          className={it.name === first ? 'btn' : 'btn q'}
          title={plain(qingmei.action(ledger, it.name).about)}
          onClick={() => setOpen(it.name)}
        >
          {qingmei.action(ledger, it.name).label}
        </button>
      ))}
      {open ? <ActionForm ledger={ledger} action={open} record={record} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}
