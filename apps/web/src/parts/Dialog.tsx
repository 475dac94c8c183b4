import { type ReactNode, useEffect, useId, useRef } from 'react'

/** A modal window; Escape and the backdrop close it, focus returns to where it came from. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const it = dialog.current
    if (it && !it.open) it.showModal()
    return () => it?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="body" style={{ paddingBottom: 0 }}>
        <h2 id={id}>{title}</h2>
      </div>
      {children}
    </dialog>
  )
}
