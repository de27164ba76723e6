/**
 * The keys of a front matter that no field took, as they are written, one text; empty when all were taken. `taken` are names in
 * any case and spelling (`lastVerified` is `last_verified`); a group such as `metadata` counts as taken when all in it is.
 */
export function matterRest(source: string, range: [number, number] | null, taken: ReadonlySet<string>): string {
  if (!range) return ''
  const groups: string[][] = []
  for (const line of source.slice(range[0], range[1]).split(/\r\n|\n|\r/)) {
    if (/^[^\s#-][^\n]{0,200}?:/.test(line)) groups.push([line])
    else if (line.trim()) groups.at(-1)?.push(line)
  }
  return groups
    .filter((lines) => !isTaken(lines, taken))
    .flat()
    .join('\n')
}

function isTaken(lines: string[], taken: ReadonlySet<string>): boolean {
  const [first = '', ...rest] = lines
  if (taken.has(nameOf(first))) return true
  const keys = rest.filter((line) => /^\s+[^\s-][^:]{0,80}:/.test(line))
  return /:\s*$/.test(first) && keys.length > 0 && keys.every((line) => taken.has(nameOf(line)))
}

function nameOf(line: string): string {
  return line
    .slice(0, line.indexOf(':'))
    .replace(/['"_\s-]/g, '')
    .toLowerCase()
}
