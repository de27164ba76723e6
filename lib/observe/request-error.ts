import { log } from './log'
import { currentRequest } from './request-context'

/** A line for what a request failed with; what Next prints of it later is left out. */
export function noteRequestError(
  error: unknown,
  method: string,
  context: { routePath: string; routeType: string },
): void {
  const request = currentRequest()
  if (request) request.errorLogged = true
  log.error('a request failed', { method, route: context.routePath, kind: context.routeType }, error)
}
