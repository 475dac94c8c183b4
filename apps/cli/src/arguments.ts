import { type ParseArgsConfig, parseArgs } from 'node:util'
import { UsageError } from './command.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Values = Record<string, string | boolean | undefined>

/** Splits a command's words into options and positionals; an unknown option or a missing value is a usage error. */
export function readArguments(args: readonly string[], options: Options): { values: Values; positionals: string[] } {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { values: parsed.values as Values, positionals: parsed.positionals }
  } catch (cause) {
    const word = /'(-[^' ]*)/.exec(cause instanceof Error ? cause.message : '')?.[1]
    const known = Object.keys(options).map((name) => `--${name}`)
    const missing = word !== undefined && known.includes(word)
    throw new UsageError(
      missing
        ? `选项 ${word} 的写法不对：缺少值或多了值`
        : `不认识的选项 ${word ?? ''}；可用：${[...known, '--json', '--help'].join('、')}`,
    )
  }
}

/** Exactly the positionals a command takes; `optional` of them may be missing at the end. */
export function expectPositionals(positionals: readonly string[], names: readonly string[], optional = 0): void {
  const missing = names[positionals.length]
  if (missing !== undefined && positionals.length < names.length - optional) throw new UsageError(`缺少 <${missing}>`)
  const extra = positionals[names.length]
  if (extra !== undefined) throw new UsageError(`多余的参数“${extra}”`)
}
