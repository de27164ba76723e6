import { Prisma, type ActionItem } from '@/generated/prisma/client'
import { AppError } from '@/lib/domain/errors'
import { ITEM_TEXTS, type ItemText } from '@/lib/domain/merge-action-items'
import type { ActionItemPatch } from '@/lib/schema/action-item'
import { LocalisedTextSchema, type Lang, type LocalisedText } from '@/lib/schema/text'
import { firstDayOf } from './action-item-rows'

/** Fields of an item that are one value whatever the language. */
const PLAIN = ['status', 'owner', 'kind', 'priority', 'dependsOnId', 'closedBy', 'reason', 'ticket'] as const

type Saying = Record<string, string | null>
type Texts = { title: LocalisedText } & Record<ItemText, LocalisedText | null>

/** The texts of a stored item, by language. */
export function textsOf(row: ActionItem): Texts {
  const text = (name: ItemText) => LocalisedTextSchema.nullable().parse(row[name])
  return {
    title: LocalisedTextSchema.parse(row.title),
    condition: text('condition'),
    description: text('description'),
    scope: text('scope'),
    dependency: text('dependency'),
  }
}

/** The language that pages show a text in. */
function shownLang(text: LocalisedText): Lang | undefined {
  return 'en' in text ? 'en' : Object.keys(text)[0]
}

/**
 * Which language each text of a patch is in: the one it names, which has to be one of the item's title; else the one that pages show
 * that text in, and for a text that is not there yet the one of the title. Throws `unprocessable`.
 */
export function languageFor(row: ActionItem, { lang }: ActionItemPatch): (text: LocalisedText | null) => Lang {
  const { title } = textsOf(row)
  if (lang === undefined) return (text) => shownLang(text ?? {}) ?? shownLang(title) ?? 'und'
  if (lang in title) return () => lang
  throw new AppError(
    'unprocessable',
    `This action item is not told in “${lang}”, but in ${Object.keys(title).join(', ')}.`,
  )
}
type LangOf = ReturnType<typeof languageFor>

/** What a stored item says, field by field, each text in one language. */
export function sayingOf(row: ActionItem, langOf: LangOf): Saying {
  const texts = textsOf(row)
  const told = (text: LocalisedText | null) => (text === null ? null : (text[langOf(text)] ?? null))
  return {
    title: told(texts.title),
    ...Object.fromEntries(ITEM_TEXTS.map((name) => [name, told(texts[name])])),
    ...Object.fromEntries(PLAIN.map((name) => [name, row[name]])),
    due: row.due?.toISOString().slice(0, 10) ?? null,
  }
}

/** The fields of a patch, without the language that its texts are in. */
export function yoursOf({ lang: _lang, ...fields }: ActionItemPatch): Saying {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** The columns that a patch changes. A text replaces that of its language; clearing one clears it in all. */
export function columnsFor(
  row: ActionItem,
  patch: ActionItemPatch,
  names: readonly string[],
  langOf: LangOf,
): Prisma.ActionItemUncheckedUpdateInput {
  const stored = textsOf(row)
  const columns: Prisma.ActionItemUncheckedUpdateInput = {}
  for (const name of PLAIN) if (names.includes(name)) Object.assign(columns, { [name]: patch[name] ?? null })
  if (names.includes('due')) columns.due = firstDayOf(patch.due ?? null)
  if (patch.title !== undefined && names.includes('title'))
    columns.title = { ...stored.title, [langOf(stored.title)]: patch.title }
  for (const name of ITEM_TEXTS) {
    if (!names.includes(name)) continue
    const text = patch[name] ?? null
    columns[name] = text === null ? Prisma.DbNull : { ...stored[name], [langOf(stored[name])]: text }
  }
  return columns
}
