import slugify from '@sindresorhus/slugify'

/** Longest title part of a slug, in characters; a slug ends at a word's end. */
const MAX_LENGTH = 80

/** URL name of a title, in Latin letters; `untitled` when nothing of it can be written so. */
export function slugOf(title: string): string {
  // The name of an alert ("DiskWillFillUp") is taken apart; within a sentence "CloudWatch" is one word.
  const slug = slugify(title.slice(0, 300), { decamelize: !/\s/.test(title.trim()) })
  if (slug.length <= MAX_LENGTH) return slug || 'untitled'
  const cutOff = slug.slice(0, MAX_LENGTH + 1)
  const end = cutOff.lastIndexOf('-')
  return cutOff.slice(0, end > 20 ? end : MAX_LENGTH)
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
