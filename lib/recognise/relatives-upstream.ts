import { splitSentences } from './sentences'

/** What something says about an outside party's fault: who, the sentence that says so, and whether it says so in as many words. */
export type Blamed = { provider: string; sentence: string; outright: boolean }

/** Days on which something happened (`2026-01-08`), and dates that its texts state; for comparing with another's. */
export type Days = { from: string | null; to: string | null; stated: readonly string[] }

/** Providers that many depend on, and the names that they go by. Others are found by how a sentence speaks of them. */
const PROVIDERS: Readonly<Record<string, string>> = {
  AWS: 'aws|amazon web services|amazon s3|amazon ec2|amazon ebs|ec2|us-east-1',
  'Google Cloud': 'google cloud|google compute|gcp|gke|google cloud platform',
  Azure: 'azure|microsoft azure|entra',
  Cloudflare: 'cloudflare',
  Fastly: 'fastly',
  Akamai: 'akamai|linode',
  GitHub: 'github',
  GitLab: 'gitlab',
  Heroku: 'heroku',
  DigitalOcean: 'digitalocean',
  Hetzner: 'hetzner',
  OVH: 'ovh|ovhcloud',
  'Fly.io': 'fly.io',
  Vercel: 'vercel',
  Netlify: 'netlify',
  Stripe: 'stripe',
  Adyen: 'adyen',
  Twilio: 'twilio|sendgrid',
  Mailgun: 'mailgun',
  Auth0: 'auth0',
  Okta: 'okta',
  Slack: 'slack',
  PagerDuty: 'pagerduty',
  Datadog: 'datadog',
  'New Relic': 'new relic',
  'MongoDB Atlas': 'mongodb atlas',
  Snowflake: 'snowflake',
  Confluent: 'confluent',
  OpenAI: 'openai',
  Anthropic: 'anthropic',
  CrowdStrike: 'crowdstrike',
  Dyn: 'dyn',
  NS1: 'ns1',
  'Level 3': 'level 3|centurylink|lumen',
  Cogent: 'cogent',
  Telia: 'telia',
  Equinix: 'equinix',
  "Let's Encrypt": "let's encrypt|letsencrypt",
  npm: 'npm registry|npmjs',
  'Docker Hub': 'docker hub',
}
const PROVIDER_OF = new Map(
  Object.entries(PROVIDERS).flatMap(([name, words]) => words.split('|').map((word) => [word, name] as const)),
)
const NAMED = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...PROVIDER_OF.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replaceAll('.', '\\.'))
    .join('|')})(?![\\p{L}\\p{N}])`,
  'giu',
)
/** Words of trouble in the languages that reports come in. */
const FAULT =
  /outage|incident|disrupt|fail|unavailab|degrad|issue|problem|\bdown\b|elevated|ausfall|ausgefallen|störung|gestört|сбо[йяеию]|авари|недоступ|отказ|проблем|упал|panne|indisponib|caída|fallo|interrup|障害/iu
const OTHERS = 'provider|vendor|supplier|carrier|upstream|third[- ]party'
/** "an outage at Zephyr", "our DNS provider Zephyr", "Zephyr, our payment provider". */
const SPOKEN_OF = [
  /\b(?:outage|incident|disruption|failure|problems?|issues?) (?:at|with|of|from) (\p{Lu}[\p{L}\p{N}]{2,24})(?![\p{L}\p{N}])/gu,
  new RegExp(`\\b(?:${OTHERS}),? (?:called |named )?(\\p{Lu}[\\p{L}\\p{N}]{2,24})(?![\\p{L}\\p{N}])`, 'gu'),
  new RegExp(
    `(?<![\\p{L}\\p{N}])(\\p{Lu}[\\p{L}\\p{N}]{2,24}), (?:our|the|a) (?:\\p{L}{2,20} ){0,2}(?:${OTHERS})`,
    'gu',
  ),
  /(?:Anbieter|Dienstleister|провайдер\p{Ll}{0,2}|поставщик\p{Ll}{0,2}|fournisseur|proveedor)\s+(\p{Lu}[\p{L}\p{N}]{2,24})(?![\p{L}\p{N}])/gu,
  /(?:Ausfall|Störung|Störungen) (?:bei|von) (\p{Lu}[\p{L}\p{N}]{2,24})(?![\p{L}\p{N}])/gu,
]
const NO_NAMES = new Set(
  'the this that our their all these january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday production europe asia api dns'.split(
    ' ',
  ),
)
const DAY_MS = 86_400_000
/** Zones move a date by a day. */
const NEAR_DAYS = 1

/** Outside parties that a title and a text say were in trouble, each once, with the first sentence that says so. Linear. */
export function findBlamed(title: string, text: string): Blamed[] {
  const found = new Map<string, Blamed>()
  const add = (provider: string, said: string, outright: boolean) => {
    const known = found.get(provider)
    if (known && (known.outright || !outright)) return
    found.set(provider, { provider, sentence: said.replace(/\s+/g, ' ').trim(), outright })
  }
  const sentences = splitSentences(text).map(({ start, end }) => text.slice(start, end))
  for (const sentence of [...sentences, title]) {
    if (!FAULT.test(sentence)) continue
    for (const { 0: word, index } of sentence.matchAll(NAMED))
      add(PROVIDER_OF.get(word.toLowerCase()) ?? word, sentence, isFaultOf(sentence, index, index + word.length))
    for (const form of SPOKEN_OF)
      for (const [, name = ''] of sentence.matchAll(form)) {
        const folded = name.toLowerCase()
        if (!NO_NAMES.has(folded)) add(PROVIDER_OF.get(folded) ?? name, sentence, true)
      }
  }
  return [...found.values()]
}

/** How far from the name the trouble stands that is its own: "AWS us-east-1 outage", not "we discussed the issue in Slack". */
const NEAR = 32

function isFaultOf(sentence: string, start: number, end: number): boolean {
  if (FAULT.test(sentence.slice(end, end + NEAR))) return !/(?:in|on|via|to|über|на) $/iu.test(sentence.slice(0, start))
  const before = sentence.slice(Math.max(0, start - NEAR), start)
  return FAULT.test(before) && /(?:at|of|with|from|bei|von|des|у|на стороне|chez|de|en) (?:the )?$/iu.test(before)
}

/** Keys of a fingerprint (`fingerprintOf`) that a document has which names one of these parties. */
export function keysOfProviders(providers: readonly string[]): string[] {
  const words = providers.flatMap((name) => (PROVIDERS[name] ?? name.toLowerCase()).split('|'))
  return words.flatMap((word) => [`name:${word}`, `id:${word}`])
}

/** Whether two things happened at the same time: days that meet, or a date that both state; false where that is unknown. */
export function haveDaysInCommon(a: Days, b: Days): boolean {
  if (a.from && b.from) {
    const [start, end] = [Date.parse(a.from), Date.parse(a.to ?? a.from)]
    const [otherStart, otherEnd] = [Date.parse(b.from), Date.parse(b.to ?? b.from)]
    if (start <= otherEnd + NEAR_DAYS * DAY_MS && otherStart <= end + NEAR_DAYS * DAY_MS) return true
  }
  return a.stated.some((day) => b.stated.includes(day))
}
