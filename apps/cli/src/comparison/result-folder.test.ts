import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fillFolder, folderFault } from './result-folder.ts'

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
