import { useTranslation } from 'react-i18next'
import { compareTexts, type Piece, standing } from './char-diff.ts'

/** A field as both records have it; null: the register says nothing of it. */
export interface BesideLine {
  readonly key: string
  readonly label: string
  readonly left: string | null
  readonly right: string | null
  /** However they are written, they say the same: 三七二号 and 372号. */
  readonly isEqual?: boolean
}

/** Two records beside each other, with the characters marked that only one has, and each difference said in words. */
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
          const found = standing(line)
          const is = line.isEqual && found.is === 'other' ? 'differs' : found.is
          // Where hardly anything agrees, marks on every character would hide what there is to read.
          const compared = is === 'differs' ? compareTexts(line.left ?? '', line.right ?? '') : null
          return (
            <tr key={line.key} className={line.isEqual && is === 'differs' ? 'written' : is}>
              <th scope="row">{line.label}</th>
              <td data-label={left} className={line.left ? undefined : 'blank'}>
                <Text value={line.left} pieces={compared?.left} />
              </td>
              <td data-label={right} className={line.right ? undefined : 'blank'}>
                <Text value={line.right} pieces={compared?.right} />
              </td>
              <td className="said">
                {line.isEqual && found.is !== 'same'
                  ? t('comparison.standing.written')
                  : t(`comparison.standing.${found.is}`, { n: found.n })}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Text({ value, pieces }: { value: string | null; pieces: readonly Piece[] | undefined }) {
  const { t } = useTranslation()
  if (value === null || value === '') return <span className="soft">{t('comparison.blank')}</span>
  if (!pieces) return <span className="break">{value}</span>
  return (
    <span className="break">
      {pieces.map((it, i) => (it.same ? it.text : <mark key={`${i}${it.text}`}>{it.text}</mark>))}
    </span>
  )
}
