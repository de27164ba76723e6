import { publicList } from '@/components/public/public-list'
import { listPublicIncidents } from '@/lib/query/public'
import { answerPublic } from './answer-public'
import { wordsFor } from './words-for'

/** The list of public incidents, for everybody. */
export function GET(request: Request): Promise<Response> {
  const asked = /^[1-9]\d{0,4}$/.exec(new URL(request.url).searchParams.get('page') ?? '1')
  return answerPublic(request, async (viewer) => {
    if (!asked) return null
    const page = Number(asked[0])
    const words = wordsFor(request)
    return {
      title: words.say('publicList.title'),
      description: words.say('publicList.description'),
      kind: 'website',
      path: page === 1 ? '/public' : `/public?page=${page}`,
      picture: '/public/preview.png?of=list',
      words,
      content: publicList(await listPublicIncidents(viewer, page), words),
    }
  })
}
