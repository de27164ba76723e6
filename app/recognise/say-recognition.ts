import type { SaySentence } from '@/lib/intl/sentences'
import type { Recognition } from '@/lib/schema/recognise'

/** An answer as its reader is told it: kept and given to programs in English, its reasons are said when it is shown. */
export function sayRecognition(answer: Recognition, say: SaySentence): Recognition {
  return { ...answer, skills: sayHits(answer.skills, say), incidents: sayHits(answer.incidents, say) }
}

const sayHits = (hits: Recognition['skills'], say: SaySentence): Recognition['skills'] =>
  hits.map((hit) => ({ ...hit, reasons: hit.reasons.map(say) }))
