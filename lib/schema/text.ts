import { z } from 'zod'

/** Half-open range [start, end) of UTF-16 code units in the verbatim source text. */
export const SpanSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative()])
export type Span = z.infer<typeof SpanSchema>

/** ISO 639-1 code of a text's language, or `und` when it cannot be told. */
export const LangSchema = z.string().regex(/^([a-z]{2}|und)$/)
export type Lang = z.infer<typeof LangSchema>

/** ISO 8601 instant in UTC with `Z`. */
export const InstantSchema = z.iso.datetime()
/** A calendar date `2026-01-08`. There is no year 0: a database takes none. */
export const DateSchema = z.iso.date().refine((date) => date >= '0001', { error: 'is no year of the calendar' })
/** A date as far as it is known: `2026`, `2026-03` or `2026-03-08`. */
export const PartialDateSchema = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)

/** One text per language; only languages that a source really has. */
export const LocalisedTextSchema = z.record(z.string(), z.string())
export type LocalisedText = z.infer<typeof LocalisedTextSchema>
/** One list of texts per language, in source order. */
export const LocalisedListSchema = z.record(z.string(), z.array(z.string()))
export type LocalisedList = z.infer<typeof LocalisedListSchema>

/** Where a stored value comes from: which source said it, in which language, and where in that source's text. */
export const OriginSchema = z.object({ sourceId: z.string(), lang: LangSchema, span: SpanSchema.nullable() })
export type Origin = z.infer<typeof OriginSchema>
