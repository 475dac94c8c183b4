import type { EChartsCoreOption } from 'echarts/core'

const TEAL = '#0f6f67'
const SOFT = '#55625f'
const AMBER = '#c98a2b'
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

const PARTS = [TEAL, AMBER, SOFT, '#7fb8b1', '#2f3f6b', '#b9c3c0', '#8a5a44']

/** Leads found in each week, told apart: each part has its colour and its pattern, and its sum in the legend. */
export const stacks = (
  weeks: readonly string[],
  parts: readonly { readonly label: string; readonly values: readonly number[] }[],
): EChartsCoreOption => ({
  grid: { ...grid, top: 60 },
  legend: {
    top: 0,
    left: 0,
    textStyle: text,
    itemWidth: 14,
    itemHeight: 10,
    itemGap: 8,
    formatter: (label: string) =>
      `${label} ${parts.find((it) => it.label === label)?.values.reduce((sum, it) => sum + it, 0) ?? ''}`,
  },
  tooltip: { trigger: 'axis' },
  aria: { enabled: true, decal: { show: true } },
  xAxis: { type: 'category', data: weeks.map((week) => week.slice(5)), axisLabel: { color: SOFT } },
  yAxis: { type: 'value', minInterval: 1, ...axis },
  series: parts.map(({ label, values }, i) => ({
    name: label,
    type: 'bar',
    stack: 'all',
    data: values,
    itemStyle: { color: PARTS[i % PARTS.length] },
    barMaxWidth: 28,
    cursor: 'pointer',
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
    // Every organisation has its name, however many there are.
    axisLabel: { ...text, interval: 0, width: 130, overflow: 'truncate' },
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

/** Shares against the one that is demanded, drawn as a line: screening by organisation. */
export const shares = (
  rows: readonly { label: string; share: number }[],
  demanded: { percent: number; label: string },
): EChartsCoreOption => ({
  grid: { ...grid, top: 26 },
  tooltip: { trigger: 'item', valueFormatter: (value: unknown) => `${String(value)}%` },
  xAxis: {
    type: 'value',
    // The line that is demanded is always in the picture.
    max: (drawn: { max: number }) => Math.max(Math.ceil(drawn.max / 5) * 5, demanded.percent + 5),
    ...axis,
    axisLabel: { color: SOFT, formatter: '{value}%' },
  },
  yAxis: {
    type: 'category',
    inverse: true,
    data: rows.map((row) => row.label),
    axisTick: { show: false },
    // Every organisation has its name, however many there are.
    axisLabel: { ...text, interval: 0, width: 130, overflow: 'truncate' },
  },
  series: [
    {
      type: 'bar',
      data: rows.map((row) => ({
        value: Math.round(row.share * 1000) / 10,
        itemStyle: { color: row.share * 100 < demanded.percent ? AMBER : TEAL },
      })),
      itemStyle: { borderRadius: [0, 3, 3, 0] },
      barMaxWidth: 16,
      label: { show: true, position: 'right', formatter: '{c}%', ...text },
      markLine: {
        symbol: 'none',
        silent: true,
        lineStyle: { color: '#1c2524', type: 'dashed' },
        label: { formatter: demanded.label, position: 'start', ...text },
        data: [{ xAxis: demanded.percent }],
      },
      cursor: 'pointer',
    },
  ],
})

/** Two measures of each month beside each other: filed and closed, imposed and paid. */
export const pairs = (
  months: readonly string[],
  series: readonly { name: string; values: readonly number[] }[],
): EChartsCoreOption => ({
  grid: { ...grid, top: 34 },
  legend: { top: 0, left: 0, textStyle: text, itemWidth: 14, itemHeight: 10 },
  tooltip: { trigger: 'axis' },
  aria: { enabled: true, decal: { show: true } },
  xAxis: { type: 'category', data: months, axisLabel: { color: SOFT } },
  yAxis: { type: 'value', minInterval: 1, ...axis },
  series: series.map(({ name, values }, i) => ({
    name,
    type: 'bar',
    data: values,
    itemStyle: { color: i === 0 ? TEAL : SOFT, borderRadius: [3, 3, 0, 0] },
    barMaxWidth: 24,
    label: { show: true, position: 'top', ...text },
    cursor: 'pointer',
  })),
})
