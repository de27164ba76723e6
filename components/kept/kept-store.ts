/** The browser's store, or one of a test. */
export type KeptStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>
export type KeptValue = { at: number; value: unknown }

const PREFIX = 'hindsight.kept.'
/** Two weeks in milliseconds: what nobody has come back to by then was meant to go. */
const LIFE = 14 * 24 * 60 * 60 * 1000

const keyOf = (owner: string, thing: string) => `${PREFIX}${owner}.${thing}`

/** What somebody typed about a thing and did not save; null when there is nothing, or it has expired. `now` in milliseconds. */
export function readKept(storage: KeptStorage, owner: string, thing: string, now: number): KeptValue | null {
  const kept = parseKept(storage.getItem(keyOf(owner, thing)))
  if (!kept) return null
  if (kept.at + LIFE > now && kept.at <= now + LIFE) return kept
  forgetKept(storage, owner, thing)
  return null
}

/** Keeps what somebody has typed. Gives whether there was room for it. */
export function writeKept(storage: KeptStorage, owner: string, thing: string, kept: KeptValue): boolean {
  try {
    storage.setItem(keyOf(owner, thing), JSON.stringify(kept))
    return true
  } catch {
    // Full or switched off: the text is still in its field, it only does not survive a reload.
    return false
  }
}

export function forgetKept(storage: KeptStorage, owner: string, thing: string): void {
  storage.removeItem(keyOf(owner, thing))
}

/** Forgets everything that somebody has typed and not saved: at sign-out nothing of theirs stays in the browser. */
export function forgetAllKept(storage: KeptStorage, owner: string): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index))
  for (const key of keys) if (key?.startsWith(keyOf(owner, ''))) storage.removeItem(key)
}

function parseKept(text: string | null): KeptValue | null {
  if (text === null) return null
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('value' in parsed)) return null
    return 'at' in parsed && typeof parsed.at === 'number' ? { at: parsed.at, value: parsed.value } : null
  } catch {
    return null
  }
}
