import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import { Fragment } from 'react'
import type { Row } from '../api/types.ts'
import { Value, type ValueWords } from './Value.tsx'
import { fieldOf } from '../words/house.ts'

/** Fields of a record, each with its label; empty ones are left out. */
export function Fields({
  ledger,
  record,
  names,
  words,
}: {
  ledger: AnyLedger
  record: Row
  names: readonly string[]
  words: ValueWords
}) {
  const shown = names.map((name) => fieldOf(ledger, name)).filter((field) => isFilled(record[field.name]))
  return (
    <dl className="fields">
      {shown.map((field) => (
        <Fragment key={field.name}>
          <dt>{field.label}</dt>
          <dd>
            <Value field={field} value={record[field.name]} words={words} ledger={ledger.name} />
          </dd>
        </Fragment>
      ))}
    </dl>
  )
}

export const isFilled = (value: unknown): boolean => value !== null && value !== undefined && value !== ''
