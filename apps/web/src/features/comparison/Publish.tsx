import { useTranslation } from 'react-i18next'
import { Dialog } from '../../parts/Dialog.tsx'
import type { Run } from './run.ts'

/** What publishing would do to the lists, and the button that does it. */
export function Publish({ onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('comparison.publish')} onClose={onClose}>
      <div className="body" />
    </Dialog>
  )
}
