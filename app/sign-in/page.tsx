import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { Logo } from '@/components/layout/logo'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { listProviders } from '@/lib/auth/next-auth'
import { safeCallbackPath } from '@/lib/auth/origin'
import { findViewer } from '@/lib/auth/viewer'
import { signInWith } from './actions'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What went wrong before this page was reached: our own codes, and those that a provider's return brings. */
const PROBLEMS: Record<string, { title: string; text: string }> = {
  link: {
    title: 'This link no longer works',
    text: 'A sign-in link works once and for a short time. Get a new one as described below.',
  },
  database: {
    title: 'The database cannot be reached',
    text: 'Your link has not been used up. Open it again in a few seconds.',
  },
  OAuthAccountNotLinked: {
    title: 'This address already has an account',
    text: 'It was made another way. Sign in with a link as before.',
  },
}
const OTHER = { title: 'Sign-in did not work', text: 'Nothing has changed. Please try again.' }

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

function Problem({ title, text }: { title: string; text: string }) {
  return (
    <div role="alert" className="rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-sm text-amber-ink">
      <p className="font-semibold">{title}</p>
      <p className="mt-0.5">{text}</p>
    </div>
  )
}

function ByLink() {
  return (
    <section aria-labelledby="by-link" className="rounded-lg border border-line bg-surface px-4 py-4 text-sm">
      <h2 id="by-link" className="font-semibold">
        With a one-time link
      </h2>
      <p className="mt-1.5 text-muted">
        There are no passwords. Each start of Hindsight prints a link in its terminal:
      </p>
      <div className="mt-3 flex items-center justify-between rounded-md border border-line bg-subtle py-1 pr-1 pl-3">
        <code className="font-mono text-xs">npm run up</code>
        <CopyButton text="npm run up" label="Copy the command" />
      </div>
      <p className="mt-3 text-muted">
        Open it in this browser. It works once and for a short time. If somebody else runs Hindsight for you, ask them
        for one.
      </p>
    </section>
  )
}

export default async function SignInPage({ searchParams }: Props) {
  await connection()
  const query = await searchParams
  const onwards = safeCallbackPath(first(query.callbackUrl))
  if (await findViewer()) redirect(onwards)
  const code = first(query.problem) ?? first(query.error)
  const problem = code === undefined ? null : (PROBLEMS[code] ?? OTHER)
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-5 px-5 py-16">
      <header>
        <Logo className="size-9" />
        <h1 className="mt-5 text-xl font-semibold tracking-[-0.012em]">Sign in to Hindsight</h1>
        <p className="mt-1.5 text-sm text-muted">
          What your team learned from its incidents, at hand when something breaks.
        </p>
      </header>
      {problem ? <Problem {...problem} /> : null}
      {listProviders().map((provider) => (
        <form key={provider.id} action={signInWith}>
          <input type="hidden" name="provider" value={provider.id} />
          <input type="hidden" name="callbackUrl" value={onwards} />
          <Button type="submit" variant="primary" className="h-10 w-full">
            Continue with {provider.name}
          </Button>
        </form>
      ))}
      <ByLink />
    </div>
  )
}
