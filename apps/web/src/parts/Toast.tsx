import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'

const Tell = createContext<(text: string) => void>(() => undefined)

/** Says something in passing; screen readers hear it too. */
export const useTell = () => useContext(Tell)

export function ToastRoom({ children }: { children: ReactNode }) {
  const [text, setText] = useState('')
  const tell = useCallback((said: string) => setText(said), [])
  useEffect(() => {
    if (text === '') return undefined
    const timer = setTimeout(() => setText(''), 5000)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <Tell.Provider value={tell}>
      {children}
      <div role="status" aria-live="polite">
        {text === '' ? null : <div className="toast">{text}</div>}
      </div>
    </Tell.Provider>
  )
}
