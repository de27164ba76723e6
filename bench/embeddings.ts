import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { env } from '@/lib/env'
import { maskSecrets } from '@/lib/import/secrets'
import { findEmbeddingModel } from '@/lib/integrations/model/client'
import { requestEmbeddings } from '@/lib/integrations/model/embeddings'
import { requestRanking } from '@/lib/integrations/model/rerank'
import { isMoreThanKey } from '@/lib/jobs/meaning-asked'
import { gainsFile, readGains } from '@/lib/query/gains'
import type { Meaning } from '@/lib/query/near'
import { search } from '@/lib/query/search'
import { type CompiledCues, compileCues } from '@/lib/recognise/cue-index'
import { matchText } from '@/lib/recognise/match-patterns'
import { fuseByRank, fuseHits, type Near } from '@/lib/recognise/near-in-meaning'
import { rankSkills } from '@/lib/recognise/recognise'
import { rankRelated } from '@/lib/recognise/relatives'
import { centre, cosineOf, meanOf } from '@/lib/recognise/vector-index'
import { type Gain, GainsSchema, type MeaningList } from '@/lib/schema/meaning'
import { SearchQuerySchema } from '@/lib/schema/search'
import { answersOf, type Query, QUERY_FILES, readQueries, readRunbooks } from './alert-runbooks'
import { readCatalogueFiles } from './catalogue'
import { gainOf, type Pairs } from './gain'
import { type Labelled, readExemplars, readIncidents, readMarkdown } from './labelled'
import { learnModel } from './learn-model'
import { prepareTexts } from './learn-words'
import { judgeList } from './ranking-figures'
import { relativeNodeOf } from './relatives'

/*
 * Whether the configured model helps: `npm run bench:embeddings`. Each list is made without what is near in meaning and with it, as
 * the product would, and judged on the same questions. It helps when the mean difference is above 0 by more than chance: by 1.64
 * standard errors, which a list that gains nothing reaches once in twenty times. What is found is written to the data folder, where
 * the product reads it. Texts of the corpus are sent to the endpoint, nothing of what is stored but search's candidates.
 */
const FOLDS = 5
const BATCH = 32
const LIMIT = 60_000
/** As `lib/jobs/embeddings.ts` and `lib/query/near.ts` have them. */
const TEXT_SENT = 3_000
const LISTED = 20
const NEAR_FROM = 0.2

type Models = { name: string; rerank: string | null }

async function embed({ name }: Models, texts: readonly string[]): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let from = 0; from < texts.length; from += BATCH) {
    const batch = texts
      .slice(from, from + BATCH)
      .map((text) => maskSecrets(text).text.slice(0, TEXT_SENT).toWellFormed())
    vectors.push(...(await requestEmbeddings(name, batch, { limit: LIMIT })))
    await pause(0)
  }
  return vectors
}

/** The places of the texts that are nearest to a vector, nearest first. */
function nearest(
  asked: Float32Array,
  stored: readonly Float32Array[],
  mean: Float32Array,
): { place: number; likeness: number }[] {
  const from = centre(asked, mean)
  return stored
    .map((vector, place) => ({ place, likeness: cosineOf(from, centre(vector, mean)) }))
    .filter(({ likeness }) => likeness >= NEAR_FROM)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, LISTED)
}

/** Models of words that have not learned from the text at a place: the product's own knows all of these. */
function learnWithout(texts: readonly Labelled[]): (place: number) => CompiledCues {
  const patterns = readCatalogueFiles()
  const cues = compileCues(patterns)
  const exemplars = prepareTexts(readExemplars(), cues, true)
  const learned = Array.from({ length: FOLDS }, (_, fold) => {
    const others = [...readMarkdown(), ...texts.filter((__, place) => place % FOLDS !== fold)]
    return compileCues(patterns, learnModel(prepareTexts(others, cues, false), exemplars, cues).model)
  })
  return (place) => learned[place % FOLDS] ?? cues
}

/** Relatives among labelled incidents of the dev split, judged by nDCG@10: a relative has a label in common. */
async function measureRelated(models: Models): Promise<Pairs> {
  const texts = readIncidents('dev')
  if (texts.length === 0) return []
  const learned = learnWithout(texts)
  const nodes = texts.map(({ id, text }, place) => relativeNodeOf(id, text, learned(place)))
  const vectors = await embed(
    models,
    texts.map(({ text }) => text),
  )
  const mean = meanOf(vectors)
  const isRight = (a: Labelled, b: Labelled | undefined) =>
    b !== undefined && a.labels.some((label) => b.labels.includes(label))
  const byId = new Map(texts.map((text) => [text.id, text]))
  return texts.flatMap((here, place) => {
    const [node, vector] = [nodes[place], vectors[place]]
    const all = texts.filter((there) => there !== here && isRight(here, there)).length
    if (!node || !vector || all === 0) return []
    const own = rankRelated(node, nodes).map(({ slug }) => slug)
    const near = nearest(vector, vectors, mean)
      .flatMap((one) => texts[one.place]?.id ?? [])
      .filter((id) => id !== here.id)
    const judge = (list: readonly string[]) =>
      judgeList(
        list.map((id) => isRight(here, byId.get(id))),
        all,
      )
    return [{ without: judge(own), with: judge(fuseByRank([own, near])) }]
  })
}

const reciprocal = (place: number) => (place < 0 ? 0 : 1 / (place + 1))

/** Runbooks for alerts and symptoms, judged by the reciprocal place of the first right one. Short keys are not asked, as in the product. */
async function measureRecognise(models: Models): Promise<Pairs> {
  if (!QUERY_FILES.every(existsSync)) return []
  const cues = compileCues(readCatalogueFiles())
  const skills = readRunbooks(cues)
  const queries = QUERY_FILES.flatMap(readQueries).filter(({ query }) => isMoreThanKey('recognise', query))
  const stored = await embed(
    models,
    skills.map(({ title, body }) => `${title}\n\n${body}`),
  )
  const asked = await embed(
    models,
    queries.map(({ query }) => query),
  )
  const mean = meanOf(stored)
  const pairs: Pairs = []
  for (const [place, question] of queries.entries()) {
    const { query } = question
    const own = rankSkills(query, matchText(query, cues), skills)
    const places = nearest(asked[place] ?? new Float32Array(), stored, mean)
    const near = places.flatMap(({ place: at, likeness }): Near[] => {
      const skill = skills[at]
      return skill
        ? [
            {
              kind: 'skill',
              id: skill.slug,
              slug: skill.slug,
              title: skill.title,
              lang: 'und',
              text: skill.body,
              likeness,
            },
          ]
        : []
    })
    const fused = fuseHits(query, own, 'skill', await ranked(models, query, near))
    const figure = (hits: typeof own) => reciprocal(hits.findIndex((hit) => answersOf(question, hit)))
    pairs.push({ without: figure(own), with: figure(fused) })
  }
  return pairs
}

async function ranked({ rerank }: Models, query: string, near: readonly Near[]): Promise<readonly Near[]> {
  if (rerank === null || near.length < 2) return near
  const passages = near.map(({ title, text }) => `${title}\n\n${text.slice(0, 2_000)}`)
  const scores = await requestRanking(rerank, { query, passages }, { limit: LIMIT })
  return near
    .map((one, place) => ({ one, score: scores[place] ?? 0 }))
    .toSorted((a, b) => b.score - a.score)
    .map(({ one }) => one)
}

/**
 * Search for the same alerts, in the database of DATABASE_URL: the runbooks have to be stored there, with their vectors. A question
 * whose runbook is not stored is left out.
 */
async function measureSearch(models: Models): Promise<Pairs> {
  if (env().DATABASE_URL === undefined || !QUERY_FILES.every(existsSync)) return []
  const viewer = commandLineViewer()
  const skills = await database.skill.findMany({ select: { slug: true, title: true } })
  const questions = QUERY_FILES.flatMap(readQueries).filter(
    (question: Query) =>
      question.query.length <= 400 &&
      isMoreThanKey('search', question.query) &&
      skills.some((skill) => answersOf(question, skill)),
  )
  const pairs: Pairs = []
  for (const question of questions) {
    const query = SearchQuerySchema.parse({ q: question.query })
    const [vector] = await embed(models, [question.query])
    if (!vector) continue
    const { rerank, name: model } = models
    const rank = (passages: readonly string[]) =>
      requestRanking(rerank ?? '', { query: query.q, passages }, { limit: LIMIT })
    const meaning: Meaning = { model, vector, rank: rerank === null ? null : rank }
    const figure = async (asked: Promise<Meaning> | null) =>
      reciprocal(
        (await search(viewer, query, asked)).items.findIndex(
          (item) => item.kind === 'skill' && answersOf(question, item),
        ),
      )
    pairs.push({ without: await figure(null), with: await figure(Promise.resolve(meaning)) })
  }
  return pairs
}

function print(list: MeaningList, gain: Gain | null): void {
  if (!gain)
    return console.log(
      `${list.padEnd(10)} not measured: its questions are not at hand. The list does not use the model.`,
    )
  const figures = `${gain.measure} ${gain.without.toFixed(3)} without, ${gain.with.toFixed(3)} with, on ${gain.questions} questions`
  console.log(
    `${list.padEnd(10)} ${figures}: ${gain.helps ? 'it helps, the list uses it' : 'it does not help, the list does not use it'}`,
  )
}

async function main(): Promise<void> {
  const found = findEmbeddingModel()
  if (!found) return console.log('No model is configured. Set MODEL_BASE_URL and MODEL_EMBEDDING_NAME.')
  const { name, host, rerank } = found
  console.log(`${name}${rerank === null ? '' : ` and ${rerank}`} at ${host}`)
  // Relatives are read off stored vectors: nothing is ranked once more when a page is read.
  const alone = { name, rerank: null }
  const gains = [
    { list: 'related', gain: gainOf('related', 'nDCG@10', alone, await measureRelated(alone)) },
    { list: 'recognise', gain: gainOf('recognise', 'MRR', found, await measureRecognise(found)) },
    { list: 'search', gain: gainOf('search', 'MRR', found, await measureSearch(found)) },
  ] as const
  for (const { list, gain } of gains) print(list, gain)
  const fresh = gains.flatMap(({ gain }) => gain ?? [])
  const isOther = (gain: Gain) =>
    !fresh.some((one) => one.list === gain.list && one.model === gain.model && one.rerank === gain.rerank)
  const kept = (await readGains()).filter(isOther)
  mkdirSync(path.dirname(gainsFile()), { recursive: true })
  writeFileSync(gainsFile(), `${JSON.stringify(GainsSchema.parse([...kept, ...fresh]), null, 2)}\n`)
  console.log(`Kept in ${path.relative('.', gainsFile())}.`)
}

try {
  await main()
} finally {
  await database.$disconnect()
}
