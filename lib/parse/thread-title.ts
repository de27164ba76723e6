import { light } from './light-expression'
import { type Account, cite } from './thread-citations'
import type { ThreadEvent } from './thread-events'
import { NEGATIVE } from './thread-cues'
import { FOUND_KINDS, TROUBLE_KINDS } from './thread-signs'
import { unmarked } from './thread-text'

/** Longest title, in characters. */
const MAX_TITLE = 100
const ALERT_MARKS = light(
  /^(?:[\p{P}\p{S}\s]*(?:firing(?::\d+)?|triggered|alerting|alarm|alert|critical|warning|warn|error|problem|new issue|incident|resolved|kritisch|проблема|alerte|alerta|no data|p[0-5]|sev-?\d)(?![\p{L}\p{N}])[\s\]):–—-]*)+/iu,
)

/** The name of the first alert, else the first report that fits a title, cut at a word. */
export function titleOf(events: readonly ThreadEvent[], draft: Account): string {
  const alert = events.find(({ kind }) => kind === 'alert')
  const reports = events.filter(
    ({ kind, said }) =>
      (kind === 'report' || (kind === 'impact' && !NEGATIVE.test(said.text.toLowerCase()))) && !said.message.bot,
  )
  const report = reports.find(({ said }) => said.text.length <= MAX_TITLE && said.text.length > 12) ?? reports[0]
  const alerted = alert ? alertTitle(alert) : ''
  const source = alerted
    ? alert
    : (report ?? events.find(({ kind }) => TROUBLE_KINDS.has(kind) || FOUND_KINDS.has(kind)))
  if (source) cite(draft, 'title', source)
  const text = alerted || unmarked(source?.said.text ?? '').replace(/[\s.?!:;,]+$/u, '')
  const title = text.charAt(0).toUpperCase() + text.slice(1)
  if (title.length <= MAX_TITLE) return title || 'Incident'
  const cut = title.slice(0, MAX_TITLE)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MAX_TITLE / 2))}…`
}

function alertTitle({ said }: ThreadEvent): string {
  const lines = said.message.text.split('\n').map((line) => unmarked(line).trim())
  return (
    lines
      .map((line) =>
        line
          .replace(/^[^\p{L}\p{N}[#]+/u, '')
          .replace(/^#\d{1,9}\s+/, '')
          .replace(ALERT_MARKS, '')
          .trim(),
      )
      .find((line) => /\p{L}{3}/u.test(line) && !/^https?:/.test(line)) ?? ''
  )
}
