import { z } from 'zod'
import type { Page } from '@/lib/schema/directory'

/** A cursor is the number of the next page, opaque to callers. */
export const CursorSchema = z
  .string()
  .regex(/^p\d{1,6}$/, 'is not a cursor of this list')
  .optional()

/** The page that a cursor stands for; the first without one. */
export function pageOfCursor(cursor: string | undefined): number {
  return cursor === undefined ? 1 : Math.max(1, Number(cursor.slice(1)))
}

/** A page as the API answers it: `{ items, nextCursor, total }`. */
export function asList<T>(page: Page<T>): { items: T[]; nextCursor: string | null; total: number } {
  const more = page.page * page.size < page.total
  return { items: page.items, nextCursor: more ? `p${page.page + 1}` : null, total: page.total }
}
