import { ImageResponse } from 'next/og'
import { PREVIEW_SIZE, previewPicture, type PreviewCard } from '@/components/public/preview-card'
import { publicViewer } from '@/lib/auth/public-viewer'
import { AppError } from '@/lib/domain/errors'
import type { Viewer } from '@/lib/schema/viewer'
import { contentEtag, holdsCopy } from '@/lib/web/etag'
import { admit } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'
import { DATA_POLICY } from '@/lib/web/security-headers'
import { robotsHeader } from './answer-public'

/** Part of the name of what is kept: raised when the drawing changes, so that nobody goes on showing the old one. */
const DRAWING = 1

/**
 * Answers with the picture that others show beside a link, for who is not signed in; `read` gives null for what is not public. Whoever
 * has this very picture is told so before it is drawn.
 */
export async function answerPreview(
  request: Request,
  read: (viewer: Viewer) => Promise<PreviewCard | null>,
): Promise<Response> {
  try {
    const { viewer } = await admit(request, publicViewer)
    const card = await read(viewer)
    if (!card) throw new AppError('not_found', 'There is no such public page.')
    const etag = contentEtag(JSON.stringify([DRAWING, card]))
    const headers = {
      'Cache-Control': 'public, max-age=0, must-revalidate',
      'Content-Security-Policy': DATA_POLICY,
      'X-Content-Type-Options': 'nosniff',
      ETag: etag,
      ...robotsHeader(),
    }
    if (holdsCopy(request, etag)) return new Response(null, { status: 304, headers })
    // Drawn whole before it is answered: a fault while drawing is then an answer and not half a picture.
    const picture = await new ImageResponse(previewPicture(card), PREVIEW_SIZE).arrayBuffer()
    return new Response(picture, { headers: { ...headers, 'Content-Type': 'image/png' } })
  } catch (error) {
    return respondError(error)
  }
}
