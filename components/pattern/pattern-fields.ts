import { z } from 'zod'
import type { PatternEdit } from '@/lib/schema/pattern'

/** What the fields hold: lists as lines, so that half-written ones are nobody's business yet. */
const FieldsSchema = z.object({
  slug: z.string(),
  title: z.string(),
  family: z.string(),
  mechanism: z.string(),
  body: z.string(),
  cues: z.record(z.string(), z.string()),
  questions: z.string(),
  controls: z.string(),
})
export type PatternFields = z.infer<typeof FieldsSchema>

const KeptSchema = z.object({ fields: FieldsSchema, base: FieldsSchema, version: z.int() })

/** An edit as the browser has kept it; null for one of another release that is not understood any more. */
export function readKeptPattern(value: unknown): z.infer<typeof KeptSchema> | null {
  return KeptSchema.safeParse(value).data ?? null
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

const slugOf = (title: string) =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)

export function fieldsOf({ cues, questions, controls, ...rest }: PatternEdit): PatternFields {
  const byLang: Record<string, string> = { en: '' }
  for (const [lang, lines] of Object.entries(cues)) byLang[lang] = lines.join('\n')
  return {
    ...rest,
    cues: byLang,
    questions: questions.join('\n'),
    controls: controls.join('\n'),
  }
}

export function editOf(fields: PatternFields): PatternEdit {
  const cues = Object.entries(fields.cues).map(([lang, text]): [string, string[]] => [lang, linesOf(text)])
  return {
    ...fields,
    slug: fields.slug || slugOf(fields.title),
    family: fields.family.trim().toLowerCase(),
    cues: Object.fromEntries(cues.filter(([, lines]) => lines.length > 0)),
    questions: linesOf(fields.questions),
    controls: linesOf(fields.controls),
  }
}

const LinesSchema = z.array(z.string())
const TheirsSchema = z.object({
  title: z.string(),
  family: z.string(),
  mechanism: z.string(),
  body: z.string(),
  cues: z.record(z.string(), LinesSchema),
  questions: LinesSchema,
  controls: LinesSchema,
})

/** Values that somebody else has stored, as the fields hold them; fields that are not among them are left out. */
export function typedTheirs(values: Readonly<Record<string, unknown>>): Partial<PatternFields> {
  const told = TheirsSchema.partial().parse(values)
  const { cues, questions, controls, ...texts } = told
  return {
    ...texts,
    ...(cues && { cues: fieldsOf({ ...EMPTY, cues }).cues }),
    ...(questions && { questions: questions.join('\n') }),
    ...(controls && { controls: controls.join('\n') }),
  }
}

const EMPTY: PatternEdit = {
  slug: '',
  title: '',
  family: '',
  mechanism: '',
  body: '',
  cues: {},
  questions: [],
  controls: [],
}
