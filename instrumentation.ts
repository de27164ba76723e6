import type { Instrumentation } from 'next'

/** Next calls this once when the server starts, in each of its runtimes; only Node's has the database. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { start } = await import('./instrumentation-node')
    await start()
  }
}

/** Next calls this for what a page, a route or a server action throws and nobody expects. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { noteRequestError } = await import('./lib/observe/request-error')
    noteRequestError(error, request.method, context)
  }
}
