import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { isEnglish } from './language.ts'
import { startRefusals } from './refusals.ts'
import { zh } from './zh-CN.ts'

/** Sets the words up; Chinese unless somebody chose English on this device. */
export async function startWords(): Promise<void> {
  const lng = isEnglish ? 'en' : 'zh-CN'
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  await startRefusals()
  document.documentElement.lang = lng
}
