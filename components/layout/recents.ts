import { z } from 'zod'

const KEY = 'hindsight.recents'
const RecentsSchema = z.array(z.object({ href: z.string().startsWith('/'), title: z.string() }))
export type Recent = z.infer<typeof RecentsSchema>[number]

/** What was opened from the palette lately, newest first; kept in this browser only. */
export function readRecents(): Recent[] {
  try {
    return RecentsSchema.parse(JSON.parse(window.localStorage.getItem(KEY) ?? '[]'))
  } catch {
    // Written by another version, or storage is switched off: start over.
    return []
  }
}

export function rememberRecent(recent: Recent): void {
  const rest = readRecents().filter(({ href }) => href !== recent.href)
  window.localStorage.setItem(KEY, JSON.stringify([recent, ...rest].slice(0, 6)))
}
