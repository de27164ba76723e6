'use client'

import { useEffect, useState } from 'react'
import { RecognitionSchema, type Recognition } from '@/lib/schema/recognise'

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

/** What a text that looks like an alert reminds of, as one types; null for other texts, until it is known, and when nobody answers. */
export function useQuickRecognition(query: string): Recognition | null {
  const [found, setFound] = useState<Found>(NOTHING)
  const wanted = looksLikeAlert(query)
  useEffect(() => {
    if (!wanted) return
    const abort = new AbortController()
    const ask = async () => {
      try {
        setFound({ query, answer: await fetchRecognition(query, abort.signal) })
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
  }, [query, wanted])
  return wanted && found.query === query ? found.answer : null
}
