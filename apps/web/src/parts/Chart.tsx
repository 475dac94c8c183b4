import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

const drawn = () => import('./draw.ts')

/** A chart with its table beside it: each mark leads to its rows, and whoever can't use the drawing has the figures. */
export function Chart({
  title,
  option,
  onPick,
  table,
}: {
  title: string
  option: EChartsCoreOption
  onPick?: (index: number, series: number) => void
  table: ReactNode
}) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  useEffect(() => {
    pick.current = onPick
  }, [onPick])
  useEffect(() => {
    if (asTable || !box.current) return undefined
    const element = box.current
    let chart: ECharts | null = null
    let gone = false
    const fit = () => chart?.resize()
    void drawn().then(({ draw }) => {
      if (gone) return
      chart = draw(element)
      chart.setOption(option)
      chart.on('click', (event: { dataIndex?: number; seriesIndex?: number }) =>
        pick.current?.(event.dataIndex ?? 0, event.seriesIndex ?? 0),
      )
    })
    window.addEventListener('resize', fit)
    return () => {
      gone = true
      window.removeEventListener('resize', fit)
      chart?.dispose()
    }
  }, [option, asTable])
  return (
    <section className="card" aria-labelledby={id}>
      <div className="row">
        <h2 id={id}>{title}</h2>
        <button type="button" className="btn link" onClick={() => setAsTable(!asTable)}>
          {asTable ? t('campaign.asChart') : t('campaign.asTable')}
        </button>
      </div>
      {asTable ? table : <div ref={box} className="chart" role="img" aria-label={title} />}
    </section>
  )
}
