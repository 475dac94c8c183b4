import { z } from 'zod'
import { zhCN } from 'zod/locales'

/** From here on what an input lacks is told in Chinese where the definition has no words of its own for it. */
export const sayInputsInChinese = (): void => {
  z.config(zhCN())
}
