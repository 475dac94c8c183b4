import type { FieldBeside } from '@qingmei/contract/comparison'
import { useTranslation } from 'react-i18next'
import { piecesOf } from './pieces.ts'

/** A field as both records have it; null: the register says nothing of it. */
export interface BesideLine {
  readonly key: string
  readonly label: string
  readonly left: string | null
  readonly right: string | null
  /** How they stand, as the comparison reads them: 三七二号 is 372号. */
  readonly beside: FieldBeside
}

/** Two records beside each other, with what differs to the comparison marked, and each difference said in words. */
export function Beside({
  caption,
  left,
  right,
  leftNo,
  rightNo,
  lines,
}: {
  caption: string
  left: string
  right: string
  leftNo: string
  rightNo: string
  lines: readonly BesideLine[]
}) {
  const { t } = useTranslation()
  return (
    <table className="table beside">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('comparison.field')}</th>
          <th scope="col">
            {left} <span className="mono">{leftNo}</span>
          </th>
          <th scope="col">
            {right} <span className="mono">{rightNo}</span>
          </th>
          <th scope="col">{t('comparison.differs')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const { is, differing } = line.beside
          // Where hardly anything agrees, marks on every character would hide what there is to read.
          const isMarked = is === 'differs'
          return (
            <tr key={line.key} className={is}>
              <th scope="row">{line.label}</th>
              <td data-label={left} className={line.left ? undefined : 'blank'}>
                <Text value={line.left} marks={isMarked ? line.beside.left : []} />
              </td>
              <td data-label={right} className={line.right ? undefined : 'blank'}>
                <Text value={line.right} marks={isMarked ? line.beside.right : []} />
              </td>
              <td className="said">{t(`comparison.standing.${is}`, { n: differing })}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Text({ value, marks }: { value: string | null; marks: FieldBeside['left'] }) {
  const { t } = useTranslation()
  if (value === null || value === '') return <span className="soft">{t('comparison.blank')}</span>
  return (
    <span className="break">
      {piecesOf(value, marks).map((it) => (it.isMarked ? <mark key={it.from}>{it.text}</mark> : it.text))}
    </span>
  )
}
