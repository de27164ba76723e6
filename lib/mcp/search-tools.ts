import { z } from 'zod'
import { meaningOf } from '@/lib/jobs/meaning-asked'
import { search } from '@/lib/query/search'
import { withTrust } from '@/lib/query/search-trust'
import { hrefOf, KIND_LABEL } from '@/lib/render/links'
import { NodeKindSchema } from '@/lib/schema/reference'
import { LangSchema } from '@/lib/schema/text'
import { cursorAfter, CursorSchema, NextCursorSchema, offsetOf } from './paging'
import { defineTool } from './tool'
import { clip, oneLine } from './untrusted'

const SIZE = 10
/** Search ranks no further. */
const DEEPEST = 50

const HitSchema = z.object({
  kind: NodeKindSchema,
  slug: z.string(),
  title: z.string(),
  lang: LangSchema,
  snippet: z.string().describe('The passage that was found; the words asked for stand between ⟦ and ⟧'),
  score: z.number(),
  confidence: z.number().nullable().describe('Of a runbook: computed now, 0 to 1'),
  url: z.string(),
})

export const searchTool = defineTool({
  name: 'search',
  title: 'Search the knowledge base',
  description:
    'Finds incidents, runbooks ("skills"), patterns, conversations, people and action items by words, in any language. ' +
    'Use it when you know a name, a service, an error text or a slug. To ask what an alert or a symptom reminds of, call `recognise` instead. ' +
    'Words are joined by AND; "quoted words" are a phrase; -word leaves out; `pattern:slug`, `owner:name`, `service:name`, `status:open`, `before:2026-03` and `after:2025` narrow. ' +
    'Then call `read_incident`, `read_skill` or `read_pattern` with a slug.',
  scope: 'read',
  input: z.object({
    query: z.string().trim().min(1).max(400).describe('Words to find, as `jwks rotation 401`'),
    kind: NodeKindSchema.optional().describe('Only things of this kind'),
    lang: LangSchema.optional().describe('Only texts in this language, as `en` or `ru`'),
    cursor: CursorSchema,
  }),
  output: z.object({
    items: z.array(HitSchema),
    total: z.int(),
    fuzzy: z.boolean().describe('Nothing had the words: similar spellings are offered instead'),
    nextCursor: NextCursorSchema,
  }),
  async run(viewer, { query, kind, lang, cursor }, { baseUrl }) {
    const from = Math.min(offsetOf(cursor), DEEPEST)
    const limit = Math.min(from + SIZE, DEEPEST)
    const asked = { q: query, kind, lang, limit }
    const found = await withTrust(viewer, await search(viewer, asked, meaningOf('search', query)))
    const items = found.items.slice(from).map((item) => ({
      kind: item.kind,
      slug: item.slug,
      title: clip(item.title, 300),
      lang: item.lang,
      snippet: clip(item.snippet, 600),
      score: item.score,
      confidence: item.trust?.computed ?? null,
      url: `${baseUrl}${hrefOf(item.kind, item.slug)}`,
    }))
    const nextCursor = cursorAfter(from + items.length, Math.min(found.total, DEEPEST))
    const lines = items.map(({ kind: of, slug, title, snippet }) =>
      [`- ${KIND_LABEL[of]} \`${slug}\`: ${oneLine(title)}`, `  ${oneLine(snippet, 600)}`].join('\n'),
    )
    return {
      lead: leadOf(items.length, found.total, found.fuzzy, nextCursor),
      text: lines.join('\n'),
      data: { items, total: found.total, fuzzy: found.fuzzy, nextCursor: items.length === 0 ? null : nextCursor },
    }
  },
})

function leadOf(shown: number, total: number, fuzzy: boolean, nextCursor: string | null): string {
  if (shown === 0)
    return 'Nothing was found. Try fewer or other words, or `recognise` with the whole text of the alert.'
  const more = nextCursor === null ? '' : ` More with cursor \`${nextCursor}\`.`
  const spelling = fuzzy ? ' Nothing has exactly these words; these are similar spellings.' : ''
  return `${shown} of ${total} found, the best first.${spelling}${more}`
}
