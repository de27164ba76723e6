import type { Say } from '@/lib/intl/say'
import type { Words } from '@/lib/intl/words'

type SayField = Say<'incident.fields'>
type FieldName = keyof Words['incident']['fields']

const isNamed = (say: SayField, name: string): name is FieldName => name !== '' && say.has(name as FieldName)

/** What the words do not name, by its name in the draft: "timeText" is "time text". */
const spelledOut = (name: string) =>
  name
    .replace(/At$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()

/** A field's path as words, with `between` between its steps: "impact.summary" is "impact, summary". Numbers stay. */
export function fieldWords(say: SayField, path: string, between: string): string {
  return path
    .split('.')
    .map((name) => (isNamed(say, name) ? say(name) : spelledOut(name)))
    .join(between)
}
