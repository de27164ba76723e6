import { randomUUID } from 'node:crypto'
import { BoundedMemory } from '@/lib/domain/bounded-memory'
import { processState } from '@/lib/observe/process-state'
import type { Viewer } from '@/lib/schema/viewer'
import { holdsCopy } from './etag'
import { pageName } from './page-memory'

/** Characters of all remembered answers of the API together, and of one. */
const MOST = 8_000_000
const LONGEST = MOST / 20
/** What an answer costs beside its text. */
const OVERHEAD = 1_000
/** An answer may say what is overdue: after so many milliseconds it is made again, though nothing has changed. */
const LONGEST_MS = 60_000

type Answer = { text: string; headers: [string, string][]; snapshot: string; at: number; losses: number }

/** What says whether an answer still holds. */
export type Changes = {
  readSnapshot: () => Promise<string>
  isUnchangedSince: (snapshot: string) => Promise<boolean>
}

const kept = globalThis as typeof globalThis & { hindsightAnswers?: BoundedMemory<Answer> }
/** One for the process: routes are bundled apart. */
const memory = (kept.hindsightAnswers ??= new BoundedMemory<Answer>(MOST))

/** Whoever has this very answer already is told so and gets none. */
function again(request: Request, { text, headers }: Answer): Response {
  const etag = new Headers(headers).get('etag')
  if (etag === null || !holdsCopy(request, etag)) return new Response(text, { headers })
  return new Response(null, { status: 304, headers: headers.filter(([name]) => name !== 'content-type') })
}

/**
 * Makes a reader of the API answer again with what it answered before: to the same viewer, asked with the same address and headers, while nothing
 * has changed that can be read. Who asks, and how often, is looked at before, each time. `Cache-Control: no-cache` asks for it anew.
 */
export function answerRemembering({ readSnapshot, isUnchangedSince }: Changes) {
  const holds = async ({ snapshot, at, losses }: Answer) =>
    performance.now() - at < LONGEST_MS && losses === processState.losses && (await isUnchangedSince(snapshot))
  return <P>(answer: (viewer: Viewer, request: Request, params: P) => Promise<Response>): typeof answer => {
    const route = randomUUID()
    return async (viewer, request, params) => {
      if (/no-cache|no-store/.test(request.headers.get('cache-control') ?? '')) return answer(viewer, request, params)
      const name = pageName(JSON.stringify([route, request.url, params, viewer]), Object.fromEntries(request.headers))
      const known = memory.find(name)
      if (known && (await holds(known))) return again(request, known)
      const at = performance.now()
      const { losses } = processState
      // Before anything is read: the answer says this or something later.
      const snapshot = await readSnapshot()
      const made = await answer(viewer, request, params)
      if (made.status !== 200) return made
      const text = await made.clone().text()
      if (text.length <= LONGEST) {
        memory.keep(name, { text, headers: [...made.headers], snapshot, at, losses }, text.length + OVERHEAD)
      }
      return made
    }
  }
}
