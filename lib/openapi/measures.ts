import { IncidentMeasureFileSchema, IncidentMeasuresViewSchema } from '@/lib/schema/incident-measures'
import { MeasureFileSchema, MeasureFilterSchema, MeasuresViewSchema } from '@/lib/schema/measures'
import type { Noun } from './entry'

export const MEASURES: Noun = {
  name: 'Measures',
  about:
    'What action items come to: how many are closed, how old the others are, and which would have prevented an incident. And what keeps happening: patterns by month, and how fast incidents are noticed and ended.',
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
    {
      method: 'get',
      path: '/api/v1/measures/incidents',
      id: 'readIncidentMeasures',
      does: 'Read patterns by month, and how long incidents took',
      more: 'Minutes from the beginning of an impact window until it was noticed, made bearable and over: median, 10th and 90th percentile, for incidents of twelve months and of the twelve before.',
      scope: 'read',
      answers: [{ is: 'The measures of incidents', schema: IncidentMeasuresViewSchema }],
    },
    {
      method: 'get',
      path: '/api/v1/measures/incidents/csv',
      id: 'exportIncidentMeasures',
      does: 'One of the measures of incidents, for a spreadsheet',
      scope: 'read',
      query: IncidentMeasureFileSchema,
      answers: [{ is: 'Comma-separated values in UTF-8', type: 'text/csv' }],
    },
  ],
}
