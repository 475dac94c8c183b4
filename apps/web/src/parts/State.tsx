import { qingmei } from '../words/house.ts'

/** A record's state by its name, toned. */
export function State({ ledger, status }: { ledger: string; status: string }) {
  const it = qingmei.ledger(ledger).life[status]
  return <span className={`tag ${it?.tone ?? 'plain'}`}>{it?.label ?? status}</span>
}
