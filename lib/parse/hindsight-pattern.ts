import { FamilySchema, type PatternDraft } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import { byLanguage, checkedText, fail, list, text, type Context, type NodeMap, type Values } from './hindsight-fields'

/** Keys of a pattern's front matter beside those that every document has. */
export const PATTERN_KEYS = {
  family: checkedText(FamilySchema, sentence`lower-case words such as “credential lifecycle”`),
  mechanism: text,
  cues: byLanguage(text),
  questions: list(text),
  controls: list(text),
}

/** A pattern needs its family and its mechanism: null, after an error, without them. */
export function buildPattern(values: Values<typeof PATTERN_KEYS>, map: NodeMap, context: Context): PatternDraft | null {
  const { family, mechanism } = values
  if (family === null) return fail(context, map, sentence`A pattern needs a “family”.`)
  if (mechanism === null) return fail(context, map, sentence`A pattern needs a “mechanism”.`)
  return {
    family,
    mechanism,
    cues: values.cues ?? {},
    questions: values.questions ?? [],
    controls: values.controls ?? [],
  }
}
