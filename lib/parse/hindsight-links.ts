import { z } from 'zod'
import { MatchRoleSchema, type Evidence, type PatternMatch, type ReferenceDraft } from '@/lib/schema/draft'
import type { Span } from '@/lib/schema/text'
import { sentence } from '@/lib/schema/sentence'
import { choice, lack, lang, list, number, orText, record, spanOf, text, type Context } from './hindsight-fields'
import { normaliseTarget } from './references'

const REFERENCE_KINDS = z.enum(['wikilink', 'mention', 'url'])

/** An address is followed when it is clicked: only one of the web is taken for one, whatever the text says that it is. */
function kindOf(target: string, said: ReferenceDraft['kind'] | null = null): ReferenceDraft['kind'] {
  if (said !== null && (said !== 'url' || /^https?:\/\//i.test(target))) return said
  return /^https?:\/\//.test(target) ? 'url' : 'wikilink'
}

/** A reference; a bare text is its target. */
const reference = orText(
  record(
    { target: text, kind: choice(REFERENCE_KINDS), note: text },
    (values, node, path, context): ReferenceDraft | null => {
      const { target, kind, note } = values
      if (target === null) return lack(context, node, path, 'target')
      return { target, kind: kindOf(target, kind), note, span: spanOf(node, context) }
    },
  ),
  (target, span): ReferenceDraft => ({ target, kind: kindOf(target), note: null, span }),
)

/** A quote; its span is where the body says it, else its place in the front matter. */
const evidence = orText(
  record({ text, lang }, (values, node, path, context): Evidence | null => {
    if (values.text === null) return lack(context, node, path, 'text')
    const span = findQuote(values.text, context) ?? spanOf(node, context)
    return { text: values.text, span, ...(values.lang === null ? {} : { lang: values.lang }) }
  }),
  (quote, span, context): Evidence => ({ text: quote, span: findQuote(quote, context) ?? span }),
)

function findQuote(quote: string, context: Context): Span | null {
  const at = quote === '' ? -1 : context.body.indexOf(quote)
  return at === -1 ? null : [context.bodyStart + at, context.bodyStart + at + quote.length]
}

const MATCH_KEYS = {
  slug: text,
  role: choice(MatchRoleSchema),
  score: number(z.number().min(0).max(1), sentence`a number from 0 to 1`),
  evidence: list(evidence),
}

/** A pattern that somebody found in the document. Without a score it counts in full; without a role it contributes. */
const match = record(MATCH_KEYS, (values, node, path, context): PatternMatch | null => {
  if (values.slug === null) return lack(context, node, path, 'slug')
  return {
    slug: values.slug,
    score: values.score ?? 1,
    role: values.role ?? 'contributing',
    evidence: values.evidence ?? [],
  }
})

/** Keys by which a document of any kind points at others. */
export const LINK_KEYS = { references: list(reference), patterns: list(match) }

const WIKILINK = /\[\[([^[\]|\n]{1,300})(?:\|[^[\]\n]{0,300})?\]\]/g
const CODE = /^(```|~~~)[\s\S]*?^\1|`[^`\n]+`/gm

/** References of the front matter, then the wikilinks of the body that it does not list: a link typed by hand counts too. */
export function joinReferences(listed: ReferenceDraft[], context: Context): ReferenceDraft[] {
  const targets = new Set(listed.map((known) => known.target))
  const references = [...listed]
  const prose = context.body.replace(CODE, (code) => ' '.repeat(code.length))
  for (const link of prose.matchAll(WIKILINK)) {
    const target = normaliseTarget(link[1] ?? '')
    if (!target || targets.has(target)) continue
    targets.add(target)
    const start = context.bodyStart + link.index
    references.push({ target, kind: 'wikilink', note: null, span: [start, start + link[0].length] })
  }
  return references
}
