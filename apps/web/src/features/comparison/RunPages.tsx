import { Route, Routes, useParams } from 'react-router'
import { useRecord } from '../../api/hooks.ts'
import { Waiting } from '../../parts/Waiting.tsx'
import { AccuracyPage } from './AccuracyPage.tsx'
import './comparison.css'
import { BorrowedPage } from './BorrowedPage.tsx'
import { DifferencePage } from './DifferencePage.tsx'
import { LinePage } from './LinePage.tsx'
import { ReviewPage } from './ReviewPage.tsx'
import { isUnderWay, type Run } from './run.ts'
import { RunPage } from './RunPage.tsx'

/** The screens of one comparison. */
export default function RunPages() {
  const { id = '' } = useParams()
  const opened = useRecord('comparison', id, isUnderWay)
  if (!opened.data) return <Waiting error={opened.error} retry={() => void opened.refetch()} />
  const run = opened.data.record as Run
  return (
    <Routes>
      <Route path="review" element={<ReviewPage run={run} />} />
      <Route path="difference" element={<DifferencePage run={run} />} />
      <Route path="accuracy" element={<AccuracyPage run={run} />} />
      <Route path="borrowed" element={<BorrowedPage run={run} />} />
      <Route path="lines/:no" element={<LinePage run={run} />} />
      <Route path="*" element={<RunPage run={run} opened={opened.data} />} />
    </Routes>
  )
}
