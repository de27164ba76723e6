import { MeasureFileSchema, MeasureFilterSchema, MeasuresViewSchema } from '@/lib/schema/measures'
import type { Noun } from './entry'

export const MEASURES: Noun = {
  name: 'Measures',
  about:
    'What action items come to: how many are closed, how old the others are, and which would have prevented an incident.',
  entries: [
    {
      method: 'get',
      path: '/api/v1/measures',
      id: 'readMeasures',
      does: 'Read all measures',
      more: 'Days are told by their median and the 10th and 90th percentile, with how many there are. What is unknown is a number of its own.',
      scope: 'read',
      query: MeasureFilterSchema,
      answers: [{ is: 'The measures', schema: MeasuresViewSchema }],
    },
    {
      method: 'get',
      path: '/api/v1/measures/csv',
      id: 'exportMeasures',
      does: 'One of the measures, for a spreadsheet',
      scope: 'read',
      query: MeasureFileSchema,
      answers: [{ is: 'Comma-separated values in UTF-8', type: 'text/csv' }],
    },
  ],
}
