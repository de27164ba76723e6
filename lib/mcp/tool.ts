import { ToolSchema, type CallToolResult, type Tool as ListedTool } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import type { Scope, Viewer } from '@/lib/schema/viewer'
import { cleanValue, fenced, NOTICE } from './untrusted'

/** What a call is answered with beside its viewer: the time and the address of this Hindsight, without a slash at the end. */
export type Asking = { now: Date; baseUrl: string }

/** `lead` is ours; `text` says in words what `data` holds, both from documents. */
export type Answer<T> = { lead: string; text: string; data: T }

type Definition<I extends z.ZodObject, O extends z.ZodObject> = {
  name: string
  title: string
  /** For an agent: what it gives, when to call it, what to call next. */
  description: string
  scope: Scope
  input: I
  /** What is answered beside the mark that it is untrusted. */
  output: O
  run: (viewer: Viewer, input: z.output<I>, asking: Asking) => Promise<Answer<z.input<O>>>
}

export type Tool = {
  readonly name: string
  readonly scope: Scope
  readonly listed: ListedTool
  readonly call: (viewer: Viewer, args: unknown, asking: Asking) => Promise<CallToolResult>
}

const MARKED = { untrusted: z.literal(true), notice: z.string() }

/** In draft 7, which clients check answers by. */
function objectSchema(schema: z.ZodType, io: 'input' | 'output'): ListedTool['inputSchema'] {
  return ToolSchema.shape.inputSchema.parse(z.toJSONSchema(schema, { target: 'draft-7', io }))
}

/** Makes a tool: checks the scope and the input before `run`, marks its answer as untrusted and checks it against `output`. */
export function defineTool<I extends z.ZodObject, O extends z.ZodObject>(definition: Definition<I, O>): Tool {
  const { name, title, description, scope, run } = definition
  const input = definition.input.strict()
  const output = definition.output.extend(MARKED)
  return {
    name,
    scope,
    listed: {
      name,
      title,
      description,
      inputSchema: objectSchema(input, 'input'),
      outputSchema: objectSchema(output, 'output'),
      annotations: {
        title,
        readOnlyHint: scope === 'read',
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    async call(viewer, args, asking) {
      assertCan(viewer, scope)
      const given = input.safeParse(args ?? {})
      // Only of the right shape: what is nested without end cannot be written anew.
      const parsed = given.success ? input.safeParse(storable(args ?? {})) : given
      if (!parsed.success) throw new AppError('bad_input', 'The arguments are not understood.', fieldsOf(parsed.error))
      const { lead, text, data } = await run(viewer, parsed.data as z.output<I>, asking)
      const marked = output.parse(cleanValue({ untrusted: true, notice: NOTICE, ...data }))
      return { content: [{ type: 'text', text: fenced(lead, text) }], structuredContent: marked }
    },
  }
}

/** Postgres takes no zero character and no half of a pair, in no text. */
function storable(value: unknown): unknown {
  const whole = (_key: string, inner: unknown): unknown =>
    typeof inner === 'string' ? inner.replaceAll('\u0000', '').toWellFormed() : inner
  return JSON.parse(JSON.stringify(value, whole))
}

function fieldsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const { path, message } of error.issues) fields[path.map(String).join('.') || 'arguments'] ??= message
  return fields
}
