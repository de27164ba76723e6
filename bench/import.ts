import path from 'node:path'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { expandSource } from '@/lib/import/archive'
import { readCatalogue } from '@/lib/import/catalogue'
import { findFiles } from '@/lib/import/files'
import { importSources, previewSource, type SourceInput } from '@/lib/import/run-import'
import { readSourceText } from '@/lib/import/source-text'
import type { DocumentDraft } from '@/lib/schema/draft'
import { KINDS, pathsOf } from './corpus'
import { countPlainly } from './plain-count'

/*
 * One kind of material, in a process of its own so that its memory is its own: `npx tsx bench/import.ts <number of the kind> <folder of varied
 * postmortems>` with DATABASE_URL set to an empty, migrated database. Prints one JSON line; `npm run bench:import` runs all kinds.
 */
const CORPUS = path.resolve('../shared/corpus')

type Figures = {
  files: number
  failures: number
  documents: number
  /** Sums over the documents; `coverage` and `fields` are means weighted by the length of the text. */
  timeline: number
  instants: number
  updates: number
  actionItems: number
  plainTimeline: number
  plainActionItems: number
  known: number
  asked: number
  kept: number
  inFields: number
  weight: number
}

async function* readInputs(paths: readonly string[]): AsyncGenerator<SourceInput> {
  for await (const file of findFiles(paths)) yield* expandSource(await file.read())
}

/** Fields that any report of an incident or any runbook may state; the share that is filled is the field coverage. */
function askFields({ incident, skill }: DocumentDraft): boolean[] {
  if (skill) {
    const { description, symptoms, diagnosis, resolution } = skill
    return [description !== null, symptoms.length > 0, diagnosis.length > 0, resolution.length > 0]
  }
  if (!incident) return []
  const { on, windows, timeline, statusUpdates, causes, impact, actionItems, severity, status } = incident
  return [
    on !== null,
    windows.some(({ startedAt }) => startedAt !== null),
    windows.some(({ resolvedAt }) => resolvedAt !== null),
    timeline.length + statusUpdates.length > 0,
    causes.length > 0,
    impact.summary !== null || impact.affected.length > 0 || windows.some(({ affected }) => affected.length > 0),
    actionItems.length > 0,
    severity !== null,
    status !== 'unknown',
  ]
}

function addDocument(figures: Figures, document: DocumentDraft, length: number): void {
  const { incident, skill, coverage } = document
  figures.documents++
  figures.timeline += incident?.timeline.length ?? 0
  figures.instants += incident?.timeline.filter(({ at }) => at !== null).length ?? 0
  figures.updates += incident?.statusUpdates.length ?? 0
  figures.actionItems += (incident?.actionItems.length ?? 0) + (skill?.actionItems.length ?? 0)
  const fields = askFields(document)
  figures.asked += fields.length
  figures.known += fields.filter(Boolean).length
  const weight = document.extent ? document.extent[1] - document.extent[0] : length
  figures.weight += weight
  figures.kept += weight * (coverage?.kept ?? 0)
  figures.inFields += weight * (coverage?.fields ?? 0)
}

async function readAll(paths: readonly string[]): Promise<Figures & { parseSeconds: number }> {
  const patterns = await readCatalogue()
  const figures: Figures = {
    files: 0,
    failures: 0,
    documents: 0,
    timeline: 0,
    instants: 0,
    updates: 0,
    actionItems: 0,
    plainTimeline: 0,
    plainActionItems: 0,
    known: 0,
    asked: 0,
    kept: 0,
    inFields: 0,
    weight: 0,
  }
  const began = performance.now()
  for await (const input of readInputs(paths)) {
    figures.files++
    try {
      const { text } = readSourceText(input)
      const plain = countPlainly(text)
      figures.plainTimeline += plain.timeline
      figures.plainActionItems += plain.actionItems
      for (const document of previewSource(input, patterns).documents) addDocument(figures, document, text.length)
    } catch (error) {
      figures.failures++
      console.error(`${input.path}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { ...figures, parseSeconds: (performance.now() - began) / 1000 }
}

/** Documents a second over the import itself, without the start of the process, and outcomes. */
async function importAll(paths: readonly string[]) {
  const outcomes: Record<string, number> = {}
  const memory: number[] = []
  const began = performance.now()
  let documents = 0
  for await (const { outcome } of importSources(commandLineViewer(), readInputs(paths), { via: 'command-line' })) {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    if (++documents % 250 === 0) memory.push(process.memoryUsage.rss())
  }
  const seconds = (performance.now() - began) / 1000
  return { outcomes, seconds, documents, memory, peak: process.resourceUsage().maxRSS * 1024 }
}

const kind = KINDS[Number(process.argv[2])]
if (!kind) throw new Error(`Give the number of a kind, 0 to ${KINDS.length - 1}.`)
const [, , , varied = ''] = process.argv
const paths = pathsOf(kind, CORPUS, varied)
// The import first: reading everything beforehand would warm it up and raise its peak of memory.
const imported = await importAll(paths)
const read = await readAll(paths)
process.stdout.write(`${JSON.stringify({ kind: kind.name, ...read, imported })}\n`)
await database.$disconnect()
