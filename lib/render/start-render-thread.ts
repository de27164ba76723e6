import { Worker } from 'node:worker_threads'
import { folderOf, startUnderTsx, tsxLoader } from '@/lib/tsx-thread'

/** As `startParseThread` of the import: the build sees this call and makes a file of its own of the program. */
export function startRenderThread(): Worker {
  const loader = tsxLoader()
  const resourceLimits = { maxOldGenerationSizeMb: 512 }
  if (loader) return startUnderTsx(new URL('render-worker.ts', folderOf(import.meta.url)).href, loader, resourceLimits)
  return new Worker(new URL('./render-worker.ts', import.meta.url), { resourceLimits })
}
