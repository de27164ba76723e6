/** Next calls this once when the server starts: imports in the background run in this process. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || !process.env.DATABASE_URL) return
  const { startWorker } = await import('@/lib/jobs/worker')
  const { findImportViewer } = await import('@/lib/auth/import-viewer')
  const worker = startWorker(findImportViewer)
  // Next closes the server and ends the process; a running import stops between two documents and goes on at the next start.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop())
}
