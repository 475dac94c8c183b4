import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { get, query } from '../../api/client.ts'
import { useCampaign } from '../../api/hooks.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { Frozen } from './Frozen.tsx'
import { type Opened, RowsBehind } from './RowsBehind.tsx'
import { monthsOf, printed, saidSheet, type Sheet, type SheetLine } from './sheet.ts'

/** The monthly data sheet: each figure opens exactly the records that it counts. */
export default function SheetPage() {
  const { t } = useTranslation()
  const campaign = useCampaign()
  const [params, setParams] = useSearchParams()
  const [opened, setOpened] = useState<Opened | null>(null)
  const month = params.get('month') ?? ''
  const org = params.get('org') ?? ''
  const sheet = useQuery({
    queryKey: ['sheet', campaign?.id, month],
    queryFn: async () => saidSheet(await get<Sheet>(`/api/campaigns/${campaign?.id ?? ''}/sheet${query({ month })}`)),
    enabled: campaign !== null,
  })
  const set = (name: string, value: string) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old)
        if (value === '') next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  if (!sheet.data || !campaign) return <Waiting error={sheet.error} retry={() => void sheet.refetch()} />
  const { data } = sheet
  // A mark of a chart leads here with the figure that it stands for.
  const asked = opened ? undefined : data.lines.find((it) => it.opens && it.id === params.get('figure'))
  const shown: Opened | null = asked
    ? { figure: asked.id, title: `${asked.label} · ${t('sheet.inMonth')}`, org: null, group: null, cumulative: false }
    : opened
  const close = () => {
    setOpened(null)
    set('figure', '')
  }
  const orgs = [
    ...new Set(
      data.lines.flatMap((it) => [...(it.month ?? []), ...(it.cumulative ?? [])].flatMap((cell) => cell.org ?? [])),
    ),
  ]
  return (
    <>
      <div className="row">
        <div>
          <h1>{t('sheet.title')}</h1>
          <p className="sub">{t('sheet.hint')}</p>
        </div>
        <div className="btns">
          <button type="button" className="btn q" onClick={() => window.print()}>
            {t('sheet.print')}
          </button>
          <a className="btn q" href={`/api/campaigns/${campaign.id}/sheet.docx${query({ month: data.month })}`}>
            {t('sheet.docx')}
          </a>
          <a className="btn" href={`/api/campaigns/${campaign.id}/sheet.xlsx${query({ month: data.month })}`}>
            {t('sheet.xlsx')}
          </a>
        </div>
      </div>
      <div className="bar">
        <label>
          {t('sheet.month')}
          <select value={data.month} onChange={(event) => set('month', event.target.value)}>
            {monthsOf(data.from, data.until).map((it) => (
              <option key={it} value={it}>
                {it}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('sheet.org')}
          <select value={org} onChange={(event) => set('org', event.target.value)}>
            <option value="">{t('sheet.whole')}</option>
            {orgs.map((it) => (
              <option key={it} value={it}>
                {data.names[it] ?? it}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Frozen sheet={data} />
      <table className="table sheet">
        <caption className="visually-hidden">{t('sheet.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sheet.indicator')}</th>
            <th scope="col" className="num">
              {t('sheet.inMonth')}
            </th>
            <th scope="col" className="num">
              {t('sheet.cumulative')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.lines.map((line) => (
            <tr key={line.id}>
              <td>
                <span className="soft small">{line.id.split('.')[0]}</span> {line.label}{' '}
                <span className="soft small">{line.unit}</span>
                {line.text ? <p className="pre small">{line.text}</p> : null}
              </td>
              {(['month', 'cumulative'] as const).map((which) => (
                <td key={which} className="num">
                  <Cells line={line} which={which} org={org === '' ? null : org} open={setOpened} />
                  <Was sheet={data} line={line} which={which} org={org === '' ? null : org} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {shown ? <RowsBehind campaign={campaign.id} month={data.month} opened={shown} onClose={close} /> : null}
    </>
  )
}

/** What the cell said when the sheet was frozen, where it says something else now. */
function Was({ sheet, line, which, org }: Omit<CellsProps, 'open'> & { sheet: Sheet }) {
  const { t } = useTranslation()
  const changed = sheet.frozen?.cells.find(
    (it) => it.line === line.id && it.which === which && it.org === org && it.group === null,
  )
  if (!changed) return null
  return <span className="was small">{t('sheet.wasFrozen', { value: printed(line, changed.was ?? 0) })}</span>
}

interface CellsProps {
  readonly line: SheetLine
  readonly which: 'month' | 'cumulative'
  readonly org: string | null
  readonly open: (opened: Opened) => void
}

/** The figure of a cell, with its groups told apart beneath; a figure that opens something is a button. */
function Cells({ line, which, org, open }: CellsProps) {
  const { t } = useTranslation()
  const cells = line[which]
  if (line.text) return null
  if (cells === null) return <span className="soft">{t('sheet.notCollected')}</span>
  const own = cells.filter((it) => it.org === org)
  const whole = own.find((it) => it.group === null)
  const groups = own.filter((it) => it.group !== null && it.group !== '')
  if (line.print === 'percent' && !whole) return <span className="soft">{t('sheet.none')}</span>
  const title = `${line.label} · ${which === 'month' ? t('sheet.inMonth') : t('sheet.cumulative')}`
  const one = (group: string | null, value: number, counted: number) =>
    counted === 0 ? (
      <span>{printed(line, value)}</span>
    ) : (
      <button
        type="button"
        className="btn link"
        aria-label={`${title}${group ?? ''} ${printed(line, value)}`}
        onClick={() => open({ figure: line.id, title, org, group, cumulative: which === 'cumulative' })}
      >
        {printed(line, value)}
      </button>
    )
  return (
    <span>
      {line.apart && groups.length > 0 ? null : one(null, whole?.value ?? 0, line.opens ? (whole?.counted ?? 0) : 0)}
      {groups.length > 0 ? (
        <span className="soft small groups">
          {groups.map((it) => (
            <span key={it.group} className="nowrap">
              {it.name ?? it.group} {one(it.group, it.value, it.counted)}
            </span>
          ))}
        </span>
      ) : null}
    </span>
  )
}
