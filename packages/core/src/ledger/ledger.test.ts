import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../access/actor.ts'
import { by, created, decided, refuse, type Surroundings } from './action.ts'
import { add, drop, edit, notify, perform, set, waive } from './change.ts'
import { code, date, instant, metaOf, organisation as org, person, ref, text } from './field.ts'
import { house } from './house.ts'
import { type AnyLedger, type AnyRecord, child, fieldOf, filtersOf, ledger, state, through } from './ledger.ts'
import { resolve } from './resolve.ts'

const ORG = '0198a000-0000-7000-8000-00000000000a'
const WORKER = '0198a000-0000-7000-8000-00000000000b'
const actor: Actor = { person: 'p', name: 'p', seats: [] }

function toys() {
  const box = ledger('box', {
    label: '箱子',
    about: 'a toy',
    placement: 'regional',
    fields: { name: text('名称'), colour: code('colour', '颜色').nullable(), bought: date('购入').nullable() },
    children: { things: child('物品', { name: text('名称') }) },
    life: { open: state('开', ['rename', 'put', 'take', 'fix', 'shut']), shut: state('关', ['rename']) },
    sees: { staff: true },
    lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['status'] }],
    columns: ['name'],
    title: 'name',
  })
  const rename = box.action('rename', {
    label: '改名',
    about: '…',
    who: [by('org', ['office'])],
    input: { name: text('名称') },
    decide: ({ self, input }) => (input.name === self.name ? refuse('box.rename.same') : decided(set(self, input))),
  })
  box.create('make', {
    label: '做',
    about: '…',
    to: 'open',
    input: box.fields.shape,
    decide: ({ input }) => created(input, notify(ORG, 'box.made')),
  })
  box.action('put', {
    label: '放',
    about: '…',
    input: { names: text('名称') },
    decide: ({ self, input }) =>
      decided(
        add(
          self,
          'things',
          input.names.split(',').map((name) => ({ name })),
        ),
      ),
  })
  box.action('take', { label: '取', about: '…', input: {}, decide: ({ self }) => decided(drop(self, 'things', 1)) })
  box.action('fix', {
    label: '修',
    about: '…',
    input: {},
    decide: ({ self }) => decided(edit(self, 'things', 2, { name: '修好的' })),
  })
  box.action('shut', { label: '关', about: '…', to: 'shut', input: {}, decide: () => decided() })
  const label = ledger('tag', {
    label: '标签',
    about: 'hangs on a box',
    placement: 'regional',
    fields: { box: ref(box, '箱子'), owner: org('归属'), since: instant('起'), until: date('止').nullable() },
    life: { on: state('挂', ['lift', 'entrust']), off: state('摘', ['hang']) },
    sees: { staff: true },
    lists: [],
    columns: ['box'],
    title: 'since',
    governedBy: 'box',
    deadlines: { lift: { rule: 'tag.lift', label: '摘', from: 'since', due: 'until', owner: 'owner', while: ['on'] } },
  })
  label.action('lift', {
    label: '摘下',
    about: '…',
    to: 'off',
    input: { rename: text('改名').nullable(), waived: text('免').nullable() },
    locks: ['box'],
    decide: ({ self, input, locked }) =>
      decided(
        ...(input.rename ? [perform(rename, locked.box, { name: input.rename })] : []),
        ...(input.waived ? [waive(self, 'lift')] : []),
      ),
  })
  label.action('entrust', {
    label: '交给',
    about: '…',
    many: true,
    input: { keeper: person('保管人', { at: 'by' }).nullable(), by: org('单位').nullable() },
    decide: () => decided(),
  })
  label.action('hang', { label: '挂回', about: '…', to: 'on', input: {}, decide: () => decided() })
  return house([box, label] as unknown as AnyLedger[])
}

const common = { region: '410503', number: null, campaign: 'c', org: ORG, version: 4, createdBy: 'p', updatedBy: 'p' }
const times = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }
const aBox = (over: object = {}): AnyRecord =>
  ({
    id: 'b',
    status: 'open',
    name: '红箱',
    colour: null,
    bought: null,
    things: [],
    ...common,
    ...times,
    ...over,
  }) as AnyRecord
const aTag = (over: object = {}): AnyRecord =>
  ({
    id: 't',
    status: 'on',
    box: 'b',
    owner: ORG,
    since: '2026-02-01T00:00:00.000Z',
    ...common,
    ...times,
    ...over,
  }) as AnyRecord

const around: Surroundings = {
  actor,
  org: ORG,
  plan: null,
  orgs: { get: () => undefined, ofKind: () => [] },
  now: '2026-03-01T00:00:00.000Z',
  due: (_rule, from) => ({ due: `${from.slice(0, 8)}09T00:00:00.000Z`, clause: '五' }),
  file: () => undefined,
  rolesOf: () => [],
  worksAt: (who, at) => who === WORKER && at === ORG,
  label: (dictionary, value) => (dictionary === 'colour' ? (value === 'red' ? '红' : null) : undefined),
  hash: (it) => it,
  newId: () => 'new',
}

function run(name: string, self: AnyRecord | null, input: object, others: AnyRecord[] = []) {
  const toy = toys()
  const [ledgerName = '', action = ''] = name.split('.')
  const all = [...(self ? [self] : []), ...others]
  const locked = new Map(
    all.map((record) => [record.id, { ledger: toy.ledger('box' in record ? 'tag' : 'box'), record }]),
  )
  const request = {
    action: toy.action(ledgerName, action),
    self: self?.id ?? null,
    input,
    locked,
    region: '410503',
    campaign: 'c',
  }
  return resolve(toy, request, around)
}
const after = (result: ReturnType<typeof run>, i = 0) => (result.ok ? result.value.records[i]?.after : result.error)

describe('an action', () => {
  it('makes a record at version 1, owned by the organisation that acts', () => {
    const made = run('box.make', null, { name: '蓝箱', colour: 'red', bought: null })
    expect(after(made)).toMatchObject({ id: 'new', version: 1, status: 'open', org: ORG, campaign: 'c', things: [] })
    expect(made.ok && made.value.notices).toMatchObject([{ code: 'box.made' }])
  })
  it('adds one to the version, however many changes it makes', () => {
    expect(after(run('box.rename', aBox(), { name: '新箱' }))).toMatchObject({
      version: 5,
      name: '新箱',
      status: 'open',
    })
  })
  it('refuses unknown codes, naming the field', () => {
    expect(after(run('box.make', null, { name: '箱', colour: 'blue', bought: null }))).toMatchObject({
      code: 'action.code.unknown',
      facts: { field: '颜色', code: 'blue' },
    })
  })
  it('refuses wrong input, naming each field', () => {
    expect(after(run('box.rename', aBox(), { name: '', extra: 1 }))).toMatchObject({ code: 'action.input.invalid' })
  })
  it('refuses in a state that does not offer it', () => {
    expect(after(run('box.shut', aBox({ status: 'shut' }), {}))).toMatchObject({ code: 'action.status.closed' })
  })
  it('numbers child rows from 1 and keeps a row’s number when others go', () => {
    const put = after(run('box.put', aBox(), { names: '甲,乙' })) as AnyRecord
    expect(put.things).toEqual([
      { no: 1, name: '甲' },
      { no: 2, name: '乙' },
    ])
    const taken = after(run('box.take', put, {})) as AnyRecord
    expect(taken.things).toEqual([{ no: 2, name: '乙' }])
    expect((after(run('box.put', taken, { names: '丙' })) as AnyRecord).things).toEqual([
      { no: 2, name: '乙' },
      { no: 3, name: '丙' },
    ])
    expect((after(run('box.fix', taken, {})) as AnyRecord).things).toEqual([{ no: 2, name: '修好的' }])
  })
  it('refuses more than 200 child rows', () => {
    const names = Array.from({ length: 201 }, (_, i) => i)
      .join(',')
      .slice(0, 200)
    const full = aBox({ things: Array.from({ length: 200 }, (_, i) => ({ no: i + 1, name: 'x' })) })
    expect(after(run('box.put', full, { names: names.slice(0, 5) }))).toMatchObject({ code: 'action.child.too-many' })
  })
  it('performs another record’s own action in the same outcome', () => {
    const done = run('tag.lift', aTag(), { rename: '借出', waived: null }, [aBox()])
    expect(done.ok && done.value.records.map((it) => [it.after.id, it.after.version])).toEqual([
      ['t', 5],
      ['b', 5],
    ])
  })
  it('gives work to nobody at an organisation where they hold no post', () => {
    const given = (keeper: string | null, by: string | null) => after(run('tag.entrust', aTag(), { keeper, by }))
    const [here, elsewhere] = [ORG, '0198a000-0000-7000-8000-0000000000ff']
    expect(given(WORKER, here)).toMatchObject({ version: 5 })
    expect(given(WORKER, elsewhere)).toMatchObject({ code: 'action.person.elsewhere', facts: { field: '保管人' } })
    expect(given(null, elsewhere)).toMatchObject({ version: 5 })
  })
  it('changes nothing at all when what it performs is refused', () => {
    expect(after(run('tag.lift', aTag(), { rename: '红箱', waived: null }, [aBox()]))).toMatchObject({
      code: 'box.rename.same',
    })
  })
})

describe('a deadline', () => {
  const owed = (result: ReturnType<typeof run>) => (result.ok ? result.value.records[0]?.owed : null)
  it('is met when the record leaves its states', () => {
    expect(owed(run('tag.lift', aTag(), { rename: null, waived: null }, [aBox()]))).toMatchObject([
      { key: 'lift', state: 'met', metAt: around.now, due: '2026-02-09T00:00:00.000Z' },
    ])
  })
  it('is waived when the decision says so', () => {
    expect(owed(run('tag.lift', aTag(), { rename: null, waived: '免' }, [aBox()]))).toMatchObject([
      { state: 'waived', metAt: null },
    ])
  })
  it('is due on the day that the record says, and by the rule while it says none', () => {
    const hung = (until: string | null) => owed(run('tag.hang', aTag({ status: 'off', until }), {}))
    expect(hung('2026-02-20')).toMatchObject([{ due: '2026-02-20T16:00:00.000Z', clause: '五' }])
    expect(hung(null)).toMatchObject([{ due: '2026-02-09T00:00:00.000Z', clause: '五' }])
  })
  it('opens again with its old start', () => {
    expect(owed(run('tag.hang', aTag({ status: 'off' }), {}))).toMatchObject([
      { state: 'open', start: '2026-02-01T00:00:00.000Z' },
    ])
  })
})

describe('a house', () => {
  it('does not hold with an action that no state offers, or a state that names none', () => {
    const make = (actions: string[]) => {
      const it = ledger('it', {
        label: '它',
        about: '…',
        placement: 'regional',
        fields: { name: text('名称') },
        life: { on: state('在', actions) },
        sees: { staff: true },
        lists: [],
        columns: ['name'],
        title: 'name',
      })
      it.action('go', { label: '走', about: '…', input: {}, decide: () => decided() })
      return it as unknown as AnyLedger
    }
    expect(() => house([make([])])).toThrow('it.go: no state offers it')
    expect(() => house([make(['go', 'fly'])])).toThrow('no action fly')
    expect(house([make(['go'])]).ledgers).toHaveLength(1)
    const making = make(['go']) as unknown as { create(name: string, spec: object): void }
    making.create('makeMany', { label: '造', about: '…', to: 'on', many: true, input: {}, decide: () => decided() })
    expect(() => house([making as unknown as AnyLedger])).toThrow('it.makeMany makes records: there are none to choose')
  })
})

describe('a filter through a reference', () => {
  const shelf = (lists: (box: AnyLedger) => AnyLedger['lists']) => {
    const box = toys().ledger('box')
    const it = ledger('shelf', {
      label: '架',
      about: '…',
      placement: 'regional',
      fields: { holds: ref<{ readonly name: 'box' }>('box', '箱子'), name: text('名称') },
      life: { on: state('在', []) },
      sees: { staff: true },
      lists: lists(box) as never,
      columns: ['name'],
      title: 'name',
    }) as unknown as AnyLedger
    return { it, make: () => house([box, it]) }
  }
  const list = { name: 'all', label: '全部', order: 'createdAt', filters: ['holds'] }
  it('goes by a field of the other ledger, after its own', () => {
    const { it: made, make } = shelf((box) => [{ ...list, through: [through('holds', box, 'status')] }])
    expect(make().ledgers).toHaveLength(2)
    expect(made.lists.map(filtersOf)).toEqual([['holds', 'status']])
  })
  it('does not hold over what nothing points at, or what the other ledger is not filtered by', () => {
    expect(shelf((box) => [{ ...list, through: [through('name', box, 'status')] }]).make).toThrow(
      'name does not point at box',
    )
    expect(shelf((box) => [{ ...list, through: [through('holds', box, 'colour')] }]).make).toThrow(
      'no list of box is filtered by colour',
    )
  })
})

describe('a field', () => {
  it('keeps its meaning through nullable, optional and default', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('n', 'o'), { maxLength: 4 }), (wraps) => {
        let schema: Parameters<typeof metaOf>[0] = text('名称')
        for (const wrap of wraps) schema = wrap === 'n' ? schema.nullable() : schema.optional()
        expect(metaOf(schema).label).toBe('名称')
      }),
    )
  })
  it('is refused when it does not exist', () => {
    const toy = toys().ledger('box')
    expect(fieldOf(toy, 'status').label).toBe('状态')
    expect(() => fieldOf(toy, 'nothing')).toThrow('box has no field nothing')
  })
})
