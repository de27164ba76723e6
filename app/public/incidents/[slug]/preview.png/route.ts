import { incidentCard } from '@/components/public/preview-card'
import { shownLanguage } from '@/components/public/public-incident'
import { findPublicIncident } from '@/lib/query/public'
import { answerPreview } from '../../../answer-preview'

type Context = { params: Promise<{ slug: string }> }

/** What is shown beside a link to a public incident; `?lang=` chooses the language, as on its page. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  const asked = new URL(request.url).searchParams.get('lang')
  return answerPreview(request, async (viewer) => {
    const incident = await findPublicIncident(viewer, slug, new Date())
    return incident && incidentCard(incident, shownLanguage(incident, asked))
  })
}
