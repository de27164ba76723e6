'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { listProviders, signIn } from '@/lib/auth/next-auth'
import { safeCallbackPath } from '@/lib/auth/origin'
import { endSession } from '@/lib/auth/session'
import { sessionCookie } from '@/lib/auth/session-cookie'

const text = z.string().max(2_000)

/** Starts the sign-in of a provider that the environment configures. */
export async function signInWith(form: FormData): Promise<void> {
  const id = text.parse(form.get('provider'))
  const provider = listProviders().find((one) => one.id === id)
  if (!provider) redirect('/sign-in')
  await signIn(provider.id, { redirectTo: safeCallbackPath(text.nullable().parse(form.get('callbackUrl'))) })
}

/** Ends the session here and in the database. */
export async function signOut(): Promise<void> {
  const jar = await cookies()
  const { name, options } = sessionCookie()
  const sessionToken = jar.get(name)?.value
  if (sessionToken) await endSession(sessionToken)
  // Written rather than deleted: browsers refuse to touch a `__Secure-` cookie without its attributes.
  jar.set(name, '', { ...options, maxAge: 0 })
  redirect('/sign-in')
}
