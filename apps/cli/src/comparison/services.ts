import { classifyService } from '@qingmei/core/premises/catalogue/classify'
import type { MedicalQuestion } from '@qingmei/linkage'
import { loadCatalogue } from '@qingmei/plan-files'
import { medicalWorkBy } from '@qingmei/server/premises/comparison/medical-work'
import type { Io } from '../command.ts'
import { plansFolder } from '../plans-folder.ts'

/** What the files say of medical work, services judged by the item catalogue; null when the catalogue cannot be read. */
export function medicalWork(io: Io): ((it: MedicalQuestion) => 'works' | 'hints' | null) | null {
  const folder = plansFolder(io)
  const { catalogue } = loadCatalogue(folder, folder)
  return catalogue === null ? null : medicalWorkBy((service) => classifyService(catalogue, service).nature)
}
