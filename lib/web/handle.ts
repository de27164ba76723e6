import { z } from 'zod'
import { assertCan } from '@/lib/domain/permissions'
import type { Viewer } from '@/lib/schema/viewer'
import { admit, withHeaders } from './rate-limit'
import { inputError } from './read-body'
import { respondError } from './respond'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

type Context<P> = { params: Promise<P> }

/**
 * Makes a route handler: lets the caller in, awaits the path's parameters, and maps every failure to its answer. Each answer says
 * what is left of the caller's rate limit, and when their token ends if that is soon.
 * A token that only reads is refused where something could change, before anything of the request is looked at; `reads` marks a
 * handler that changes nothing whatever its method is.
 */
export function handle<P extends Record<string, string | string[]>>(
  answer: (viewer: Viewer, request: Request, params: P) => Promise<Response>,
  effect: 'changes' | 'reads' = 'changes',
) {
  return async (request: Request, context: Context<P>): Promise<Response> => {
    let told: Record<string, string> = {}
    try {
      const { viewer, headers } = await admit(request)
      told = headers
      if (effect === 'changes' && viewer.via === 'token' && !READING.has(request.method)) assertCan(viewer, 'write')
      return withHeaders(await answer(viewer, request, await context.params), told)
    } catch (error) {
      return withHeaders(respondError(asTold(error, request)), told)
    }
  }
}

/** The store checks what it is to keep, names in the path among it; of a question it is our own rows that do not hold what they should. */
function asTold(error: unknown, { method }: Request): unknown {
  return error instanceof z.ZodError && !READING.has(method) ? inputError(error) : error
}
