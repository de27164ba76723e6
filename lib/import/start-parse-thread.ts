import { Worker, type ResourceLimits } from 'node:worker_threads'
import { folderOf, startUnderTsx, tsxLoader } from '@/lib/tsx-thread'

/**
 * Starts the program of a thread. The application's build sees this call and makes a file of its own of the program; a command
 * runs under tsx. Under any other loader it cannot be started, and everything is read by the process itself.
 */
export function startParseThread(resourceLimits: ResourceLimits): Worker {
  const loader = tsxLoader()
  if (loader) return startUnderTsx(new URL('parse-worker.ts', folderOf(import.meta.url)).href, loader, resourceLimits)
  return new Worker(new URL('./parse-worker.ts', import.meta.url), { resourceLimits })
}
