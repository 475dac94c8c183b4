const KEY = 'qingmei.language'

/** Chosen on this device; read once, since every screen is made of words. */
export const isEnglish: boolean = typeof localStorage !== 'undefined' && localStorage.getItem(KEY) === 'en'

/** Changes the language of this device and shows the page in it. */
export function switchLanguage(): void {
  localStorage.setItem(KEY, isEnglish ? 'zh-CN' : 'en')
  location.reload()
}
