import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { syncCatalogue } from '@/lib/import/catalogue'
import { loadContent } from '@/lib/import/load-content'
import type { Viewer } from '@/lib/schema/viewer'

/** Slugs of the demo content that tests speak of. */
export const DEMO = {
  keyRotation: '2026-01-08-stale-jwks-after-key-rotation',
  skill: 'auth-jwks-rotation-spike',
  pattern: 'cache-vs-rotation',
} as const

/** Brings catalogue and demo content into the test's database; gives a viewer who may do everything. */
export async function loadDemoContent(): Promise<Viewer> {
  const viewer = commandLineViewer()
  await syncCatalogue(viewer)
  const failed = (await loadContent(viewer)).filter((line) => line.outcome === 'failed')
  if (failed.length > 0) throw new Error(`demo content failed: ${JSON.stringify(failed)}`)
  return viewer
}
