import { z } from 'zod'
import { COMPONENTS } from './components'

export type Json = { [key: string]: unknown }

const PLACE = '#/components/schemas/'
const BIGGEST = Number.MAX_SAFE_INTEGER

/** What zod says of itself that a reader of the document has no use for. */
function tidy({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Json }): void {
  const { type } = zodSchema._zod.def
  // Words of a query that mean yes or no, as `true`.
  if (type === 'pipe' && zodSchema._zod.def.out._zod.def.type === 'boolean') jsonSchema['type'] = 'boolean'
  if (jsonSchema['maximum'] === BIGGEST) delete jsonSchema['maximum']
  if (jsonSchema['minimum'] === -BIGGEST) delete jsonSchema['minimum']
}

/** A schema that refers to itself stands apart as shared; the only one there is, any JSON, says nothing. */
function withAnyJson(schema: Json): Json {
  const plain = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && '$ref' in value && String(value.$ref).includes('__shared')
      ? {}
      : value
  return JSON.parse(JSON.stringify(schema, plain)) as Json
}

/**
 * JSON Schemas (2020-12, which OpenAPI 3.1 speaks) of what the API gives, by name, and of answers that have no name, in the order of
 * `answers`. Names refer to each other. `strict`: nothing may be there that is not described; a published document leaves room for more.
 */
export function answerSchemas(
  answers: readonly z.ZodType[],
  { strict }: { strict: boolean },
): { named: Record<string, Json>; schemaOf: (schema: z.ZodType) => Json } {
  const registry = z.registry<{ id: string }>()
  const names = new Map<z.ZodType, string>()
  const add = (schema: z.ZodType, id: string) => {
    if (names.has(schema)) return
    names.set(schema, id)
    registry.add(schema, { id })
  }
  for (const [name, schema] of Object.entries(COMPONENTS)) add(schema, name)
  answers.forEach((schema, index) => add(schema, `answer${index}`))
  const made = z.toJSONSchema(registry, {
    io: 'output',
    uri: (id) => `${PLACE}${id}`,
    override: (context) => {
      tidy(context)
      if (!strict && context.jsonSchema.additionalProperties === false) delete context.jsonSchema.additionalProperties
    },
  }).schemas
  const schemas = Object.fromEntries(
    Object.entries(made).map(([name, { $schema: _, $id: _id, ...schema }]): [string, Json] => [
      name,
      withAnyJson(schema),
    ]),
  )
  const schemaOf = (schema: z.ZodType): Json => {
    const name = names.get(schema) ?? ''
    return name in COMPONENTS ? { $ref: `${PLACE}${name}` } : (schemas[name] ?? {})
  }
  const named = Object.fromEntries(Object.entries(schemas).filter(([name]) => name in COMPONENTS))
  return { named, schemaOf }
}

/** The JSON Schema of what the API takes. */
export function inputSchema(schema: z.ZodType): Json {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io: 'input', override: tidy, reused: 'inline' })
  return made
}
