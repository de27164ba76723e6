/*
 * A coarse index of vectors that any database can keep: locality-sensitive hashing by random hyperplanes (Charikar 2002) with
 * several probes for each table (Lv et al. 2007). A vector, less the mean of all, is on one side or the other of each of some
 * planes: the sides are its signs. Runs of signs are its buckets, whole numbers that an index over a list finds; what shares a
 * bucket is compared by all signs, and only the nearest of these by their vectors.
 */

/** Planes, and so signs of a vector. */
export const PLANES = 256
/** Tables, each with a bucket of so many of the planes. */
const TABLES = 20
const PLANES_PER_TABLE = 12
/** Buckets asked for in each table: the vector's own, and those across the planes that it is nearest to. */
const PROBES = 20
/** Of those, the planes that may be crossed. */
const UNSURE_PLANES = 7

export type Signature = { signs: string; buckets: number[] }

/** Planes for vectors of one length, made once: a fixed sequence, so that every process has the same. Two lengths are remembered. */
const planesKnown = new Map<number, Float32Array>()

function planesFor(size: number): Float32Array {
  const known = planesKnown.get(size)
  if (known) return known
  const next = normalNumbers()
  const planes = Float32Array.from({ length: PLANES * size }, next)
  if (planesKnown.size >= 2) planesKnown.clear()
  planesKnown.set(size, planes)
  return planes
}

/** Normally distributed numbers from a fixed seed (mulberry32, Box-Muller). */
function normalNumbers(): () => number {
  let state = 20_261_121
  const uniform = () => {
    state = (state + 0x6d_2b_79_f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

/** How far a vector is from each plane; the sign says on which side. */
function distancesOf(vector: Float32Array, mean: Float32Array): Float32Array {
  const planes = planesFor(vector.length)
  const centred = centre(vector, mean)
  const distances = new Float32Array(PLANES)
  for (let plane = 0; plane < PLANES; plane++) {
    const from = plane * centred.length
    let sum = 0
    for (let at = 0; at < centred.length; at++) sum += (planes[from + at] ?? 0) * (centred[at] ?? 0)
    distances[plane] = sum
  }
  return distances
}

function unitOf(vector: Float32Array): Float32Array {
  let sum = 0
  for (const number of vector) sum += number * number
  const length = Math.sqrt(sum) || 1
  return vector.map((number) => number / length)
}

/** As if so many vectors stood at the origin: the mean of a handful would be these themselves. */
const PRIOR = 16

/** What vectors of one length have in common: their mean, each taken as long as 1, drawn to the origin while they are few. */
export function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0)
  for (const vector of vectors) {
    const unit = unitOf(vector)
    for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) + (unit[at] ?? 0) / (vectors.length + PRIOR)
  }
  return mean
}

/** A vector of length 1, less what all have in common: models put all texts into one corner, and angles there tell little. */
export function centre(vector: Float32Array, mean: Float32Array): Float32Array {
  return unitOf(vector).map((number, at) => number - (mean[at] ?? 0))
}

/** Where a vector is in the index: its signs as `0` and `1`, and its bucket of each table. */
export function signatureOf(vector: Float32Array, mean: Float32Array): Signature {
  const distances = distancesOf(vector, mean)
  const signs = Array.from(distances, (distance) => (distance > 0 ? '1' : '0')).join('')
  return { signs, buckets: Array.from({ length: TABLES }, (_, table) => bucketOf(distances, table)) }
}

/** A whole number that no other table gives. */
function bucketOf(distances: Float32Array, table: number): number {
  let bucket = table
  for (let plane = 0; plane < PLANES_PER_TABLE; plane++)
    bucket = bucket * 2 + ((distances[table * PLANES_PER_TABLE + plane] ?? 0) > 0 ? 1 : 0)
  return bucket
}

/** The buckets in which what is near a vector is likely to be, of all tables. */
export function probesOf(vector: Float32Array, mean: Float32Array): number[] {
  const distances = distancesOf(vector, mean)
  return Array.from({ length: TABLES }, (_, table) => {
    const own = bucketOf(distances, table)
    return crossings(distances, table).map((crossed) => own ^ crossed)
  }).flat()
}

/** Sets of planes of one table that may be crossed, as bits of its buckets; likeliest first, none first of all. */
function crossings(distances: Float32Array, table: number): number[] {
  const unsure = Array.from({ length: PLANES_PER_TABLE }, (_, plane) => ({
    bit: 1 << (PLANES_PER_TABLE - 1 - plane),
    cost: (distances[table * PLANES_PER_TABLE + plane] ?? 0) ** 2,
  }))
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, UNSURE_PLANES)
  let sets = [{ bits: 0, cost: 0 }]
  for (const { bit, cost } of unsure)
    sets = [...sets, ...sets.map((set) => ({ bits: set.bits | bit, cost: set.cost + cost }))]
  return sets
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, PROBES)
    .map(({ bits }) => bits)
}

const LARGEST = 127

/**
 * A vector as one signed byte for each number, as a share of the largest. Its length is lost, which no angle depends on; the
 * cosine of two differs by less than a hundredth.
 */
export function packVector(vector: Float32Array): Uint8Array<ArrayBuffer> {
  let most = 0
  for (const number of vector) most = Math.max(most, Math.abs(number))
  const packed = Int8Array.from(vector, (number) => (most === 0 ? 0 : Math.round((number / most) * LARGEST)))
  return new Uint8Array(packed.buffer)
}

/** The vector that was packed, at another length. */
export function unpackVector(bytes: Uint8Array): Float32Array {
  return Float32Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

/** The cosine of the angle between two vectors of one length: 1 when they point the same way. */
export function cosineOf(a: Float32Array, b: Float32Array): number {
  let [product, lengthA, lengthB] = [0, 0, 0]
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0]
    product += x * y
    lengthA += x * x
    lengthB += y * y
  }
  return lengthA === 0 || lengthB === 0 ? 0 : product / Math.sqrt(lengthA * lengthB)
}

/**
 * How much a packed vector has in common with another that is centred already: the cosine of both less what all have in common.
 * In one pass over the bytes, since hundreds are compared for each question.
 */
export function likenessOf(centred: Float32Array, packed: Uint8Array, mean: Float32Array): number {
  const bytes = new Int8Array(packed.buffer, packed.byteOffset, packed.byteLength)
  let length = 0
  for (const byte of bytes) length += byte * byte
  const scale = 1 / (Math.sqrt(length) || 1)
  let [product, lengthA, lengthB] = [0, 0, 0]
  for (let at = 0; at < bytes.length; at++) {
    const x = centred[at] ?? 0
    const y = (bytes[at] ?? 0) * scale - (mean[at] ?? 0)
    product += x * y
    lengthA += x * x
    lengthB += y * y
  }
  return lengthA === 0 || lengthB === 0 ? 0 : product / Math.sqrt(lengthA * lengthB)
}
