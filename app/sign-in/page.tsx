import type { Metadata } from 'next'
import { connection } from 'next/server'
import { listProviders } from '@/lib/auth/next-auth'
import { safeCallbackPath } from '@/lib/auth/origin'
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

export default async function SignInPage({ searchParams }: Props) {
  await connection()
  const query = await searchParams
  const code = first(query.problem) ?? first(query.error)
  const problem = code === undefined ? null : (PROBLEMS[code] ?? OTHER)
  const providers = listProviders()
  return (
    <div className="mx-auto flex min-h-[70vh] w-full max-w-md flex-col justify-center gap-6 px-4 py-16">
      <header className="space-y-2">
        <h1 className="text-2xl font-semibold tracking-tight">Sign in to Hindsight</h1>
        <p className="text-muted-foreground text-sm leading-relaxed">
          What your team learned from its incidents, at hand when something breaks.
        </p>
      </header>
      {problem && (
        <div role="alert" className="rounded-md border border-amber-600/40 bg-amber-500/10 p-4 text-sm">
          <p className="font-medium">{problem.title}</p>
          <p className="mt-1 leading-relaxed">{problem.text}</p>
        </div>
      )}
      {providers.map((provider) => (
        <form key={provider.id} action={signInWith}>
          <input type="hidden" name="provider" value={provider.id} />
          <input type="hidden" name="callbackUrl" value={safeCallbackPath(first(query.callbackUrl))} />
          <button
            type="submit"
            className="bg-primary text-primary-foreground focus-visible:ring-ring h-9 w-full rounded-md px-4 text-sm font-medium hover:opacity-90 focus-visible:ring-2 focus-visible:outline-none"
          >
            Continue with {provider.name}
          </button>
        </form>
      ))}
      <section aria-labelledby="by-link" className="border-border space-y-3 rounded-md border p-4 text-sm">
        <h2 id="by-link" className="font-medium">
          With a one-time link
        </h2>
        <p className="text-muted-foreground leading-relaxed">
          There are no passwords here. Each start of Hindsight prints a sign-in link in its terminal:
        </p>
        <pre className="bg-muted overflow-x-auto rounded px-3 py-2 font-mono text-xs">
          <code>npm run up</code>
        </pre>
        <p className="text-muted-foreground leading-relaxed">
          Open the link in this browser. It works once. If somebody else runs Hindsight for you, ask them for one.
        </p>
      </section>
    </div>
  )
}
