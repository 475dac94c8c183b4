import { hintsAtMedicalWork } from '@qingmei/core/premises/registers/place-kind'
import type { MedicalQuestion } from '@qingmei/linkage'
import { medicalWorkBy, type ServiceNature } from '@qingmei/server/premises/comparison/medical-work'

const DEPENDS = /针清|清痘|果酸|刷酸|水杨酸|换肤/

/** What the files say of medical work. */
export function medicalWork(): (it: MedicalQuestion) => 'works' | 'hints' | null {
  return medicalWorkBy(
    (service): ServiceNature =>
      hintsAtMedicalWork('', service) ? 'medical' : DEPENDS.test(service) ? 'depends' : 'lifestyle',
  )
}
