import { sentence } from '@/lib/schema/sentence'
import type { ActionItemStatus } from '@/lib/schema/action-item'
import type { CheckLine } from '@/lib/schema/premortem'
import { foldWord } from './tokens'

/** An action item of an incident that prevents or detects its like. */
export type KnownControl = {
  id: string
  text: string
  status: ActionItemStatus | null
  owner: string | null
  incident: { slug: string; title: string }
}

const PER_INCIDENT = 3
const MAX_CONTROLS = 8

/** Unfinished ones first: they are what the change still lacks. */
const ORDER: Record<ActionItemStatus | 'unknown', number> = {
  open: 0,
  blocked: 0,
  'in-progress': 0,
  unknown: 1,
  done: 2,
  'wont-do': 3,
}

function questionOf({ text, status }: KnownControl): string {
  const title = text.replace(/[.\s]+$/, '')
  if (status === 'done') return sentence`Does this still hold for the change: “${title}”?`
  if (status === null) return sentence`Was this ever done: “${title}”?`
  return sentence`This is still not done; must it come first: “${title}”?`
}

/**
 * What incidents of the same kind taught, as lines of a checklist: some of each incident (best incident first, by `order`, a list
 * of slugs), each wording once, unfinished ones first.
 */
export function controlsOf(controls: readonly KnownControl[], order: readonly string[]): CheckLine[] {
  const seen = new Set<string>()
  const chosen = order.flatMap((slug) =>
    controls
      .filter(({ incident, text }) => {
        const key = `${slug} ${foldWord(text)}`
        if (incident.slug !== slug || seen.has(key)) return false
        seen.add(key)
        return true
      })
      .toSorted((a, b) => ORDER[a.status ?? 'unknown'] - ORDER[b.status ?? 'unknown'])
      .slice(0, PER_INCIDENT),
  )
  return chosen.slice(0, MAX_CONTROLS).map((control) => ({
    question: questionOf(control),
    because: [control.incident.slug],
    kind: 'control',
    sources: [{ kind: 'incident', ...control.incident }],
    actionItem: { id: control.id, status: control.status, owner: control.owner },
  }))
}
