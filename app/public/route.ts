import { publicList } from '@/components/public/public-list'
import { listPublicIncidents } from '@/lib/query/public'
import { answerPublic } from './answer-public'

/** The list of public incidents, for everybody. */
export function GET(request: Request): Promise<Response> {
  const asked = /^[1-9]\d{0,4}$/.exec(new URL(request.url).searchParams.get('page') ?? '1')
  return answerPublic(request, async (viewer) => {
    if (!asked) return null
    const page = Number(asked[0])
    return {
      title: 'Public incidents',
      description: 'Incidents that everybody may read about: what happened, why, and what is done about it.',
      kind: 'website',
      path: page === 1 ? '/public' : `/public?page=${page}`,
      picture: '/public/preview.png?of=list',
      content: publicList(await listPublicIncidents(viewer, page)),
    }
  })
}
