import type { EChartsCoreOption } from 'echarts/core'

const TEAL = '#0f6f67'
const SOFT = '#55625f'
const text = { color: '#1c2524', fontSize: 12 }
const grid = { left: 8, right: 24, top: 30, bottom: 8, containLabel: true }
const axis = { axisLabel: { color: SOFT }, splitLine: { lineStyle: { color: '#e9eeed' } } }

/** Bars lying down, longest words first: states, sources, towns. */
export const bars = (rows: readonly { label: string; count: number }[], unit: string): EChartsCoreOption => ({
  grid: { ...grid, top: 8 },
  tooltip: { trigger: 'item', valueFormatter: (value: unknown) => `${String(value)} ${unit}` },
  xAxis: { type: 'value', minInterval: 1, ...axis },
  yAxis: {
    type: 'category',
    inverse: true,
    data: rows.map((row) => row.label),
    axisTick: { show: false },
    axisLabel: text,
  },
  series: [
    {
      type: 'bar',
      data: rows.map((row) => row.count),
      itemStyle: { color: TEAL, borderRadius: [0, 3, 3, 0] },
      barMaxWidth: 16,
      label: { show: true, position: 'right', ...text },
      cursor: 'pointer',
    },
  ],
})

/** Leads found in each week, standing up; a week without any is a gap that one sees. */
export const weeks = (rows: readonly { week: string; found: number }[], unit: string): EChartsCoreOption => ({
  grid: { ...grid, top: 20 },
  tooltip: { trigger: 'item', valueFormatter: (value: unknown) => `${String(value)} ${unit}` },
  xAxis: { type: 'category', data: rows.map((row) => row.week.slice(5)), axisLabel: { color: SOFT } },
  yAxis: { type: 'value', minInterval: 1, ...axis },
  series: [
    {
      type: 'bar',
      data: rows.map((row) => row.found),
      itemStyle: { color: TEAL, borderRadius: [3, 3, 0, 0] },
      barMaxWidth: 28,
      label: { show: true, position: 'top', ...text },
      cursor: 'pointer',
    },
  ],
})

/** On-time rates by organisation, in percent. */
export const rates = (rows: readonly { name: string; rate: number | null }[]): EChartsCoreOption => ({
  grid: { ...grid, top: 8 },
  tooltip: { trigger: 'item', valueFormatter: (value: unknown) => `${String(value)}%` },
  xAxis: { type: 'value', max: 100, ...axis, axisLabel: { color: SOFT, formatter: '{value}%' } },
  yAxis: {
    type: 'category',
    inverse: true,
    data: rows.map((row) => row.name),
    axisTick: { show: false },
    axisLabel: { ...text, width: 130, overflow: 'truncate' },
  },
  series: [
    {
      type: 'bar',
      data: rows.map((row) => (row.rate === null ? 0 : Math.round(row.rate * 1000) / 10)),
      itemStyle: { color: TEAL, borderRadius: [0, 3, 3, 0] },
      barMaxWidth: 16,
      label: { show: true, position: 'right', formatter: '{c}%', ...text },
      cursor: 'pointer',
    },
  ],
})
