// A process that runs imports, for tests that kill it: started with `DATABASE_URL`, it says `ready` and works until it is told
// to stop.
import { eventViewer } from '@/lib/auth/event-viewer'
import { findRemindedViewer } from '@/lib/auth/reminded-viewer'
import { trackerViewer } from '@/lib/auth/tracker-viewer'
import { unsubscribeAddress } from '@/lib/auth/unsubscribe-link'
import { database } from '@/lib/database'
import { startWorker } from '@/lib/jobs/worker'
import { testViewer } from './viewer'

const worker = startWorker({
  forImport: () => Promise.resolve(testViewer()),
  byEmail: () => Promise.resolve(null),
  recogniser: testViewer(),
  reader: testViewer('read'),
  forEvents: eventViewer,
  forTrackers: trackerViewer,
  forMails: { viewerOf: findRemindedViewer, unsubscribe: unsubscribeAddress },
})
process.once('SIGTERM', () => {
  void worker.stop().then(() => database.$disconnect())
})
process.stdout.write('ready\n')
