import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { placeOn, shownBits, type Waterfall as Drawn, waterfallOf } from './waterfall-steps.ts'

/** A piece of evidence as it is told: what was compared, how the two stand, and what it weighs. */
export interface WeighedLine {
  readonly key: string
  readonly label: string
  /** How the two values stand to each other, in words; with the crowd that shares the value, where that matters. */
  readonly said: ReactNode
  readonly bits: number
}

/**
 * Why two records are held to be one: a table of the evidence with its weight in bits, and beside each weight where it
 * moves the sum. What speaks for is solid, what speaks against hollow, so that it reads in black-and-white print; the
 * drawing is left out for those who cannot see it, since the table says the same.
 */
export function Waterfall({
  caption,
  start,
  lines,
  chance,
}: {
  caption: string
  /** What is held before anything is compared: few pairs of all are one. */
  start: number
  lines: readonly WeighedLine[]
  /** The probability that comes out, as it is shown. */
  chance: string
}) {
  const { t } = useTranslation()
  const drawn = waterfallOf(lines, start)
  return (
    <table className="table waterfall">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('comparison.evidence')}</th>
          <th scope="col" className="bars" aria-hidden="true">
            <span>{t('comparison.against')}</span>
            <span>{t('comparison.for')}</span>
          </th>
          <th scope="col" className="num">
            {t('comparison.bits')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr className="soft">
          <th scope="row">{t('comparison.prior')}</th>
          <td className="bars" aria-hidden="true">
            <Bar drawn={drawn} from={0} to={start} faint />
          </td>
          <td className="num">{shownBits(start)}</td>
        </tr>
        {drawn.steps.map(({ of, from, to }) => (
          <tr key={of.key}>
            <th scope="row">
              {of.label} <span className="soft small">{of.said}</span>
            </th>
            <td className="bars" aria-hidden="true">
              <Bar drawn={drawn} from={from} to={to} />
            </td>
            <td className="num">{shownBits(of.bits)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">
            {t('comparison.sum')} <span className="small">{t('comparison.chance', { chance })}</span>
          </th>
          <td className="bars" aria-hidden="true">
            <Bar drawn={drawn} from={0} to={drawn.total} />
          </td>
          <td className="num">{shownBits(drawn.total)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

const WIDTH = 200
const HEIGHT = 16

function Bar({
  drawn,
  from,
  to,
  faint = false,
}: {
  drawn: Drawn<WeighedLine>
  from: number
  to: number
  faint?: boolean
}) {
  const x = (value: number) => 1 + (placeOn(drawn, value) / 100) * (WIDTH - 2)
  const [left, right] = from <= to ? [x(from), x(to)] : [x(to), x(from)]
  const kind = faint ? 'faint' : from <= to ? 'for' : 'against'
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" focusable="false">
      <line className="zero" x1={x(0)} x2={x(0)} y1="0" y2={HEIGHT} />
      <rect className={kind} x={left} width={Math.max(right - left, 1)} y="3" height={HEIGHT - 6} />
    </svg>
  )
}
