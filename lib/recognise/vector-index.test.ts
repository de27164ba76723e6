import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centre, cosineOf, likenessOf, meanOf, packVector, probesOf, signatureOf, unpackVector } from './vector-index'

const SIZE = 128

/** Normally distributed numbers from a seed. */
function numbersFrom(seed: number): () => number {
  let state = seed | 1
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 4_294_967_296
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** Vectors in clusters, all of them in one corner of the space, as models put them. */
function clustered(seed: number, { clusters, count, spread }: { clusters: number; count: number; spread: number }) {
  const next = numbersFrom(seed)
  const corner = Float32Array.from({ length: SIZE }, next)
  const centres = Array.from({ length: clusters }, () => Float32Array.from({ length: SIZE }, next))
  return Array.from({ length: count }, (_, place) =>
    Float32Array.from(
      centres[place % clusters] ?? [],
      (number, at) => number + 1.5 * (corner[at] ?? 0) + spread * next(),
    ),
  )
}

function recallOf(vectors: readonly Float32Array[], questions: readonly Float32Array[]) {
  const mean = meanOf(vectors.slice(0, 256))
  const inBucket = new Map<number, Set<number>>()
  for (const [place, vector] of vectors.entries()) {
    for (const bucket of signatureOf(vector, mean).buckets) {
      const known = inBucket.get(bucket)
      if (known) known.add(place)
      else inBucket.set(bucket, new Set([place]))
    }
  }
  let [found, looked] = [0, 0]
  for (const question of questions) {
    const asked = centre(question, mean)
    const likeness = vectors.map((vector, place) => ({ place, near: cosineOf(asked, centre(vector, mean)) }))
    const nearest = likeness.toSorted((a, b) => b.near - a.near).slice(0, 10)
    const candidates = new Set(probesOf(question, mean).flatMap((bucket) => [...(inBucket.get(bucket) ?? [])]))
    looked += candidates.size / vectors.length
    found += nearest.filter(({ place }) => candidates.has(place)).length / nearest.length
  }
  return { recall: found / questions.length, looked: looked / questions.length }
}

test('of clustered vectors the buckets hold nearly all that brute force finds, and few of the others', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 40, max: 300 }), (seed, clusters) => {
      const all = clustered(seed, { clusters, count: 3_020, spread: 0.8 })
      const { recall, looked } = recallOf(all.slice(20), all.slice(0, 20))
      expect(recall).toBeGreaterThan(0.9)
      expect(looked).toBeLessThan(0.25)
    }),
    { numRuns: 5 },
  )
}, 60_000)

test('a vector is found by itself, whatever it is', () => {
  const vector = fc.float32Array({
    minLength: 2,
    maxLength: 64,
    noNaN: true,
    noDefaultInfinity: true,
    min: -1000,
    max: 1000,
  })
  fc.assert(
    fc.property(vector, (numbers) => {
      const mean = new Float32Array(numbers.length)
      const { signs, buckets } = signatureOf(numbers, mean)
      expect(signs).toMatch(/^[01]{256}$/)
      const probes = new Set(probesOf(numbers, mean))
      expect(buckets.every((bucket) => probes.has(bucket))).toBe(true)
      expect(buckets.every((bucket) => Number.isInteger(bucket) && bucket >= 0 && bucket < 2 ** 31)).toBe(true)
    }),
  )
})

test('packing keeps the angle', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const next = numbersFrom(seed)
      const [a, b] = [0, 1].map(() => Float32Array.from({ length: SIZE }, next))
      if (!a || !b) throw new Error('two vectors')
      const kept = [a, b].map((vector) => unpackVector(packVector(vector)))
      const after = cosineOf(kept[0] ?? a, kept[1] ?? b)
      expect(Math.abs(after - cosineOf(a, b))).toBeLessThan(0.01)
      const mean = meanOf([a, b])
      const likeness = likenessOf(centre(a, mean), packVector(b), mean)
      expect(Math.abs(likeness - cosineOf(centre(a, mean), centre(b, mean)))).toBeLessThan(0.01)
    }),
  )
})

test('what is nothing is near nothing', () => {
  expect(cosineOf(new Float32Array(4), Float32Array.from([1, 0, 0, 0]))).toBe(0)
  expect([...unpackVector(packVector(new Float32Array(3)))]).toEqual([0, 0, 0])
})
