import { PUBLIC_STYLE } from '@/components/public/public-style'
import { respondCopy } from '@/lib/web/kept-copy'

/** The style of the public pages. */
export function GET(request: Request): Response {
  return respondCopy(request, { body: PUBLIC_STYLE, type: 'text/css; charset=utf-8', keep: 'public' })
}
