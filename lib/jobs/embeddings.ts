import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { maskSecrets } from '@/lib/import/secrets'
import { findEmbeddingModel } from '@/lib/integrations/model/client'
import { requestEmbeddings } from '@/lib/integrations/model/embeddings'
import {
  type Embedded,
  forgetModel,
  hashOfText,
  keepEmbeddings,
  lengthOfVectors,
  listUnembedded,
  noteAttempt,
  removeForbidden,
  saveEmbeddings,
  type UnembeddedText,
} from '@/lib/store/embeddings'
import { takeLease } from './lease'

/** The task of the queue that brings the vectors of what is stored up to date. */
export const EMBEDDING_TASK = 'embeddings'

/** Texts of one request, and of one reading of the database. */
const BATCH = 32
const PAGE = 256
/** How long one request may take, trying again included, and how long one run goes on: the next begins within a minute. */
const LIMIT_MS = 30_000
const RUN_MS = 40_000
/** Share of the time that a run leaves to readers: it rests as long as a batch took, times this. */
const REST = 0.2
/** Texts that a model refuses are passed over; after so many it is not the texts. */
const REFUSALS = 8
/** A text that is too long for a model is halved, and not below so many UTF-16 code units. */
const SHORTEST = 250

type Run = { model: string; longest: number; refused: string[]; stop: AbortSignal }

/**
 * Sends the texts of incidents and skills that have no vector of the configured model to the endpoint, and stores what comes back.
 * What is tagged as restricted is never sent, secrets are masked. Ends when all have one, when its time is over, or when the
 * endpoint fails: why is kept for the settings page, and the next run goes on. Does nothing without a model, or when another
 * process is at it.
 */
export async function runEmbeddings(stop: AbortSignal): Promise<void> {
  const model = findEmbeddingModel()
  if (!model) return
  const lease = await takeLease(EMBEDDING_TASK)
  if (!lease) return
  try {
    await removeForbidden()
    const run: Run = { model: model.name, longest: Number.POSITIVE_INFINITY, refused: [], stop }
    await embedAll(run, () => stop.aborted || lease.lost.aborted)
    await noteAttempt(model.name, sayRefused(run.refused), new Date())
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (!stop.aborted) await noteAttempt(model.name, error.message, new Date())
  } finally {
    await lease.release()
  }
}

function sayRefused([first, ...others]: readonly string[]): string | null {
  if (first === undefined) return null
  return others.length === 0
    ? sentence`One text was refused: ${first}`
    : sentence`${others.length + 1} texts were refused: ${first}`
}

async function embedAll(run: Run, isOver: () => boolean): Promise<void> {
  const until = performance.now() + RUN_MS
  let after = ''
  while (!isOver() && performance.now() < until) {
    const page = await listUnembedded(run.model, after, PAGE)
    const last = page.at(-1)
    if (!last) return
    for (let from = 0; from < page.length; from += BATCH) {
      if (isOver() || performance.now() >= until) return
      const started = performance.now()
      await embedBatch(run, page.slice(from, from + BATCH))
      await pause((performance.now() - started) * REST, undefined, { signal: run.stop }).catch(() => undefined)
    }
    after = last.documentId
  }
}

type Prepared = { of: UnembeddedText; text: string; hash: string }

async function embedBatch(run: Run, texts: readonly UnembeddedText[]): Promise<void> {
  const prepared = texts.map((of): Prepared => {
    const text = maskSecrets(of.text).text
    return { of, text, hash: hashOfText(text) }
  })
  const isSame = ({ of, hash }: Prepared) => of.hash === hash
  await keepEmbeddings(
    run.model,
    prepared.filter(isSame).map(({ of }) => of),
  )
  const fresh = prepared.filter((one) => !isSame(one))
  if (fresh.length === 0) return
  const embedded = await requestAll(run, fresh)
  await checkLength(run, embedded)
  await saveEmbeddings(run.model, embedded)
}

/** The vectors of some texts; when an endpoint refuses them together they are sent by halves, and a single one that is too long shorter. */
async function requestAll(run: Run, prepared: readonly Prepared[]): Promise<Embedded[]> {
  try {
    const texts = prepared.map(({ text }) => cut(text, run.longest))
    const vectors = await requestEmbeddings(run.model, texts, { limit: LIMIT_MS, signal: run.stop })
    return prepared.flatMap(({ of, hash }, place) => {
      const vector = vectors[place]
      return vector ? [{ of, hash, vector }] : []
    })
  } catch (error) {
    if (!(error instanceof AppError) || !['too_large', 'unprocessable'].includes(error.code)) throw error
    const [only] = prepared
    if (!only) return []
    if (prepared.length > 1) {
      const half = Math.ceil(prepared.length / 2)
      return [...(await requestAll(run, prepared.slice(0, half))), ...(await requestAll(run, prepared.slice(half)))]
    }
    const length = Math.min(run.longest, only.text.length)
    if (error.code === 'too_large' && length / 2 >= SHORTEST) {
      run.longest = Math.floor(length / 2)
      return requestAll(run, prepared)
    }
    run.refused.push(error.message)
    if (run.refused.length >= REFUSALS) throw error
    return []
  }
}

/** Without half of a letter that is written as two code units. */
const cut = (text: string, longest: number) => text.slice(0, longest).toWellFormed()

/** Vectors of another length are of another model by the same name: when it says so twice, all begins anew. */
async function checkLength(run: Run, embedded: readonly Embedded[]): Promise<void> {
  const known = await lengthOfVectors(run.model)
  const [first] = embedded
  if (!first) return
  const { length } = first.vector
  const differing = () => new AppError('unprocessable', 'The endpoint gives vectors of different lengths.')
  if (embedded.some(({ vector }) => vector.length !== length)) throw differing()
  if (known === null || known === length) return
  const [again] = await requestEmbeddings(run.model, ['Is this the same model?'], { limit: LIMIT_MS, signal: run.stop })
  if (again?.length !== length) throw differing()
  await forgetModel(run.model)
}
