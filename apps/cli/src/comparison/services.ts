import { classifyService } from '@qingmei/core/premises/catalogue/classify'
import type { MedicalWork } from '@qingmei/linkage'
import { loadCatalogue } from '@qingmei/plan-files'
import { medicalWorkBy } from '@qingmei/server/premises/comparison/medical-work'
import type { Io } from '../command.ts'
import { plansFolder } from '../plans-folder.ts'
import { CatalogueFault } from './catalogue-fault.ts'

/** What the files say of medical work, services judged by the item catalogue. */
export function medicalWork(io: Io): MedicalWork {
  const folder = plansFolder(io)
  const { catalogue } = loadCatalogue(folder, folder)
  if (catalogue === null) throw new CatalogueFault()
  return medicalWorkBy((service) => classifyService(catalogue, service).nature)
}
