import { CASEWORKERS } from '../access/roles.ts'
import { shanghaiDate } from '../kernel/dates.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { notify, perform, set } from '../ledger/change.ts'
import {
  code,
  date,
  file,
  instant,
  integer,
  longText,
  organisation as org,
  person,
  ref,
  text,
} from '../ledger/field.ts'
import { ledger, state } from '../ledger/ledger.ts'
import { COMPARERS, registerSource, rememberMapping } from './register-source.ts'
import { columnsFault } from './registers/mapping.ts'

/** A register as a file: kept as it came, read by the columns that a person confirmed, counted. */
export const registerFile = ledger('register-file', {
  label: '登记资料',
  about: '部门提供的登记数据文件：原件不可更改，列的对应经人确认，逐行校验计数，供信息比对（2021 通知四（一）、R-072）',
  placement: 'regional',
  standing: true,
  fields: {
    source: ref(registerSource, '来源'),
    kind: code('register-kind', '登记种类'),
    owner: org('数据提供单位').nullable(),
    name: text('文件', { search: 'name' }),
    file: file('原件'),
    sha256: text('原件哈希', { max: 64 }),
    bytes: integer('大小（字节）'),
    asOf: date('数据日期'),
    receivedAt: instant('收到时间'),
    columns: longText('列的对应', { max: 20_000 }),
    confirmedBy: person('确认人'),
    rows: integer('行数').nullable(),
    taken: integer('采用').nullable(),
    refused: integer('不合格').nullable(),
    noted: integer('有提示').nullable(),
    outOfScope: integer('不属美容医疗').nullable(),
    faults: file('不合格行清单').nullable(),
    note: text('说明', { max: 500 }).nullable(),
  },
  life: {
    received: state('校验中', ['validate', 'refuse', 'withdraw'], 'wait'),
    validated: state('已校验', ['supersede', 'withdraw'], 'good'),
    superseded: state('已有新的', [], 'done'),
    rejected: state('未采用', [], 'bad'),
  },
  sees: { roles: [...COMPARERS, 'lghead'], orgs: { org: 'always', owner: 'always' } },
  lists: [
    {
      name: 'received',
      label: '按收到时间',
      order: 'receivedAt',
      filters: ['kind', 'status', 'source', 'owner'],
    },
  ],
  columns: ['name', 'kind', 'owner', 'asOf', 'rows', 'refused', 'receivedAt', 'status'],
  title: 'name',
  labels: { org: '收件单位' },
})

const { source, asOf, columns, rows, taken, refused, noted, outOfScope, faults } = registerFile.fields.shape

/** A file comes in with its columns confirmed; what was confirmed is remembered for the next file of the source. */
export const receiveFile = registerFile.create('receive', {
  label: '接收登记资料',
  about: '接收一份登记数据文件并确认列的对应；逐行校验随后自动进行',
  who: [by('seat', [...new Set([...COMPARERS, ...CASEWORKERS])])],
  to: 'received',
  input: {
    source,
    file: file('原件'),
    asOf,
    columns,
    signature: text('表头特征', { max: 64 }),
    headers: longText('表头', { max: 20_000 }),
  },
  locks: ['source'],
  decide({ input, locked, file: stored, actor, now }) {
    const it = stored(input.file)
    if (!it) return refuse('register-file.receive.not-arrived')
    if (locked.source.status !== 'active') return refuse('register-file.receive.source-ended')
    if (input.asOf > shanghaiDate(now)) return refuse('register-file.receive.as-of-ahead', null, { asOf: input.asOf })
    const wrong = columnsFault(locked.source.kind, input.columns)
    if (wrong) return refuse(wrong.code, null, wrong.facts)
    const { signature, headers, ...kept } = input
    return created(
      {
        ...kept,
        kind: locked.source.kind,
        owner: locked.source.owner,
        name: it.name,
        sha256: it.sha256,
        bytes: it.bytes,
        receivedAt: now,
        confirmedBy: actor.person,
        rows: null,
        taken: null,
        refused: null,
        noted: null,
        outOfScope: null,
        faults: null,
        note: null,
      },
      perform(rememberMapping, locked.source, { signature, headers, columns: input.columns }),
    )
  },
})

/** What reading every row gave. Done by the installation itself, never by a person. */
export const validateFile = registerFile.action('validate', {
  label: '校验',
  about: '逐行读完，记下采用、不合格和不属本次范围的行数',
  to: 'validated',
  input: {
    rows: rows.unwrap(),
    taken: taken.unwrap(),
    refused: refused.unwrap(),
    noted: noted.unwrap(),
    outOfScope: outOfScope.unwrap(),
    faults,
  },
  decide: ({ self, input }) =>
    decided(
      set(self, input),
      ...(input.refused > 0 && self.owner !== null
        ? [notify(self.owner, 'register-file.bad-rows', { name: self.name, refused: input.refused })]
        : []),
    ),
})

/** Nothing of it can be read, or nothing could be taken. Done by the installation itself. */
export const refuseFile = registerFile.action('refuse', {
  label: '不能采用',
  about: '文件读不了，或没有一行可以采用',
  to: 'rejected',
  input: { note: text('说明', { max: 500 }), faults },
  decide: ({ self, input }) =>
    decided(
      set(self, input),
      notify(self.owner ?? self.org, 'register-file.refused', { name: self.name, why: input.note }),
    ),
})

/** A newer file of the same source is there. Done when that one is validated. */
export const supersedeFile = registerFile.action('supersede', {
  label: '被新资料取代',
  about: '同一来源有了更新的资料；已用它的比对不受影响',
  to: 'superseded',
  input: {},
  decide: () => decided(),
})

/** It was the wrong file. What was compared with it stays as it was. */
export const withdrawFile = registerFile.action('withdraw', {
  label: '撤下',
  about: '发错或有误的资料撤下，不再用于新的比对；原件和以往比对保留',
  who: [by('seat', ['office']), by('org', CASEWORKERS), by('owner', CASEWORKERS)],
  to: 'rejected',
  input: { note: text('原因', { max: 500 }) },
  decide: ({ self, input }) => decided(set(self, input)),
})
