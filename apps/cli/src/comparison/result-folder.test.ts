import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fillFolder, folderFault, replacedInput } from './result-folder.ts'

const NAMES = ['links.csv', 'premises.csv', 'review.csv', 'report.json']
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qingmei-folder-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const write = (said: string) => async (rough: string) => {
  for (const name of NAMES) writeFileSync(join(rough, name), said)
}
const read = (folder: string) => readFileSync(join(folder, 'links.csv'), 'utf8')

describe('the folder of a result', () => {
  it('is made with those above it, and exchanged as a whole for the next', async () => {
    const folder = join(home, 'a', 'b')
    expect(folderFault(folder)).toBeNull()
    await fillFolder(folder, write('first'))
    await fillFolder(folder, write('second'))
    expect(read(folder)).toBe('second')
    expect(readdirSync(folder).toSorted()).toEqual(NAMES.toSorted())
    expect(readdirSync(join(home, 'a'))).toEqual(['b'])
  })
  it('keeps what else lies in it', async () => {
    mkdirSync(join(home, 'documents'))
    writeFileSync(join(home, 'thesis.docx'), 'years of work')
    expect(folderFault(home)).toBeNull()
    await fillFolder(home, write('first'))
    await fillFolder(home, write('second'))
    expect(readdirSync(home).toSorted()).toEqual([...NAMES, 'documents', 'thesis.docx'].toSorted())
    expect(readFileSync(join(home, 'thesis.docx'), 'utf8')).toBe('years of work')
    expect(read(home)).toBe('second')
  })
  it('is refused while a folder in it has the name of a result, for all in that would go', () => {
    mkdirSync(join(home, 'links.csv'))
    expect(folderFault(home)).toBe('里有一个叫 links.csv 的文件夹，会被结果替换')
  })
  it('takes no place of an input, by whatever path the one or the other is named', () => {
    const [folder, other] = [join(home, 'result'), join(home, 'other')]
    for (const each of [folder, other]) mkdirSync(each)
    const [input, beside] = [join(folder, 'premises.csv'), join(folder, 'market.csv')]
    for (const each of [input, beside]) writeFileSync(each, 'theirs')
    symlinkSync(folder, join(home, 'alias'))
    symlinkSync(input, join(home, 'link.csv'))
    symlinkSync(beside, join(other, 'review.csv'))
    const missing = join(home, 'missing.csv')
    expect(replacedInput(folder, [missing, beside, input])).toBe(input)
    expect(replacedInput(join(home, 'alias'), [input])).toBe(input)
    expect(replacedInput(folder, [join(home, 'link.csv')])).toBe(join(home, 'link.csv'))
    expect(replacedInput(other, [join(other, 'review.csv')])).toBe(join(other, 'review.csv'))
    expect(replacedInput(folder, [missing, beside])).toBeNull()
    expect(replacedInput(join(home, 'new'), [missing, input])).toBeNull()
  })
  it('holds the rows that were left out only while there are some', async () => {
    writeFileSync(join(home, 'thesis.docx'), 'years of work')
    for (const folder of [home, join(home, 'result')]) {
      await fillFolder(folder, async (rough) => {
        await write('first')(rough)
        writeFileSync(join(rough, 'bad-rows.csv'), 'a row')
      })
      expect(readFileSync(join(folder, 'bad-rows.csv'), 'utf8')).toBe('a row')
      await fillFolder(folder, write('second'))
      expect(readdirSync(folder)).not.toContain('bad-rows.csv')
      expect(read(folder)).toBe('second')
    }
  })
  it('is rid of what killed comparisons left beside it, and of nothing that still runs or is another’s', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid
    const folder = join(home, 'result')
    await fillFolder(folder, write('first'))
    const kept = [
      `.result.${process.ppid}.part`,
      `.other.${gone}.part`,
      `.result.${gone}.partly`,
      `result.${gone}.part`,
    ]
    for (const name of [...kept, `.result.${gone}.part`, `.result.${gone}.part.old`]) mkdirSync(join(home, name))
    await fillFolder(folder, write('second'))
    expect(readdirSync(home).toSorted()).toEqual([...kept, 'result'].toSorted())
  })
  it('is put back when the comparison was killed while it was exchanged', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid
    const old = join(home, `.result.${gone}.part.old`)
    mkdirSync(old)
    await write('first')(old)
    const folder = join(home, 'result')
    await expect(fillFolder(folder, () => Promise.reject(new Error('killed again')))).rejects.toThrow('killed again')
    expect(read(folder)).toBe('first')
    expect(readdirSync(home)).toEqual(['result'])
  })
  it('is as it was when the writing fails, and nothing lies beside it', async () => {
    const folder = join(home, 'result')
    await fillFolder(folder, write('first'))
    await expect(fillFolder(folder, () => Promise.reject(new Error('the disk is full')))).rejects.toThrow(
      'the disk is full',
    )
    expect(read(folder)).toBe('first')
    expect(readdirSync(home)).toEqual(['result'])
  })
})
