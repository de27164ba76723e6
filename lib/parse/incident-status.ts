import type { IncidentDraft, StatusUpdateDraft } from '@/lib/schema/draft'
import { light } from './light-expression'

const STATUS_WORDS: [IncidentDraft['status'], RegExp][] = [
  ['investigating', light(/investigat|untersuch|расслед/iu)],
  ['monitoring', light(/monitor|beobacht|наблюд/iu)],
  ['identified', light(/identif|выявл/iu)],
  [
    'resolved',
    light(
      /(?<!\p{L}|\bnot |\bnot yet |\bnicht |\bпока не |(?<!\p{L})не )(?:resolved|closed|complete|done|final|fixed|restored|recovered|behoben|gelöst|geschlossen|abgeschlossen|решен|решён|закрыт|устран|заверш)/iu,
    ),
  ],
]

/** As the document says; else resolved when its last window has an end; else unknown. */
export function statusOf(
  incident: Pick<IncidentDraft, 'windows' | 'statusUpdates'>,
  stated: string | null,
): IncidentDraft['status'] {
  const said = stated && STATUS_WORDS.find(([, words]) => words.test(stated))?.[0]
  if (said) return said
  const last = newest(incident.statusUpdates)
  if (last && last.state !== 'update') return last.state === 'postmortem' ? 'resolved' : last.state
  return incident.windows.length > 0 && incident.windows.at(-1)?.resolvedAt ? 'resolved' : 'unknown'
}

function newest(updates: StatusUpdateDraft[]): StatusUpdateDraft | null {
  return (
    updates
      .filter((update) => update.at)
      .toSorted((a, b) => (a.at ?? '').localeCompare(b.at ?? ''))
      .at(-1) ??
    updates[0] ??
    null
  )
}
