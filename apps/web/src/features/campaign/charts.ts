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

/** Weeks: found, transferred, closed; told apart by line as well as by colour. */
export const weeks = (
  rows: readonly { week: string; found: number; transferred: number; closed: number }[],
  names: readonly [string, string, string],
): EChartsCoreOption => ({
  grid,
  legend: { top: 0, left: 0, textStyle: text },
  tooltip: { trigger: 'axis' },
  xAxis: { type: 'category', data: rows.map((row) => row.week.slice(5)), axisLabel: { color: SOFT } },
  yAxis: { type: 'value', minInterval: 1, ...axis },
  series: (['found', 'transferred', 'closed'] as const).map((key, i) => ({
    name: names[i],
    type: 'line',
    data: rows.map((row) => row[key]),
    symbol: ['circle', 'rect', 'triangle'][i],
    symbolSize: 7,
    lineStyle: { type: ['solid', 'dashed', 'dotted'][i], width: 2 },
    color: [TEAL, '#8f5200', SOFT][i],
  })),
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
