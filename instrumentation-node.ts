import { findImportViewer } from '@/lib/auth/import-viewer'
import { channelViewer, findSlackViewer } from '@/lib/auth/slack-viewer'
import { recogniserViewer } from '@/lib/auth/recogniser-viewer'
import { startWorker } from '@/lib/jobs/worker'

/** Starts what runs in the background of the application's process: imports, answers to Slack. */
export function startBackground(): void {
  const worker = startWorker({
    forImport: findImportViewer,
    byEmail: findSlackViewer,
    reader: channelViewer(),
    recogniser: recogniserViewer(),
  })
  // Next closes the server and ends the process; a running import stops between two documents and goes on at the next start.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void worker.stop())
}
