import type { Metadata, Viewport } from 'next'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTranslations } from 'next-intl/server'
import { headers } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { KeptOwner } from '@/components/kept/use-kept'
import { AppShell } from '@/components/layout/app-shell'
import { BreakGlassBar } from '@/components/layout/break-glass-bar'
import { Providers } from '@/components/layout/providers'
import { findViewer } from '@/lib/auth/viewer'
import clientWords from '@/lib/intl/client-words.json'
import { pickWords } from '@/lib/intl/pick-words'
import { countWaiting, type Waiting } from '@/lib/query/waiting'
import { fontClasses } from './fonts'
import './globals.css'
import { saySentencesAction } from './say-sentences'
import { signOut } from './sign-in/actions'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('layout.document')
  return {
    title: { default: 'Hindsight', template: '%s · Hindsight' },
    description: t('description'),
    robots: { index: false, follow: false },
  }
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f7' },
    { media: '(prefers-color-scheme: dark)', color: '#131312' },
  ],
}

/** What waits for the viewer, by the page where it is: so that one who is asked or named learns of it on any page. */
const byPage = ({ proposals, reviews, mentions }: Waiting) => ({ '/': reviews + mentions, '/proposals': proposals })

export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  const viewer = await findViewer()
  const waiting = viewer ? byPage(await countWaiting(viewer)) : {}
  const bounded = viewer?.session?.bounded
  return (
    // next-themes writes the theme's class before React wakes up.
    <html lang={await getLocale()} suppressHydrationWarning className={fontClasses}>
      <body>
        <Providers nonce={(await headers()).get('x-nonce') ?? undefined}>
          <NextIntlClientProvider messages={pickWords(await getMessages(), clientWords.frame)}>
            <KeptOwner owner={viewer?.userId ?? null}>
              {bounded ? <BreakGlassBar until={bounded.until.toISOString()} reason={bounded.reason} /> : null}
              {viewer ? (
                <AppShell
                  viewer={{ name: viewer.name, role: viewer.role, scope: viewer.scope }}
                  signOut={signOut}
                  say={saySentencesAction}
                  waiting={waiting}
                >
                  {children}
                </AppShell>
              ) : (
                <main id="content">{children}</main>
              )}
            </KeptOwner>
          </NextIntlClientProvider>
        </Providers>
      </body>
    </html>
  )
}
