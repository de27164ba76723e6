import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const RouteSchema = z.object({ page: z.string(), regex: z.string() })
const ManifestSchema = z.object({ staticRoutes: z.array(RouteSchema), dynamicRoutes: z.array(RouteSchema) })

type Route = { page: string; matches: RegExp }

/** What the build says of its routes; empty under the development server, where nobody measures. */
function readRoutes(): Route[] {
  try {
    const file = path.join(process.cwd(), '.next', 'routes-manifest.json')
    const { staticRoutes, dynamicRoutes } = ManifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({ page, matches: new RegExp(regex) }))
  } catch {
    return []
  }
}

let routes: Route[] | undefined

/** A path as data of a client component, and of one segment of it, is asked for. */
const DATA = /(?:\.segments\/.*)?\.(?:rsc|segment\.rsc)$/

/**
 * The template that a path belongs to, as `/incidents/[slug]`: what was asked for stays out of the log and the metrics, and their
 * number of series is that of the routes. `other` for what is none.
 */
export function routeTemplate(url: string): string {
  const pathname = (url.split('?', 1)[0] ?? '/').replace(DATA, '') || '/'
  if (pathname.startsWith('/_next/')) return '/_next'
  routes ??= readRoutes()
  return routes.find(({ matches }) => matches.test(pathname))?.page ?? 'other'
}
