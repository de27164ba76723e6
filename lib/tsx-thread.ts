import { Worker, type ResourceLimits } from 'node:worker_threads'

/** The URL of tsx's loader, when this process runs under it. */
export function tsxLoader(): string | undefined {
  return process.execArgv.find((argument) => argument.endsWith('/tsx/dist/loader.mjs'))
}

/** The folder of a file, both as URLs, with a slash at the end. */
export const folderOf = (url: string): string => url.slice(0, url.lastIndexOf('/') + 1)

/** `program` and `loader`, that of tsx, as URLs. tsx leaves threads alone unless it is asked, and Node cannot read TypeScript. */
export function startUnderTsx(program: string, loader: string, resourceLimits: ResourceLimits): Worker {
  const api = new URL('esm/api/index.mjs', folderOf(loader)).href
  const code = `import(${JSON.stringify(api)}).then(({ register }) => (register(), import(${JSON.stringify(program)})))`
  return new Worker(code, { eval: true, execArgv: ['--conditions=react-server'], resourceLimits })
}
