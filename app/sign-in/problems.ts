import { SIGN_IN_PROBLEMS, type SignInProblem } from '@/lib/auth/sign-in-problem'

type Wording = { title: string; text: string }

/** What went wrong before the sign-in page was reached, and what to do. */
const WORDING: Record<SignInProblem, Wording> = {
  link: {
    title: 'This link no longer works',
    text: 'A sign-in link works once and for a short time. Get a new one as described below.',
  },
  database: {
    title: 'The database cannot be reached',
    text: 'Nothing is lost, and a link has not been used up. Try again in a few seconds.',
  },
  disabled: {
    title: 'This account is disabled',
    text: 'Nobody can sign in with it. An administrator of Hindsight can enable it again.',
  },
  'not-invited': {
    title: 'You have no account here yet',
    text: 'Your address is neither of a domain that may sign in, nor invited. Ask an administrator of Hindsight to invite it.',
  },
  'email-missing': {
    title: 'There is no e-mail address',
    text: 'Hindsight knows people by their e-mail address. Give one in full, or let your provider pass yours on.',
  },
  'email-unverified': {
    title: 'Your e-mail address is not verified',
    text: 'The provider does not vouch that the address is yours, so it cannot open an account here. Verify it there, then try again.',
  },
  'other-identity': {
    title: 'Your provider knows you as somebody else than before',
    text: 'The account with your address belongs to another identity at this provider. If that is you, as after a move or a return, ask an administrator of Hindsight to forget the old sign-in under Settings, Accounts.',
  },
  interrupted: {
    title: 'Sign-in was interrupted',
    text: 'It took too long, was begun in another browser, or Hindsight was restarted meanwhile. Please start once more.',
  },
  'provider-away': {
    title: 'The sign-in provider does not answer',
    text: 'Whoever is signed in stays signed in. Try again in a few minutes. If it cannot wait, whoever runs Hindsight can make a link for one hour: npm run -s hindsight -- break-glass --email you@example.org --reason "…"',
  },
  'provider-refused': {
    title: 'The provider did not sign you in',
    text: 'You, or the provider, ended it there. Nothing has changed here. Please try again.',
  },
  'provider-answer': {
    title: 'The provider’s answer does not fit',
    text: 'Nothing has changed. Please try again. If it stays so, the log of the server says what is wrong with the configuration.',
  },
  'mail-away': {
    title: 'No mail can be sent at the moment',
    text: 'The mail server does not answer. Try again in a few minutes, or sign in another way.',
  },
  'too-many': {
    title: 'Too many links were asked for',
    text: 'The last one that was mailed may still work. Ask for another in a quarter of an hour, or sign in another way.',
  },
}

const OTHER: Wording = { title: 'Sign-in did not work', text: 'Nothing has changed. Please try again.' }

/** The words for a code that came with the address; null without one. A code that is not ours is not repeated. */
export function describeProblem(code: string | undefined): Wording | null {
  if (code === undefined) return null
  const known = SIGN_IN_PROBLEMS.find((problem) => problem === code)
  return known ? WORDING[known] : OTHER
}
