import { createTranslator } from 'next-intl'
import type { Say } from '@/lib/intl/say'
import { WORDS } from '@/lib/intl/words'
import { timesIn, type Times } from '@/lib/render/times'
import type { Locale } from '@/lib/schema/locale'

/** What a page for everybody says itself, beside what the incident says. These pages are no components, so they have no hooks. */
export type PublicWords = { locale: Locale; say: Say<'public'>; labels: Say<'labels'>; times: Times }

export function publicWords(locale: Locale): PublicWords {
  const messages = WORDS[locale]
  return {
    locale,
    say: createTranslator({ locale, messages, namespace: 'public' }),
    labels: createTranslator({ locale, messages, namespace: 'labels' }),
    times: timesIn(locale),
  }
}
