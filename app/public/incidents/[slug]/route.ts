import { publicIncident, shownLanguage } from '@/components/public/public-incident'
import { findPublicIncident } from '@/lib/query/public'
import { oneText } from '@/lib/render/localised'
import { answerPublic } from '../../answer-public'
import { wordsFor } from '../../words-for'

type Context = { params: Promise<{ slug: string }> }

/** Characters of a description that others show beside a link. */
const DESCRIPTION = 200

/** A public incident, for everybody; `?lang=` chooses the language. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug } = await params
  const asked = new URL(request.url).searchParams.get('lang')
  return answerPublic(request, async (viewer) => {
    const incident = await findPublicIncident(viewer, slug, new Date())
    if (!incident) return null
    const lang = shownLanguage(incident, asked)
    const words = wordsFor(request, lang)
    const path = `/public/incidents/${encodeURIComponent(incident.slug)}`
    const summary = oneText(incident.impact.summary, lang)?.text ?? ''
    return {
      title: oneText(incident.title, lang)?.text ?? incident.slug,
      description: summary.length > DESCRIPTION ? `${summary.slice(0, DESCRIPTION).trimEnd()}…` : summary,
      kind: 'article',
      path,
      picture: `${path}/preview.png${asked === lang ? `?${new URLSearchParams({ lang })}` : ''}`,
      lang: lang === 'und' ? 'en' : lang,
      words,
      content: publicIncident(incident, lang, words),
    }
  })
}
