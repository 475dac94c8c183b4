/**
 * A clause or an explanation as clerks read it: the numbers of our own requirements (R-141, A-33, SYS-17) mean
 * nothing to them. What the plan and the law say stays.
 */
export const plain = (text: string): string =>
  text
    .replace(/(?:SYS|[RAET])-\d+(?:\s*(?:…|\u81f3|、)\s*(?:(?:SYS|[RAET])-)?\d+)*/g, '')
    .replace(/（[、，；：\s]+/g, '（')
    .replace(/[、，；：\s]+）/g, '）')
    .replace(/（）/g, '')
