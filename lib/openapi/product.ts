import { z } from 'zod'
import type { Noun } from './entry'

export const PRODUCT: Noun = {
  name: 'This Hindsight',
  about: 'Whether it is well, and what its API is like.',
  entries: [
    {
      method: 'get',
      path: '/api/health',
      id: 'readHealth',
      does: 'Whether the product and its database are up',
      scope: null,
      answers: [
        { is: 'All is well', schema: z.object({ status: z.string(), database: z.string(), version: z.string() }) },
        {
          status: 503,
          is: 'The database is away',
          schema: z.object({ status: z.string(), database: z.string(), version: z.string() }),
        },
      ],
    },
    {
      method: 'get',
      path: '/api/v1/openapi.json',
      id: 'readOpenapi',
      does: 'This document',
      scope: null,
      answers: [{ is: 'An OpenAPI 3.1 document', schema: z.record(z.string(), z.unknown()) }],
    },
  ],
}
