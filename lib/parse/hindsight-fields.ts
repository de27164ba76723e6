import { isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '@/lib/schema/draft'
import { DateSchema, InstantSchema, LangSchema, PartialDateSchema, type Span } from '@/lib/schema/text'
import { sentence } from '@/lib/schema/sentence'

export type Node = ParsedNode | null
export type NodeMap = YAMLMap.Parsed

/** What is known while reading one document; readers add to `problems` and `spans`. */
export type Context = {
  /** Offset of the front matter in the whole text. */
  base: number
  lineOf: (offset: number) => number
  /** Offset of the document's zone (`-08:00`), for times that a person wrote without one. */
  zone: string | null
  body: string
  bodyStart: number
  problems: Problem[]
  spans: Record<string, Span>
}

/** Reads one node. null: the field is absent, or it was refused with a problem. */
export type Field<T> = (node: Node, path: string, context: Context) => T | null

type Shape = Record<string, Field<unknown>>
export type Values<S extends Shape> = { [K in keyof S]: ReturnType<S[K]> }

/** The place of a node in the whole text, as UTF-16 offsets. */
export function spanOf(node: Node, context: Context): Span | null {
  return node ? [context.base + node.range[0], context.base + node.range[1]] : null
}

/** Says that a field was left out, with its line; gives null, which is what its reader then gives. */
export function warn(context: Context, node: Node, message: string): null {
  return tell(context, node, 'warning', message)
}

/** Says that the document cannot be used; gives null. */
export function fail(context: Context, node: Node, message: string): null {
  return tell(context, node, 'error', message)
}

/** Says that a mapping without something that it needs was left out; gives null. */
export function lack(context: Context, node: Node, path: string, key: string): null {
  return warn(context, node, sentence`“${path}” has no “${key}”; it was left out.`)
}

function tell(context: Context, node: Node, level: Problem['level'], message: string): null {
  const line = node ? context.lineOf(context.base + node.range[0]) : undefined
  context.problems.push({ level, message, ...(line === undefined ? {} : { line }) })
  return null
}

function isAbsent(node: Node): boolean {
  return node === null || (isScalar(node) && node.value === null && node.type === 'PLAIN')
}

/** A text. Numbers and booleans count as the words they are written with: `version: 1.10` is "1.10". */
export const text: Field<string> = (node, path, context) => {
  if (node === null || isAbsent(node)) return null
  if (!isScalar(node)) return warn(context, node, sentence`“${path}” must be a text; it was left out.`)
  const span = spanOf(node, context)
  if (span) context.spans[path] = span
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
}

/** A text that must satisfy a schema; `what` says in words what is expected. */
export function checkedText<T extends string>(schema: z.ZodType<T>, what: string): Field<T> {
  return (node, path, context) => {
    const value = text(node, path, context)
    if (value === null) return null
    const checked = schema.safeParse(value)
    return checked.success
      ? checked.data
      : warn(context, node, sentence`“${path}” must be ${what}; “${brief(value)}” was left out.`)
  }
}

function brief(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value
}

/** A calendar date, a date as far as it is known, and a language code. */
export const date = checkedText(DateSchema, sentence`a date such as 2026-01-08`)
export const partialDate = checkedText(PartialDateSchema, sentence`a date, a month or a year such as 2026-01`)
export const lang = checkedText(LangSchema, sentence`a language code of two letters, or und`)

/** One of the words of an enumeration. */
export function choice<T extends string>(schema: z.ZodType<T> & { options: readonly T[] }): Field<T> {
  return checkedText(schema, sentence`one of ${schema.options.join(', ')}`)
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/
const OFFSET_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}:\d{2})$/

/** An instant as UTC. Also accepts one with an offset, and one without when the document names its zone. */
export const instant: Field<string> = (node, path, context) => {
  const value = text(node, path, context)
  if (value === null || InstantSchema.safeParse(value).success) return value
  const zoned = LOCAL_TIME.test(value) && context.zone ? `${value}${context.zone}` : value
  const parts = OFFSET_TIME.exec(zoned)
  // JavaScript takes 30 February for 2 March.
  const time =
    parts && DateSchema.safeParse(parts[1]).success ? Date.parse(`${parts[1]}T${parts[2]}${parts[3]}`) : Number.NaN
  if (!Number.isNaN(time)) return new Date(time).toISOString().replace('.000Z', 'Z')
  return warn(
    context,
    node,
    sentence`“${path}” must be an instant such as 2026-01-09T00:00:00Z; “${brief(value)}” was left out.`,
  )
}

/** A number that a schema accepts. */
export function number(schema: z.ZodType<number>, what: string): Field<number> {
  return (node, path, context) => {
    if (node === null || isAbsent(node)) return null
    const checked = schema.safeParse(isScalar(node) ? node.value : null)
    if (!checked.success) return warn(context, node, sentence`“${path}” must be ${what}; it was left out.`)
    const span = spanOf(node, context)
    if (span) context.spans[path] = span
    return checked.data
  }
}

/** True or false. */
export const flag: Field<boolean> = (node, path, context) => {
  if (node === null || isAbsent(node)) return null
  if (isScalar(node) && typeof node.value === 'boolean') return node.value
  return warn(context, node, sentence`“${path}” must be true or false; it was left out.`)
}

/** A list. Items that cannot be read are left out, each with its problem. A single value counts as a list of one. */
export function list<T>(item: Field<T>): Field<T[]> {
  return (node, path, context) => {
    if (node === null || isAbsent(node)) return null
    const nodes = isSeq(node) ? (node.items as Node[]) : [node]
    const values: T[] = []
    for (const entry of nodes) {
      // The path counts the items that are kept, so that spans stay in step with the draft.
      const value = item(entry, `${path}.${values.length}`, context)
      if (value !== null) values.push(value)
      else if (isAbsent(entry)) warn(context, entry ?? node, sentence`“${path}” has an empty item; it was left out.`)
    }
    return values
  }
}

/** One list per language code. */
export function byLanguage<T>(item: Field<T>): Field<Record<string, T[]>> {
  return (node, path, context) => {
    if (node === null || isAbsent(node)) return null
    if (!isMap(node)) return warn(context, node, sentence`“${path}” must have one list per language; it was left out.`)
    const values: Record<string, T[]> = {}
    for (const { key, value } of node.items) {
      const code = isScalar(key) ? String(key.value) : ''
      if (LangSchema.safeParse(code).success) values[code] = list(item)(value, `${path}.${code}`, context) ?? []
      else warn(context, key, sentence`“${brief(code)}” in “${path}” is not a language code; it was left out.`)
    }
    return values
  }
}

/** Values under names of the document's own. */
export function byName<T>(item: Field<T>): Field<Record<string, T>> {
  return (node, path, context) => {
    if (node === null || isAbsent(node)) return null
    if (!isMap(node)) return warn(context, node, sentence`“${path}” must have keys and values; it was left out.`)
    const values = new Map<string, T>()
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : ''
      const read = item(value, `${path}.${name}`, context)
      if (name !== '' && read !== null) values.set(name, read)
    }
    return Object.fromEntries(values)
  }
}

/** The fields of a mapping; keys that the format does not know are named in a problem and left out of the draft. */
export function readFields<S extends Shape>(map: NodeMap, path: string, context: Context, shape: S): Values<S> {
  const prefix = path ? `${path}.` : ''
  const found = new Map<string, Node>()
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (!Object.hasOwn(shape, name))
      warn(context, key, sentence`“${prefix + brief(name)}” is not a key of this format; it was left out.`)
    else if (found.has(name)) warn(context, key, sentence`“${prefix + name}” is given twice; the first is used.`)
    else found.set(name, value)
  }
  const entries = Object.entries(shape).map(([name, field]) => {
    return [name, field(found.get(name) ?? null, prefix + name, context)] as const
  })
  return Object.fromEntries(entries) as Values<S>
}

/** A mapping whose fields are then built into a value; `build` gives null (after a warning) when something needed is missing. */
export function record<S extends Shape, T>(
  shape: S,
  build: (values: Values<S>, node: ParsedNode, path: string, context: Context) => T | null,
): Field<T> {
  return (node, path, context) => {
    if (node === null || isAbsent(node)) return null
    if (!isMap(node)) return warn(context, node, sentence`“${path}” must have keys and values; it was left out.`)
    return build(readFields(node, path, context, shape), node, path, context)
  }
}

/** A mapping, or a bare text for a value of which no more is known. */
export function orText<T>(full: Field<T>, build: (words: string, span: Span | null, context: Context) => T): Field<T> {
  return (node, path, context) => {
    if (!isScalar(node)) return full(node, path, context)
    const words = text(node, path, context)
    return words === null ? null : build(words, spanOf(node, context), context)
  }
}

/** For a key whose name in the file is not the draft's. */
export function renameSpan(context: Context, from: string, to: string): void {
  const span = context.spans[from]
  if (!span) return
  context.spans[to] = span
  delete context.spans[from]
}
