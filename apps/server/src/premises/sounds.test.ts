import { pinyin } from 'pinyin-pro'
import { expect, it } from 'vitest'

const HEAD = `# yaml-language-server: $schema=../catalogue.schema.json
# 读音（不计声调）到汉字：GB/T 2312 的 6763 字。由 \`npm run renew\` 写出，不手改。
sounds:
`

/** The characters of GB/T 2312, by rows. */
function characters(): string[] {
  const decoder = new TextDecoder('gb18030')
  const chars: string[] = []
  for (let row = 0xb0; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) {
      const char = decoder.decode(Uint8Array.of(row, cell))
      if (/^\p{Script=Han}$/u.test(char)) chars.push(char)
    }
  return chars
}

// Core may not import a pinyin library: the catalogue brings the sounds along as data.
it('writes the sounds of the catalogue from the pinyin library', async () => {
  const bySound = new Map<string, string>()
  for (const char of characters()) {
    const sound = pinyin(char, { toneType: 'none' }).replaceAll('ü', 'v')
    if (/^[a-z]+$/.test(sound)) bySound.set(sound, `${bySound.get(sound) ?? ''}${char}`)
  }
  const lines = [...bySound].sort(([a], [b]) => (a < b ? -1 : 1)).map(([sound, chars]) => `  ${sound}: ${chars}\n`)
  expect(lines.length).toBeGreaterThan(380)
  await expect(`${HEAD}${lines.join('')}`).toMatchFileSnapshot('../../../../plans/_catalogue/sounds.yaml')
})
