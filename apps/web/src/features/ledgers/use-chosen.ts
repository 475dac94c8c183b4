import { useRef, useState } from 'react'
import type { Row } from '../../api/types.ts'

/** The rows that are chosen, as they were last seen; they stay chosen when the list below shows others. */
export function useChosen() {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map())
  const last = useRef<string | null>(null)
  const put = (rows: readonly Row[], on: boolean) =>
    setChosen((old) => {
      const next = new Map(old)
      for (const row of rows)
        if (on) next.set(row.id, row)
        else next.delete(row.id)
      return next
    })
  return {
    chosen,
    put,
    set: (rows: readonly Row[]) => setChosen(new Map(rows.map((row) => [row.id, row]))),
    /** Chooses one or lets it go; with Shift, all from the last one that was touched. */
    toggle(rows: readonly Row[], row: Row, on: boolean, isRange: boolean) {
      const [from, to] = [rows.findIndex((it) => it.id === last.current), rows.indexOf(row)]
      last.current = row.id
      put(isRange && from >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : [row], on)
    },
  }
}

export type Chosen = ReturnType<typeof useChosen>
