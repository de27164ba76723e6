// What the person at the terminal sees: one line when a step begins, a sign of life while it runs, one line when it is done.
const HEARTBEAT_MS = 15_000

/** Where progress goes: stderr for a command whose stdout is its result. @type {{ write: (line: string) => void }} */
export const progress = { write: (line) => console.log(line) }

const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(1)} s`

/**
 * @template T
 * @param {string} name what happens, as "Build the application"
 * @param {() => Promise<T>} work a string result is printed as the step's outcome
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const began = performance.now()
  progress.write(`… ${name}`)
  const heartbeat = setInterval(() => progress.write(`  still at it: ${name} (${seconds(began)})`), HEARTBEAT_MS)
  try {
    const result = await work()
    progress.write(`✓ ${name} (${seconds(began)})${typeof result === 'string' ? `: ${result}` : ''}`)
    return result
  } catch (error) {
    progress.write(`✗ ${name} (${seconds(began)})`)
    throw error
  } finally {
    clearInterval(heartbeat)
  }
}

/** A failure whose message says it all: printed without a stack. */
export class Refusal extends Error {}

/** @param {unknown} error @returns {never} prints a failure the way a person can use it, and ends the process */
export function giveUp(error) {
  const plain = error instanceof Refusal || process.env.HINDSIGHT_DEBUG === undefined
  console.error(plain && error instanceof Error ? `\n${error.message}` : error)
  process.exit(1)
}
