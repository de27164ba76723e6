import { randomUUID } from 'node:crypto'
import { Prisma } from '@/generated/prisma/client'
import type { NodeKind } from '@/lib/schema/reference'
import type { Lang, LocalisedText } from '@/lib/schema/text'
import type { SavedActionItem } from './action-item-rows'
import type { Saving } from './saving'
import type { Transaction } from './transaction'

/** Longer texts are cut for the index: Postgres refuses a tsvector above 1 MB. In UTF-16 code units. */
const MAX_INDEXED = 400_000

/** What a search can find of one thing in one language. */
export type Findable = { lang: Lang; title: string; body: string }

/**
 * Stores what a search finds of one thing: a row per language. Of two texts in one language the first gives the title.
 * `on` is the thing's date; newer things come first among equals.
 */
export function addSearchRows(
  { rows }: Saving,
  of: { kind: NodeKind; id: string; slug: string; on: Date | null },
  texts: readonly Findable[],
): void {
  for (const lang of new Set(texts.map((text) => text.lang))) {
    const [first, ...others] = texts.filter((text) => text.lang === lang)
    if (!first) continue
    const body = [first.body, ...others.flatMap((other) => [other.title, other.body])]
      .join('\n\n')
      .slice(0, MAX_INDEXED)
    const row = { id: randomUUID(), kind: of.kind, refId: of.id, slug: of.slug, lang, title: first.title, body }
    rows.add('SearchDocument', { ...row, weight: recency(of.on) })
  }
}

/** Share of a century since 2000, so that it grows with the date and never dominates a rank. */
function recency(on: Date | null): number {
  return on === null ? 0 : Math.max(0, on.getTime() - Date.UTC(2000)) / (100 * 365.25 * 86_400_000)
}

/** Stores what a search finds of action items. Their slug is their id: that is how their pages are addressed. */
export function addActionItemSearchRows(saving: Saving, items: readonly SavedActionItem[], on: Date | null): void {
  for (const { id, title, condition, description, owner } of items) {
    const texts = Object.entries(title).map(([lang, text]) => ({
      lang,
      title: text,
      body: actionItemBody(condition, description, owner, lang),
    }))
    addSearchRows(saving, { kind: 'action-item', id, slug: id, on }, texts)
  }
}

function actionItemBody(
  condition: LocalisedText | null,
  description: LocalisedText | null,
  owner: string | null,
  lang: Lang,
): string {
  return [condition?.[lang], description?.[lang], owner]
    .filter((part) => part !== null && part !== undefined)
    .join('\n')
}

/** Brings what a search finds of an action item up to date with its texts and its owner. */
export async function refreshActionItemSearch(
  tx: Transaction,
  {
    id,
    title,
    condition,
    description,
    owner,
  }: Pick<SavedActionItem, 'id' | 'title' | 'condition' | 'description' | 'owner'>,
): Promise<void> {
  for (const [lang, text] of Object.entries(title)) {
    const body = actionItemBody(condition, description, owner, lang).slice(0, MAX_INDEXED)
    await tx.searchDocument.updateMany({ where: { kind: 'action-item', refId: id, lang }, data: { title: text, body } })
  }
}

/** Removes what a search finds of an incident or a skill and of its action items, before they are written anew. */
export async function deleteSearchRows({ tx }: Saving, of: { kind: 'incident' | 'skill'; id: string }): Promise<void> {
  const owner = of.kind === 'incident' ? Prisma.sql`"incidentId"` : Prisma.sql`"skillId"`
  // Joined with their ids: with two conditions joined by OR, all action items there are would be read.
  await tx.$executeRaw`
    DELETE FROM "SearchDocument" d USING (
      SELECT ${of.kind}::text AS kind, ${of.id}::text AS id UNION ALL SELECT 'action-item', id FROM "ActionItem" WHERE ${owner} = ${of.id}
    ) own WHERE d.kind = own.kind AND d."refId" = own.id`
}
