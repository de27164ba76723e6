import { log } from '@/lib/observe/log'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { env } from '@/lib/env'
import { type Gain, GainsSchema, type MeaningList } from '@/lib/schema/meaning'

/** Where `npm run bench:embeddings` puts what it found: in the data folder, since it is about this installation's models. */
export const gainsFile = () => path.join(env().HINDSIGHT_DATA, 'gains.json')

let read: { at: number; gains: Gain[] } | null = null

/** What has been measured here; nothing when nothing has been, or the file cannot be read. Read anew when it has changed. */
export async function readGains(): Promise<Gain[]> {
  const changed = await stat(gainsFile()).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  )
  if (changed === null) return []
  if (read?.at === changed) return read.gains
  read = { at: changed, gains: await readFile(gainsFile(), 'utf8').then(parseGains, () => []) }
  return read.gains
}

function parseGains(text: string): Gain[] {
  try {
    return GainsSchema.parse(JSON.parse(text))
  } catch {
    log.error('gains.json cannot be read: no list uses a model; npm run bench:embeddings writes it anew')
    return []
  }
}

/** What was measured for a list with these models; with a model that reranks only what was measured with it counts. */
export async function findGain(
  list: MeaningList,
  { model, rerank }: { model: string; rerank: string | null },
): Promise<Gain | null> {
  const gains = await readGains()
  return gains.find((gain) => gain.list === list && gain.model === model && gain.rerank === rerank) ?? null
}
