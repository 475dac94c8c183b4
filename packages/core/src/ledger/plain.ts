import { z } from 'zod'
import { created, decided, type Who } from './action.ts'
import { set } from './change.ts'
import { text } from './field.ts'
import type { Child, Ledger } from './ledger.ts'

/**
 * The three actions of a ledger that only keeps a register: take in, correct, end. They take every field but those
 * that other actions keep (empty at first), and a reason for ending, which history keeps.
 */
export function keepsRegister<
  N extends string,
  F extends z.ZodRawShape,
  S extends string,
  C extends Record<string, Child>,
>(
  of: Ledger<N, F, S, C>,
  how: {
    who: readonly Who[]
    opens: NoInfer<S>
    ends: NoInfer<S>
    keptElsewhere?: readonly (keyof F & string)[]
  },
) {
  const elsewhere = how.keptElsewhere ?? []
  const fields = Object.entries((of.fields as unknown as z.ZodObject).shape)
  const asked = z.strictObject(Object.fromEntries(fields.filter(([name]) => !elsewhere.some((it) => it === name))))
  const untouched = Object.fromEntries(elsewhere.map((name) => [name, null]))
  const partial = asked.partial().shape as unknown as z.ZodRawShape
  const register = of.create('register', {
    label: '登记',
    about: `登记一条${of.label}`,
    who: how.who,
    to: how.opens,
    input: asked.shape as unknown as z.ZodRawShape,
    decide: ({ input }) => created({ ...input, ...untouched } as never),
  })
  const amend = of.action('amend', {
    label: '更正',
    about: `更正${of.label}的登记内容，原内容留在历史里`,
    who: how.who,
    input: partial,
    decide: ({ self, input }) => decided(set(self as never, input as never)),
  })
  const end = of.action('end', {
    label: '终止',
    about: `终止这条${of.label}，不删除`,
    who: how.who,
    to: how.ends,
    input: { reason: text('原因', { max: 500 }) },
    confirm: '终止后不再用于办理，历史仍可查。',
    decide: () => decided(),
  })
  return { register, amend, end }
}
