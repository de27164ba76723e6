import { PatternRowSchema, PatternViewSchema } from '@/lib/schema/pattern'
import { MapFilterSchema, MapScopeSchema, PatternMapSchema } from '@/lib/schema/pattern-map'
import { listOf, type Noun } from './entry'

export const PATTERNS: Noun = {
  name: 'Patterns',
  about: 'Named mechanisms by which things fail, with the incidents that show them.',
  entries: [
    {
      method: 'get',
      path: '/api/v1/patterns',
      id: 'listPatterns',
      does: 'List patterns',
      scope: 'read',
      answers: [{ is: 'All patterns, the most frequent first', schema: listOf(PatternRowSchema) }],
    },
    {
      method: 'get',
      path: '/api/v1/patterns/{slug}',
      id: 'readPattern',
      does: 'Read a pattern',
      more: 'With `.md` after the slug the answer is the pattern as a file of the catalogue, with an entity tag of its text. Import reads it back.',
      scope: 'read',
      answers: [{ is: 'The pattern with its members', schema: PatternViewSchema }],
    },
    {
      method: 'get',
      path: '/api/v1/map',
      id: 'readMap',
      does: 'What the pattern map draws',
      scope: 'read',
      query: MapScopeSchema,
      answers: [{ is: 'Incidents, skills and patterns, bounded', schema: PatternMapSchema }],
    },
    {
      method: 'get',
      path: '/api/v1/map/csv',
      id: 'exportMap',
      does: 'The table of the map, for a spreadsheet',
      scope: 'read',
      query: MapFilterSchema,
      answers: [{ is: 'Comma-separated values in UTF-8', type: 'text/csv' }],
    },
  ],
}
