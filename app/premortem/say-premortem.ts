import type { SaidLine } from '@/components/premortem/checklist'
import type { SaidPremortem } from '@/components/premortem/premortem-answer'
import type { SaySentence } from '@/lib/intl/sentences'
import type { Premortem } from '@/lib/schema/premortem'

/** An answer as its reader is told it: it is kept in English, and ticks are kept by the English questions. */
export function sayPremortem(answer: Premortem, say: SaySentence): SaidPremortem {
  const { patterns, checklist, incidents, note } = answer
  return {
    ...answer,
    patterns: patterns.map((pattern) => ({
      ...pattern,
      evidence: pattern.evidence.map((quote) => ({ ...quote, says: quote.says === null ? null : say(quote.says) })),
    })),
    checklist: checklist.map((line): SaidLine => ({ ...line, said: say(line.question) })),
    incidents: incidents.map((hit) => ({ ...hit, reasons: hit.reasons.map(say) })),
    note: note === null ? null : say(note),
  }
}
