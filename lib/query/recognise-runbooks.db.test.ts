import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { syncCatalogue } from '@/lib/import/catalogue'
import { importSources } from '@/lib/import/run-import'
import { testViewer } from '@/tests/factories/viewer'
import { recognise } from './recognise'

/** Runbooks of the corpus; without it there is nothing to import. */
const RUNBOOKS = '../shared/corpus/runbooks/prometheus-operator/content/runbooks'
const QUERIES = 'bench/alert-queries.json'
const IMPORTING = 120_000
const QuerySchema = z.object({ style: z.string(), query: z.string(), answers: z.array(z.string()) })

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

test.runIf(existsSync(RUNBOOKS))(
  'imported runbooks are found by what alerts and people say, in other languages too',
  async () => {
    const viewer = testViewer()
    await syncCatalogue(viewer)
    const files = readdirSync(RUNBOOKS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'))
    const inputs = files.map((file) => ({
      path: file,
      kind: 'file' as const,
      bytes: new Uint8Array(readFileSync(path.join(RUNBOOKS, file))),
    }))
    for await (const line of importSources(viewer, inputs, { via: 'api' })) expect(line.outcome).not.toBe('failed')
    const queries = z.array(QuerySchema).parse(JSON.parse(readFileSync(QUERIES, 'utf8')))
    const missed: string[] = []
    let first = 0
    for (const { query, answers } of queries) {
      const { skills } = await recognise(viewer, query)
      const place = skills.findIndex(({ title }) => answers.some((answer) => plain(answer) === plain(title)))
      if (place === 0) first++
      if (place < 0 || place > 2) missed.push(query)
    }
    expect(first / queries.length).toBeGreaterThan(0.75)
    expect(missed.length / queries.length, missed.join('\n')).toBeLessThan(0.1)
  },
  // A hundred documents are imported first.
  IMPORTING,
)
