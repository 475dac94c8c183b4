import { CASEWORKERS } from '../access/roles.ts'
import { by, created, decided } from '../ledger/action.ts'
import { add, edit, set } from '../ledger/change.ts'
import { code, instant, longText, organisation as org, person, text } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'

/** Those who bring files and work on comparisons: the office, and the departments that keep the registers. */
export const COMPARERS = ['office', 'hcenf', 'msaenf', 'taxoff', 'cacoff', 'comoff', 'aablo'] as const

/**
 * Where a register comes from: a department's system, a platform. It remembers which column of its files is what, by
 * the header: a file with a header that was never confirmed is asked about again.
 */
export const registerSource = ledger('register-source', {
  label: '登记来源',
  about: '各部门和平台提供登记数据的来源；列的对应经人确认一次后记住，表头变了再确认（2021 通知四（一）、R-072）',
  placement: 'regional',
  standing: true,
  fields: {
    name: text('来源', { search: 'name', help: '如“区市场监管局 市场主体登记”' }),
    kind: code('register-kind', '登记种类'),
    owner: org('数据提供单位').nullable(),
    contact: text('联系人', { max: 60 }).nullable(),
    lastFileAt: instant('最近收到').nullable(),
  },
  children: {
    mappings: child('列的对应', {
      signature: text('表头特征', { max: 64 }),
      headers: longText('表头', { max: 20_000 }),
      columns: longText('对应', { max: 20_000 }),
      confirmedBy: person('确认人'),
      confirmedAt: instant('确认时间'),
    }),
  },
  life: {
    active: state('在用', ['amend', 'remember', 'end'], 'good'),
    ended: state('停用', [], 'done'),
  },
  sees: { roles: [...COMPARERS, 'lghead'], orgs: { org: 'always', owner: 'always' } },
  lists: [{ name: 'all', label: '全部', order: 'createdAt', filters: ['kind', 'owner', 'status'] }],
  columns: ['name', 'kind', 'owner', 'lastFileAt', 'status'],
  title: 'name',
})

const { name, kind, owner, contact } = registerSource.fields.shape
const WHO = [by('seat', COMPARERS), by('org', CASEWORKERS), by('owner', CASEWORKERS)]

/** Registers where files come from. */
export const registerSourceOf = registerSource.create('register', {
  label: '登记来源',
  about: '登记一个数据来源：谁提供、哪一种登记',
  who: [by('seat', [...new Set([...COMPARERS, ...CASEWORKERS])])],
  to: 'active',
  input: { name, kind, owner, contact },
  decide: ({ input }) => created({ ...input, lastFileAt: null }),
})

/** Corrects what a source is called and who answers for it. */
export const amendSource = registerSource.action('amend', {
  label: '更正',
  about: '更正来源的名称、提供单位和联系人；登记种类不能改，另登记一个来源',
  who: WHO,
  input: { name, owner, contact },
  decide: ({ self, input }) => decided(set(self, input)),
})

/** Takes no more files from a source; those taken stay. */
export const endSource = registerSource.action('end', {
  label: '停用',
  about: '不再从这里收数据；已收的登记资料不受影响',
  who: WHO,
  to: 'ended',
  input: { reason: text('原因', { max: 300 }) },
  decide: () => decided(),
})

/** Most headers that one source remembers; the oldest is forgotten. */
const MOST_MAPPINGS = 50

/** Remembers how the columns of a header were confirmed. Done by confirming a file. */
export const rememberMapping = registerSource.action('remember', {
  label: '记住列的对应',
  about: '经人确认的列的对应，按表头记住，下次同样的表头不再问',
  input: {
    signature: text('表头特征', { max: 64 }),
    headers: longText('表头', { max: 20_000 }),
    columns: longText('对应', { max: 20_000 }),
  },
  decide({ self, input, actor, now }) {
    const row = { ...input, confirmedBy: actor.person, confirmedAt: now }
    const known = self.mappings.find((it) => it.signature === input.signature)
    const oldest = self.mappings.length >= MOST_MAPPINGS ? self.mappings[0] : undefined
    return decided(
      set(self, { lastFileAt: now }),
      known
        ? edit(self, 'mappings', known.no, row)
        : oldest
          ? edit(self, 'mappings', oldest.no, row)
          : add(self, 'mappings', [row]),
    )
  },
})
