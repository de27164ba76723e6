'use client'
import { useEffect, useState } from 'react'
import { useKept } from '../kept/use-kept'

const readText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The pasted text, at first what is given. It survives an error page, a sign-in or a deploy: it may be an hour of someone's work. */
export function useKeptText(given = ''): [string, (text: string) => void] {
  const [text, setText] = useState(given)
  const { offered, keep, forget, taken } = useKept('import-text', readText)
  useEffect(() => {
    if (!offered) return
    setText((now) => now || offered.value)
    taken()
  }, [offered, taken])
  const type = (next: string) => {
    setText(next)
    if (next === '') forget()
    else keep(next)
  }
  return [text, type]
}
