import { eventViewer } from '@/lib/auth/event-viewer'
import { findImportViewer } from '@/lib/auth/import-viewer'
import { channelViewer, findSlackViewer } from '@/lib/auth/slack-viewer'
import { findSessionsBy } from '@/lib/auth/posted-session'
import { recogniserViewer } from '@/lib/auth/recogniser-viewer'
import { findRemindedViewer } from '@/lib/auth/reminded-viewer'
import { findSessionViewer } from '@/lib/auth/session'
import { trackerViewer } from '@/lib/auth/tracker-viewer'
import { unsubscribeAddress } from '@/lib/auth/unsubscribe-link'
import { startWorker, type Worker } from '@/lib/jobs/worker'
import { takeOverConsole } from '@/lib/observe/console'
import { watchRequests } from '@/lib/observe/requests'
import { endWithCare } from '@/lib/observe/shutdown'
import { startTraces } from '@/lib/observe/traces'
import { isUnchangedSince, readSnapshot } from '@/lib/query/content-changes'
import { pageRemembering } from '@/lib/web/remember-pages'

/** Starts what watches the application's process, what the proxy asks, and what runs in the background: imports, answers to Slack, backups. */
export async function start(): Promise<void> {
  if (process.env.NODE_ENV === 'production') {
    takeOverConsole()
    watchRequests(pageRemembering({ findViewer: findSessionViewer, readSnapshot, isUnchangedSince }))
  }
  findSessionsBy(findSessionViewer)
  await startTraces()
  const worker = process.env.DATABASE_URL ? startBackground() : null
  // A running import stops between two documents and goes on at the next start.
  if (process.env.NODE_ENV === 'production') endWithCare(async () => worker?.stop())
}

function startBackground(): Worker {
  return startWorker({
    forImport: findImportViewer,
    byEmail: findSlackViewer,
    reader: channelViewer(),
    recogniser: recogniserViewer(),
    forEvents: eventViewer,
    forTrackers: trackerViewer,
    forMails: { viewerOf: findRemindedViewer, unsubscribe: unsubscribeAddress },
  })
}
