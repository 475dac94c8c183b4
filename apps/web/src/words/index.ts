import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { zh } from './zh-CN.ts'

const KEY = 'qingmei.language'

/** Sets the words up; Chinese unless somebody chose English on this device. */
export async function startWords(): Promise<void> {
  const lng = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN'
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = lng
}

/** Changes the language of this device. */
export async function switchLanguage(): Promise<void> {
  const next = i18next.language === 'en' ? 'zh-CN' : 'en'
  localStorage.setItem(KEY, next)
  document.documentElement.lang = next
  await i18next.changeLanguage(next)
}
