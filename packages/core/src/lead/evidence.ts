import { FINDERS } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { add, set } from '../ledger/change.ts'
import { code, file, instant, integer, longText, organisation as org, person, ref, text } from '../ledger/field.ts'
import { child, ledger, state } from '../ledger/ledger.ts'
import { lead } from './lead.ts'

/** A file of evidence on a lead: hashed on arrival, never changed, with everybody who held it. */
export const evidence = ledger('evidence', {
  label: '证据',
  about: '现场检查笔录、影像资料、询问笔录等证据原件：到达即算哈希，不可更改，保管经过留痕（方案五）',
  placement: 'regional',
  fields: {
    lead: ref(lead, '线索'),
    kind: code('evidence-kind', '证据种类'),
    file: file('原件'),
    name: text('文件名', { search: 'name' }),
    type: text('文件类型', { max: 100 }),
    bytes: integer('大小（字节）'),
    sha256: text('SHA-256', { max: 64 }),
    takenAt: instant('取证时间'),
    takenBy: text('取证人', { max: 100 }),
    place: text('取证地点', { max: 300 }).nullable(),
    device: text('取证设备', { max: 100 }).nullable(),
    note: longText('说明').nullable(),
    holder: org('保管单位'),
  },
  children: {
    custody: child('保管经过', {
      at: instant('时间'),
      by: person('经手人'),
      from: org('交出单位').nullable(),
      to: org('接收单位'),
      what: text('事项', { max: 100 }),
    }),
  },
  governedBy: 'lead',
  life: { held: state('在管', ['passTo', 'void'], 'good'), void: state('作废', [], 'done') },
  sees: { roles: ['office'], orgs: { org: 'always', holder: 'always' } },
  lists: [{ name: 'taken', label: '按取证时间', order: 'takenAt', filters: ['lead', 'kind', 'status'] }],
  columns: ['name', 'kind', 'lead', 'takenAt', 'takenBy', 'bytes', 'holder', 'status'],
  title: 'name',
  labels: { org: '取证单位' },
})

const { kind, file: original, takenAt, takenBy, place, device, note } = evidence.fields.shape

/** Files evidence. What it is called, its size and its hash are what the server found, not what was claimed. */
export const fileEvidence = evidence.create('file', {
  label: '添加证据',
  about: '上传证据原件；服务器到达即算 SHA-256，以此为准',
  who: [by('lead.holder', FINDERS)],
  to: 'held',
  input: { lead: evidence.fields.shape.lead, kind, file: original, takenAt, takenBy, place, device, note },
  locks: ['lead'],
  offline: true,
  decide({ input, locked, file: facts, actor, org: seat, now }) {
    const stored = facts(input.file)
    if (!stored) return refuse('evidence.file.not-arrived')
    if (!['registered', 'verifying', 'to-transfer'].includes(locked.lead.status))
      return refuse('evidence.file.lead-closed', null, { number: locked.lead.number })
    return created(
      {
        ...input,
        takenAt: new Date(input.takenAt).toISOString(),
        name: stored.name,
        type: stored.type,
        bytes: stored.bytes,
        sha256: stored.sha256,
        holder: locked.lead.holder,
      },
      add('self', 'custody', [{ at: now, by: actor.person, from: null, to: seat, what: '收存原件' }]),
    )
  },
})

/** Passes the keeping to another organisation, with the lead. */
export const passEvidence = evidence.action('passTo', {
  label: '移交保管',
  about: '随线索移送、退回移交保管单位',
  input: { to: org('接收单位'), what: text('事项', { max: 100 }) },
  decide: ({ self, input, actor, now }) =>
    decided(
      set(self, { holder: input.to }),
      add(self, 'custody', [{ at: now, by: actor.person, from: self.holder, to: input.to, what: input.what }]),
    ),
})

/** Declares evidence void; the original stays in the vault and the reason in its history. */
export const voidEvidence = evidence.action('void', {
  label: '作废',
  about: '声明证据作废，原件与经过保留',
  who: [by('holder', FINDERS)],
  to: 'void',
  input: { reason: text('原因', { max: 300 }) },
  confirm: '作废后不能用于移送。',
  decide: ({ self, input, actor, now }) =>
    decided(
      add(self, 'custody', [
        { at: now, by: actor.person, from: self.holder, to: self.holder, what: `作废：${input.reason}`.slice(0, 100) },
      ]),
    ),
})
