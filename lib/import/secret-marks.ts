import type { Span } from '@/lib/schema/text'
import { sentence } from '@/lib/schema/sentence'

/** What stands where a secret was: in the text that is kept, 1-based `line`. */
export type SecretFinding = { kind: string; line: number; span: Span }

/**
 * Only letters, digits and underscores: a word to Markdown, JSON, YAML, CSV, shells and URLs alike. Upper case, so that it is
 * seen, and with a number that tells which places held the same secret.
 */
const MARK = /MASKED_([A-Z][A-Z0-9_]{0,38}[A-Z])_(\d{1,6})(?!\d)/g
const OPENING = 'MASKED_'

/** What of the names of kinds is not written small, to name them again: `GitHub token`. */
const SPELLING = new Map(
  'AI API AWS DigitalOcean GitHub GitLab JFrog JWT npm OpenAI PlanetScale PyPI SendGrid URL'
    .split(' ')
    .map((word) => [word.toLowerCase(), word]),
)

/** Gives the marks of one text: the same secret has the same one, whatever kind it was found as first. */
export class SecretMarks {
  private readonly known = new Map<string, string>()
  private readonly numbers = new Map<string, number>()

  /** Numbers that `text` has already are not given again. */
  constructor(text: string) {
    for (const { 1: name = '', 2: number } of marksIn(text)) {
      this.numbers.set(name, Math.max(Number(number), this.numbers.get(name) ?? 0))
    }
  }

  of(kind: string, secret: string): string {
    const known = this.known.get(secret)
    if (known) return known
    const name = kind.toUpperCase().replaceAll(' ', '_')
    const number = (this.numbers.get(name) ?? 0) + 1
    this.numbers.set(name, number)
    const mark = `${OPENING}${name}_${number}`
    this.known.set(secret, mark)
    return mark
  }
}

export function hasMark(text: string): boolean {
  return text.includes(OPENING) && marksIn(text).length > 0
}

function marksIn(text: string): RegExpExecArray[] {
  return text.includes(OPENING) ? [...text.matchAll(MARK)] : []
}

/** The marks in a text, in its order. */
export function findMarks(text: string): SecretFinding[] {
  let line = 1
  let counted = 0
  return marksIn(text).map(({ 0: mark, 1: name = '', index }) => {
    for (let at = text.indexOf('\n', counted); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line++
    counted = index
    return { kind: kindOf(name), line, span: [index, index + mark.length] }
  })
}

/** `GITHUB_TOKEN` as people write it. */
function kindOf(name: string): string {
  const words = name.toLowerCase().split('_')
  const [first = '', ...others] = words.map((word) => SPELLING.get(word) ?? word)
  const opening = SPELLING.has(first.toLowerCase()) ? first : `${first.slice(0, 1).toUpperCase()}${first.slice(1)}`
  return [opening, ...others].join(' ')
}

/** Places that a warning names; the rest is counted. */
const NAMED = 8

/** What a reviewer is told: how many secrets of which kinds, and where. Null when there is none. */
export function describeMarks(findings: readonly SecretFinding[], text: string): string | null {
  if (findings.length === 0) return null
  const lines = new Map<string, { kind: string; lines: Set<number> }>()
  for (const { kind, line, span } of findings) {
    const mark = text.slice(...span)
    const entry = lines.get(mark) ?? { kind, lines: new Set<number>() }
    entry.lines.add(line)
    lines.set(mark, entry)
  }
  const named = [...lines.values()].slice(0, NAMED).map(({ kind, lines: at }) => placeOf(kind, [...at]))
  const more = lines.size > NAMED ? [sentence`${lines.size - NAMED} more`] : []
  const listed = [...named, ...more].join(', ')
  return lines.size === 1
    ? sentence`A secret is masked in what is kept: ${listed}. Replace it: it was readable where this came from.`
    : sentence`${lines.size} secrets are masked in what is kept: ${listed}. Replace them: they were readable where this came from.`
}

function placeOf(kind: string, lines: readonly number[]): string {
  const shown = lines.slice(0, 3).join(', ')
  if (lines.length > 3) return sentence`${kind} (lines ${shown} and on)`
  return lines.length === 1 ? sentence`${kind} (line ${shown})` : sentence`${kind} (lines ${shown})`
}
