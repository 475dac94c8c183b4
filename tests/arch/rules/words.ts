import { type Rule, sources, type Tree } from './tree.ts'

const CODE =
  /\b(?:refusal|refuse|no)\(\s*['"]([a-z0-9-]+(?:\.[a-z0-9-]+)+)['"]|refuseWith\(\s*\d+,\s*['"]([a-z0-9.-]+)['"]/g
const NOTICE = /\bnotify\(\s*[^,]+,\s*['"]([a-z0-9.-]+)['"]/g

/** The codes that the sources refuse with, each with where. */
export function codesOf(tree: Tree): Map<string, string> {
  const found = new Map<string, string>()
  for (const [path, text] of sources(tree)) {
    if (path.startsWith('packages/office/') || path.startsWith('packages/plan-files/')) continue
    for (const match of text.matchAll(CODE)) found.set(match[1] ?? match[2] ?? '', path)
  }
  return found
}

/** Every refusal has words for people. */
export const everyCodeHasWords =
  (messages: Readonly<Record<string, string>>): Rule =>
  (tree) =>
    [...codesOf(tree)].flatMap(([code, path]) =>
      Object.hasOwn(messages, code) ? [] : [`${path}: no words for ${code}`],
    )

/** Every notice has words for people. */
export const everyNoticeHasWords =
  (notices: Readonly<Record<string, string>>): Rule =>
  (tree) =>
    sources(tree).flatMap(([path, text]) =>
      [...text.matchAll(NOTICE)].flatMap(([, code = '']) =>
        Object.hasOwn(notices, code) ? [] : [`${path}: no words for the notice ${code}`],
      ),
    )

/** No words without anything that says them: what is renamed takes its words along. */
export const noWordsAreLeftOver =
  (codes: readonly string[]): Rule =>
  (tree) => {
    const all = sources(tree)
      .filter(([path]) => !path.includes('/messages'))
      .map(([, text]) => text)
      .join('\n')
    return codes.flatMap((code) =>
      all.includes(`'${code}'`) || all.includes(`\`${code}\``) ? [] : [`messages: nothing says ${code}`],
    )
  }

const CHINESE = /\p{Script=Han}/u

/** The web says nothing of itself: what people read stands in its catalogues, or in the definitions. */
export const componentsHaveNoWords: Rule = (tree) =>
  sources(tree)
    .filter(([path]) => path.startsWith('apps/web/src/') && !path.includes('/words/'))
    .flatMap(([path, text]) =>
      text
        .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
        .split('\n')
        .flatMap((line, i) => (CHINESE.test(line.replace(/\/\/.*/, '')) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
    )

/** Every key that a component asks its catalogue for is there; those put together as they run are not looked at. */
export const everyKeyIsThere =
  (keys: readonly string[]): Rule =>
  (tree) =>
    sources(tree)
      .filter(([path]) => path.startsWith('apps/web/src/') && !path.includes('/words/'))
      .flatMap(([path, text]) =>
        [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].flatMap(([, key = '']) =>
          keys.includes(key) || keys.includes(`${key}_other`) ? [] : [`${path}: no words for ${key}`],
        ),
      )

/** All keys of a catalogue, nested ones with dots. */
export const keysOf = (words: object, prefix = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value as object, `${prefix}${key}.`) : [`${prefix}${key}`],
  )
