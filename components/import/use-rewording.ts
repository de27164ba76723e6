import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { saidRefusal, type SaySentences } from '@/components/ui/said-refusal'
import type { DocumentDraft } from '@/lib/schema/draft'
import { RewordingSchema, type Rewording, type RewordingRequest } from '@/lib/schema/rewording'
import { changesOf, withChange, type Change } from './rewording-changes'
import { requestOf } from './rewording-lines'
import type { ThreadReview } from './use-thread-review'

type Answered = { state: 'answered'; request: RewordingRequest; rewording: Rewording; changes: Change[] }
/** A call that failed without a `message` had no answer. */
type Failed = { state: 'failed'; message: string | null }
export type RewordingState = { state: 'idle' } | { state: 'asking' } | Failed | Answered

export type RewordingReview = {
  doc: DocumentDraft
  now: RewordingState
  /** What would be sent. */
  request: RewordingRequest
  ask: () => void
  cancel: () => void
  accept: (changes: readonly Change[], accepted: boolean) => void
}

/**
 * Asks the model for other words, for one document of the draft at a time, and keeps each answer while others are looked at.
 * Null where there is nothing to reword. Leaving the page ends the call.
 */
export function useRewording(
  documents: readonly DocumentDraft[],
  setDocuments: (change: (documents: DocumentDraft[]) => DocumentDraft[]) => void,
  current: number,
  review: ThreadReview | null,
  sayRefusal: SaySentences,
): RewordingReview | null {
  const [states, setStates] = useState<ReadonlyMap<number, RewordingState>>(new Map())
  const calls = useRef(new Map<number, AbortController>())
  useEffect(() => {
    const running = calls.current
    return () => running.forEach((call) => call.abort())
  }, [])

  const doc = documents[current]
  const request = doc && review && doc.kind !== 'thread' ? requestOf(doc, review.thread) : null
  const now = states.get(current) ?? { state: 'idle' as const }
  if (!doc || !request) return null
  const put = (state: RewordingState) => setStates((before) => new Map(before).set(current, state))
  const ask = () => {
    const call = new AbortController()
    calls.current.set(current, call)
    put({ state: 'asking' })
    void sendRequest(request, call.signal, sayRefusal).then((answer) => {
      if (!call.signal.aborted) put(answer)
    })
  }
  const cancel = () => {
    calls.current.get(current)?.abort()
    put({ state: 'idle' })
  }
  const accept = (changes: readonly Change[], accepted: boolean) =>
    setDocuments((all) =>
      all.map((one, index) =>
        index === current ? changes.reduce((next, change) => withChange(next, change, accepted), one) : one,
      ),
    )
  return { doc, now, request, ask, cancel, accept }
}

const RefusedSchema = z.object({ error: z.object({ message: z.string() }) })

async function sendRequest(
  request: RewordingRequest,
  signal: AbortSignal,
  sayRefusal: SaySentences,
): Promise<RewordingState> {
  try {
    const response = await fetch('/api/v1/rewordings', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      signal,
    })
    const answer: unknown = await response.json()
    const rewording = RewordingSchema.safeParse(answer).data
    if (rewording) return { state: 'answered', request, rewording, changes: changesOf(request, rewording) }
    const refused = RefusedSchema.safeParse(answer).data
    return { state: 'failed', message: refused ? await saidRefusal(sayRefusal, refused.error.message) : null }
  } catch {
    return { state: 'failed', message: null }
  }
}
