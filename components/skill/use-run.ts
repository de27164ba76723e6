'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useKept } from '@/components/kept/use-kept'
import { saidRefusal, type SaySentences } from '@/components/ui/said-refusal'
import { stateOfRun, timeOfNext, type RunState } from '@/lib/domain/run-state'
import type { Say } from '@/lib/intl/say'
import type { RunEntry, RunEntryInput, RunView } from '@/lib/schema/skill-run'

/** What somebody does, without its id and time. */
export type Saying = RunEntryInput extends infer E ? (E extends RunEntryInput ? Omit<E, 'id' | 'at'> : never) : never

export type FollowedRun = {
  /** As the server has it. */
  run: RunView
  /** With what waits here to be sent. */
  log: RunEntry[]
  state: RunState
  /** On the server's clock, in milliseconds; goes on by seconds. */
  now: number
  say: (saying: Saying) => void
  link: (incident: string | null) => void
  /** How many entries wait because the server is away; 0 while it answers. */
  waiting: number
  /** What the server refused; null when all is well. */
  failure: string | null
  /** Asks the server at once. */
  sync: () => void
}

/** So often the run is read again, in milliseconds: somebody else may be at it. */
const ASK_EVERY = 3000

/** What was kept while the server was away; it was checked before it was kept, and is checked again when it is sent. */
const readWaiting = (value: unknown): RunEntryInput[] | null =>
  Array.isArray(value) && value.length > 0 ? (value as RunEntryInput[]) : null

/** A run as everybody at it sees it: what is done here shows at once, is kept in the browser until the server has it, and is sent again. */
export function useRun(initial: RunView, sayRefusal: SaySentences): FollowedRun {
  const t = useTranslations('skill.useRun')
  const [run, setRun] = useState(initial)
  const [unsent, setUnsent] = useState<RunEntryInput[]>([])
  const [isAway, setAway] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [now, setNow] = useState(() => Date.parse(initial.now))
  const kept = useKept(`run:${initial.id}`, readWaiting)
  const ahead = useRef(0)
  const queue = useRef<RunEntryInput[]>([])
  const busy = useRef(false)
  /** By what the server said in English: the same refusal comes with each question. */
  const refusals = useRef(new Map<string, string>())
  const address = `/api/v1/skills/${encodeURIComponent(initial.skill.slug)}/runs/${encodeURIComponent(initial.id)}`

  const { keep, forget, taken, offered } = kept
  const hold = useCallback(
    (entries: RunEntryInput[]) => {
      queue.current = entries
      setUnsent(entries)
      // A value may be a secret: it waits in memory alone.
      const storable = entries.filter(({ kind }) => kind !== 'filled')
      if (storable.length > 0) keep(storable)
      else forget()
    },
    [keep, forget],
  )

  const said = useCallback(
    async (english: string) => {
      const known = refusals.current.get(english) ?? (await saidRefusal(sayRefusal, english))
      refusals.current.set(english, known)
      return known
    },
    [sayRefusal],
  )

  const exchange = useCallback(
    async (change: { incident?: string | null } = {}) => {
      if (busy.current && change.incident === undefined) return
      busy.current = true
      const sending = queue.current
      const body = sending.length > 0 || change.incident !== undefined ? { entries: sending, ...change } : null
      try {
        const response = await fetch(body ? `${address}/log` : address, {
          ...(body && { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
          cache: 'no-store',
        })
        if (!response.ok) return setFailure(await refusalOf(t, response, setAway, said))
        const told = (await response.json()) as RunView
        ahead.current = Date.parse(told.now) - Date.now()
        setAway(false)
        setFailure(null)
        setRun((known) => (told.version >= known.version ? told : known))
        const sent = new Set(sending.map(({ id }) => id))
        if (sent.size > 0) hold(queue.current.filter(({ id }) => !sent.has(id)))
      } catch {
        setAway(true)
      } finally {
        busy.current = false
      }
    },
    [address, hold, said, t],
  )

  useEffect(() => {
    if (!offered) return
    hold([...offered.value, ...queue.current])
    taken()
    void exchange()
  }, [offered, taken, hold, exchange])
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now() + ahead.current), 1000)
    const ask = setInterval(() => {
      if (document.visibilityState === 'visible') void exchange()
    }, ASK_EVERY)
    const back = () => void exchange()
    window.addEventListener('online', back)
    document.addEventListener('visibilitychange', back)
    void exchange()
    return () => {
      clearInterval(tick)
      clearInterval(ask)
      window.removeEventListener('online', back)
      document.removeEventListener('visibilitychange', back)
    }
  }, [exchange])

  const log = useMemo(() => {
    const sent = new Set(run.log.map(({ id }) => id))
    return [
      ...run.log,
      ...unsent.filter(({ id }) => !sent.has(id)).map((entry): RunEntry => ({ ...entry, by: t('you') })),
    ]
  }, [run.log, unsent, t])
  const say = useCallback(
    (saying: Saying) => {
      const before = [{ at: run.startedAt }, ...log, ...queue.current]
      const at = timeOfNext(before, Date.now() + ahead.current)
      hold([...queue.current, { ...saying, id: crypto.randomUUID(), at } as RunEntryInput])
      void exchange()
    },
    [run.startedAt, log, hold, exchange],
  )
  const state = useMemo(() => stateOfRun(log, run.startedAt, run.plan.length), [log, run.startedAt, run.plan.length])
  return {
    run,
    log,
    state,
    now,
    say,
    link: (incident) => void exchange({ incident }),
    waiting: isAway ? unsent.length : 0,
    failure: failure ?? (isAway && unsent.length === 0 ? t('away') : null),
    sync: () => void exchange(),
  }
}

/** Why the server refused, in the reader’s language; null when it is only away. */
async function refusalOf(
  say: Say<'skill.useRun'>,
  response: Response,
  setAway: (away: boolean) => void,
  said: (english: string) => Promise<string>,
): Promise<string | null> {
  if (response.status >= 500 || response.status === 429) {
    setAway(true)
    return null
  }
  if (response.status === 401) return say('signedOut')
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  return body?.error?.message ? said(body.error.message) : say('refused')
}
