import { listIn } from '@qingmei/core/kernel/list'
import { hintsAtMedicalWork } from '@qingmei/core/premises/registers/place-kind'
import type { MedicalWork } from '@qingmei/linkage'

/** What an advertised service is; `depends` counts as medical work until somebody has looked. */
export type ServiceNature = 'medical' | 'lifestyle' | 'depends' | 'unknown'

/** Scopes that are remembered; most are one of a few hundred. */
const MOST_KNOWN = 50_000
const LICENSED = /医疗美容|美容(外科|皮肤科|牙科|中医科)|整形/

/**
 * Judges medical work by what a merchant offers, what a licence allows, and what a name or scope sounds like. Each
 * service is classified once, however many merchants offer it, and a scope that hundreds copied is read once.
 */
export function medicalWorkBy(classify: (service: string) => ServiceNature): MedicalWork {
  const known = new Map<string, ServiceNature>()
  const natureOf = (service: string): ServiceNature => {
    const found = known.get(service) ?? classify(service)
    known.set(service, found)
    return found
  }
  const scopes = new Map<string, boolean>()
  const scopeHints = (scope: string): boolean => {
    let hints = scopes.get(scope)
    if (hints === undefined) {
      hints = hintsAtMedicalWork('', scope)
      if (scopes.size < MOST_KNOWN) scopes.set(scope, hints)
    }
    return hints
  }
  return (it) => {
    if (it.kind === 'platform') {
      const offers = listIn(it.scope).map(natureOf)
      return offers.some((nature) => nature === 'medical' || nature === 'depends') ? 'works' : null
    }
    if (it.kind === 'medical-licence') return LICENSED.test(it.scope) ? 'works' : null
    return hintsAtMedicalWork(it.name, null) || scopeHints(it.scope) ? 'hints' : null
  }
}
