import { Worker, type ResourceLimits } from 'node:worker_threads'

/**
 * Starts the program of a thread. The application's build sees this call and makes a file of its own of the program; a command
 * runs under tsx. Under any other loader it cannot be started, and everything is read by the process itself.
 */
export function startParseThread(resourceLimits: ResourceLimits): Worker {
  const loader = process.execArgv.find((argument) => argument.endsWith('/tsx/dist/loader.mjs'))
  if (loader) return startUnderTsx(new URL('parse-worker.ts', folderOf(import.meta.url)).href, loader, resourceLimits)
  return new Worker(new URL('./parse-worker.ts', import.meta.url), { resourceLimits })
}

/** `program` and `loader`, that of tsx, as URLs. tsx leaves threads alone unless it is asked, and Node cannot read TypeScript. */
export function startUnderTsx(program: string, loader: string, resourceLimits: ResourceLimits): Worker {
  const api = new URL('esm/api/index.mjs', folderOf(loader)).href
  const code = `import(${JSON.stringify(api)}).then(({ register }) => (register(), import(${JSON.stringify(program)})))`
  return new Worker(code, { eval: true, execArgv: ['--conditions=react-server'], resourceLimits })
}

const folderOf = (url: string): string => url.slice(0, url.lastIndexOf('/') + 1)
