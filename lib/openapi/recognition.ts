import { z } from 'zod'
import { AlertAnswerSchema } from '@/lib/schema/alert'
import { PremortemInputSchema, PremortemSchema } from '@/lib/schema/premortem'
import { RecogniseRequestSchema, RecognitionSchema } from '@/lib/schema/recognise'
import { RewordingRequestSchema, RewordingSchema } from '@/lib/schema/rewording'
import { SavedViewSchema } from '@/lib/schema/saved-view'
import { SearchQuerySchema, SearchResultSchema } from '@/lib/schema/search'
import type { Noun } from './entry'

export const RECOGNITION: Noun = {
  name: 'Search and recognition',
  about: 'Finding by words, recognising an alert, and reading a plan before it is done.',
  entries: [
    {
      method: 'get',
      path: '/api/v1/search',
      id: 'search',
      does: 'Search everything',
      more: 'Words are joined by AND, "quoted words" are a phrase, -word leaves out. `kind:`, `lang:`, `pattern:`, `owner:`, `service:`, `status:`, `before:` and `after:` narrow, also with a minus. In a snippet the hits stand between ⟦ and ⟧.',
      scope: 'read',
      query: SearchQuerySchema,
      answers: [{ is: 'Hits, best first', schema: SearchResultSchema }],
    },
    {
      method: 'get',
      path: '/api/v1/saved-searches',
      id: 'listSavedSearches',
      does: 'The searches that the caller keeps',
      more: 'Each has a name and the query string of the search page. A token of a service keeps none.',
      scope: 'read',
      answers: [
        { is: 'The searches, in the order of their owner', schema: z.object({ items: z.array(SavedViewSchema) }) },
      ],
    },
    {
      method: 'post',
      path: '/api/v1/recognise',
      id: 'recognise',
      does: 'Recognise a symptom or an alert',
      more: 'The question joins the history, its secrets masked, unless `keep` is false.',
      scope: 'read',
      body: {
        schema: RecogniseRequestSchema,
        example: { text: '401 rate 12x of baseline after the key rotation', keep: false },
      },
      answers: [{ is: 'What it reminds of, and why', schema: RecognitionSchema }],
    },
    {
      method: 'post',
      path: '/api/v1/premortem',
      id: 'premortem',
      does: 'What a planned change could set off',
      scope: 'read',
      query: z.object({
        markdown: z.stringbool().default(false).describe('Adds the answer as Markdown for a comment'),
      }),
      body: {
        schema: PremortemInputSchema,
        example: { text: 'Rotate the signing keys; the JWKS cache keeps them for an hour.' },
      },
      answers: [
        { is: 'Patterns, a checklist, incidents', schema: PremortemSchema.extend({ markdown: z.string().optional() }) },
      ],
    },
    {
      method: 'post',
      path: '/api/v1/alerts/{source}',
      id: 'sendAlert',
      does: 'Send what monitoring fires',
      more: '`source` is alertmanager, grafana, pagerduty or generic; the body is what that system sends. PagerDuty may prove itself by its signature, others by the secret of the webhook in place of a token.',
      scope: 'read',
      body: {
        schema: z.union([z.record(z.string(), z.unknown()), z.array(z.unknown())]),
        example: { title: 'Disk full on db-1', description: 'Less than 2 % left' },
      },
      answers: [{ is: 'The skill that it matched and why, for each alert', schema: AlertAnswerSchema }],
      errors: ['unprocessable'],
    },
    {
      method: 'post',
      path: '/api/v1/rewordings',
      id: 'rewordLines',
      does: 'Lines of a draft in other words, proven by their messages',
      more: 'Needs a configured model. Nothing is stored.',
      scope: 'write',
      body: {
        schema: RewordingRequestSchema,
        example: {
          lang: 'en',
          lines: [{ list: 'timeline', index: 0, text: 'errors up', messages: ['1'] }],
          messages: [{ id: '1', author: 'maya', text: 'errors are up' }],
          people: ['maya'],
        },
      },
      answers: [{ is: 'What stands up to the messages, and what was dropped', schema: RewordingSchema }],
      errors: ['conflict', 'unprocessable'],
    },
  ],
}
