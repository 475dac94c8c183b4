import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cells, type Kind, keyOf, KINDS, registersOf, type Town, town } from '../../../../tests/support/small-town.ts'
import {
  compareRegisters,
  type Comparison,
  type Decision,
  type Moved,
  type MovedLink,
  type MovedPremises,
  type RecordCells,
  type RowPlace,
  type WarmRun,
} from '../index.ts'

type Edit =
  | { readonly does: 'change'; readonly kind: Kind; readonly row: number; readonly cells: RecordCells }
  | { readonly does: 'add'; readonly kind: Kind; readonly cells: RecordCells }
  | { readonly does: 'remove'; readonly kind: Kind; readonly row: number }

/** Rows are written anew whole or in one field, with their key or another's. */
const edit: fc.Arbitrary<Edit> = fc.constantFrom(...KINDS).chain((kind) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        does: fc.constant('change' as const),
        kind: fc.constant(kind),
        row: fc.nat(200),
        cells: fc
          .tuple(
            cells(kind),
            fc.constantFrom('name', 'phone', 'code', 'address', 'principal', 'state', 'all', 'key'),
            fc.nat(30),
          )
          .map(([all, field, n]) =>
            field === 'all' ? all : field === 'key' ? keyOf(kind, n) : { [field]: all[field as 'name'] ?? '' },
          ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        does: fc.constant('add' as const),
        kind: fc.constant(kind),
        cells: fc.tuple(cells(kind), fc.nat(40)).map(([it, n]) => ({ ...it, ...keyOf(kind, n) })),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ does: fc.constant('remove' as const), kind: fc.constant(kind), row: fc.nat(200) }),
    },
  ),
)
const decision: fc.Arbitrary<Decision> = fc
  .tuple(
    fc.constantFrom('same' as const, 'different' as const),
    fc.nat(30),
    fc.nat(20),
    fc.constantFrom(...KINDS.slice(1)),
  )
  .map(([verdict, m, n, kind]) => ({
    verdict,
    a: {
      file: 'older.csv',
      kind: n % 4 === 0 ? kind : 'market',
      key: keyOf(n % 4 === 0 ? kind : 'market', m).key ?? '',
    },
    b: { file: 'older.csv', kind, key: keyOf(kind, n).key ?? '' },
  }))

const quick = { withoutEvaluation: true } as const

/** The files as they are after some changes; rows keep the number under which the run took them up. */
class Files {
  readonly rows: Map<Kind, Map<number, RecordCells>>
  constructor(it: Town) {
    this.rows = new Map(KINDS.map((kind) => [kind, new Map(it[kind].entries())]))
  }
  /** The row that a number means, of those that are left. */
  rowOf(kind: Kind, n: number): number {
    const left = [...this.rows.get(kind)!.keys()]
    return left[n % left.length]!
  }
  get town(): Town {
    return Object.fromEntries(KINDS.map((kind) => [kind, [...this.rows.get(kind)!.values()]])) as unknown as Town
  }
  get places(): RowPlace[] {
    return KINDS.flatMap((kind, register) => [...this.rows.get(kind)!.keys()].map((row) => ({ register, row })))
  }
}

const inWords = ({ register, row }: RowPlace): string => `${KINDS[register]} ${row}`

/** What a full run says of every record, by register and row. */
function saidBy({ links, premises, report }: Comparison, files: Files): Map<string, unknown> {
  const { places } = files
  const borrowed = new Map(report.borrowedCodes.map((it) => [it.link, it.owner]))
  return new Map(
    places.map((place, i) => {
      const { other, override } = links.explain(i, true)
      const line = premises.at(links.premises[i]!)
      const alone = override === 'same-key' || links.name(i).kind === 'market'
      const said = { override, partner: other, codeOwner: borrowed.get(i) ?? null }
      const probability = alone ? 1 : links.probability[i]
      const members = line.members.map((it) => inWords(places[it]!))
      return [inWords(place), { ...said, probability, premises: { ...line, members } }]
    }),
  )
}

/** What a warm run has said so far. */
class Said {
  private readonly links = new Map<string, MovedLink>()
  private readonly lines = new Map<string, MovedPremises>()
  /** Premises that were told in the same breath as gone. */
  readonly wrongly: MovedPremises[] = []
  constructor(private readonly warm: WarmRun) {}

  take({ links, premises, gone }: Moved): void {
    for (const it of links) this.links.set(inWords(it), it)
    for (const it of premises) for (const member of it.members) this.lines.set(inWords(member), it)
    for (const it of gone) this.wrongly.push(...premises.filter(({ id }) => id === it))
  }

  ofAll(files: Files): Map<string, unknown> {
    const name = (it: RowPlace | null) => it && this.warm.name(it)
    return new Map(
      files.places.map((place) => {
        const { override, probability, partner, codeOwner } = this.links.get(inWords(place))!
        const line = this.lines.get(inWords(place))!
        const said = { override, partner: name(partner), codeOwner: name(codeOwner) }
        const members = line.members.map(inWords)
        return [inWords(place), { ...said, probability, premises: { ...line, members } }]
      }),
    )
  }
}

describe('a warm run', () => {
  it('stands after each change as a full run with its model and counts, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(
        town,
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.array(decision, { maxLength: 5 }),
        fc.boolean(),
        async (before, edits, decisions, forChanges) => {
          const files = new Files(before)
          const first = await compareRegisters({ registers: registersOf(before), decisions }, { ...quick, forChanges })
          const warm = first.warm()
          const said = new Said(warm)
          // Written anew as it was, a row moves nothing.
          for (const place of files.places) said.take(warm.change(place, before[KINDS[place.register]!][place.row]!))
          expect(said.ofAll(files)).toEqual(saidBy(first, files))
          for (const it of edits) {
            const rows = files.rows.get(it.kind)!
            const register = KINDS.indexOf(it.kind)
            if (it.does === 'add') {
              const told = warm.add(register, it.cells)
              rows.set(told.place.row, it.cells)
              said.take(told)
            } else {
              const row = files.rowOf(it.kind, it.row)
              if (it.does === 'change') {
                rows.set(row, { ...rows.get(row), ...it.cells })
                said.take(warm.change({ register, row }, rows.get(row)!))
              } else if (rows.size > 1) {
                rows.delete(row)
                said.take(warm.remove({ register, row }))
              }
            }
            const { model, counts } = first
            const registers = registersOf(files.town)
            const full = await compareRegisters({ registers, decisions }, { ...quick, model, counts })
            expect(said.ofAll(files)).toEqual(saidBy(full, files))
            expect(said.wrongly).toEqual([])
          }
        },
      ),
      { numRuns: Number(process.env['QINGMEI_CHANGE_RUNS'] ?? 40) },
    )
  }, 600_000)
})
