import { drawableText } from '@/lib/render/drawable-text'
import { INCIDENT_STATUSES } from '@/lib/render/labels'
import { languageName } from '@/lib/render/language'
import { oneText } from '@/lib/render/localised'
import { formatDay, formatMinutes } from '@/lib/render/time'
import type { PublicIncident } from '@/lib/schema/public'

/** What the picture beside a link says. Every text in it can be drawn. */
export type PreviewCard = { title: string; facts: string[] }

/** What previews of links are drawn at, in pixels; what those who show them ask for. */
export const PREVIEW_SIZE = { width: 1200, height: 630 }
/** Characters of a title that fit on the picture. */
const TITLE = 120

/** What is told of a page that is nobody's but its readers'. */
export const GENERAL_CARD: PreviewCard = { title: 'A postmortem knowledge base', facts: ['Sign in to read this page'] }

/** The list of public incidents. */
export const LIST_CARD: PreviewCard = { title: 'Public incidents', facts: [] }

/** A title that can be drawn: in the language of the page, else in another that the incident has; null when there is none. */
function drawableTitle({ title }: PublicIncident, lang: string): string | null {
  const texts = [oneText(title, lang)?.text, ...Object.values(title)]
  for (const text of texts) {
    const drawn = text === undefined ? null : drawableText(text, TITLE)
    if (drawn !== null) return drawn
  }
  return null
}

/** The card of a public incident. A title in letters that cannot be drawn is told by its language: boxes would say nothing. */
export function incidentCard(incident: PublicIncident, lang: string): PreviewCard {
  const { on, status, severity, impactMinutes } = incident
  const title = drawableTitle(incident, lang)
  const facts = [
    title !== null && on ? formatDay(on) : null,
    impactMinutes === null ? null : `${formatMinutes(impactMinutes)} of impact`,
    severity === null ? null : drawableText(severity, 20),
    status === 'unknown' ? null : INCIDENT_STATUSES[status].label,
    title === null ? `Account in ${languageName(lang)}` : null,
  ]
  return {
    title: title ?? (on ? `Incident of ${formatDay(on)}` : 'Incident'),
    facts: facts.filter((fact) => fact !== null),
  }
}

/** The picture beside a link, as `next/og` draws it: it knows flex boxes and no style sheet. */
export function previewPicture({ title, facts }: PreviewCard) {
  return (
    <div
      style={{
        width: '100%',
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        padding: '64px 72px',
        background: '#faf9f7',
        color: '#1d1b18',
        borderTop: '16px solid #0c6b63',
      }}
    >
      <div style={{ display: 'flex', fontSize: 34, color: '#0b6059' }}>Hindsight</div>
      <div style={{ display: 'flex', fontSize: title.length > 60 ? 58 : 76, lineHeight: 1.15 }}>{title}</div>
      <div style={{ display: 'flex', fontSize: 32, color: '#57534c' }}>{facts.join('  ·  ')}</div>
    </div>
  )
}
