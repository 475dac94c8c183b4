import { statSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import type { Io } from './command.ts'

const WORDS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  ENOENT: ['找不到它，或它所在的文件夹不存在', '核对路径和文件名后重试'],
  EISDIR: ['这是一个文件夹，不是文件', '写明文件夹里的哪一个文件'],
  ENOTDIR: ['路径当中有一段是文件，不是文件夹', '核对路径后重试'],
  EACCES: ['没有读写它的权限', '请管理员授予权限，或换一个位置'],
  EPERM: ['没有读写它的权限', '请管理员授予权限，或换一个位置'],
  EROFS: ['所在的磁盘是只读的', '换一个位置'],
  ENOSPC: ['磁盘已满', '腾出空间，或换一个位置'],
  ENAMETOOLONG: ['名字太长', '改短后重试'],
}

/**
 * What is wrong with a file or folder that the command line names, and what to do. Null for every other fault: of a
 * file that nobody named, it is the program's.
 */
export function fileFault(cause: unknown, words: readonly string[], { cwd }: Pick<Io, 'cwd'>): string | null {
  const { code = '', path = folderAmong(words, cwd) } = (cause ?? {}) as NodeJS.ErrnoException
  const said = WORDS[code]
  if (said === undefined || path === undefined) return null
  const at = resolve(cwd, path)
  const named = words
    .map((word) => word.replace(/^--[^=]+=/, ''))
    .find((word) => at === resolve(cwd, word) || at.startsWith(resolve(cwd, word) + sep))
  return named === undefined || named === '' ? null : `${path}：${said[0]} → ${said[1]}`
}

/** A folder that is read like a file is refused without its name. */
const folderAmong = (words: readonly string[], cwd: string): string | undefined =>
  words.find((word) => statSync(resolve(cwd, word), { throwIfNoEntry: false })?.isDirectory())
