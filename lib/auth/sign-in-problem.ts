/** Why somebody is at the sign-in page again. Each has its words there. */
export const SIGN_IN_PROBLEMS = [
  'link',
  'database',
  'disabled',
  'not-invited',
  'email-missing',
  'email-unverified',
  'other-identity',
  'interrupted',
  'provider-away',
  'provider-refused',
  'provider-answer',
  'mail-away',
  'too-many',
] as const
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number]

/** The sign-in page that tells of a problem, with the way onwards kept. */
export function problemPath(problem: SignInProblem, callbackPath = '/'): string {
  const query = new URLSearchParams({ problem })
  if (callbackPath !== '/') query.set('callbackUrl', callbackPath)
  return `/sign-in?${query}`
}
