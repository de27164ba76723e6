import { z } from 'zod'
import type { ApiField, ApiNoun, ApiOperation, ApiReference, TypeWord } from '@/lib/schema/api-reference'
import { ScopeSchema } from '@/lib/schema/viewer'
import type { Openapi } from './document'

/** As much of JSON Schema as the document uses. */
type Shape = {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  format?: string
  description?: string
  items?: Shape | boolean
  prefixItems?: Shape[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  properties?: Record<string, Shape>
  additionalProperties?: Shape | boolean
  required?: string[]
}
const ShapeSchema: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    items: z.union([z.boolean(), ShapeSchema]).optional(),
    prefixItems: z.array(ShapeSchema).optional(),
    anyOf: z.array(ShapeSchema).optional(),
    oneOf: z.array(ShapeSchema).optional(),
    properties: z.record(z.string(), ShapeSchema).optional(),
    additionalProperties: z.union([z.boolean(), ShapeSchema]).optional(),
    required: z.array(z.string()).optional(),
  }),
)

/** Fields of fields are told apart so deep. */
const DEPTH = 3
const FORMATS: Record<string, string> = {
  'date-time': 'instant',
  date: 'date',
  uri: 'address',
  email: 'e-mail address',
}

/** A type in words, with names of schemas to follow. */
function typeOf(shape: Shape): TypeWord[] {
  const choices = shape.anyOf ?? shape.oneOf
  if (shape.$ref) {
    const schema = shape.$ref.split('/').at(-1) ?? ''
    return [{ text: schema, schema }]
  }
  if (choices) return choices.flatMap((choice, index) => [...(index > 0 ? [{ text: ' or ' }] : []), ...typeOf(choice)])
  if (shape.enum) return [{ text: shape.enum.map((value) => JSON.stringify(value)).join(', ') }]
  if (shape.const !== undefined) return [{ text: JSON.stringify(shape.const) }]
  if (shape.prefixItems)
    return [{ text: `${shape.prefixItems.length} in a list: ` }, ...typeOf(shape.prefixItems[0] ?? {})]
  if (typeof shape.items === 'object') return [{ text: 'list of ' }, ...typeOf(shape.items)]
  if (typeof shape.additionalProperties === 'object')
    return [{ text: 'map of ' }, ...typeOf(shape.additionalProperties)]
  const { type = 'anything', format = '' } = shape
  return [{ text: FORMATS[format] ?? [type].flat().join(' or ') }]
}

/** The object that a field holds, or its items, or the one choice that is no null. */
function objectOf(shape: Shape): Shape | null {
  if (shape.properties) return shape
  if (typeof shape.items === 'object') return objectOf(shape.items)
  const objects = (shape.anyOf ?? shape.oneOf ?? []).flatMap((choice) => objectOf(choice) ?? [])
  return objects.length === 1 ? (objects[0] ?? null) : null
}

function fieldsOf(shape: Shape, before = '', depth = 0): ApiField[] {
  const choices = shape.anyOf ?? shape.oneOf
  if (!shape.properties && choices) return choices.flatMap((choice) => fieldsOf(choice, before, depth))
  return Object.entries(shape.properties ?? {}).flatMap(([key, field]): ApiField[] => {
    const name = `${before}${key}`
    const required = shape.required?.includes(key) ?? false
    const inner = depth + 1 < DEPTH && !field.$ref ? objectOf(field) : null
    const own: ApiField = { name, type: typeOf(field), required, about: field.description ?? '' }
    return inner ? [own, ...fieldsOf(inner, `${name}.`, depth + 1)] : [own]
  })
}

const ContentSchema = z.record(z.string(), z.object({ schema: ShapeSchema, example: z.unknown().optional() }))
const OperationSchema = z.object({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  summary: z.string(),
  description: z.string(),
  'x-scope': ScopeSchema.nullable(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      description: z.string().default(''),
      schema: ShapeSchema,
      example: z.unknown().optional(),
    }),
  ),
  requestBody: z.object({ required: z.boolean(), content: ContentSchema }).optional(),
  responses: z.record(
    z.string(),
    z.union([
      z.object({ $ref: z.string() }),
      z.object({
        description: z.string(),
        headers: z.record(z.string(), z.unknown()).default({}),
        content: ContentSchema.optional(),
      }),
    ]),
  ),
})
type Operation = z.infer<typeof OperationSchema>

/** A command that can be pasted into a shell: what stands in quotes is quoted for it. */
function curlOf(server: string, method: string, path: string, operation: Operation): string {
  const { parameters, requestBody, 'x-scope': scope } = operation
  const address = parameters
    .filter((one) => one.in === 'path')
    .reduce((url, { name, example }) => url.replace(`{${name}}`, encodeURIComponent(String(example))), path)
  const query = parameters.some(({ name, in: place }) => place === 'query' && name === 'q') ? '?q=rotation' : ''
  const example = requestBody?.content['application/json']?.example
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${quoted(`${server}${address}${query}`)}`,
    ...(scope === null ? [] : ['-H "Authorization: Bearer $HINDSIGHT_TOKEN"']),
    ...(parameters.some(({ name, required }) => name === 'If-Match' && required)
      ? [`-H ${quoted('If-Match: "3"')}`]
      : []),
    ...(example === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(example))}`]),
  ].join(' \\\n  ')
}

function operationOf(document: Openapi, path: string, method: string, operation: Operation): ApiOperation {
  const { operationId: id, summary, description, 'x-scope': scope, parameters, requestBody, responses } = operation
  const json = requestBody?.content['application/json']
  const faults: Record<string, string> = Object.fromEntries(
    Object.entries(document.components.responses).map(([code, told]) => [
      code,
      z.object({ description: z.string() }).parse(told).description,
    ]),
  )
  return {
    id,
    method: method.toUpperCase(),
    path,
    does: summary,
    more: description,
    scope,
    parameters: parameters.map(({ name, in: place, required, description: about, schema }) => ({
      name,
      place,
      required,
      about,
      type: typeOf(schema),
    })),
    body: json
      ? {
          fields: fieldsOf(json.schema),
          required: requestBody?.required ?? false,
          example: JSON.stringify(json.example, null, 2),
        }
      : null,
    answers: Object.entries(responses).map(([status, answer]) => {
      if ('$ref' in answer) {
        const code = answer.$ref.split('/').at(-1) ?? ''
        return { status, about: faults[code] ?? '', type: [{ text: code }], headers: [], fields: [] }
      }
      const [media, content] = Object.entries(answer.content ?? {})[0] ?? []
      const type =
        content === undefined ? [] : media === 'application/json' ? typeOf(content.schema) : [{ text: media ?? '' }]
      return {
        status,
        about: answer.description,
        type,
        headers: Object.keys(answer.headers).filter((name) => !name.startsWith('RateLimit')),
        fields: content === undefined ? [] : fieldsOf(content.schema),
      }
    }),
    curl: curlOf(document.servers[0]?.url ?? '', method, path, operation),
  }
}

/** Name of a noun in an address. */
export const nounSlug = (name: string) => name.toLowerCase().replaceAll(' ', '-')

/** The document as its pages show it. */
export function readReference(document: Openapi): ApiReference {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, value]) => {
      const operation = OperationSchema.parse(value)
      return { noun: operation.tags[0], operation: operationOf(document, path, method, operation) }
    }),
  )
  const nouns = document.tags.map(({ name, description }): ApiNoun => ({
    slug: nounSlug(name),
    name,
    about: description,
    operations: operations.filter(({ noun }) => noun === name).map(({ operation }) => operation),
  }))
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => ({
    name,
    fields: fieldsOf(ShapeSchema.parse(schema)),
  }))
  return { version: document.info.version, about: document.info.description, nouns, schemas }
}

/** The operations in which all words stand; all of them without words. */
export function findOperations({ nouns }: ApiReference, query: string): ApiNoun[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return nouns
    .map((noun) => ({
      ...noun,
      operations: noun.operations.filter(({ id, method, path, does, more }) => {
        const text = `${noun.name} ${id} ${method} ${path} ${does} ${more}`.toLowerCase()
        return words.every((word) => text.includes(word))
      }),
    }))
    .filter(({ operations }) => operations.length > 0)
}
