'use client'

import { useLocale } from 'next-intl'
import { useEffect, useState } from 'react'
import { RecognitionSchema, type Recognition } from '@/lib/schema/recognise'
import { answerOf } from '../ui/answer-of'
import type { SaySentences } from '../ui/said-refusal'

/** Pause in typing before the server is asked, in milliseconds: recognising costs more than searching. */
const DEBOUNCE_MS = 260
/** Words from which on a text describes something rather than names it. */
const WORDS = 4
const LENGTH = 10
/** `kube_pod_restarts`, "12x", "97%", "> 5", "FIRING". */
const ALERT_LIKE = /\w_\w+_\w|\d\s?[x×%]|[<>]\s?\d|\b[45]\d\d\b|\bfiring\b|\balert/iu
/** `KubePodNotReady`. */
const CAMEL = /\p{Ll}\p{Lu}\p{Ll}+\p{Lu}/u

/** Whether a text looks like an alert or a symptom, rather than like the name of something. */
export function looksLikeAlert(query: string): boolean {
  if (query.length < LENGTH) return false
  const words = query.split(/\s+/u).length
  return words >= WORDS || CAMEL.test(query) || (words > 1 && ALERT_LIKE.test(query))
}

type Found = { query: string; answer: Recognition | null }
const NOTHING: Found = { query: '', answer: null }

async function fetchRecognition(text: string, signal: AbortSignal): Promise<Recognition> {
  const response = await fetch('/api/v1/recognise', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text, keep: false }),
    signal,
  })
  if (!response.ok) throw new Error(`recognition answered ${response.status}`)
  return RecognitionSchema.parse(await response.json())
}

/** With the first reasons in the reader's language, as far as the server says them: the others are not shown here. */
async function sayFirstReasons({ skills, incidents, ...rest }: Recognition, say: SaySentences): Promise<Recognition> {
  const english = [...skills.slice(0, 1), ...incidents.slice(0, 1)].flatMap(({ reasons }) => reasons.slice(0, 1))
  const answer = await answerOf(say(english), '')
  const saidOf = new Map(answer.ok ? answer.value.map((said, place) => [english[place], said]) : [])
  const said = <Hit extends { reasons: string[] }>(hit: Hit): Hit => ({
    ...hit,
    reasons: hit.reasons.map((reason) => saidOf.get(reason) ?? reason),
  })
  return { skills: skills.map(said), incidents: incidents.map(said), ...rest }
}

/** What a text that looks like an alert reminds of, as one types; null for other texts, until it is known, and when nobody answers. */
export function useQuickRecognition(query: string, say: SaySentences): Recognition | null {
  const locale = useLocale()
  const [found, setFound] = useState<Found>(NOTHING)
  const wanted = looksLikeAlert(query)
  useEffect(() => {
    if (!wanted) return
    const abort = new AbortController()
    const ask = async () => {
      try {
        const answer = await fetchRecognition(query, abort.signal)
        setFound({ query, answer: locale === 'en' ? answer : await sayFirstReasons(answer, say) })
      } catch {
        // The search and the page of recognition are still there.
        if (!abort.signal.aborted) setFound({ query, answer: null })
      }
    }
    const timer = setTimeout(() => void ask(), DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [query, wanted, locale, say])
  return wanted && found.query === query ? found.answer : null
}
