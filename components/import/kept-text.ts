'use client'
import { useEffect, useState } from 'react'

const KEY = 'hindsight.import.text'

/** The pasted text. It survives an error page, a sign-in or a deploy in the same tab: it may be an hour of someone's work. */
export function useKeptText(): [string, (text: string) => void] {
  const [text, setText] = useState('')
  useEffect(() => {
    const kept = window.sessionStorage.getItem(KEY)
    if (kept) setText((now) => now || kept)
  }, [])
  const keep = (next: string) => {
    setText(next)
    try {
      window.sessionStorage.setItem(KEY, next)
    } catch {
      // The browser's store is full: the text is still in the field, it only does not survive a reload.
    }
  }
  return [text, keep]
}
