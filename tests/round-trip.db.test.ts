import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { exportPath } from '@/lib/export/export-path'
import { writeDocument } from '@/lib/export/write-document'
import { syncCatalogue } from '@/lib/import/catalogue'
import { loadContent } from '@/lib/import/load-content'
import { importSources, type SourceInput } from '@/lib/import/run-import'
import { listDocuments } from '@/lib/query/documents'
import { emptyDatabase, readState } from '@/tests/factories/store-state'

afterAll(() => database.$disconnect())
const viewer = commandLineViewer()

async function exportAll(): Promise<SourceInput[]> {
  const files: SourceInput[] = []
  for await (const document of listDocuments(viewer)) {
    const bytes = new TextEncoder().encode(writeDocument(document))
    files.push({ path: exportPath(document), kind: 'file', bytes })
  }
  return files
}

async function importAll(files: SourceInput[]): Promise<void> {
  await syncCatalogue(viewer)
  for await (const line of importSources(viewer, files, { via: 'api' })) {
    expect({ [line.path]: [line.outcome === 'failed', line.problems] }).toEqual({ [line.path]: [false, []] })
  }
}

/** What belongs to the files that were read and not to what they say: hashes, spans, file names. */
const OF_SOURCES = new Set([
  'origins',
  'span',
  'spans',
  'sourceId',
  'draft',
  'fingerprint',
  'editedFields',
  'evidence',
  'dropped',
])

function withoutSources(rows: string[] = []): string[] {
  return rows
    .map((row) => JSON.stringify(JSON.parse(row), (key, value: unknown) => (OF_SOURCES.has(key) ? undefined : value)))
    .sort()
}

const SAME = [
  'Incident',
  'ImpactWindow',
  'TimelineEntry',
  'Cause',
  'ActionItem',
  'Skill',
  'SkillSource',
  'Postmortem',
  'Reference',
  'DirectoryPage',
  'SlugAlias',
  'Match',
]

const SEEDS = '../shared/seeds'

async function loadSeeds(): Promise<void> {
  const inputs = readdirSync(SEEDS).map((name): SourceInput => {
    return { path: name, kind: 'file', bytes: new Uint8Array(readFileSync(path.join(SEEDS, name))) }
  })
  await syncCatalogue(viewer)
  for await (const line of importSources(viewer, inputs, { via: 'api' })) expect(line.outcome).not.toBe('failed')
}

async function loadDemo(): Promise<void> {
  await syncCatalogue(viewer)
  await loadContent(viewer)
}

const demo = { name: 'demo content', load: loadDemo }
const seeds = { name: 'reference documents', load: loadSeeds }

test.each(existsSync(SEEDS) ? [demo, seeds] : [demo])(
  '$name: what is exported comes back as it was',
  async ({ load }) => {
    await emptyDatabase()
    await load()
    const before = await readState()
    const files = await exportAll()
    expect(files.length).toBeGreaterThan(3)
    await emptyDatabase()
    await importAll(files.toReversed())
    const after = await readState()
    for (const table of SAME) {
      expect({ [table]: withoutSources(after[table]) }).toEqual({ [table]: withoutSources(before[table]) })
    }
  },
)
