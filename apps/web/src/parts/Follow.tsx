import type { Action } from '@qingmei/core/ledger/action'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useCampaign, useMe, useOrganisations } from '../api/hooks.ts'
import type { Row } from '../api/types.ts'
import { ActionForm } from './ActionForm.tsx'
import { plain } from './plain.ts'
import { fieldsOf, qingmei } from '../words/house.ts'

interface Next {
  readonly action: Action
  /** The input that points at the record. */
  readonly field: string
}

/** The actions of other ledgers that make something out of a record of this one, and say so by a reference to it. */
const nextOf = (ledger: string): Next[] =>
  qingmei.ledgers.flatMap((other) =>
    [...other.actions.values()]
      .filter((it) => it.creates && it.who !== null && other.name !== ledger)
      .flatMap((action) => {
        const field = fieldsOf(action.input).find((it) => it.kind === 'ref' && it.target === ledger && !isList(it))
        return field ? [{ action, field: field.name }] : []
      }),
  )
const isList = (field: { readonly schema: { readonly type: string } }) => field.schema.type === 'array'

/** A form begun from a record: what it already says is filled in; what it names, and other origins, are not asked again. */
function startingFrom(ledger: string, record: Row, { action, field }: Next) {
  const { title } = qingmei.ledger(ledger)
  const inputs = fieldsOf(action.input)
  const said = inputs.filter((it) => record[it.name] !== null && record[it.name] !== undefined)
  const given = { ...Object.fromEntries(said.map((it) => [it.name, record[it.name]])), [field]: record.id }
  const origins = inputs.filter((it) => it.kind === 'ref' && (it.nullable || it.name in given))
  return {
    given,
    hidden: [field, ...origins.map((it) => it.name), ...said.flatMap((it) => (it.name === title ? it.name : []))],
  }
}

/** A short verb by itself does not say what it makes: 登记 of a licence is 登记证照. */
const labelOf = (action: Action): string =>
  action.label.length > 2 ? action.label : `${action.label}${qingmei.ledger(action.ledger.name).label}`

/** What can be made out of this record, as buttons, for those who may: a problem of a visit, a lead of a problem. */
export function Follow({ ledger, record, only }: { ledger: string; record: Row; only?: readonly string[] }) {
  const { data: me } = useMe()
  const organisations = useOrganisations()
  const campaign = useCampaign()
  const go = useNavigate()
  const [open, setOpen] = useState<Next | null>(null)
  if (!me) return null
  /** An organisation and everything above it. */
  const above = (id: unknown): string[] => {
    const it = organisations.find((org) => org.id === id)
    return it ? [it.id, ...above(it.parent)] : []
  }
  const may = ({ action, field }: Next) =>
    (action.who ?? []).some((who) => {
      const [lock, of] = who.at.split('.')
      return me.seats.some(
        (seat) =>
          who.roles.some((role) => role === seat.role) &&
          (who.at === 'seat' || (lock === field && of !== undefined && above(record[of]).includes(seat.org))),
      )
    })
  const shown = nextOf(ledger).filter((it) => (only === undefined || only.includes(it.action.ledger.name)) && may(it))
  return (
    <>
      {shown.map((it) => (
        <button
          key={it.action.ledger.name + it.action.name}
          type="button"
          className="btn q"
          title={plain(it.action.about)}
          onClick={() => setOpen(it)}
        >
          {labelOf(it.action)}
        </button>
      ))}
      {open ? (
        <ActionForm
          ledger={open.action.ledger.name}
          action={open.action.name}
          campaign={
            record.campaign ?? (qingmei.ledger(open.action.ledger.name).standing ? null : (campaign?.id ?? null))
          }
          {...startingFrom(ledger, record, open)}
          onClose={() => setOpen(null)}
          onDone={(made) => void go(`/${open.action.ledger.name}/${made.id}`)}
        />
      ) : null}
    </>
  )
}
