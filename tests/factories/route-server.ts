// Route handlers over real HTTP, in this process.
import fs from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import path from 'node:path'

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response> | Response
export type Route = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', unknown>>
type Matched = { route: Route; params: Record<string, string> }

async function requestOf(incoming: IncomingMessage, url: string): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === 'string') headers.set(name, value)
  const { method = 'GET' } = incoming
  const body = chunks.length > 0 ? Buffer.concat(chunks) : null
  return new Request(url, { method, headers, body })
}

/** Serves what `match` finds for a path on a port of loopback, a free one unless given, until `close`. */
export async function serveRoutes(
  match: (pathname: string) => Matched | null,
  port = 0,
): Promise<{ url: string; port: number; close: () => Promise<void> }> {
  let base = ''
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await requestOf(incoming, `${base}${incoming.url ?? '/'}`)
      const matched = match(new URL(request.url).pathname)
      const handler = matched?.route[incoming.method as keyof Route] as Handler | undefined
      const answer = handler
        ? await handler(request, { params: Promise.resolve(matched?.params ?? {}) })
        : new Response(null, { status: matched ? 405 : 404 })
      // A client that keeps a connection of a server that has gone would fail by that alone.
      outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), connection: 'close' })
      outgoing.end(Buffer.from(await answer.arrayBuffer()))
    })()
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  base = `http://127.0.0.1:${address.port}`
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: base, port: address.port, close }
}

const app = path.resolve(import.meta.dirname, '../../app')

export type ApiRoute = {
  /** As OpenAPI writes it: parameters in braces. */
  path: string
  methods: string[]
  route: Route
}

/** Every route of the API on disk, but the one for what no other answers. */
export async function readApiRoutes(): Promise<ApiRoute[]> {
  const all = fs.readdirSync(path.join(app, 'api/v1'), { recursive: true, encoding: 'utf8' })
  const files = all.filter((file) => path.basename(file) === 'route.ts' && !file.includes('[...'))
  return Promise.all(
    files.toSorted().map(async (file) => {
      const route = (await import(path.join(app, 'api/v1', file))) as Route
      const written = `/api/v1/${path.dirname(file)}`.replaceAll('[', '{').replaceAll(']', '}')
      const methods = Object.keys(route).filter((name) => /^(GET|POST|PUT|PATCH|DELETE)$/.test(name))
      return { path: written, methods, route }
    }),
  )
}

/** Finds the route of a path, fixed words before parameters, as Next does. */
export function matchRoute(routes: readonly ApiRoute[], pathname: string): Matched | null {
  const ranked = routes.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)
  for (const { path: written, route } of ranked) {
    const pattern = new RegExp(`^${written.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    const found = pattern.exec(pathname)
    if (!found) continue
    const params = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)])
    return { route, params: Object.fromEntries(params) as Record<string, string> }
  }
  return null
}
