import { serveBeside } from '../../platform/jobs/beside.ts'
import { type ValidateInput, validateTable } from './validate-table.ts'

serveBeside<ValidateInput>((input, progress) => validateTable(input, progress))
