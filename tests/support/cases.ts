import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '@qingmei/core/access/actor'
import { must } from '../../apps/server/src/campaign/open-campaign.ts'
import { aLead, type County, REGION } from './county.ts'
import { aComparison } from './compared.ts'
import { everyFieldLedger } from './field-work.ts'
import { everyListLedger } from './lists.ts'

const KINDS = ['on-site-record', 'imagery', 'interview-record'] as const
let files = 0

/** The content of the nth file: 1000 bytes, different each time. */
const contentOf = (n: number): string => String(n).padStart(1000, ' ')
const hashOf = (n: number): string => createHash('sha256').update(contentOf(n)).digest('hex')

/** Lays the contents of all files made so far where an upload leaves them under `folder`; answers their paths. */
export function layOriginals(folder: string): string[] {
  return Array.from({ length: files }, (_, i) => {
    const hash = hashOf(i + 1)
    const path = join(folder, 'stored', hash.slice(0, 2), hash)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, contentOf(i + 1))
    return path
  })
}

/** A stored file as an upload leaves it; its content lies on disk once `layOriginals` put it there. */
export async function aFile(county: County, by: Actor): Promise<string> {
  const id = `0198a000-0000-7000-a000-${String(++files).padStart(12, '0')}`
  await county.store.as(by, (tx) =>
    tx.query(
      `insert into qm.file (region, id, name, type, bytes, received, sha256, at, by, finished_at) values ($1, $2, '检笔.pdf', 'application/pdf', 1000, 1000, $3, $4, $5, $4)`,
      [REGION, id, hashOf(files), county.clock.now, by.person],
    ),
  )
  return id
}

/** A lead that is ready to be transferred to the health department. */
export async function aLeadToTransfer(county: County, clerk: Actor, over: object = {}): Promise<string> {
  const lead = await must(county.store, {
    actor: clerk,
    ledger: 'lead',
    action: 'register',
    campaign: county.campaign,
    input: aLead(over),
  })
  await must(county.store, {
    actor: clerk,
    ledger: 'lead',
    action: 'assess',
    id: lead,
    input: { competent: county.org('health'), note: null },
  })
  return lead
}

/** Evidence of these kinds on a lead. */
export async function someEvidence(
  county: County,
  clerk: Actor,
  lead: string,
  kinds: readonly string[] = KINDS,
): Promise<string[]> {
  const out: string[] = []
  for (const kind of kinds) {
    const input = {
      lead,
      kind,
      file: await aFile(county, clerk),
      takenAt: '2026-08-29T00:40:00.000Z',
      takenBy: '某人',
      place: null,
      device: null,
      note: null,
    }
    out.push(await must(county.store, { actor: clerk, ledger: 'evidence', action: 'file', input }))
  }
  return out
}

/** A transfer in draft, with all its evidence unless told otherwise. */
export async function aTransfer(county: County, clerk: Actor, kinds: readonly string[] = KINDS) {
  const lead = await aLeadToTransfer(county, clerk)
  const evidence = await someEvidence(county, clerk, lead, kinds)
  const input = { lead, to: county.org('health'), letter: '请依法查处', evidence, again: null }
  const transfer = await must(county.store, { actor: clerk, ledger: 'transfer', action: 'draft', input })
  return { lead, evidence, transfer }
}

/** At least one record of every ledger, and one row of every child. */
export async function everyLedger(county: County): Promise<void> {
  const town = county.org(county.plan.organisations.find((it) => it.kind === 'town')?.id ?? '')
  const clerk = await county.person('townadm', town)
  const head = await county.person('member', town)
  const { transfer } = await aTransfer(county, clerk, KINDS.slice(0, 2))
  const asked = await must(county.store, {
    actor: clerk,
    ledger: 'exemption',
    action: 'request',
    input: { transfer, kind: 'interview-record', reason: '当事人不在场' },
  })
  await must(county.store, { actor: head, ledger: 'exemption', action: 'approve', id: asked, input: { opinion: null } })
  const premises = await must(county.store, {
    actor: clerk,
    ledger: 'premises',
    action: 'register',
    region: REGION,
    campaign: null,
    input: {
      name: '若莲美容养生馆',
      tradeName: null,
      uscc: null,
      // Not of the screening: who lists its base has nothing left to list.
      kind: 'other',
      town,
      address: '光和路 372 号',
      principal: null,
      phone: null,
      scope: null,
      openingState: 'open',
      registeredOn: '2021-12-12',
      sources: ['手工登记'],
    },
  })
  await must(county.store, {
    actor: clerk,
    ledger: 'licence',
    action: 'register',
    region: REGION,
    campaign: null,
    input: {
      premises,
      kind: 'business',
      licenceNo: '92410503MAG7DMXBW0',
      holder: '若莲美容养生馆',
      uscc: null,
      address: null,
      scope: null,
      issuedOn: null,
      expiresOn: null,
      standing: 'valid',
      issuer: null,
      source: '手工登记',
      asOf: null,
      matched: true,
    },
  })
  const practitioner = await must(county.store, {
    actor: clerk,
    ledger: 'practitioner',
    action: 'register',
    region: REGION,
    campaign: null,
    input: {
      name: '沈某某',
      idMasked: '410503********2310',
      kind: 'doctor',
      premises,
      qualificationNo: null,
      practisingNo: '110410500012345',
      practiceScope: null,
      nurseNo: null,
      chiefPhysician: false,
      specialties: [],
      expiresOn: null,
      standing: 'valid',
      source: '手工登记',
      asOf: null,
    },
  })
  await must(county.store, {
    actor: clerk,
    ledger: 'practitioner',
    action: 'practise',
    id: practitioner,
    input: { premises, basis: 'registered', since: '2026-01-05' },
  })
  await everyCorrection(county, clerk)
  await everyApprovalLedger(county)
  await everyFieldLedger(county)
  await aComparison(county, aFile)
  await everyListLedger(county)
}

/** A closed lead, and a correction asked of it. */
async function everyCorrection(county: County, clerk: Actor): Promise<void> {
  const seat = clerk.seats[0]?.org ?? ''
  const act = (ledger: string, action: string, input: object, id?: string) =>
    must(county.store, { actor: clerk, ledger, action, campaign: county.campaign, input, ...(id ? { id } : {}) })
  const lead = await act('lead', 'register', aLead())
  await act('lead', 'assess', { competent: seat, note: null }, lead)
  await act('lead', 'conclude', { result: 'untrue', resultNote: '未发现' }, lead)
  const { subject, address, source, violations, facts } = aLead() as Record<string, unknown>
  const said = { subject, address, source, violations, facts }
  await act('correction', 'request', { lead, ...said, result: 'true', resultNote: '属实', reason: '笔误' })
}

/** What the approval bureau would send of a new clinic. */
export const aNotice = (over: object = {}) => ({
  event: 'grant',
  licence: null,
  premises: null,
  kind: 'practice',
  licenceNo: 'PDY10001741050319D2162',
  holder: '初见医疗美容诊所',
  uscc: null,
  address: '安漳路 173 号',
  scope: '医疗美容科：美容皮肤科、美容外科',
  issuedOn: '2026-08-20',
  expiresOn: '2031-08-19',
  effectiveOn: '2026-08-20',
  note: null,
  ...over,
})

/** A filler as its registration describes it. */
export const aProduct = (over: object = {}) => ({
  genericName: '注射用修饰透明质酸钠凝胶',
  brandName: '润颜',
  kind: 'device-3',
  registrationNo: '国械注准20233130001',
  holder: '某生物科技有限公司',
  registeredUntil: '2028-03-01',
  udi: '06901234567892',
  focus: true,
  verdict: 'in-order',
  source: '药监登记',
  asOf: '2026-08-01',
  ...over,
})

async function everyApprovalLedger(county: County): Promise<void> {
  const bureau = await county.person('aablo', county.org('office'))
  const clerk = await county.person('hcenf', county.org('health'))
  const one = { actor: bureau, region: REGION, campaign: null }
  await must(county.store, { ...one, ledger: 'licence-notice', action: 'send', input: aNotice() })
  const product = await must(county.store, {
    ...one,
    actor: clerk,
    ledger: 'product',
    action: 'register',
    input: aProduct(),
  })
  const lot = { lot: 'HB2405', expiresOn: '2027-05-31', supplier: '某医疗器械商行', premises: null }
  const papers = { purchaseRecord: null, importDeclaration: null, verdict: 'pending' }
  await must(county.store, {
    ...one,
    actor: clerk,
    ledger: 'product',
    action: 'noteLot',
    id: product,
    input: { ...lot, ...papers },
  })
  await must(county.store, {
    ...one,
    ledger: 'approval-note',
    action: 'register',
    input: {
      subject: '新设医疗美容诊所',
      kind: 'facilitation',
      applicant: '初见医疗美容诊所',
      premises: null,
      acceptedOn: '2026-08-01',
      stage: '现场核查',
      progress: '材料齐全，已受理',
      finishedOn: null,
    },
  })
}
