import type { DocumentDraft, SkillDraft } from '@/lib/schema/draft'
import type { Block } from './blocks'
import { isoDate } from './dates'
import { type FieldKey, fieldOf, readFields } from './fields'
import { listValue, textValue } from './front-matter'
import { firstDate } from './moment'
import { type Piece, plain, spanOf } from './piece'
import type { PageHead } from './skill-head'

/** Front matter keys of the day of the last check. */
const VERIFIED = ['lastVerified', 'verified', 'lastReviewed', 'lastReviewedOn', 'lastTested']

/** Puts what a page or its front matter states about a skill: version, confidence, owners, category, path, last check. */
export function readMeta(
  skill: SkillDraft,
  spans: DocumentDraft['spans'],
  blocks: Block[],
  page: PageHead,
  values: Record<string, unknown>,
  category: Piece | null,
): void {
  const fields = readFields(blocks)
  const take = (key: FieldKey, path: string, ...names: string[]): string | null => {
    const field = fieldOf(fields, key)
    if (field) spans[path] = spanOf(field.value)
    return field ? plain(field.value.text) : textValue(values, ...names)
  }
  skill.version = take('version', 'version', 'version')?.replace(/^v(?=\d)/i, '') ?? null
  skill.confidence = readConfidence(take('confidence', 'confidence', 'confidence'))
  const verified = take('last-verified', 'lastVerified', ...VERIFIED)
  const date = verified ? firstDate(verified, null) : null
  skill.lastVerified = date ? isoDate(date) : null
  const ownerField = fieldOf(fields, 'owners')
  const owners = ownerField ? [plain(ownerField.value.text)] : listValue(values, 'owners', 'owner', 'maintainers')
  skill.owners = owners
    .flatMap((text) => text.split(/\s*[,;·]\s*|\s+(?:and|und|и)\s+/))
    .map((name) => name.replace(/^@/, '').trim())
    .filter(Boolean)
  if (ownerField) spans.owners = spanOf(ownerField.value)
  if (category) {
    skill.category = plain(category.text)
    spans.category = spanOf(category)
  } else skill.category = take('category', 'category', 'category')
  if (page.path) spans.path = spanOf(page.path)
  skill.path = page.path?.text ?? textValue(values, 'path')
}

/** "88%" and "0.88" are both 0.88. */
function readConfidence(text: string | null): number | null {
  const match = /(?<number>\d+(?:[.,]\d+)?)\s*(?<percent>%)?/.exec(text ?? '')
  if (!match?.groups?.number) return null
  const number = Number(match.groups.number.replace(',', '.'))
  const share = match.groups.percent || number > 1 ? number / 100 : number
  return share >= 0 && share <= 1 ? share : null
}

/** Names of front matter keys, as `matterRest` writes them, that `readMeta` and the page took a value from. */
export function takenKeys(skill: SkillDraft): Set<string> {
  const taken = new Set(['name', 'description', 'slug', 'tags', 'keywords', 'authors', 'author'])
  if (skill.version !== null) taken.add('version')
  if (skill.confidence !== null) taken.add('confidence')
  if (skill.category !== null) taken.add('category')
  if (skill.path) taken.add('path')
  if (skill.owners.length > 0) for (const key of ['owners', 'owner', 'maintainers']) taken.add(key)
  if (skill.lastVerified !== null) for (const key of VERIFIED) taken.add(key.toLowerCase())
  return taken
}
