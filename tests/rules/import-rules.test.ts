// Proves that the linter really reports what .oxlintrc.json forbids: each case is a file with one import.
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hindsight-rules-'))

const forbidden = [
  ['lib/schema/a.ts', '@/lib/domain/errors'],
  ['lib/schema/b.ts', 'react'],
  ['lib/parse/a.ts', '@/lib/store/save-document'],
  ['lib/parse/b.ts', '../recognise/match-patterns'],
  ['lib/parse/c.ts', 'node:fs'],
  ['lib/domain/a.ts', 'next/navigation'],
  ['lib/domain/b.ts', '@/generated/prisma/client'],
  ['lib/recognise/a.ts', '@/lib/database'],
  ['lib/export/a.ts', '@/lib/query/documents'],
  ['lib/store/a.ts', '@/lib/query/incidents'],
  ['lib/query/a.ts', '@/lib/store/save-document'],
  ['lib/import/a.ts', '@/lib/database'],
  ['lib/import/b.ts', '@/lib/auth/viewer'],
  ['lib/jobs/a.ts', '@/lib/parse/parse-source'],
  ['lib/jobs/b.ts', '@/lib/auth/viewer'],
  ['lib/import/c.ts', '@/lib/jobs/worker'],
  ['lib/import/e.ts', '@/lib/integrations/slack/client'],
  ['lib/integrations/a.ts', '@/lib/store/save-document'],
  ['lib/mcp/a.ts', '@/lib/auth/viewer'],
  ['lib/mcp/b.ts', '@/lib/parse/parse-source'],
  ['lib/mcp/c.ts', 'next/server'],
  ['lib/openapi/a.ts', '@/lib/query/incidents'],
  ['lib/openapi/b.ts', '@/lib/env'],
  ['lib/backup/a.ts', '@/lib/store/save-document'],
  ['lib/observe/a.ts', '@/lib/domain/errors'],
  ['lib/intl/a.ts', '@/lib/query/incidents'],
  ['components/incident/a.tsx', '@/lib/query/incidents'],
  ['components/incident/b.tsx', '@/app/incidents/actions'],
  ['app/incidents/a.tsx', '@/lib/parse/parse-source'],
  ['app/incidents/b.tsx', '@/lib/database'],
] as const

const allowed = [
  ['lib/parse/d.ts', '@/lib/schema/draft'],
  ['lib/recognise/d.ts', '@/lib/domain/errors'],
  ['lib/query/d.ts', '@/lib/database'],
  ['lib/query/e.ts', '@/lib/recognise/relatives'],
  ['lib/import/d.ts', '@/lib/parse/parse-source'],
  ['lib/import/f.ts', '@/lib/integrations/outbound/guarded-request'],
  ['lib/jobs/d.ts', '@/lib/import/run-import'],
  ['lib/integrations/d.ts', '@/lib/domain/errors'],
  ['lib/mcp/d.ts', '@/lib/query/incidents'],
  ['lib/openapi/d.ts', '@/lib/schema/incident'],
  ['app/import/e.ts', '@/lib/integrations/slack/client'],
  ['app/incidents/e.tsx', '@/lib/jobs/start-import'],
  ['lib/backup/d.ts', '@/lib/domain/errors'],
  ['lib/query/f.ts', '@/lib/observe/log'],
  ['components/incident/d.tsx', '@/lib/render/links'],
  ['components/incident/e.tsx', '@/lib/intl/say'],
  ['lib/intl/d.ts', '@/words/en'],
  ['app/incidents/d.tsx', '@/lib/query/incidents'],
] as const

let reported: Set<string>

beforeAll(async () => {
  fs.copyFileSync(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'))
  for (const [file, target] of [...forbidden, ...allowed]) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    fs.writeFileSync(path.join(folder, file), `import { it } from '${target}'\nexport const found = it\n`)
  }
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint')
  const { stdout } = await promisify(execFile)(process.execPath, [oxlint, '-f', 'unix'], { cwd: folder }).catch(
    (failed: { stdout: string }) => failed,
  )
  const lines = stdout.split('\n').filter((line) => line.includes('no-restricted-imports'))
  reported = new Set(lines.map((line) => line.split(':')[0] ?? ''))
}, 20_000)

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

test.each(forbidden)('%s may not import %s', (file) => {
  expect(reported).toContain(file)
})

test.each(allowed)('%s may import %s', (file) => {
  expect(reported).not.toContain(file)
})
