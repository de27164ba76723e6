import slugify from '@sindresorhus/slugify'
import { matchesOf } from './light-expression'

/** Longest title part of a slug, in characters; a slug ends at a word's end. */
const MAX_LENGTH = 80

/** Letters that nothing here writes in Latin: a title in them keeps them, as the addresses of encyclopedias do. */
const KEPT =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Hebr}\p{scx=Deva}\p{scx=Beng}\p{scx=Taml}]/u
const WORD_KEPT = new RegExp(`${KEPT.source}[${KEPT.source.slice(1, -1)}\\p{M}]*`, 'gu')

/** URL name of a title: in Latin letters where they can be written so, else in its own; `untitled` when there are none. */
export function slugOf(title: string): string {
  const start = title.slice(0, 300).normalize('NFKC')
  const slug = KEPT.test(start) ? slugInParts(start) : latinSlug(start)
  if (slug.length <= MAX_LENGTH) return slug || 'untitled'
  const cutOff = slug.slice(0, MAX_LENGTH + 1)
  const end = cutOff.lastIndexOf('-')
  return cutOff.slice(0, end > 20 ? end : MAX_LENGTH)
}

function latinSlug(text: string): string {
  // The name of an alert ("DiskWillFillUp") is taken apart; within a sentence "CloudWatch" is one word.
  return slugify(text, { decamelize: !/\s/.test(text.trim()) })
}

/** "Auth0 鍵の障害" → "auth0-鍵の障害" */
function slugInParts(text: string): string {
  const parts: string[] = []
  let from = 0
  for (const { 0: word, index } of matchesOf(text, WORD_KEPT)) {
    parts.push(latinSlug(text.slice(from, index)), word.replace(/^[\p{P}\p{S}\p{M}]+|[\p{P}\p{S}]+/gu, ''))
    from = index + word.length
  }
  return [...parts, latinSlug(text.slice(from))].filter(Boolean).join('-')
}

/** URL name of an incident: its date in the source's zone, when known, and its title. */
export function incidentSlug(date: string | null, title: string): string {
  const slug = slugOf(title)
  return date && !slug.startsWith(date) ? `${date}-${slug}` : slug
}

/** URL name of a skill from its file's name (`wiki/skills/x.skill.md` → `x`); null for files that are called SKILL.md. */
export function skillSlugOfPath(path: string): string | null {
  const parts = path.split(/[\\/]/)
  const file = parts.at(-1) ?? ''
  const name = /^skill\.md$/i.test(file)
    ? (parts.at(-2) ?? '')
    : file.replace(/\.(?:md|markdown|txt)$/i, '').replace(/\.skill$/i, '')
  return slugify(name) || null
}
