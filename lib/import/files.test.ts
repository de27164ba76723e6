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

test('large files are refused before they are read, by what they are', async () => {
  write('big.md')
  truncateSync(path.join(root, 'big.md'), 100 * 1024 * 1024)
  await expect(readSource(path.join(root, 'big.md'))).rejects.toMatchObject({ code: 'too_large' })
  write('big.zip', 'PK\u0003\u0004')
  truncateSync(path.join(root, 'big.zip'), 30 * 1024 * 1024)
  expect((await readSource(path.join(root, 'big.zip'))).bytes).toHaveLength(30 * 1024 * 1024)
  truncateSync(path.join(root, 'big.zip'), 51 * 1024 * 1024)
  await expect(readSource(path.join(root, 'big.zip'))).rejects.toMatchObject({ code: 'too_large' })
  await expect(readSource(path.join(root, 'big.zip'))).rejects.toThrow('at most 50 MB')
})

test('a README beside or above documents only lists them; alone in its folder it is one', async () => {
  const files = [
    'pm/README.md',
    'pm/2025-01-02-dns/README.md',
    'pm/2025-01-02-dns/graph.png',
    'pm/2025-02-03-disk/index.md',
    'pm/2025-03-04-quota/_index.de.md',
    'pm/2025-03-04-quota/report.md',
    'pm/mkdocs.yml',
    'pm/status/history.json.gz',
    'pm/status/feed.atom',
    'pm/themes/x/layout.html',
    'pm/old/attachment.zip',
    'pm/page.html.md.erb',
    'pm/security-incident.md',
    'pm/SECURITY.md',
    'pm/config change.md',
  ]
  for (const file of files) write(file)
  expect(await listed(path.join(root, 'pm'))).toEqual([
    'pm/2025-01-02-dns/README.md',
    'pm/2025-02-03-disk/index.md',
    'pm/2025-03-04-quota/report.md',
    'pm/config change.md',
    'pm/page.html.md.erb',
    'pm/security-incident.md',
    'pm/status/feed.atom',
    'pm/status/history.json.gz',
  ])
})
