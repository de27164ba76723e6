import { z } from 'zod'
import {
  ImportLineSchema,
  ImportRequestSchema,
  ImportStatusSchema,
  ImportUrlSchema,
  ImportViewSchema,
  OutcomeSchema,
} from '@/lib/schema/import'
import { SharingInputSchema } from '@/lib/schema/sharing'
import { listOf, listQuery, type Noun } from './entry'

const ImportBodySchema = ImportRequestSchema.partial({ text: true })
  .extend({ url: ImportUrlSchema.shape.url.optional(), files: ImportUrlSchema.shape.files })
  .extend(SharingInputSchema.shape)
  .strict()

const Status = { is: 'The import', schema: ImportStatusSchema }

export const IMPORTS: Noun = {
  name: 'Imports',
  about: 'Documents come in as text, by address, or as files; each gets a line that says what became of it.',
  entries: [
    {
      method: 'post',
      path: '/api/v1/import',
      id: 'importDocuments',
      does: 'Import documents',
      more: 'Either a text or a url as JSON, or files as multipart/form-data (field `file`, archives too). 422 when none could be used, with the lines beside the error; 503 when that was no fault of theirs, as when the database is away: send them again.',
      scope: 'write',
      query: z.object({
        dryRun: z.stringbool().default(false).describe('Says what would happen and stores nothing'),
        background: z.stringbool().default(false).describe('Answers at once with where to ask'),
      }),
      body: {
        schema: ImportBodySchema,
        files: true,
        example: { text: '# Disk full\n\n2026-03-01, UTC\n\n## Timeline\n- 10:00 Writes fail.\n', filename: 'disk.md' },
      },
      answers: [
        { is: 'A line for each document', schema: z.object({ documents: z.array(ImportLineSchema) }) },
        {
          status: 202,
          is: 'It runs in the background',
          schema: z.object({ import: z.object({ id: z.string(), state: z.literal('waiting'), url: z.string() }) }),
          headers: ['Location'],
        },
      ],
      errors: ['unprocessable'],
    },
    {
      method: 'get',
      path: '/api/v1/imports',
      id: 'listImports',
      does: 'List imports',
      scope: 'read',
      query: listQuery(z.object({})),
      answers: [
        { is: 'A page of imports, newest first', schema: listOf(ImportViewSchema.extend({ url: z.string() })) },
      ],
    },
    {
      method: 'get',
      path: '/api/v1/imports/{id}',
      id: 'readImport',
      does: 'Read an import and its lines',
      scope: 'read',
      query: listQuery(z.object({ outcome: OutcomeSchema.optional() })),
      answers: [Status],
    },
    {
      method: 'delete',
      path: '/api/v1/imports/{id}',
      id: 'deleteImport',
      does: 'Cancel an import; the history keeps it',
      scope: 'write',
      answers: [Status],
      errors: ['conflict'],
    },
    {
      method: 'post',
      path: '/api/v1/imports/{id}/cancel',
      id: 'cancelImport',
      does: 'Cancel an import',
      scope: 'write',
      answers: [Status],
      errors: ['conflict'],
    },
    {
      method: 'post',
      path: '/api/v1/imports/{id}/retry',
      id: 'retryImport',
      does: 'Try again what failed for no fault of its own',
      scope: 'write',
      answers: [Status],
      errors: ['conflict'],
    },
    {
      method: 'post',
      path: '/api/v1/imports/{id}/undo',
      id: 'undoImport',
      does: 'Undo an import',
      scope: 'write',
      answers: [
        {
          is: 'What was taken back, and what stays as it is and why',
          schema: ImportStatusSchema.extend({
            undone: z.int(),
            left: z.array(z.object({ kind: z.string(), title: z.string(), reason: z.string() })),
          }),
        },
      ],
      errors: ['conflict'],
    },
  ],
}
