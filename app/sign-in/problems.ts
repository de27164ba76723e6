import { SIGN_IN_PROBLEMS, type SignInProblem } from '@/lib/auth/sign-in-problem'

/**
 * What went wrong before the sign-in page was reached, by the code that came with the address: a name of the words of
 * `pages.sign-in.problem`. Null without a code. A code that is not ours is not repeated.
 */
export function problemOf(code: string | undefined): SignInProblem | 'other' | null {
  if (code === undefined) return null
  return SIGN_IN_PROBLEMS.find((problem) => problem === code) ?? 'other'
}
