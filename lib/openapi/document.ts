import { z } from 'zod'
import { ERROR_STATUS, type ErrorCode } from '@/lib/domain/errors'
import { EditDifferenceSchema } from '@/lib/schema/revision'
import packageJson from '@/package.json'
import type { Entry } from './entry'
import { answerSchemas, inputSchema, type Json } from './json-schemas'
import { NOUNS } from './nouns'
import { PARAMETERS } from './parameters'

const ErrorSchema = z.object({
  error: z.object({
    code: z.enum([...(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]), 'internal']),
    message: z.string().describe('For people: what happened and what to do'),
    fields: z.record(z.string(), z.string()).optional().describe('A message for each part of the request at fault'),
    difference: z
      .array(EditDifferenceSchema)
      .optional()
      .describe('Of a stale change: what it was, what it is, what you wanted'),
  }),
})

const FAULTS: Record<ErrorCode, string> = {
  bad_input: 'The request is not understood; `fields` says where',
  unauthenticated: 'No valid token; an access token of an identity provider may have its own code',
  unknown_key: 'The access token is signed by a key that is not known (yet)',
  forbidden: 'The token has not the right',
  not_found: 'There is nothing of this name, or you may not read it',
  conflict: 'It is not possible as things are',
  stale: 'Somebody was faster: read it again, `difference` says what changed',
  too_large: 'The request is too large',
  unsupported: 'Another `Content-Type` is needed',
  unprocessable: 'It is understood and cannot be done',
  precondition_required: 'Send `If-Match`',
  rate_limited: 'Too many requests; `Retry-After` says when to come back',
  unavailable: 'The database cannot be reached at the moment',
}

const HEADERS = {
  ETag: { description: 'The version; send it as `If-Match`', schema: { type: 'string' } },
  Location: { description: 'Where it is', schema: { type: 'string' } },
  'RateLimit-Limit': { description: 'Requests that may be made in the window', schema: { type: 'integer' } },
  'RateLimit-Remaining': { description: 'Requests that are left of them', schema: { type: 'integer' } },
  'RateLimit-Reset': { description: 'Seconds until the window begins anew', schema: { type: 'integer' } },
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } },
  'Hindsight-Token-Expires': {
    description: 'When the token ends, once a fifth of its life or less is left',
    schema: { type: 'string', format: 'date-time' },
  },
} as const
type HeaderName = keyof typeof HEADERS

const LIMITS = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const

const headersOf = (names: readonly HeaderName[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

/** Failures that any call of its kind may have. */
function errorsOf({ scope, query, body, path, ifMatch, errors = [] }: Entry): ErrorCode[] {
  const all = new Set<ErrorCode>(errors)
  if (scope !== null) for (const code of ['unauthenticated', 'rate_limited', 'unavailable'] as const) all.add(code)
  if (scope === 'write' || scope === 'admin') all.add('forbidden')
  if (query ?? body) all.add('bad_input')
  if (body) for (const code of ['too_large', 'unsupported'] as const) all.add(code)
  if (path.includes('{')) for (const code of ['not_found', 'bad_input'] as const) all.add(code)
  if (ifMatch) all.add('stale')
  if (ifMatch === 'required') all.add('precondition_required')
  return [...all].sort((a, b) => ERROR_STATUS[a] - ERROR_STATUS[b])
}

function parametersOf({ path, query, ifMatch }: Entry): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...PARAMETERS[name],
  }))
  return [...inPath, ...(query ? queryParameters(query) : []), ...(ifMatch ? [ifMatchParameter(ifMatch)] : [])]
}

const ShapeSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
})

function queryParameters(query: z.ZodObject): Json[] {
  const { properties, required } = ShapeSchema.parse(inputSchema(query))
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name) && schema['default'] === undefined,
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

function ifMatchParameter(need: 'required' | 'optional'): Json {
  return {
    name: 'If-Match',
    in: 'header',
    required: need === 'required',
    description: 'The `ETag` of the version that you have read',
    schema: { type: 'string' },
    example: '"3"',
  }
}

function bodyOf({ body }: Entry): Json {
  if (!body) return {}
  const files = {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: {
          file: { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } },
        },
        required: ['file'],
      },
    },
  }
  const content = { 'application/json': { schema: inputSchema(body.schema), example: body.example } }
  return {
    requestBody: { required: body.optional !== true, content: { ...content, ...(body.files ? files : {}) } },
  }
}

type Schemas = ReturnType<typeof answerSchemas>

function operationOf(entry: Entry, noun: string, { schemaOf }: Schemas): Json {
  const { id, does, more, scope, answers } = entry
  const limits = scope === null ? [] : LIMITS
  const good = answers.map(({ status = 200, is, schema, type, headers = [] }) => {
    const content = schema
      ? { 'application/json': { schema: schemaOf(schema) } }
      : type
        ? { [type]: { schema: { type: 'string' } } }
        : undefined
    return [
      String(status),
      { description: is, headers: headersOf([...headers, ...limits]), ...(content && { content }) },
    ]
  })
  const bad = errorsOf(entry).map((code) => [String(ERROR_STATUS[code]), { $ref: `#/components/responses/${code}` }])
  const described = [more, scope === null ? 'No token is needed.' : `Needs a token of scope \`${scope}\`.`]
  return {
    operationId: id,
    tags: [noun],
    summary: does,
    description: described.filter((line) => line !== undefined).join(' '),
    security: scope === null ? [] : [{ token: [] }],
    'x-scope': scope,
    parameters: parametersOf(entry),
    ...bodyOf(entry),
    // What is documented as an answer is not an error too.
    responses: Object.fromEntries([...bad, ...good]) as Json,
  }
}

function responsesOf(schemaOf: Schemas['schemaOf']): Json {
  return Object.fromEntries(
    Object.entries(FAULTS).map(([code, description]) => {
      const names: HeaderName[] =
        code === 'rate_limited' ? ['Retry-After', ...LIMITS] : code === 'unavailable' ? ['Retry-After'] : []
      const content = { 'application/json': { schema: schemaOf(ErrorSchema) } }
      return [code, { description, headers: headersOf(names), content }]
    }),
  )
}

const ABOUT =
  'Everything that the pages show, for programs. Send `Authorization: Bearer <token>`; make a token under Settings. ' +
  'Keys are camelCase, instants ISO 8601 in UTC, durations minutes, scores 0 to 1; a value that the source does not give is null. ' +
  'Lists are paged by `cursor`. What changes a thing takes its `ETag` as `If-Match`. ' +
  'New keys may be added to any answer; none is taken away. Agents find the same at `/api/mcp`.'

/**
 * The API as an OpenAPI 3.1 document. `baseUrl` has no slash at the end; `strict` forbids what is not described, for tests.
 */
export function makeOpenapi(baseUrl: string, { strict = false }: { strict?: boolean } = {}) {
  const entries = NOUNS.flatMap((noun) => noun.entries.map((entry) => ({ entry, noun: noun.name })))
  const all = entries.flatMap(({ entry }) => entry.answers.flatMap(({ schema }) => schema ?? []))
  const schemas = answerSchemas([...new Set([...all, ErrorSchema])], { strict })
  const paths: Record<string, Json> = {}
  for (const { entry, noun } of entries) {
    paths[entry.path] = { ...paths[entry.path], [entry.method]: operationOf(entry, noun, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hindsight', version: packageJson.version, description: ABOUT },
    servers: [{ url: baseUrl }],
    tags: NOUNS.map(({ name, about }) => ({ name, description: about })),
    paths,
    components: {
      schemas: schemas.named,
      responses: responsesOf(schemas.schemaOf),
      headers: HEADERS,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of Settings, or an access token of the configured identity provider',
        },
      },
    },
  }
}
export type Openapi = ReturnType<typeof makeOpenapi>
