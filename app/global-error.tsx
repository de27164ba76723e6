'use client'

import { useSyncExternalStore } from 'react'
import { localeOf, type Locale } from '@/lib/schema/locale'
import './globals.css'

/** Said here, since nothing above this page brings words. */
const WORDS = {
  en: {
    title: 'Hindsight is not available',
    heading: 'Hindsight cannot answer just now',
    text: 'The server failed before it could build the page. Most often its database is away or starting; nothing was lost.',
    digest: (digest: string) => `The server’s log has it under ${digest}.`,
    again: 'Try again',
  },
  de: {
    title: 'Hindsight ist nicht erreichbar',
    heading: 'Hindsight kann gerade nicht antworten',
    text: 'Der Server ist gescheitert, bevor er die Seite aufbauen konnte. Meist ist die Datenbank nicht erreichbar oder startet gerade; verloren ist nichts.',
    digest: (digest: string) => `Im Protokoll des Servers steht es unter ${digest}.`,
    again: 'Erneut versuchen',
  },
  ru: {
    title: 'Hindsight недоступен',
    heading: 'Hindsight сейчас не может ответить',
    text: 'На сервере произошёл сбой до того, как страница была построена. Чаще всего база данных недоступна или запускается; ничего не потеряно.',
    digest: (digest: string) => `В журнале сервера это записано под ${digest}.`,
    again: 'Попробовать ещё раз',
  },
} satisfies Record<Locale, unknown>

/** The language of the page that failed, else that of the browser. */
const readLocale = (): Locale =>
  localeOf(document.documentElement.lang) ?? localeOf(navigator.language.slice(0, 2)) ?? 'en'

const never = () => () => undefined

/** When even the layout failed: most often the database is away. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  // Only the browser knows.
  const locale = useSyncExternalStore(never, readLocale, () => 'en' as const)
  const words = WORDS[locale]
  return (
    <html lang={locale}>
      <body>
        <title>{words.title}</title>
        <main className="mx-auto flex max-w-md flex-col items-start gap-3 px-4 py-20">
          <h1 className="text-xl font-semibold">{words.heading}</h1>
          <p className="text-muted">
            {words.text}
            {error.digest ? ` ${words.digest(error.digest)}` : ''}
          </p>
          <button type="button" onClick={reset} className="rounded-md bg-accent px-3 py-1.5 font-medium text-on-accent">
            {words.again}
          </button>
        </main>
      </body>
    </html>
  )
}
