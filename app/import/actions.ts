'use server'
import { randomUUID } from 'node:crypto'
import { assertCan } from '@/lib/domain/permissions'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { sayReader } from '@/app/say-reader'
import { sayLine } from '@/components/import/said-import'
import { watchImporting } from '@/lib/auth/import-viewer'
import { countAside } from '@/lib/import/count-aside'
import { importSources, previewAside, type SourceInput } from '@/lib/import/run-import'
import { saveReviewedDraft } from '@/lib/import/save-reviewed'
import { AppError } from '@/lib/domain/errors'
import { withLease } from '@/lib/jobs/lease'
import { type SaySentence, sentencesIn } from '@/lib/intl/sentences'
import { readPatterns } from '@/lib/query/patterns'
import { listReaderChoices } from '@/lib/query/teams'
import type { ActionResult } from '@/lib/schema/action-result'
import { renderMessages } from '@/lib/render/messages'
import { DraftSchema, FormatSchema, type Draft } from '@/lib/schema/draft'
import type { ImportLine, ImportPreview, ManyDocuments } from '@/lib/schema/import'
import { SharingInputSchema, type ReaderChoice, type Share } from '@/lib/schema/sharing'
import { DateSchema } from '@/lib/schema/text'
import type { Viewer } from '@/lib/schema/viewer'
import { decideMatch } from '@/lib/store/decide-match'
import { ImportRecord } from '@/lib/store/import-record'
import { resolveShare } from '@/lib/store/share-incident'

const SourceFormSchema = z.object({
  file: z.instanceof(File),
  /** `paste` for typed or pasted text, `file` for a chosen file. */
  kind: z.enum(['paste', 'file']),
  /** Where the file stood in a dropped folder, or its name. */
  path: z.string().max(500),
  format: FormatSchema.optional(),
  date: DateSchema.optional(),
  zone: z.string().max(60).optional(),
})

/** A call that a page did not make may bring anything. */
const AnyFormSchema = z.instanceof(FormData, { error: 'Send a form with the document.' })

async function readSourceForm(given: FormData): Promise<SourceInput> {
  const form = AnyFormSchema.parse(given)
  const { file, kind, path, format, date, zone } = SourceFormSchema.parse({
    file: form.get('file'),
    kind: form.get('kind'),
    path: form.get('path'),
    format: form.get('format') ?? undefined,
    date: form.get('date') ?? undefined,
    zone: form.get('zone') ?? undefined,
  })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const told = { ...(date ? { date } : {}), ...(zone ? { zone } : {}) }
  return { path: kind === 'paste' ? null : path, kind, bytes, told, ...(format ? { format } : {}) }
}

async function collect(lines: AsyncIterable<ImportLine>): Promise<ImportLine[]> {
  const all: ImportLine[] = []
  for await (const line of lines) all.push(line)
  return all
}

/** More documents than this in one source are not reviewed before they are stored. */
const MANY = 50

/** Reads one source and says what it would become, unless that is too much to review. Nothing is stored. */
export async function previewAction(form: FormData): Promise<ActionResult<ImportPreview | ManyDocuments>> {
  return runAction(async (viewer) => {
    assertCan(viewer, 'write')
    const input = await readSourceForm(form)
    const documents = await countAside(input)
    if (documents > MANY) return { documents }
    const { draft, text } = await previewAside(input, await readPatterns(viewer))
    const record = new ImportRecord(viewer, 'browser', null, undefined, await readShare(viewer, form))
    const forecast = await collect(importSources(viewer, [input], { via: 'browser', dryRun: true, record }))
    const say = sentencesIn(await getLocale())
    return {
      text,
      draft,
      forecast: forecast.map(({ draft: _, ...line }) => sayLine(line, say)),
      messageHtml: await renderThreads(draft),
      said: sayDraft(draft, say),
    }
  })
}

/** What was noticed in a draft, as the reader says it. */
function sayDraft({ problems, documents }: Draft, say: SaySentence): ImportPreview['said'] {
  const noticed = [
    ...problems.map(({ message }) => message),
    ...documents.flatMap(({ skill }) => (skill ? skill.contradictions.map(({ text }) => text) : [])),
  ]
  return Object.fromEntries(noticed.map((english) => [english, say(english)]))
}

/** The messages of the conversations of a draft, as their page shows them. */
async function renderThreads({ documents }: Draft): Promise<ImportPreview['messageHtml']> {
  const threads = documents.flatMap(({ slug, thread }) => (thread ? [{ slug, messages: thread.messages }] : []))
  const pages = threads.map(async ({ slug, messages }) => [slug, await renderMessages(messages)] as const)
  return Object.fromEntries(await Promise.all(pages))
}

/** Patterns that the person took out, for each document of the draft. */
const TakenOutSchema = z.array(z.array(z.string().max(80)).max(100))

/** Stores the reviewed draft of one source; patterns that were taken out of it count as rejected. */
export async function saveAction(form: FormData): Promise<ActionResult<ImportLine[]>> {
  return runAction(async (viewer) => {
    const mayGoOn = await watchImporting(viewer)
    const input = await readSourceForm(form)
    const takenOut = readJson(form, 'takenOut', TakenOutSchema)
    const share = await readShare(viewer, form)
    const draft = readJson(form, 'draft', DraftSchema)
    const id = randomUUID()
    const save = () => saveReviewedDraft(viewer, input, draft, 'browser', { share, id, mayGoOn })
    const lines = await withLease(id, save)
    for (const [index, { kind, slug }] of lines.entries()) {
      if (slug === null || (kind !== 'incident' && kind !== 'skill')) continue
      for (const pattern of takenOut[index] ?? []) {
        await decideMatch(viewer, { kind, slug, pattern, state: 'rejected' })
      }
    }
    const say = sentencesIn(await getLocale())
    return lines.map((line) => sayLine(line, say))
  })
}

/** Whom one can name as readers of what is imported. */
export async function listReadersAction(): Promise<ActionResult<ReaderChoice[]>> {
  return runAction(async (viewer) => {
    const choices = await listReaderChoices(viewer)
    return choices.map(sayReader(sentencesIn(await getLocale())))
  })
}

/** Who may read what is made of the source; null when the form does not say. */
function readShare(viewer: Viewer, form: FormData): Promise<Share | null> {
  return resolveShare(viewer, form.has('sharing') ? readJson(form, 'sharing', SharingInputSchema) : {})
}

function readJson<T extends z.ZodType>(form: FormData, name: string, schema: T): z.output<T> {
  const json = form.get(name)
  if (typeof json !== 'string') throw new AppError('bad_input', 'The draft is missing. Preview the source again.')
  return schema.parse(parsedJson(json))
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppError('bad_input', 'The draft arrived broken. Preview the source again.')
  }
}
