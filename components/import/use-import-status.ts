import { useLocale } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { ImportStatusSchema, type ImportStatus } from '@/lib/schema/import'
import { isOpen } from './import-states'
import type { SaySentences } from '@/components/ui/said-refusal'
import { saidStatus } from './said-import'

/** A running import is asked for this often, in milliseconds. */
const ASK_EVERY = 1000
/** Answers that the rate is taken from. */
const SAMPLES = 12

type Sample = { at: number; done: number }

export type LiveStatus = {
  /** Newer than what the page came with; null while that still holds. */
  status: ImportStatus | null
  /** Documents a second over the last answers; null until two of them differ. */
  rate: number | null
  /** The last question had no answer. */
  away: boolean
  /** Asks now, and goes on asking if there is more to come. */
  ask: () => void
}

/** Follows an import for as long as it is open. `query`: which of its lines to ask for; `say`: says what the API answers in English. */
export function useImportStatus(id: string, query: string, startsOpen: boolean, say: SaySentences): LiveStatus {
  const isEnglish = useLocale() === 'en'
  const known = useRef(new Map<string, string>())
  const [answered, setAnswered] = useState<{ query: string; status: ImportStatus } | null>(null)
  const [away, setAway] = useState(false)
  const [round, setRound] = useState(0)
  const [samples, setSamples] = useState<Sample[]>([])
  const follow = startsOpen || round > 0

  useEffect(() => {
    if (!follow) return
    const leaving = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      const english = await readStatus(id, query, leaving.signal)
      if (leaving.signal.aborted) return
      const answer = english && !isEnglish ? await saidStatus(english, known.current, say) : english
      if (leaving.signal.aborted) return
      setAway(answer === null)
      if (answer) {
        const sample = { at: performance.now(), done: answer.done }
        setSamples((before) => [...before, sample].slice(-SAMPLES))
        setAnswered({ query, status: answer })
      }
      if (!answer || isOpen(answer)) timer = setTimeout(() => void ask(), ASK_EVERY)
    }
    void ask()
    return () => {
      leaving.abort()
      clearTimeout(timer)
    }
  }, [id, query, follow, round, isEnglish, say])

  // Another page or filter has other lines: until its answer comes, what the page came with holds.
  const status = answered?.query === query ? answered.status : null
  return { status, away, rate: rateOf(samples), ask: () => setRound((now) => now + 1) }
}

async function readStatus(id: string, query: string, signal: AbortSignal): Promise<ImportStatus | null> {
  try {
    const response = await fetch(`/api/v1/imports/${encodeURIComponent(id)}${query}`, { signal, cache: 'no-store' })
    return response.ok ? ImportStatusSchema.parse(await response.json()) : null
  } catch {
    // The server is starting again, or we leave: the next question will tell.
    return null
  }
}

function rateOf(samples: readonly Sample[]): number | null {
  const [first] = samples
  const last = samples.at(-1)
  if (!first || !last || last.done === first.done) return null
  return ((last.done - first.done) * 1000) / (last.at - first.at)
}
