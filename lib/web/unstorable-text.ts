/** Postgres' codes for what is no text to it: a zero character, and in JSON also half of a pair; Prisma writes such a half into JSON as it is. */
const UNSTORABLE = /Code: `(?:22021|22P05)`|invalid input syntax for type json|invalid byte sequence for encoding/

/**
 * Whether an error says that a caller's own text cannot be kept or looked for, rather than that a query is wrong. Names, paths and queries
 * may hold it; the texts of documents are rid of it before.
 */
export function isUnstorableText(error: unknown): boolean {
  return error instanceof Error && (UNSTORABLE.test(error.message) || isUnstorableText(error.cause))
}

export const UNSTORABLE_TEXT =
  'There is a character in this that is no text: a zero, or half of a character. Leave it out.'
