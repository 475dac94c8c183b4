import type { Role } from '../access/roles.ts'
import { by, created, decided, refuse } from '../ledger/action.ts'
import { type Change, moveTo, notify, perform, set } from '../ledger/change.ts'
import { code, date, instant, longText, organisation as org, ref, text } from '../ledger/field.ts'
import { ledger, type RecordOf, state } from '../ledger/ledger.ts'
import { licence, licenceActions } from './licence.ts'

const CLAUSE = '任务（49）'

const particulars = licence.fields.shape

/**
 * The approval bureau tells the health commission and the market regulator of a licence granted, changed or
 * cancelled; the first of them that takes note of it brings the register of licences up to date.
 */
export const licenceNotice = ledger('licence-notice', {
  label: '证照通报',
  about: '证照衔接：审批部门通报证照核发、变更、注销，卫健、市监签收，签收即更新证照台账（任务（49））',
  placement: 'regional',
  standing: true,
  fields: {
    subject: text('通报对象', { search: 'name' }),
    event: code('licence-event', '通报事项'),
    licence: ref(licence, '已登记的证照').nullable(),
    premises: particulars.premises,
    kind: particulars.kind,
    licenceNo: text('证照编号', { max: 60, search: 'code' }),
    holder: text('持有人', { search: 'name' }),
    uscc: particulars.uscc,
    address: particulars.address,
    scope: particulars.scope,
    issuedOn: particulars.issuedOn,
    expiresOn: particulars.expiresOn,
    effectiveOn: date('生效日期'),
    note: longText('说明').nullable(),
    health: org('卫健部门', { kinds: ['health'] }),
    market: org('市监部门', { kinds: ['market'] }),
    sentAt: instant('通报时间'),
    healthAt: instant('卫健签收时间').nullable(),
    marketAt: instant('市监签收时间').nullable(),
    enteredAt: instant('台账更新时间').nullable(),
    returnReason: text('退回原因', { max: 300 }).nullable(),
  },
  life: {
    sent: state('待签收', ['acknowledge', 'return', 'withdraw'], 'wait'),
    partly: state('一方已签收', ['acknowledge'], 'wait'),
    acknowledged: state('已签收', [], 'good'),
    returned: state('已退回', ['resend', 'withdraw'], 'bad'),
    withdrawn: state('已撤回', [], 'done'),
  },
  // As open as the register that it brings up to date.
  sees: { staff: true },
  lists: [{ name: 'sent', label: '按通报时间', order: 'sentAt', filters: ['status', 'event', 'kind', 'licence'] }],
  columns: ['number', 'subject', 'event', 'kind', 'licenceNo', 'effectiveOn', 'sentAt', 'status'],
  title: 'subject',
  number: '通',
  labels: { org: '通报单位' },
})

const {
  event,
  licence: known,
  premises,
  kind,
  licenceNo,
  holder,
  uscc,
  address,
  scope,
  issuedOn,
  expiresOn,
} = licenceNotice.fields.shape
const { effectiveOn, note } = licenceNotice.fields.shape

const SENDERS: readonly Role[] = ['aablo', 'office']
const HEALTH: readonly Role[] = ['hcenf', 'member', 'liaison']
const MARKET: readonly Role[] = ['msaenf', 'member', 'liaison']
const RECEIVERS = [by('health', HEALTH), by('market', MARKET)] as const

export const sendNotice = licenceNotice.create('send', {
  label: '通报',
  about: '审批部门通报证照核发、变更或注销，送卫健、市监（任务（49））',
  who: [by('seat', SENDERS)],
  to: 'sent',
  input: {
    event,
    licence: known,
    premises,
    kind: kind.nullable(),
    licenceNo: licenceNo.nullable(),
    holder: holder.nullable(),
    uscc,
    address,
    scope,
    issuedOn,
    expiresOn,
    effectiveOn,
    note,
  },
  locks: ['licence', 'premises'],
  decide({ input, locked, orgs, now }) {
    const [health] = orgs.ofKind('health')
    const [market] = orgs.ofKind('market')
    if (!health || !market) return refuse('licence-notice.send.nobody', CLAUSE)
    const old = locked.licence
    if (input.event !== 'grant' && !old) return refuse('licence-notice.send.which-licence', CLAUSE)
    if (old?.status === 'ended')
      return refuse('licence-notice.send.licence-ended', CLAUSE, { licenceNo: old.licenceNo })
    const told = {
      kind: input.kind ?? old?.kind ?? null,
      licenceNo: input.licenceNo ?? old?.licenceNo ?? null,
      holder: input.holder ?? old?.holder ?? null,
    }
    const { kind, licenceNo, holder } = told
    if (kind === null || licenceNo === null || holder === null) return refuse('licence-notice.send.particulars', CLAUSE)
    return created(
      {
        ...input,
        kind,
        licenceNo,
        holder,
        subject: holder,
        premises: input.premises ?? old?.premises ?? null,
        health: health.id,
        market: market.id,
        sentAt: now,
        healthAt: null,
        marketAt: null,
        enteredAt: null,
        returnReason: null,
      },
      ...[health, market].map((it) => notify(it.id, 'licence-notice.sent', { subject: holder, licenceNo })),
    )
  },
})

/** One of the two takes note; the first brings the register up to date by the licence's own actions. */
export const acknowledgeNotice = licenceNotice.action('acknowledge', {
  label: '签收',
  about: '卫健、市监各自签收；先签收的一方使证照台账随之更新（任务（49））',
  who: RECEIVERS,
  many: true,
  input: {},
  locks: ['licence'],
  decide({ self, locked, org: seat, now }) {
    const isMarket = seat === self.market
    const [mine, theirs] = isMarket ? [self.marketAt, self.healthAt] : [self.healthAt, self.marketAt]
    if (mine !== null) return refuse('licence-notice.acknowledge.already', CLAUSE)
    const old = locked.licence
    if (self.enteredAt === null && old?.status === 'ended')
      return refuse('licence-notice.send.licence-ended', CLAUSE, { licenceNo: self.licenceNo })
    const entered: Change[] = self.enteredAt === null ? entryOf(self, old) : []
    return decided(
      ...entered,
      set(self, { ...(isMarket ? { marketAt: now } : { healthAt: now }), enteredAt: self.enteredAt ?? now }),
      moveTo(self, theirs === null ? 'partly' : 'acknowledged'),
      notify(self.org, 'licence-notice.acknowledged', { subject: self.subject, licenceNo: self.licenceNo }),
    )
  },
})

type Notice = RecordOf<typeof licenceNotice>
type Licence = RecordOf<typeof licence>

/** What a notice does to the register: a new line, new particulars, or the end of a line. */
function entryOf(self: Notice, old: Licence | null): Change[] {
  const source = `审批通报 ${self.number ?? ''}`.trim()
  const told = { kind: self.kind, licenceNo: self.licenceNo, holder: self.holder, asOf: self.effectiveOn, source }
  // What a notice does not say stays as it was.
  const said = Object.fromEntries(
    (['uscc', 'address', 'scope', 'issuedOn', 'expiresOn'] as const)
      .filter((name) => self[name] !== null)
      .map((name) => [name, self[name]]),
  )
  const tied = self.premises === null ? {} : { premises: self.premises, matched: true }
  if (old === null)
    return [
      perform(licenceActions.register, null, {
        uscc: self.uscc,
        address: self.address,
        scope: self.scope,
        issuedOn: self.issuedOn,
        expiresOn: self.expiresOn,
        premises: self.premises,
        matched: self.premises !== null,
        standing: 'valid',
        issuer: null,
        ...told,
      }),
    ]
  if (self.event === 'cancel')
    return [
      perform(licenceActions.amend, old, { standing: 'cancelled', asOf: self.effectiveOn, source }),
      perform(licenceActions.end, old, { reason: `${source}：${self.note ?? '注销'}` }),
    ]
  return [perform(licenceActions.amend, old, { ...told, ...said, ...tied, standing: 'valid' })]
}

export const returnNotice = licenceNotice.action('return', {
  label: '退回',
  about: '通报内容有误或对象不符，退回审批部门，写明原因',
  who: RECEIVERS,
  to: 'returned',
  input: { reason: text('退回原因', { max: 300 }) },
  decide: ({ self, input }) =>
    decided(
      set(self, { returnReason: input.reason }),
      notify(self.org, 'licence-notice.returned', { subject: self.subject, reason: input.reason }),
    ),
})

export const resendNotice = licenceNotice.action('resend', {
  label: '更正后再通报',
  about: '按退回原因更正，再送卫健、市监',
  who: [by('org', SENDERS)],
  to: 'sent',
  input: { kind, licenceNo, holder, uscc, address, scope, issuedOn, expiresOn, effectiveOn, note },
  decide: ({ self, input, now }) =>
    decided(
      set(self, { ...input, subject: input.holder, sentAt: now, returnReason: null }),
      ...[self.health, self.market].map((it) =>
        notify(it, 'licence-notice.sent', { subject: input.holder, licenceNo: input.licenceNo }),
      ),
    ),
})

export const withdrawNotice = licenceNotice.action('withdraw', {
  label: '撤回',
  about: '任何一方签收之前，审批部门可以撤回',
  who: [by('org', SENDERS)],
  to: 'withdrawn',
  input: { reason: text('撤回原因', { max: 300 }) },
  confirm: '撤回后不再送达，记录保留。',
  decide: () => decided(),
})
