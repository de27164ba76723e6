import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { PREVIEW_SIZE } from '@/components/public/preview-card'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { safeCallbackPath } from '@/lib/auth/origin'
import { listProviders } from '@/lib/auth/providers'
import { findViewer } from '@/lib/auth/viewer'
import { env } from '@/lib/env'
import { requestSignInMail, signInWith } from './actions'
import { SignInFrame } from './frame'
import { canMailLinks } from './mail-sign-in-link'
import { problemOf } from './problems'

/** Whoever shows a link to a page is led here: the preview is that of any page, and tells nothing of the one that was asked for. */
export async function generateMetadata(): Promise<Metadata> {
  await connection()
  const t = await getTranslations('pages.sign-in')
  const description = t('preview')
  const image = { url: `${env().baseUrl}/public/preview.png`, ...PREVIEW_SIZE }
  return { title: t('title'), openGraph: { title: 'Hindsight', description, siteName: 'Hindsight', images: [image] } }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

function Problem({ title, text }: { title: string; text: string }) {
  return (
    <div role="alert" className="rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-sm text-amber-ink">
      <p className="font-semibold">{title}</p>
      <p className="mt-0.5 break-words">{text}</p>
    </div>
  )
}

function ByMail({ onwards }: { onwards: string }) {
  const t = useTranslations('pages.sign-in.byMail')
  return (
    <form action={requestSignInMail} className="rounded-lg border border-line bg-surface px-4 py-4 text-sm">
      <input type="hidden" name="callbackUrl" value={onwards} />
      <Field label={t('address')} hint={t('hint')}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            required
            maxLength={254}
            autoComplete="email"
            className="h-10"
          />
        )}
      </Field>
      <Button type="submit" className="mt-3 h-10 w-full">
        {t('send')}
      </Button>
    </form>
  )
}

const START_COMMAND = 'npm run up'
const RETURN_COMMAND = 'npm run -s hindsight -- sign-in-link --email you@example.org'

/** Where nothing else is configured this is the way in; elsewhere the way in when all others fail. */
function ByLink({ isOnlyWay }: { isOnlyWay: boolean }) {
  const t = useTranslations('pages.sign-in.byLink')
  return (
    <section aria-labelledby="by-link" className="rounded-lg border border-line bg-surface px-4 py-4 text-sm">
      <h2 id="by-link" className="font-semibold">
        {t('title')}
      </h2>
      <p className="mt-1.5 text-muted">{t('noPasswords')}</p>
      <div className="mt-3 flex items-center justify-between rounded-md border border-line bg-subtle py-1 pr-1 pl-3">
        <code className="font-mono text-xs">{START_COMMAND}</code>
        <CopyButton text={START_COMMAND} label={t('copy')} />
      </div>
      <p className="mt-3 text-muted">{t('open')}</p>
      <p className="mt-3 text-muted">{t('return')}</p>
      <div className="mt-3 flex items-center justify-between gap-2 rounded-md border border-line bg-subtle py-1 pr-1 pl-3">
        <code className="font-mono text-xs [overflow-wrap:anywhere]">{RETURN_COMMAND}</code>
        <CopyButton text={RETURN_COMMAND} label={t('copyReturn')} />
      </div>
      {isOnlyWay ? (
        <p className="mt-3 text-muted">
          {t.rich('setUp', { code: (chunks) => <code className="font-mono text-xs">{chunks}</code> })}
        </p>
      ) : null}
    </section>
  )
}

export default async function SignInPage({ searchParams }: Props) {
  await connection()
  const query = await searchParams
  const onwards = safeCallbackPath(first(query.callbackUrl))
  if (await findViewer()) redirect(onwards)
  const t = await getTranslations('pages.sign-in')
  const problem = problemOf(first(query.problem) ?? first(query.error))
  const providers = listProviders()
  const isMailed = canMailLinks()
  return (
    <SignInFrame title={t('heading')} about={t('about')}>
      {problem ? <Problem title={t(`problem.${problem}.title`)} text={t(`problem.${problem}.text`)} /> : null}
      {providers.map((provider, index) => (
        <form key={provider.id} action={signInWith} className={index > 0 ? '-mt-2.5' : undefined}>
          <input type="hidden" name="provider" value={provider.id} />
          <input type="hidden" name="callbackUrl" value={onwards} />
          <Button type="submit" variant={index === 0 ? 'primary' : 'secondary'} className="h-10 w-full">
            {t('continueWith', { provider: provider.name })}
          </Button>
        </form>
      ))}
      {isMailed ? <ByMail onwards={onwards} /> : null}
      <ByLink isOnlyWay={providers.length === 0 && !isMailed} />
    </SignInFrame>
  )
}
