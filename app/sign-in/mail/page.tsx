import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
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
export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.sign-in.mail'))('title'), referrer: 'same-origin' }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

function Sent({ email }: { email: string | undefined }) {
  const t = useTranslations('pages.sign-in.mail')
  return (
    <SignInFrame title={t('sent')} about={email ? t('sentTo', { email }) : t('sentToYou')}>
      <div role="status" className="rounded-lg border border-line bg-surface px-4 py-4 text-sm text-muted">
        <p>{t('once')}</p>
        <p className="mt-2">{t('nothingCame')}</p>
      </div>
      <Link href="/sign-in" className="text-sm underline">
        {t('another')}
      </Link>
    </SignInFrame>
  )
}

export default async function MailPage({ searchParams }: Props) {
  await connection()
  const t = await getTranslations('pages.sign-in')
  const query = await searchParams
  const asked = (await cookies()).get(askedCookie().name)?.value
  const token = first(query.token)
  if (token === undefined) return <Sent email={asked} />
  const onwards = safeCallbackPath(first(query.callbackUrl))
  const link = await findSignInLink(token)
  if (!link) redirect(problemPath('link', onwards))
  return (
    <SignInFrame title={t('heading')} about={t('mail.linkFor', { email: link.email })}>
      <form action={signInByMail}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="callbackUrl" value={onwards} />
        <Button type="submit" variant="primary" className="h-10 w-full">
          {t('mail.signInAs', { email: link.email })}
        </Button>
        {asked === link.email ? <FollowLink /> : null}
      </form>
    </SignInFrame>
  )
}
