import { sentence } from '@/lib/schema/sentence'
import type { MatchView } from '@/lib/schema/pattern'
import { isReason } from './sections'
import { splitSentences } from './sentences'

/** What set something off, by the words that say so (en, de, ru); the first kind that a sentence names is taken. */
const TRIGGERS: readonly { name: string; words: RegExp }[] = [
  { name: sentence`an expiry`, words: /expir|ran out of validity|abgelaufen|ablauf des|истёк|истек|просроч/iu },
  { name: sentence`a rotation`, words: /rotat|rotier|schlüsselwechsel|ротац|смен\p{L}{0,3} ключ/iu },
  { name: sentence`a migration`, words: /migrat|migrier|schema change|миграц/iu },
  {
    name: sentence`a deploy`,
    words: /deploy|release|roll(?:ed)?[ -]?out|ausgeroll|auslieferung|релиз|деплой|выкат|раскат/iu,
  },
  {
    name: sentence`a change of configuration`,
    words: /config|feature flag|firewall rule|setting|konfig|einstellung|конфиг|настройк/iu,
  },
  {
    name: sentence`a command by hand`,
    words: /accidentally|by mistake|typo|manual|versehentlich|von hand|случайно|вручную/iu,
  },
  {
    name: sentence`a fault of hardware or power`,
    words: /power|generator|hardware|disk fail|cooling|strom|kühlung|питани|электро/iu,
  },
  { name: sentence`maintenance`, words: /maintenance|wartung|обслуживани/iu },
  { name: sentence`a failover`, words: /failover|fail over|umschalt|переключени/iu },
  {
    name: sentence`a provider's outage`,
    words: /third[- ]party|provider|vendor|upstream|anbieter|dienstleister|провайдер|поставщик/iu,
  },
  { name: sentence`a rush of load`, words: /traffic|surge|spike|load|überlast|ansturm|нагруз|наплыв/iu },
  {
    name: sentence`something that ran full`,
    words: /full|exhaust|quota|limit|voll|erschöpft|исчерпа|переполн|закончил/iu,
  },
]

/** What kinship is told apart by. */
export type Told = {
  title: string
  text: string
  /** Texts of its triggers and root causes. */
  causes: readonly string[]
  matches: readonly MatchView[]
  impactMinutes: number | null
}

/** From this ratio on one of two was another size of trouble. */
const OTHER_SIZE = 5

/** What set it off, as a noun with its article; null when neither causes nor reasons nor what is quoted of its root say. */
export function triggerOf({ title, text, causes, matches }: Omit<Told, 'impactMinutes'>): string | null {
  const reasons = splitSentences(text)
    .map(({ start, end }) => text.slice(start, end))
    .filter(isReason)
  const quotes = rootOf({ matches })?.evidence.map((quote) => quote.text) ?? []
  for (const said of [...causes, ...reasons, ...quotes, title]) {
    const first = TRIGGERS.map(({ name, words }) => ({ name, at: said.search(words) }))
      .filter(({ at }) => at >= 0)
      .toSorted((a, b) => a.at - b.at)[0]
    if (first) return first.name
  }
  return null
}

/**
 * Where two relatives differ, in sentences: what set them off, their mechanisms, how long they took. Says only what both tell;
 * `rootsTold`: the reason of their kinship names both mechanisms already.
 */
export function differencesOf(here: Told, there: Told, rootsTold = false): string[] {
  const differences: string[] = []
  const [mine, theirs] = [triggerOf(here), triggerOf(there)]
  if (mine && theirs && mine !== theirs) differences.push(sentence`Different trigger: ${mine} here, ${theirs} there.`)
  const [root, otherRoot] = [rootOf(here), rootOf(there)]
  if (!rootsTold && root && otherRoot && root.slug !== otherRoot.slug)
    differences.push(sentence`Different root: “${root.title}” here, “${otherRoot.title}” there.`)
  const [minutes, others] = [here.impactMinutes, there.impactMinutes]
  if (minutes && others && Math.max(minutes, others) >= OTHER_SIZE * Math.min(minutes, others))
    differences.push(sentence`Different size: ${inWords(minutes)} of impact here, ${inWords(others)} there.`)
  return differences
}

function rootOf({ matches }: Pick<Told, 'matches'>): MatchView | undefined {
  return matches.find(({ role, state }) => role === 'root' && state !== 'rejected')
}

function inWords(minutes: number): string {
  if (minutes < 120) return sentence`${Math.round(minutes)} min`
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : sentence`${Math.round(minutes / 1440)} days`
}
