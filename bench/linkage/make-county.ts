import { writeCounty } from './county.ts'

/** `npx tsx bench/linkage/make-county.ts FOLDER [--rows=20000] [--seed=1] [--noise=1] [--prefecture=4105]`. */
const words = process.argv.slice(2)
const number = (name: string, otherwise: number) =>
  Number(words.find((it) => it.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
const folder = words.find((it) => !it.startsWith('--'))
if (folder === undefined) throw new Error('a folder to write into is missing')
const prefecture = String(number('prefecture', 4105))
writeCounty({
  folder,
  entities: number('rows', 20_000),
  seed: number('seed', 1),
  noise: number('noise', 1),
  prefecture,
})
