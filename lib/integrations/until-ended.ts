/** Waits for a call until `ended`: the client itself waits before it tries again, whatever its signal says. */
export async function untilEnded<T>(work: Promise<T>, ended: AbortSignal): Promise<T> {
  let onAbort: (() => void) | undefined
  const end = new Promise<never>((_, reject) => {
    onAbort = () => reject(new Error('ended'))
    ended.addEventListener('abort', onAbort, { once: true })
    if (ended.aborted) onAbort()
  })
  try {
    return await Promise.race([work, end])
  } finally {
    if (onAbort) ended.removeEventListener('abort', onAbort)
  }
}

export type Ending = { signal: AbortSignal; release: () => void }

/**
 * A signal that ends after so many milliseconds or with one of the others. Its timer is our own: of signals that are joined,
 * `AbortSignal.timeout` may be collected as garbage before its time, and then nothing ends. `release` when it is needed no more.
 */
export function endingAfter(milliseconds: number, signals: readonly AbortSignal[]): Ending {
  const ending = new AbortController()
  const end = () => ending.abort()
  const timer = setTimeout(end, milliseconds)
  for (const signal of signals) {
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  }
  const release = () => {
    clearTimeout(timer)
    for (const signal of signals) signal.removeEventListener('abort', end)
  }
  return { signal: ending.signal, release }
}
