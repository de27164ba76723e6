'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { z } from 'zod'
import { knownAddress } from '@/lib/auth/admission'
import { askedCookie, sessionCookie } from '@/lib/auth/session-cookie'
import { safeCallbackPath } from '@/lib/auth/origin'
import { signOutSession } from '@/lib/auth/session'
import { consumeSignInLink } from '@/lib/auth/sign-in-link'
import { problemPath } from '@/lib/auth/sign-in-problem'
import { startSignIn } from '@/lib/auth/start-sign-in'
import { RateLimitedError } from '@/lib/domain/errors'
import { countSignInRequest } from '@/lib/web/rate-limit'
import { mailSignInLink } from './mail-sign-in-link'

const TextSchema = z.string().max(2_000)

/** A field of what was posted, which may be no form of ours: empty where it is missing, a file, or longer than any. */
function fieldOf(posted: unknown, name: string): string {
  return posted instanceof FormData ? (TextSchema.safeParse(posted.get(name)).data ?? '') : ''
}

const callbackPath = (posted: unknown) => safeCallbackPath(fieldOf(posted, 'callbackUrl'))

/** Starts the sign-in of a provider that the environment configures. */
export async function signInWith(form: FormData): Promise<void> {
  redirect(await startSignIn(fieldOf(form, 'provider'), callbackPath(form)))
}

async function mayAsk(email: string): Promise<boolean> {
  try {
    await countSignInRequest(await headers(), email)
    return true
  } catch (error) {
    if (error instanceof RateLimitedError) return false
    throw error
  }
}

/**
 * Mails a one-time link to an address that may sign in. The answer is the same for every address, so that nobody learns whose there
 * are: whether the mail server is there is asked first, and what is sent is sent after the answer.
 */
export async function requestSignInMail(form: FormData): Promise<void> {
  const onwards = callbackPath(form)
  const email = knownAddress(fieldOf(form, 'email').trim())
  if (email === null) redirect(problemPath('email-missing', onwards))
  if (!(await mayAsk(email))) redirect(problemPath('too-many', onwards))
  const sending = await mailSignInLink(email, onwards)
  if (sending === null) redirect(problemPath('mail-away', onwards))
  after(sending)
  const { name, options } = askedCookie()
  const jar = await cookies()
  jar.set(name, email, options)
  redirect(`/sign-in/mail?sent=1`)
}

/** Uses up a mailed link, at the press of a button: programs that look into mail press none. */
export async function signInByMail(form: FormData): Promise<void> {
  const userAgent = (await headers()).get('user-agent')
  const opened = await consumeSignInLink(fieldOf(form, 'token'), userAgent)
  const onwards = callbackPath(form)
  if (opened.problem !== undefined) redirect(problemPath(opened.problem, onwards))
  const jar = await cookies()
  const { name, options } = sessionCookie()
  jar.set(name, opened.session.sessionToken, { ...options, expires: opened.session.expires })
  const asked = askedCookie()
  jar.set(asked.name, '', { ...asked.options, maxAge: 0 })
  redirect(onwards)
}

/** Ends the session here and in the database. */
export async function signOut(): Promise<void> {
  const jar = await cookies()
  const { name, options } = sessionCookie()
  const sessionToken = jar.get(name)?.value
  if (sessionToken) await signOutSession(sessionToken)
  // Written rather than deleted: browsers refuse to touch a `__Secure-` cookie without its attributes.
  jar.set(name, '', { ...options, maxAge: 0 })
  redirect('/sign-in')
}
