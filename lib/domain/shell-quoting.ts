// Where a place in a shell command stands, and how a value is put there so that the shell takes it as one word and runs nothing of it.

/** In which quotes a place stands. `unsafe`: in a here-document, a comment, backticks or after `$'`, where quoting means something else. */
export type ShellPlace = 'bare' | 'single' | 'double' | 'unsafe'

/** Needs no quotes anywhere. */
const PLAIN = /^[\w./:@%+,-]+$/
/** A word that begins so would be read as an option. */
const OPTION = /^-/

const quoted = (value: string) => `'${value.replaceAll("'", "'\\''")}'`

/** The value as it is written at such a place; null where that cannot be done safely. A value is one line. */
export function quoteForShell(value: string, place: ShellPlace): string | null {
  if (place === 'bare') return PLAIN.test(value) && !OPTION.test(value) ? value : quoted(value)
  if (PLAIN.test(value)) return value
  // The quotes around the place are closed, the value has its own, and they are opened again.
  if (place === 'single') return `'${quoted(value)}'`
  if (place === 'double') return `"${quoted(value)}"`
  return null
}

/** Reads a POSIX shell text once and says of each of the ascending offsets in which quotes it stands. */
export function placesInShell(code: string, offsets: readonly number[]): ShellPlace[] {
  const places: ShellPlace[] = []
  // What is open, the innermost last; `(` is a command substitution, in which quotes begin anew.
  const open: string[] = []
  let here = false
  let comment = false
  for (let at = 0; at <= code.length; at++) {
    while (offsets[places.length] === at) places.push(placeIn(open, here || comment))
    const [char = '', next = ''] = [code[at], code[at + 1]]
    const inside = open.at(-1)
    if (char === '\n') comment = false
    if (comment || here) continue
    if (inside === "'" || inside === "$'") {
      if (char === '\\' && inside === "$'") at = skip(at, offsets, places, open)
      else if (char === "'") open.pop()
    } else if (char === '\\') at = skip(at, offsets, places, open)
    else if (char === '"') toggle(open, '"')
    else if (char === '`') toggle(open, '`')
    else if (char === '$' && next === '(') open.push('(')
    else if (char === ')' && inside === '(') open.pop()
    else if (inside !== '"') {
      if (char === '#' && /^$|\s/.test(code[at - 1] ?? '')) comment = true
      else if (char === "'") open.push(code[at - 1] === '$' ? "$'" : "'")
      // What follows a here-document is read as one: its end would have to be looked for, and nothing is lost by asking.
      else if (char === '<' && next === '<' && /[-\w'"\s\\]/.test(code[at + 2] ?? '')) here = true
    }
  }
  return places
}

function toggle(open: string[], mark: string): void {
  if (open.at(-1) === mark) open.pop()
  else open.push(mark)
}

/** Over an escaped character, unless a place stands there. */
function skip(at: number, offsets: readonly number[], places: ShellPlace[], open: readonly string[]): number {
  if (offsets[places.length] === at + 1) places.push(open.length > 0 ? 'unsafe' : 'bare')
  return at + 1
}

function placeIn(open: readonly string[], lost: boolean): ShellPlace {
  if (lost || open.includes('`') || open.at(-1) === "$'") return 'unsafe'
  const inside = open.at(-1)
  return inside === "'" ? 'single' : inside === '"' ? 'double' : 'bare'
}
