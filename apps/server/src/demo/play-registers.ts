import type { Uuid } from '@qingmei/core/kernel/ids'
import type { AnyRecord } from '@qingmei/core/ledger/ledger'
import { actAs } from './act-as.ts'
import type { DemoContext } from './load-demo.ts'
import type { Stage, Step } from './play-leads.ts'
import { APPROVAL_NOTES, NEW_CLINIC, PRACTITIONERS, PRODUCTS } from './register-rows.ts'

/** Where the rows of these registers come from. */
const SOURCE = '监督检查核录'
const AS_OF = '2026-06-10'

/** What a notice about a licence says beside what happens to it, said of none. */
const UNSAID = {
  licence: null,
  premises: null,
  kind: null,
  licenceNo: null,
  holder: null,
  uscc: null,
  address: null,
  scope: null,
  issuedOn: null,
  expiresOn: null,
  note: null,
}

/** Practitioners, products, licence notices and approvals of the demo: registers that people keep by hand. */
export function registerSteps(context: DemoContext, stage: Stage, places: readonly (readonly AnyRecord[])[]): Step[] {
  const [office, bureau] = [actAs(context, stage, 'linlan'), actAs(context, stage, 'qiaoan')]
  const [health, market] = [actAs(context, stage, 'zhoumin'), actAs(context, stage, 'hanlei')]
  const open = places.flat().filter((it) => it.openingState === 'open')
  const shops = open.filter((it) => it.kind === 'beauty-shop')
  const clinics = open.filter((it) => String(it.kind).startsWith('aesthetic-') && String(it.name).includes('美容'))
  /** Valid licences of medical aesthetics, in the order in which they came. */
  const licences = async () => {
    const { rows } = await context.store.list({
      actor: stage.cast.get('zhoumin')?.actor ?? context.system,
      ledger: 'licence',
      list: 'all',
      filters: [
        { field: 'kind', value: 'practice' },
        { field: 'standing', value: 'valid' },
      ],
      limit: 200,
    })
    return rows.filter((it) => String(it.scope).includes('美容')).toReversed()
  }
  const notices: Uuid[] = []
  const send = async (over: object) => {
    notices.push(await bureau('licence-notice', 'send', undefined, { ...UNSAID, ...over }))
  }
  const steps: readonly (readonly [at: string, run: () => Promise<unknown>])[] = [
    [
      '2026-06-10T01:30:00.000Z',
      async () => {
        for (const { place, also, ...row } of PRACTITIONERS) {
          const premises = place === null ? (shops[0]?.id ?? null) : (clinics[place]?.id ?? null)
          const made = await health('practitioner', 'register', undefined, {
            qualificationNo: null,
            practisingNo: null,
            practiceScope: null,
            nurseNo: null,
            source: SOURCE,
            asOf: AS_OF,
            ...row,
            premises,
          })
          if (premises === null) continue
          const basis = row.kind === 'non-health' || row.kind === 'technician' ? 'employed' : 'registered'
          await health('practitioner', 'practise', made, { premises, basis, since: '2025-03-01' })
          const other = also === null ? null : (clinics[also]?.id ?? null)
          if (other !== null)
            await health('practitioner', 'practise', made, {
              premises: other,
              basis: 'multi-site',
              since: '2026-01-15',
            })
        }
      },
    ],
    [
      '2026-06-16T02:00:00.000Z',
      async () => {
        for (const it of PRODUCTS) {
          const { lots, ...row } = it
          const { ended, ...said } = { ended: null, ...row }
          const made = await market('product', 'register', undefined, { ...said, source: SOURCE, asOf: AS_OF })
          for (const { place, record, ...lot } of lots)
            await market('product', 'noteLot', made, {
              ...lot,
              expiresOn: null,
              premises: shops[place * 3]?.id ?? null,
              purchaseRecord: record,
              importDeclaration: null,
            })
          if (ended !== null) await market('product', 'end', made, { reason: ended })
        }
        const { name: _name, ...clinic } = NEW_CLINIC
        const issued = { issuedOn: '2026-06-16', expiresOn: '2031-06-15', effectiveOn: '2026-06-16' }
        await send({ event: 'grant', kind: 'practice', holder: NEW_CLINIC.name, ...clinic, ...issued })
      },
    ],
    [
      '2026-06-18T02:00:00.000Z',
      async () => {
        await health('licence-notice', 'acknowledge', notices[0], {})
        await market('licence-notice', 'acknowledge', notices[0], {})
      },
    ],
    [
      '2026-07-06T02:00:00.000Z',
      async () => {
        const [, changed, gone] = await licences()
        const scope = `${String(changed?.scope ?? '')}；增设美容牙科`
        await send({ event: 'change', licence: changed?.id, scope, effectiveOn: '2026-07-03', note: '增设诊疗科目' })
        await health('licence-notice', 'acknowledge', notices[1], {})
        await send({ event: 'cancel', licence: gone?.id, effectiveOn: '2026-07-01', note: '本机构申请注销，已公告' })
      },
    ],
    [
      '2026-07-09T02:00:00.000Z',
      async () => {
        await market('licence-notice', 'acknowledge', notices[2], {})
        await health('licence-notice', 'acknowledge', notices[2], {})
      },
    ],
    [
      '2026-08-05T02:00:00.000Z',
      async () => {
        for (const note of APPROVAL_NOTES) {
          const { finishedOn } = note
          const made = await office('approval-note', 'register', undefined, { ...note, premises: null })
          if (finishedOn !== null) await office('approval-note', 'end', made, { reason: '已办结发证' })
        }
      },
    ],
    [
      '2026-08-26T02:00:00.000Z',
      async () => {
        const [, , , first, second] = await licences()
        const expiresOn = '2031-08-24'
        await send({
          event: 'change',
          licence: first?.id,
          expiresOn,
          effectiveOn: '2026-08-25',
          note: '校验合格，延续',
        })
        await send({ event: 'change', licence: second?.id, address: '解放大道 66 号 2 层', effectiveOn: '2026-08-24' })
        await market('licence-notice', 'return', notices[4], { reason: '地址与营业执照不一致，请核对' })
      },
    ],
  ]
  return steps.map(([at, run]) => ({ at, run: async () => void (await run()) }))
}
