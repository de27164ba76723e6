import { viewerFromRequest } from '@/lib/auth/viewer'
import type { Viewer } from '@/lib/schema/viewer'
import { respondError } from './respond'

type Context<P> = { params: Promise<P> }

/** Makes a route handler: finds the viewer first, awaits the path's parameters, and maps every failure to its answer. */
export function handle<P extends Record<string, string | string[]>>(
  answer: (viewer: Viewer, request: Request, params: P) => Promise<Response>,
) {
  return async (request: Request, context: Context<P>): Promise<Response> => {
    try {
      return await answer(await viewerFromRequest(request), request, await context.params)
    } catch (error) {
      return respondError(error)
    }
  }
}
