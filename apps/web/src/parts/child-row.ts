import { formatYuan } from '@qingmei/core/kernel/money'
import type { AnyLedger } from '@qingmei/core/ledger/ledger'
import type { z } from 'zod'
import type { Row } from '../api/types.ts'
import type { ValueWords } from './Value.tsx'
import { fieldsOf } from '../words/house.ts'

const MOST = 3

/** A row of a child in words: its first texts, codes, organisations and money, as people would name it. */
export function rowWords(ledger: AnyLedger, child: string, row: Readonly<Record<string, unknown>>, words: ValueWords) {
  const fields = fieldsOf((ledger.children[child]?.fields ?? {}) as unknown as z.ZodObject)
  const said = fields.flatMap((field) => {
    const value = row[field.name]
    if (value === null || value === undefined || value === '') return []
    if (field.kind === 'fen') return `¥${formatYuan(Number(value))}`
    if (field.kind === 'code') return words.dictionaries[field.dictionary ?? '']?.[String(value)] ?? String(value)
    if (field.kind === 'text') return String(value)
    if (field.kind === 'organisation') return words.names[String(value)] ?? []
    return []
  })
  return said.slice(0, MOST).join(' · ')
}

/** The rows of a record's child, by number: what an input offers. */
export const rowOptions = (ledger: AnyLedger, record: Row | undefined, child: string, words: ValueWords) =>
  ((record?.[child] ?? []) as readonly Row[]).map(
    (row) => [String(row.no), rowWords(ledger, child, row, words) || String(row.no)] as const,
  )
