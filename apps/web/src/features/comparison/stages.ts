/** The stages of a comparison in their order, as the engine names them; before them the files are checked, after them the result is kept. */
export const STAGES = ['read', 'index', 'model', 'compare', 'group', 'report', 'write', 'load'] as const

/** Where among the stages a run is; −1: it has not begun. A stage that is not known does not move it back. */
export function stageAt(stage: string | null): number {
  return stage === null ? -1 : STAGES.indexOf(stage as never)
}
