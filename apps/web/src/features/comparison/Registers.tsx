import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDictionaries } from '../../api/hooks.ts'
import { State } from '../../parts/State.tsx'
import type { RegisterLine } from './registers.ts'
import type { RegisterFile } from './run.ts'

/**
 * The registers by kind: which file of which day is in, what is missing or too old. What is missing is told only to
 * those who see all of them.
 */
export function Registers({ lines: all, isWhole }: { lines: readonly RegisterLine[]; isWhole: boolean }) {
  const { t } = useTranslation()
  const kinds = useDictionaries()['register-kind'] ?? {}
  const lines = isWhole ? all : all.filter((it) => it.files.length > 0)
  const lacking = all.filter((it) => isWhole && it.needed && !it.files.some((file) => file.status === 'validated'))
  if (lines.length === 0) return null
  return (
    <section aria-labelledby="registers" className="block">
      <h2 id="registers">{t(isWhole ? 'comparison.registers' : 'comparison.ownRegisters')}</h2>
      {lacking.length > 0 ? (
        <p className="note wait">
          {t('comparison.lacking', { kinds: lacking.map((it) => kinds[it.kind] ?? it.kind).join(t('comparison.and')) })}
        </p>
      ) : null}
      <table className="table cards">
        <caption className="visually-hidden">{t('comparison.registers')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('comparison.register')}</th>
            <th scope="col">{t('comparison.file')}</th>
            <th scope="col">{t('comparison.asOf')}</th>
            <th scope="col" className="num">
              {t('comparison.rows')}
            </th>
            <th scope="col" className="num">
              {t('comparison.taken')}
            </th>
            <th scope="col" className="num">
              {t('comparison.count.outOfScope')}
            </th>
            <th scope="col" className="num">
              {t('comparison.refused')}
            </th>
            <th scope="col">{t('comparison.state')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.flatMap((line) =>
            line.files.length === 0
              ? [
                  <tr key={line.kind}>
                    <td data-label={t('comparison.register')}>
                      <span className="strong">{kinds[line.kind] ?? line.kind}</span>
                    </td>
                    <td data-label={t('comparison.file')} colSpan={6} className="soft">
                      <span>{t('comparison.noFile')}</span>
                    </td>
                    <td data-label={t('comparison.state')}>
                      <span className="tag wait">{t('comparison.missing')}</span>
                    </td>
                  </tr>,
                ]
              : line.files.map((file) => (
                  <File
                    key={file.id}
                    kind={kinds[line.kind] ?? line.kind}
                    file={file}
                    stale={line.stale.has(file.id)}
                  />
                )),
          )}
        </tbody>
      </table>
    </section>
  )
}

function File({ kind, file, stale }: { kind: string; file: RegisterFile; stale: boolean }) {
  const { t } = useTranslation()
  const shown = (n: number | null) => (n === null ? '' : n.toLocaleString('en-US'))
  return (
    <tr>
      <td data-label={t('comparison.register')}>
        <span className="strong">{kind}</span>
      </td>
      <td data-label={t('comparison.file')}>
        <span className="break">
          <Link to={`/register-file/${file.id}`}>{file.name}</Link>
          {file.status === 'rejected' && file.note ? <span className="small late"> {file.note}</span> : null}
        </span>
      </td>
      <td data-label={t('comparison.asOf')} className="nowrap">
        <span>
          {file.asOf} {stale ? <span className="tag wait">{t('comparison.stale')}</span> : null}
        </span>
      </td>
      <td data-label={t('comparison.rows')} className="num">
        <span>{shown(file.rows)}</span>
      </td>
      <td data-label={t('comparison.taken')} className="num">
        <span>{shown(file.taken)}</span>
      </td>
      <td data-label={t('comparison.count.outOfScope')} className="num">
        <span>{shown(file.outOfScope)}</span>
      </td>
      <td data-label={t('comparison.refused')} className="num">
        <span>
          {file.refused ? <Link to={`/register-file/${file.id}`}>{shown(file.refused)}</Link> : shown(file.refused)}
        </span>
      </td>
      <td data-label={t('comparison.state')}>
        <State ledger="register-file" status={file.status} />
      </td>
    </tr>
  )
}
