import { z } from 'zod'
import type { ErrorCode } from '@/lib/domain/errors'
import type { Scope } from '@/lib/schema/viewer'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** An answer that is no error. */
export type Answer = {
  status?: number
  is: string
  /** Of JSON; none for an answer without a body. */
  schema?: z.ZodType
  /** Of anything but JSON: its media type. */
  type?: string
  headers?: readonly ('ETag' | 'Location')[]
}

/** One method of one route: what it takes, what it gives, which rights it needs. One list of them a noun. */
export type Entry = {
  method: Method
  /** As in the address, parameters in braces. */
  path: `/${string}`
  /** Name of the function in a generated client. */
  id: string
  /** What it does, in one line. */
  does: string
  more?: string
  /** null: no token is asked for. */
  scope: Scope | null
  query?: z.ZodObject
  body?: { schema: z.ZodType; example: unknown; optional?: true; files?: true }
  ifMatch?: 'required' | 'optional'
  answers: readonly Answer[]
  /** Failures besides those that any call of its kind may have. */
  errors?: readonly ErrorCode[]
}

/** The entries of one noun, as a page shows them together. */
export type Noun = { name: string; about: string; entries: readonly Entry[] }

/** A page of a list. */
export function listOf<T extends z.ZodType>(items: T) {
  return z.object({ items: z.array(items), nextCursor: z.string().nullable(), total: z.int() })
}

/** What a list is asked for: its filter, and the cursor in place of the page's number. */
export function listQuery(filter: z.ZodObject): z.ZodObject {
  const cursor = z.string().optional().describe('`nextCursor` of the page before')
  return filter.omit('page' in filter.shape ? { page: true } : {}).extend({ cursor })
}
