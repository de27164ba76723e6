import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import iconv from 'iconv-lite'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import { runImportJob } from '@/lib/jobs/run-import-job'
import { startImport } from '@/lib/jobs/start-import'
import { ImportLineSchema } from '@/lib/schema/import'
import { typescript, typescriptEnv } from '@/scripts/programs.mjs'
import { chance, jwt, pem } from '@/tests/factories/secrets'
import { emptyDatabase } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { importSources, previewSource, type SourceInput } from './run-import'
import { saveReviewedDraft } from './save-reviewed'

const folder = mkdtempSync(path.join(tmpdir(), 'hindsight-secrets-'))
beforeEach(emptyDatabase)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.$disconnect()
})

const SECRETS = {
  github: `ghp_${chance(36)}`,
  aws: `AKIA${chance(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  slack: `xoxb-${chance(12, '0123456789')}-${chance(24)}`,
  stripe: `sk_live_${chance(24)}`,
  jwt: jwt(),
  password: `Tr0ub${chance(8)}`,
  pem: pem('RSA PRIVATE KEY'),
  header: chance(40),
}
/** Of a long one also a piece that tells it. */
const NEEDLES = Object.values(SECRETS).flatMap((secret) => [secret.split('\n')[1] ?? secret, secret.slice(-20)])

const REPORT = `# Parcels were not printed

Date: 2025-02-11 (UTC)

## Timeline (UTC)

- 06:00 label printing failed, the log had ${SECRETS.github}
- 06:10 maya connected with postgres://labels:${SECRETS.password}@db-1.internal:5432/labels
- 06:50 service restored

## Root cause

The key ${SECRETS.aws} had expired. Commit ${chance(40, '0123456789abcdef')} rotated it.

\`\`\`
${SECRETS.pem}
\`\`\`

## Action items

- [ ] Deepak: revoke ${SECRETS.slack}
`
const RUNBOOK = `---
hindsight: skill
title: Printing stops
tags: [printing]
---

## Symptoms

- the token ${SECRETS.jwt} is refused

## Resolution

1. \`curl -H "Authorization: Bearer ${SECRETS.header}" https://labels.example.org/restart\`
`
const PAGE = `<!DOCTYPE html><html><head><title>Payments refused</title></head><body><h1>Payments refused</h1>
<p>2025-03-04 09:00 UTC payments failed, 09:40 UTC restored.</p><h2>Root cause</h2>
<pre><code><span>export KEY=</span><span>${SECRETS.stripe.slice(0, 10)}</span><span>${SECRETS.stripe.slice(10)}</span></code></pre>
<p>The key was revoked by hand.</p></body></html>`

const FILES: Record<string, Uint8Array> = {
  'report.md': new TextEncoder().encode(REPORT),
  'wide.md': iconv.encode(REPORT.replaceAll('Parcels', 'Letters').replaceAll('2025-02-11', '2025-06-18'), 'utf-16'),
  'runbook.md': new TextEncoder().encode(RUNBOOK),
  'page.html': new TextEncoder().encode(PAGE),
}
const inputs = (): SourceInput[] => Object.entries(FILES).map(([name, bytes]) => ({ path: name, kind: 'file', bytes }))

/** Tables with a row that has a secret in any column, as text, or as bytes in one of two encodings. */
async function tablesWithSecrets(): Promise<string[]> {
  const tables = await database.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`
  expect(tables.length).toBeGreaterThan(20)
  const needles = NEEDLES.flatMap((needle) => [
    needle,
    Buffer.from(needle).toString('hex'),
    Buffer.from(needle, 'utf16le').toString('hex'),
  ])
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await database.$queryRawUnsafe<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${name} AS t, unnest($1::text[]) AS needle WHERE position(needle IN t::text) > 0`,
      needles,
    )
    if (row?.count) found.push(name)
  }
  return found
}

function filesWithSecrets(root: string): string[] {
  return readdirSync(root).flatMap((name) => {
    const file = path.join(root, name)
    if (statSync(file).isDirectory()) return filesWithSecrets(file)
    const text = readFileSync(file, 'utf8')
    return NEEDLES.some((needle) => text.includes(needle)) ? [file] : []
  })
}

async function hindsight(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  const options = { env: { ...process.env, ...typescriptEnv }, maxBuffer: 50_000_000 }
  return promisify(execFile)(process.execPath, typescript('scripts/hindsight.ts', args), options)
}

test('the search for secrets finds one in any column', async () => {
  await database.import.create({ data: { via: 'api', byName: 'Tess', label: `all of ${SECRETS.github}` } })
  expect(await tablesWithSecrets()).toEqual(['public."Import"'])
})

test('the command line stores, prints and exports no secret, and tells of each', async () => {
  const source = path.join(folder, 'source')
  mkdirSync(source)
  for (const [name, bytes] of Object.entries(FILES)) writeFileSync(path.join(source, name), bytes)
  const { stdout, stderr } = await hindsight('import', source)
  const lines = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => ImportLineSchema.parse(JSON.parse(line)))
  expect(lines.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created', 'created'])
  const told = lines
    .flatMap(({ problems }) => problems.map(({ message }) => message))
    .filter((message) => message.includes('masked'))
  expect(told).toHaveLength(4)
  expect(told.join('\n')).toMatch(
    /5 secrets are masked.*GitHub token \(line 7\), URL password \(line 8\), AWS access key \(line 13\)/,
  )
  expect(NEEDLES.filter((needle) => `${stdout}${stderr}`.includes(needle))).toEqual([])
  expect(await tablesWithSecrets()).toEqual([])

  const target = path.join(folder, 'export')
  await hindsight('export', target)
  expect(readdirSync(target).length).toBeGreaterThan(1)
  expect(filesWithSecrets(target)).toEqual([])

  const again = await hindsight('import', source)
  const outcomes = again.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => ImportLineSchema.parse(JSON.parse(line)).outcome)
  expect(outcomes).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged'])
})

test('files that wait for their import hold no secret, and neither does what becomes of them', async () => {
  const id = await startImport(testViewer(), { via: 'browser' }, inputs())
  expect(await database.importItem.count()).toBe(4)
  // Of a page whose tags part a secret this is known only when it is read.
  await database.importItem.deleteMany({ where: { path: 'page.html' } })
  expect(await tablesWithSecrets()).toEqual([])

  await runImportJob(id, { viewerFor: () => Promise.resolve(testViewer()), stop: new AbortController().signal })
  expect(await tablesWithSecrets()).toEqual([])
  const lines = await database.importLine.findMany({ where: { importId: id } })
  expect(lines.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created'])
  const told = z.array(z.object({ message: z.string() }))
  for (const { problems } of lines) {
    expect(told.parse(problems).filter(({ message }) => message.includes('masked'))).toHaveLength(1)
  }
  // What waited masked is what comes in at once.
  const direct = []
  for await (const line of importSources(testViewer(), inputs().slice(0, 3), { via: 'api' })) direct.push(line.outcome)
  expect(direct).toEqual(['unchanged', 'unchanged', 'unchanged'])
})

test('a preview shows no secret, and a draft that a person types one into is stored without it', async () => {
  const [input] = inputs()
  if (!input) throw new Error('no input')
  const draft = previewSource(input, [])
  expect(NEEDLES.filter((needle) => JSON.stringify(draft).includes(needle))).toEqual([])
  const documents = draft.documents.map((document) => ({ ...document, title: `It was ${SECRETS.github}` }))
  const named = { ...input, path: `logs/${SECRETS.stripe}.md` }
  await saveReviewedDraft(testViewer(), named, { ...draft, documents }, 'browser')
  expect(await tablesWithSecrets()).toEqual([])
  expect(await database.incident.findFirst()).toMatchObject({ title: 'It was MASKED_GITHUB_TOKEN_1' })
})
