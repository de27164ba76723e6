import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findFiles, readSource } from './files'

const root = mkdtempSync(path.join(tmpdir(), 'hindsight-files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function write(file: string, text = 'text'): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

async function listed(...paths: string[]): Promise<string[]> {
  const files: string[] = []
  for await (const file of findFiles(paths)) files.push(path.relative(root, file.path))
  return files
}

test('folders give their texts in sorted order, without what is no document', async () => {
  for (const file of ['b.md', 'a.md', 'sub/c.txt', 'sub/report', 'PM-9 - a name with v1.2 and no ending']) write(file)
  for (const file of ['LICENSE', 'LICENSE.md', '.hidden.md', '.git/x.md', 'node_modules/y.md', 'logo.png', 'x.zip'])
    write(file)
  symlinkSync(root, path.join(root, 'loop'))
  expect(await listed(root)).toEqual([
    'PM-9 - a name with v1.2 and no ending',
    'a.md',
    'b.md',
    'sub/c.txt',
    'sub/report',
  ])
})

test('a file named by hand is taken whatever its name; reading a missing one is an error', async () => {
  write('notes.unknown')
  expect(await listed(path.join(root, 'notes.unknown'))).toEqual(['notes.unknown'])
  await expect(readSource(path.join(root, 'nothing.md'))).rejects.toMatchObject({ code: 'not_found' })
})

test('archives and large files are refused before they are read', async () => {
  write('big.md')
  truncateSync(path.join(root, 'big.md'), 100 * 1024 * 1024)
  await expect(readSource(path.join(root, 'big.md'))).rejects.toMatchObject({ code: 'too_large' })
  write('all.zip')
  await expect(readSource(path.join(root, 'all.zip'))).rejects.toThrow('unpack')
})
