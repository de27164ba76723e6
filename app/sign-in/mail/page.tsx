import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { Button } from '@/components/ui/button'
import { safeCallbackPath } from '@/lib/auth/origin'
import { askedCookie } from '@/lib/auth/session-cookie'
import { findSignInLink } from '@/lib/auth/sign-in-link'
import { problemPath } from '@/lib/auth/sign-in-problem'
import { signInByMail } from '../actions'
import { SignInFrame } from '../frame'
import { FollowLink } from './follow-link'

// The token stands in the address: no other site may learn it. Without any referrer a form would be sent without its origin, too.
export const metadata: Metadata = { title: 'Sign in by mail', referrer: 'same-origin' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

function Sent({ email }: { email: string | undefined }) {
  return (
    <SignInFrame
      title="Look into your mail"
      about={
        email
          ? `If ${email} may sign in here, a link is on its way to it.`
          : 'If your address may sign in here, a link is on its way to it.'
      }
    >
      <div role="status" className="rounded-lg border border-line bg-surface px-4 py-4 text-sm text-muted">
        <p>It works once, within 15 minutes. Opened in this browser it signs you in at once.</p>
        <p className="mt-2">
          Nothing came? Look among unwanted mail. Somebody who is not invited gets none: ask an administrator of
          Hindsight to invite your address.
        </p>
      </div>
      <Link href="/sign-in" className="text-sm underline">
        Try another way
      </Link>
    </SignInFrame>
  )
}

export default async function MailPage({ searchParams }: Props) {
  await connection()
  const query = await searchParams
  const asked = (await cookies()).get(askedCookie().name)?.value
  const token = first(query.token)
  if (token === undefined) return <Sent email={asked} />
  const onwards = safeCallbackPath(first(query.callbackUrl))
  const link = await findSignInLink(token)
  if (!link) redirect(problemPath('link', onwards))
  return (
    <SignInFrame title="Sign in to Hindsight" about={`This link is for ${link.email}.`}>
      <form action={signInByMail}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="callbackUrl" value={onwards} />
        <Button type="submit" variant="primary" className="h-10 w-full">
          Sign in as {link.email}
        </Button>
        {asked === link.email ? <FollowLink /> : null}
      </form>
    </SignInFrame>
  )
}
