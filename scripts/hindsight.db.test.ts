import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { z } from 'zod'
import { database } from '@/lib/database'
import { DraftSchema } from '@/lib/schema/draft'
import { ImportLineSchema, ImportViewSchema } from '@/lib/schema/import'
import { SearchResultSchema } from '@/lib/schema/search'
import { typescript, typescriptEnv } from './programs.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'hindsight-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
afterAll(() => database.$disconnect())

type Answer = { code: number; lines: unknown[]; stderr: string }

/** Runs a command as `npm run -s hindsight` does, on the database of this test file unless told otherwise. */
function hindsight(args: string[], env: Record<string, string> = {}): Promise<Answer> {
  const options = { env: { ...process.env, ...typescriptEnv, ...env }, maxBuffer: 50_000_000 }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, typescript('scripts/hindsight.ts', args), options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') return reject(error)
      const code = typeof error?.code === 'number' ? error.code : 0
      const texts = stdout.startsWith('{\n') ? [stdout] : stdout.split('\n').filter(Boolean)
      resolve({
        code,
        stderr,
        lines: texts.map((text): unknown => (text.startsWith('http') ? text : JSON.parse(text))),
      })
    })
  })
}

function write(name: string, text: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, text)
  return file
}

const REPORT = `# Parcels were not printed

Date: 2025-02-11 (UTC)

## Timeline (UTC)

- 06:00 label printing failed
- 06:50 service restored

## Root cause

The certificate of the label service had expired.
`

const FailureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }).strict() }).strict()

test('parse prints the draft without a database', async () => {
  const { code, lines } = await hindsight(['parse', write('report.md', REPORT)], { DATABASE_URL: '' })
  expect(code).toBe(0)
  const draft = DraftSchema.parse(lines[0])
  expect(draft.documents[0]).toMatchObject({ kind: 'incident', title: 'Parcels were not printed' })
  expect(draft.documents[0]?.patterns.map(({ slug }) => slug)).toContain('unrenewed-expiry')
})

test('bad input is one JSON object, exit code 1 and no stack trace', async () => {
  const huge = write('huge.md', 'x')
  truncateSync(huge, 100 * 1024 * 1024)
  const cases = [
    ['parse', write('empty.md', '')],
    ['parse', path.join(folder, 'missing.md')],
    ['parse', huge],
    ['parse'],
    ['nonsense'],
  ]
  for (const args of cases) {
    const { code, lines, stderr } = await hindsight(args, { DATABASE_URL: '' })
    expect(code).toBe(1)
    expect(lines).toHaveLength(1)
    expect(FailureSchema.parse(lines[0]).error.message).not.toBe('')
    expect(stderr).not.toMatch(/\n\s+at /)
  }
}, 60_000)

test('import, search and token work on the database; a failed file fails alone', async () => {
  const report = write('label.md', REPORT.replace('Parcels', 'Labels'))
  const { code, lines } = await hindsight(['import', report, path.join(folder, 'empty.md')])
  expect(code).toBe(0)
  expect(lines.map((line) => ImportLineSchema.parse(line).outcome).sort()).toEqual(['created', 'failed'])
  expect((await hindsight(['import', path.join(folder, 'empty.md')])).code).toBe(1)
  const found = await hindsight(['search', 'labels', 'printed'])
  expect(SearchResultSchema.parse(found.lines[0]).items[0]).toMatchObject({ kind: 'incident' })
  const token = await hindsight(['token', 'create', '--name', 'test', '--scope', 'read'])
  expect(token.lines).toMatchObject([{ name: 'test', scope: 'read' }])
  expect(z.object({ token: z.string() }).parse(token.lines[0]).token).toMatch(/^hs_[0-9A-Za-z]{32}$/)
}, 60_000)

test('a sign-in link leads to where the application is reached, also when nobody has said where', async () => {
  const [local, set] = await Promise.all([
    hindsight(['sign-in-link'], { BASE_URL: '', PORT: '3456' }),
    hindsight(['sign-in-link'], { BASE_URL: 'https://hindsight.example.org' }),
  ])
  expect(local.lines[0]).toMatch(/^http:\/\/localhost:3456\/sign-in\/link\?token=/)
  expect(set.lines[0]).toMatch(/^https:\/\/hindsight\.example\.org\/sign-in\/link\?token=/)
}, 60_000)

test('a table of action items is looked at, taken in, and refused row by row', async () => {
  await hindsight(['import', write('printed.md', REPORT.replace('Parcels', 'Parcel labels'))])
  const file = write(
    'items.csv',
    'Summary;Incident;Assignee\nRenew a week ahead;Parcel labels were not printed;maya\nx;none;sam\n',
  )
  const looked = await hindsight(['import-action-items', file, '--dry-run'])
  expect(looked).toMatchObject({
    code: 0,
    lines: [{ outcome: 'added' }, { outcome: 'refused' }, { added: 1, batch: null }],
  })
  const done = await hindsight(['import-action-items', file])
  expect(done.lines).toMatchObject([
    { outcome: 'added', title: 'Renew a week ahead' },
    { line: 3 },
    { added: 1, refused: 1 },
  ])
  expect(await database.actionItem.count({ where: { owner: 'maya' } })).toBe(1)
  const again = await hindsight(['import-action-items', file])
  expect(again.code).toBe(1)
  expect(FailureSchema.parse(again.lines[0]).error.code).toBe('unprocessable')
})

test('an import for few names who may read it, and nobody who is not there', async () => {
  const file = write('parcels.md', REPORT.replace('Parcels', 'Invoices').replace('2025-02-11', '2022-05-06'))
  const unknown = await hindsight(['import', file, '--visibility', 'restricted', '--reader', 'nobody@example.com'])
  expect([unknown.code, FailureSchema.parse(unknown.lines[0]).error.code]).toEqual([1, 'bad_input'])
  const { code, lines } = await hindsight(['import', file, '--visibility', 'restricted'])
  expect([code, ImportLineSchema.parse(lines[0]).outcome]).toEqual([0, 'created'])
  const { slug } = ImportLineSchema.parse(lines[0])
  expect(await database.incident.findUniqueOrThrow({ where: { slug: slug ?? '' } })).toMatchObject({
    visibility: 'restricted',
  })
}, 60_000)

test('an archive is imported file by file, listed, and undone', async () => {
  const zip = new ZipFile()
  zip.addBuffer(Buffer.from(REPORT.replace('Parcels', 'Stamps').replace('2025-02-11', '2024-07-02')), 'stamps.md')
  zip.addBuffer(Buffer.from(REPORT.replace('Parcels', 'Letters').replace('2025-02-11', '2023-03-04')), 'old/letters.md')
  zip.end()
  const archive = path.join(folder, 'reports.zip')
  writeFileSync(archive, await buffer(zip.outputStream))

  const dry = await hindsight(['import', archive, '--dry-run'])
  expect(dry.lines.map((line) => ImportLineSchema.parse(line).outcome)).toEqual(['created', 'created'])
  const { code, lines } = await hindsight(['import', archive])
  expect(code).toBe(0)
  expect(
    lines
      .map((line) => ImportLineSchema.parse(line).path.split('reports.zip/')[1])
      .toSorted((a = '', b = '') => a.localeCompare(b)),
  ).toEqual(['old/letters.md', 'stamps.md'])
  const listed = await hindsight(['imports'])
  const [latest] = listed.lines.map((line) => ImportViewSchema.parse(line))
  expect(latest).toMatchObject({ label: 'reports.zip', state: 'finished', outcomes: { created: 2 } })
  const undone = await hindsight(['undo', latest?.id ?? ''])
  expect(undone.lines).toMatchObject([{ id: latest?.id, left: [] }])
  const again = await hindsight(['imports'])
  expect(again.lines[0]).toMatchObject({ state: 'undone', undoneBy: 'command line' })
}, 60_000)

test('an address that must not be read fails by itself', async () => {
  const { code, lines } = await hindsight(['import', 'http://127.0.0.1:1/postmortem', write('fine.md', REPORT)])
  expect(code).toBe(0)
  const outcomes = lines.map((line) => ImportLineSchema.parse(line))
  expect(outcomes[0]).toMatchObject({ path: 'http://127.0.0.1:1/postmortem', outcome: 'failed' })
  expect(outcomes[1]?.outcome).toBe('created')
}, 60_000)

test('tokens of services are made, rotated with an overlap, listed and revoked', async () => {
  const MadeSchema = z.object({ id: z.string(), token: z.string() })
  expect((await hindsight(['service', 'create', 'Deploy bot', '--role', 'editor'])).lines).toMatchObject([
    { name: 'Deploy bot', role: 'editor' },
  ])
  const create = ['token', 'create', '--name', 'deploys', '--scope', 'write', '--service', 'deploy bot', '--days', '30']
  const made = MadeSchema.parse((await hindsight(create)).lines[0])
  const rotated = await hindsight(['token', 'rotate', made.id, '--overlap-hours', '2'])
  expect(rotated.lines).toMatchObject([{ replaces: made.id }])
  expect((await hindsight(['token', 'rotate', made.id])).lines).toMatchObject([{ error: { code: 'conflict' } }])
  const next = MadeSchema.parse(rotated.lines[0])
  expect(next.token).not.toBe(made.token)
  await hindsight(['token', 'revoke', next.id])
  const { lines } = await hindsight(['token', 'list'])
  expect(lines).toMatchObject([
    { id: next.id, state: 'revoked', owner: 'Deploy bot', ownerKind: 'service' },
    { id: made.id, state: 'active', replacedBy: { id: next.id }, ending: true },
    { name: 'test' },
  ])
  expect(JSON.stringify(lines)).not.toContain(made.token)
  const refused = await hindsight(['token', 'create', '--name', 'x', '--scope', 'read', '--days', '0'])
  expect(refused).toMatchObject({ code: 1, lines: [{ error: { code: 'bad_input' } }] })
}, 60_000)

test('keys are dropped where access tokens are accepted, and else the command says what is missing', async () => {
  expect((await hindsight(['keys', 'drop', 'april'])).lines).toMatchObject([{ error: { code: 'unprocessable' } }])
  const env = {
    OIDC_ISSUER: 'https://id.example',
    OIDC_AUDIENCE: 'hindsight',
    OIDC_CLIENT_ID: 'hindsight',
    OIDC_CLIENT_SECRET: 'not-used-here',
  }
  const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`
  const drop = await hindsight(['keys', 'drop', 'april', '--reason', `leaked as ${secret}`], env)
  expect(drop.lines).toEqual([{ keyId: 'april', state: 'dropped' }])
  const [entry] = await database.auditEntry.findMany({ where: { action: 'signing-key.dropped' } })
  expect(JSON.stringify(entry?.changes)).toContain('leaked as ')
  expect(JSON.stringify(entry?.changes)).not.toContain(secret.slice(0, 20))
  expect((await hindsight(['keys', 'accept', 'april'], env)).lines).toEqual([{ keyId: 'april', state: 'accepted' }])
}, 60_000)
