import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { upload } from '../api/client.ts'
import { saidOf } from './Waiting.tsx'

/** Uploads a file in pieces and gives its id once the server has hashed it. */
export function FileInput({
  id,
  describedBy,
  value,
  onChange,
  accept,
}: {
  id: string
  describedBy: string | undefined
  value: string
  onChange: (value: string) => void
  accept?: string
}) {
  const { t } = useTranslation()
  const [share, setShare] = useState<number | null>(null)
  const [name, setName] = useState('')
  const [wrong, setWrong] = useState('')
  const take = async (file: File) => {
    setName(file.name)
    setWrong('')
    setShare(0)
    try {
      onChange(await upload(file, setShare))
    } catch (error) {
      setWrong(saidOf(error, t))
      onChange('')
    } finally {
      setShare(null)
    }
  }
  return (
    <>
      <input
        id={id}
        type="file"
        aria-describedby={describedBy}
        {...(accept ? { accept } : {})}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) void take(file)
        }}
      />
      <div role="status" className="small soft">
        {share === null
          ? value && name
            ? t('form.uploaded', { name })
            : ''
          : share < 1
            ? t('form.uploading', { percent: Math.floor(share * 100) })
            : t('form.hashing')}
      </div>
      {share === null ? null : <progress value={share} max={1} aria-label={t('form.pickFile')} />}
      {wrong ? (
        <div className="wrong" role="alert">
          {wrong}
        </div>
      ) : null}
    </>
  )
}
