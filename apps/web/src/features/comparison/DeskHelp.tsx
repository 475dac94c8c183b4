import { useTranslation } from 'react-i18next'
import { Dialog } from '../../parts/Dialog.tsx'

const SHOWN = ['same', 'different', 'unsure', 'later', 'up', 'down', 'undo', 'help'] as const

/** The keys of the review desk, and what each answer does. */
export function DeskHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('comparison.command.help')} onClose={onClose}>
      <div className="body">
        <dl className="fields keys">
          {SHOWN.map((it) => (
            <div key={it} className="pair">
              <dt>
                <kbd>{t(`comparison.keyOf.${it}`)}</kbd>
              </dt>
              <dd>{t(`comparison.keyHelp.${it}`)}</dd>
            </div>
          ))}
        </dl>
        <div className="foot">
          <button type="button" className="btn" onClick={onClose}>
            {t('close')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
