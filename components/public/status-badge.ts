import { html } from '@/lib/render/html'
import { INCIDENT_STATUSES } from '@/lib/render/labels'
import type { Tone } from '@/lib/render/tone'
import type { IncidentStatus } from '@/lib/schema/draft'

/** White on each of these is at least 4.5:1. */
const COLOURS: Record<Tone, string> = {
  neutral: '#6b675f',
  accent: '#0c6b63',
  red: '#a1261d',
  amber: '#7d4e00',
  green: '#1c6238',
  blue: '#1c5596',
  violet: '#5f3aa8',
}
/** Width of a letter at 11 px, roughly; the text is told how long it is. */
const LETTER = 6.4
const LEFT = 'incident'

/** The state of an incident as a small image, for pages elsewhere. */
export function statusBadge(status: IncidentStatus): string {
  const { label, tone } = INCIDENT_STATUSES[status]
  const right = label.toLowerCase()
  const [a, b] = [LEFT, right].map((text) => Math.round(text.length * LETTER) + 12)
  const [leftWidth, rightWidth] = [a ?? 0, b ?? 0]
  const width = leftWidth + rightWidth
  const half = (text: string, x: number, room: number) =>
    html`<text x="${x + room / 2}" y="14" textLength="${room - 12}">${text}</text>`
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="20"
    role="img"
    aria-label="incident: ${right}"
  >
    <title>incident: ${right}</title>
    <rect width="${width}" height="20" rx="3" fill="#413f3a" />
    <path d="M${leftWidth} 0h${rightWidth - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${leftWidth}z" fill="${COLOURS[tone]}" />
    <g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
      ${half(LEFT, 0, leftWidth)}${half(right, leftWidth, rightWidth)}
    </g>
  </svg>`.text
}
