import { beforeAll, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { listNearAsked } from '@/lib/query/near'
import { meanOf, packVector, signatureOf } from '@/lib/recognise/vector-index'
import { listUnembedded, removeForbidden } from '@/lib/store/embeddings'
import { canariesIn } from './restricted-words'
import { makeRestrictedWorld, type RestrictedWorld } from './restricted-world'

/** What is near in meaning, and what may be sent to a model. */
let world: RestrictedWorld
const MODEL = 'waves'
const vector = Float32Array.from({ length: 64 }, (_, place) => Math.sin(place))
const other = Float32Array.from({ length: 64 }, (_, place) => Math.cos(place * 3))

beforeAll(async () => {
  world = await makeRestrictedWorld()
  const mean = meanOf([vector, other])
  await database.embeddingModel.create({
    data: { name: MODEL, mean: new Uint8Array(Float32Array.from(mean).buffer), sampled: 2 },
  })
  for (const { incident, skill } of [world.closed, world.open]) {
    for (const of of [{ incidentId: incident }, { skillId: skill }]) {
      const { id } = await database.embedding.create({
        data: { ...of, lang: 'en', documentKey: '', model: MODEL, hash: '', ...signatureOf(vector, mean) },
      })
      await database.embeddingVector.create({ data: { embeddingId: id, vector: packVector(vector) } })
    }
  }
}, 60_000)

test('what is restricted is near in meaning for those alone who may read it', async () => {
  const near = async (viewer: (typeof world.people)['viewer']) => {
    const asked = Promise.resolve({ model: MODEL, vector, rank: null })
    return listNearAsked(viewer, asked, { kinds: ['incident', 'skill'] })
  }
  for (const stranger of [world.people.viewer, world.people.editor]) {
    const found = await near(stranger)
    expect(found).toHaveLength(2)
    expect(canariesIn(JSON.stringify(found))).toEqual([])
  }
  for (const reader of [world.people.reader, world.people.member, world.people.administrator]) {
    expect(await near(reader)).toHaveLength(4)
  }
})

test('what is restricted never leaves to a model, whoever asks: no text is sent, none is ranked, its vector goes', async () => {
  const unsent = await listUnembedded('another', '', 100)
  expect(new Set(unsent.map(({ incidentId, skillId }) => incidentId ?? skillId))).toEqual(
    new Set([world.open.incident, world.open.skill]),
  )
  const sent: string[] = []
  const rank = (passages: readonly string[]) => {
    sent.push(...passages)
    return Promise.resolve(passages.map(() => 1))
  }
  const asked = Promise.resolve({ model: MODEL, vector, rank })
  await listNearAsked(world.people.administrator, asked, { kinds: ['incident', 'skill'] })
  expect(sent).toHaveLength(2)
  expect(canariesIn(sent.join(' '))).toEqual([])
  expect(await removeForbidden()).toBe(2)
  expect(await database.embedding.count({ where: { incidentId: world.closed.incident } })).toBe(0)
})
