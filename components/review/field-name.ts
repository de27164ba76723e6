import type { Say } from '@/lib/intl/say'
import type { Words } from '@/lib/intl/words'

type Names = Words['review']['fieldName']

/** A field's path in words: "timeline.2.at" is "Timeline entry 3: time". What has no words is called as it is written. */
export function fieldName(say: Say<'review.fieldName'>, path: string): string {
  const [first = '', second, ...rest] = path.split('.')
  const row = second !== undefined && /^\d+$/.test(second)
  const parts = row ? rest : [second, ...rest].filter((part) => part !== undefined)
  const head = `heads.${first as keyof Names['heads']}` as const
  const nameOfPart = (part: string) => {
    const name = `parts.${part as keyof Names['parts']}` as const
    return say.has(name) ? say(name) : part
  }
  const tail = parts.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : nameOfPart(part))).join(' ')
  return `${say.has(head) ? say(head) : capital(first)}${row ? ` ${Number(second) + 1}` : ''}${tail ? `: ${tail}` : ''}`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
