import { statusBadge } from '@/components/public/status-badge'
import { publicViewer } from '@/lib/auth/public-viewer'
import { AppError } from '@/lib/domain/errors'
import { findPublicStatus } from '@/lib/query/public'
import { respondCopy } from '@/lib/web/kept-copy'
import { admit } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'
import { DATA_POLICY } from '@/lib/web/security-headers'

type Context = { params: Promise<{ slug: string }> }

/** The state of a public incident as an image that pages elsewhere may show. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    const { viewer } = await admit(request, publicViewer)
    const status = await findPublicStatus(viewer, (await params).slug)
    if (status === null) throw new AppError('not_found', 'There is no such public incident.')
    const headers = { 'Content-Security-Policy': DATA_POLICY }
    return respondCopy(request, {
      body: statusBadge(status),
      type: 'image/svg+xml; charset=utf-8',
      keep: 'public',
      headers,
    })
  } catch (error) {
    return respondError(error)
  }
}
