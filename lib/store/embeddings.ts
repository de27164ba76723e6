import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Prisma } from '@/generated/prisma/client'
import { MAY_LEAVE } from '@/lib/access'
import { database } from '@/lib/database'
import { meanOf, packVector, signatureOf, unpackVector } from '@/lib/recognise/vector-index'
import { LangSchema } from '@/lib/schema/text'
import { inTransaction, type Transaction } from './transaction'

/** UTF-16 code units of a body that are embedded: the summary stands first. */
const BODY_READ = 2_500
const CAUSES_READ = 500
/** Vectors from which a mean is taken: while there are fewer, each new one makes it better. */
const SAMPLE = 256

/** What is embedded: incidents and skills with a text, of which each language has a row. */
const EMBEDDABLE = Prisma.sql`
  "SearchDocument" d LEFT JOIN "Incident" i ON d."kind" = 'incident' AND i."id" = d."refId"
    LEFT JOIN "Skill" s ON d."kind" = 'skill' AND s."id" = d."refId"
  WHERE d."kind" IN ('incident', 'skill') AND d."body" <> '' AND coalesce(i."id", s."id") IS NOT NULL`
const KEY = Prisma.sql`md5(d."id" || d."title")`

const TextSchema = z.object({
  documentId: z.string(),
  documentKey: z.string(),
  incidentId: z.string().nullable(),
  skillId: z.string().nullable(),
  lang: LangSchema,
  text: z.string(),
  /** Of the text that its stored vector was made of, by this model. */
  hash: z.string().nullable(),
})
/** A text that has no vector of the model, or had another text when it got it. */
export type UnembeddedText = z.infer<typeof TextSchema>

/**
 * Texts without a vector of the model, in the order of their documents' ids, after one of them. What may not be sent is not among
 * them.
 */
export async function listUnembedded(model: string, after: string, limit: number): Promise<UnembeddedText[]> {
  const rows = await database.$queryRaw`
    WITH missing AS MATERIALIZED (
      SELECT d."id", ${KEY} AS "key", i."id" AS "incidentId", s."id" AS "skillId" FROM ${EMBEDDABLE} AND ${MAY_LEAVE} AND d."id" > ${after}
        AND NOT EXISTS (SELECT 1 FROM "Embedding" e WHERE e."documentKey" = ${KEY} AND e."model" = ${model})
      ORDER BY d."id" LIMIT ${limit}
    )
    SELECT m."id" AS "documentId", m."key" AS "documentKey", m."incidentId", m."skillId", d."lang",
      concat_ws(E'\n\n', d."title", (SELECT left(string_agg(c."text"->>d."lang", E'\n' ORDER BY c."position"), ${CAUSES_READ}::int)
        FROM "Cause" c WHERE c."incidentId" = m."incidentId" AND c."role" IN ('trigger', 'root')), left(d."body", ${BODY_READ}::int)) AS "text",
      (SELECT e."hash" FROM "Embedding" e WHERE e."model" = ${model} AND e."lang" = d."lang"
        AND (e."incidentId" = m."incidentId" OR e."skillId" = m."skillId")) AS "hash"
    FROM missing m JOIN "SearchDocument" d USING ("id") ORDER BY m."id"`
  return z.array(TextSchema).parse(rows)
}

/** Names a text as it is sent. */
export const hashOfText = (text: string) => createHash('sha256').update(text).digest('hex')

/** Takes away the vectors of what may no more be sent, and of languages that a thing has no more. Gives how many. */
export async function removeForbidden(): Promise<number> {
  return database.$executeRaw`
    DELETE FROM "Embedding" e WHERE NOT EXISTS (
      SELECT 1 FROM ${EMBEDDABLE} AND ${MAY_LEAVE} AND d."refId" = coalesce(e."incidentId", e."skillId") AND d."lang" = e."lang")`
}

/** Notes that texts have been written anew and are the same as they were. */
export async function keepEmbeddings(model: string, texts: readonly UnembeddedText[]): Promise<void> {
  for (const { incidentId, skillId, lang, documentKey } of texts) {
    await database.embedding.updateMany({ where: { incidentId, skillId, lang, model }, data: { documentKey } })
  }
}

export type Embedded = { of: UnembeddedText; hash: string; vector: Float32Array }

/** Stores the vectors of some texts, in place of those of another text or another model. All have one length. */
export async function saveEmbeddings(model: string, embedded: readonly Embedded[]): Promise<void> {
  if (embedded.length === 0) return
  await inTransaction(async (tx) => {
    const row = await tx.embeddingModel.upsert({ where: { name: model }, create: { name: model }, update: {} })
    const known = row.mean && row.sampled >= SAMPLE ? floatsOf(row.mean) : null
    const mean = known ?? (await sampleMean(tx, model, embedded))
    // What a person has deleted since has no row to belong to.
    const present = await presentAmong(tx, embedded)
    await writeEmbeddings(tx, { model, mean }, present)
  })
}

/** The mean of what is stored and of what comes; what is stored gets its place by it. There are few as yet. */
async function sampleMean(tx: Transaction, model: string, embedded: readonly Embedded[]): Promise<Float32Array> {
  const stored = await tx.embeddingVector.findMany({ where: { embedding: { model } } })
  const vectors = stored.map(({ vector }) => unpackVector(vector))
  const mean = meanOf([...vectors, ...embedded.map(({ vector }) => vector)])
  const bytes = new Uint8Array(Float32Array.from(mean).buffer)
  await tx.embeddingModel.update({
    where: { name: model },
    data: { mean: bytes, sampled: vectors.length + embedded.length },
  })
  for (const [place, { embeddingId }] of stored.entries()) {
    const vector = vectors[place]
    if (vector) await tx.embedding.update({ where: { id: embeddingId }, data: signatureOf(vector, mean) })
  }
  return mean
}

const floatsOf = (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer)

async function presentAmong(tx: Transaction, embedded: readonly Embedded[]): Promise<Embedded[]> {
  const ids = embedded.map(({ of }) => of.incidentId ?? of.skillId ?? '')
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM (SELECT "id" FROM "Incident" WHERE "id" = ANY(${ids}) FOR KEY SHARE) i
    UNION ALL SELECT "id" FROM (SELECT "id" FROM "Skill" WHERE "id" = ANY(${ids}) FOR KEY SHARE) s`
  const present = new Set(rows.map(({ id }) => id))
  return embedded.filter((_, place) => present.has(ids[place] ?? ''))
}

async function writeEmbeddings(
  tx: Transaction,
  { model, mean }: { model: string; mean: Float32Array },
  embedded: readonly Embedded[],
): Promise<void> {
  const rows = embedded.map(({ of: { incidentId, skillId, lang, documentKey }, hash, vector }) => ({
    row: { id: randomUUID(), incidentId, skillId, lang, documentKey, model, hash, ...signatureOf(vector, mean) },
    vector: packVector(vector),
  }))
  for (const { row } of rows) {
    const { incidentId, skillId, lang } = row
    await tx.embedding.deleteMany({ where: { incidentId, skillId, lang } })
  }
  await tx.embedding.createMany({ data: rows.map(({ row }) => row) })
  await tx.embeddingVector.createMany({ data: rows.map(({ row: { id }, vector }) => ({ embeddingId: id, vector })) })
}

/** How long the stored vectors of a model are; null while there is none. */
export async function lengthOfVectors(model: string): Promise<number | null> {
  const row = await database.embeddingModel.findUnique({ where: { name: model }, select: { mean: true } })
  return row?.mean ? floatsOf(row.mean).length : null
}

/** Forgets all vectors of a model: another one goes by its name now. */
export async function forgetModel(model: string): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.embedding.deleteMany({ where: { model } })
    await tx.embeddingModel.deleteMany({ where: { name: model } })
  })
}

/** Notes how an attempt went: `error` says why it went no further; null when it went well. */
export async function noteAttempt(model: string, error: string | null, now: Date): Promise<void> {
  const data = { error, failedAt: error === null ? null : now }
  await database.embeddingModel.upsert({ where: { name: model }, create: { name: model, ...data }, update: data })
}
