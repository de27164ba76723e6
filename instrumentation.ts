/** Next calls this once when the server starts, in each of its runtimes; only Node's has the database. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs' && process.env.DATABASE_URL) {
    const { startBackground } = await import('./instrumentation-node')
    startBackground()
  }
}
