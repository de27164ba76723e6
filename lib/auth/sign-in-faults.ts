import type { SignInProblem } from './sign-in-problem'

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** An error and what caused it, outermost first. next-auth wraps a cause as `{ err }`. */
function* chain(error: unknown): Generator<Error> {
  let at = error
  for (let depth = 0; depth < 10 && at instanceof Error; depth++) {
    yield at
    const { cause } = at
    at = cause instanceof Error ? cause : (cause as { err?: unknown } | null | undefined)?.err
  }
}

/** What kind of error it is; of those of next-auth only `type` survives a build, which shortens the names of classes. */
const kindOf = (error: Error) => text('type' in error ? error.type : undefined) || error.name

/** What the page says of an error of next-auth or of the library beneath it. */
export function describeFault(error: unknown): SignInProblem {
  const said = [...chain(error)].map((one) => `${kindOf(one)}: ${one.message}`).join('\n')
  if (/^(?:Prisma|DriverAdapter)/m.test(said)) return 'database'
  // Begun with a secret, or in a browser, that is not the one it ends with.
  if (/InvalidCheck|MissingCSRF|"state" response parameter/.test(said)) return 'interrupted'
  if (/OAuthCallbackError/.test(said)) return 'provider-refused'
  if (/fetch failed|TimeoutError|AbortError|unexpected HTTP status code|answered .*\b5\d\d\b/.test(said)) {
    return 'provider-away'
  }
  return 'provider-answer'
}

/** One line for the log: what happened, without the addresses, codes and tokens that the objects of an error carry. */
export function faultLine(error: unknown): string {
  return [...chain(error)].map((one) => `${kindOf(one)}: ${one.message.split('\n')[0] ?? ''}`).join(' < ')
}
