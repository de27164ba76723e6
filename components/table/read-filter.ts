import type { z } from 'zod'

export type SearchParams = Record<string, string | string[] | undefined>

/**
 * The filter that an address asks for. Takes the page's search parameters; of a repeated one the first counts.
 * Values that the schema refuses are dropped, so that an old or mistyped link still shows a list.
 */
export function readFilter<S extends z.ZodObject>(schema: S, params: SearchParams): z.infer<S> {
  const values: Record<string, string> = {}
  for (const name of Object.keys(schema.shape)) {
    const value = params[name]
    const first = Array.isArray(value) ? value[0] : value
    if (first !== undefined && first !== '') values[name] = first
  }
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) delete values[String(issue.path[0])]
  return schema.parse(values)
}
