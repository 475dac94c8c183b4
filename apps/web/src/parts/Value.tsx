import { formatYuan } from '@qingmei/core/kernel/money'
import type { FieldInfo } from '@qingmei/core/ledger/field'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Dictionaries } from '../api/types.ts'
import { shownBytes, shownInstant } from './time.ts'
import { qingmei } from '../words/house.ts'

export interface ValueWords {
  readonly names: Readonly<Record<string, string>>
  readonly dictionaries: Dictionaries
}

/** A value as people read it: names for ids, labels for codes, the county's time, yuan. */
export function Value({
  field,
  value,
  words,
  ledger,
}: {
  field: FieldInfo
  value: unknown
  words: ValueWords
  ledger?: string
}) {
  const { t } = useTranslation()
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return <span className="soft">{t('none')}</span>
  if (field.name === 'status' && ledger)
    return <>{qingmei.ledger(ledger).life[String(value)]?.label ?? String(value)}</>
  if (field.name === 'bytes') return <>{shownBytes(value)}</>
  if (field.name === 'sha256' || field.name === 'manifest') return <span className="mono break">{String(value)}</span>
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value))
    return (
      <span className="mono" title={value}>
        {value.slice(0, 8)}
      </span>
    )
  switch (field.kind) {
    case 'instant':
      return <time dateTime={String(value)}>{shownInstant(value)}</time>
    case 'boolean':
      return <>{value === true ? t('yes') : t('no')}</>
    case 'fen':
      return <>{t('money', { yuan: formatYuan(Number(value)) })}</>
    case 'ref':
      return (
        <Link to={`/${field.target}/${String(value)}`}>
          {words.names[String(value)] ?? t('list.open', { title: '' })}
        </Link>
      )
    case 'file':
      return (
        <a href={`/api/files/${String(value)}/content`} target="_blank" rel="noreferrer">
          {t('lead.view')}
        </a>
      )
    default: {
      const said = (Array.isArray(value) ? value : [value])
        .map((it) => wordOf(field, String(it), words))
        .join(t('comma'))
      return <span className={isOneWord(said) ? 'nowrap' : undefined}>{said}</span>
    }
  }
}

/** A code, a number or a person's name reads badly in two lines. */
const isOneWord = (text: string): boolean => /^[\w-]{1,20}$/.test(text) || text.length <= 4

/** The word for a code or an id; the text itself when it is neither. */
export const wordOf = (field: FieldInfo, text: string, { names, dictionaries }: ValueWords): string =>
  field.dictionary ? (dictionaries[field.dictionary]?.[text] ?? text) : (names[text] ?? text)
