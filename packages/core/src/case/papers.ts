import { correctionOrder, onSiteRecord, opinionLetter } from '../inspection/field-papers.ts'
import type { Paper, PaperWords } from '../kernel/paper.ts'
import type { AnyRecord } from '../ledger/ledger.ts'
import type { PlanFacts } from '../ledger/plan-facts.ts'
import { closingReport, decisionPaper, filingApproval, transferLetter } from './case-papers.ts'

/** A document that is printed from a record: of which ledger, in which states it makes sense. */
export interface Printed {
  readonly ledger: string
  /** A code of the dictionary `document-kind`. */
  readonly kind: string
  /** Whether the record has come far enough for it. */
  ready(record: AnyRecord): boolean
  make(given: { readonly self: AnyRecord; readonly words: PaperWords; readonly plan: PlanFacts | null }): Paper
}

const printed = <R>(
  ledger: string,
  kind: string,
  ready: (record: R) => boolean,
  make: (given: { self: R; words: PaperWords; plan: PlanFacts | null }) => Paper,
): Printed => ({ ledger, kind, ready: ready as never, make: make as never })

type CaseFile = Parameters<typeof decisionPaper>[0]['self']
type Inspection = Parameters<typeof onSiteRecord>[0]['self']
type Problem = Parameters<typeof correctionOrder>[0]['self']

/** Every document that QingMei prints from its records (law-facts §8). */
export const PAPERS: readonly Printed[] = [
  printed<Inspection>('inspection', 'on-site-record', (it) => it.startedAt !== null, onSiteRecord),
  printed<Inspection>('inspection', 'supervision-opinion', (it) => it.endedAt !== null, opinionLetter),
  printed<Problem>('problem', 'correction-order', (it) => it.orderedAt !== null, correctionOrder),
  printed<CaseFile>('case', 'filing-approval', () => true, filingApproval),
  printed<CaseFile>('case', 'transfer-letter', (it) => it.criminal !== 'none', transferLetter),
  printed<CaseFile>('case', 'decision', (it) => it.penalties.length > 0, decisionPaper),
  printed<CaseFile>('case', 'closing-report', (it) => it.closedAt !== null && it.filedAt !== null, closingReport),
]

/** The documents of a ledger. */
export const papersOf = (ledger: string): readonly Printed[] => PAPERS.filter((it) => it.ledger === ledger)
