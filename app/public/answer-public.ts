import { tellFault } from '@/app/tell-fault'
import { publicMissing } from '@/components/public/public-list'
import { publicPage, type Frame } from '@/components/public/public-frame'
import { publicViewer } from '@/lib/auth/public-viewer'
import { env } from '@/lib/env'
import type { HtmlPart } from '@/lib/render/html'
import { respondCopy } from '@/lib/web/kept-copy'
import type { Viewer } from '@/lib/schema/viewer'
import { admit } from '@/lib/web/rate-limit'
import { PUBLIC_POLICY } from '@/lib/web/security-headers'
import { wordsFor } from './words-for'

/** What a page says of itself; `path`, and `picture` where it has a preview, begin with a slash. */
export type PublicPage = Pick<Frame, 'title' | 'description' | 'kind' | 'lang' | 'words'> & {
  path: string
  picture?: string
  content: HtmlPart
}

const HTML = 'text/html; charset=utf-8'

/** Search engines may list public pages only where the installation says so. */
export function robotsHeader(): Record<string, string> {
  return env().PUBLIC_INDEX ? {} : { 'X-Robots-Tag': 'noindex, nofollow' }
}

function writePage({ path, picture, content, ...page }: PublicPage): string {
  const { baseUrl: base, PUBLIC_INDEX: indexed } = env()
  const preview = picture === undefined ? null : `${base}${picture}`
  return publicPage({ ...page, base, url: `${base}${path}`, picture: preview, indexed }, content)
}

/** Answers with a page that anybody may read and keep, or says that nothing is there when `read` gives null. */
export async function answerPublic(
  request: Request,
  read: (viewer: Viewer) => Promise<PublicPage | null>,
): Promise<Response> {
  try {
    const { viewer } = await admit(request, publicViewer)
    const page = await read(viewer)
    const headers = { 'Content-Security-Policy': PUBLIC_POLICY, Vary: 'Accept-Language', ...robotsHeader() }
    if (page) return respondCopy(request, { body: writePage(page), type: HTML, keep: 'public', headers })
    const words = wordsFor(request)
    const missing = {
      title: words.say('publicMissing.title'),
      description: '',
      kind: 'website',
      path: '/public',
    } as const
    const body = writePage({ ...missing, words, content: publicMissing(words) })
    return new Response(body, {
      status: 404,
      headers: { ...headers, 'Content-Type': HTML, 'Cache-Control': 'no-store' },
    })
  } catch (error) {
    return tellFault(wordsFor(request).locale, error)
  }
}
