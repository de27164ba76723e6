import type { CheckLine, Premortem } from '@/lib/schema/premortem'
import { hrefOf } from './links'

/** Text of a plan as Markdown that shows it as it is: no links, headings, mentions or HTML of others. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]#|~!]/g, String.raw`\$&`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@\u200B')
}

function code(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return longest > 0 ? `${fence} ${words} ${fence}` : `${fence}${words}${fence}`
}

function linkTo(kind: 'pattern' | 'incident', { slug, title }: { slug: string; title: string }, base: string): string {
  return `[${plain(title)}](${base}${hrefOf(kind, slug)})`
}

const QUOTES = 3
const INCIDENTS = 5

function patternLines({ patterns, incidents }: Premortem, base: string): string[] {
  const titles = new Map(incidents.map((incident) => [incident.slug, incident]))
  return patterns.flatMap((pattern) => {
    const quotes = pattern.evidence.slice(0, QUOTES).map(({ text, file, line, says }) => {
      const place = file === null ? '' : `${code(line === null ? file : `${file}:${line}`)} `
      return says === null ? `  - “${plain(text)}”` : `  - ${place}${says}: ${code(text)}`
    })
    const own = pattern.incidents.flatMap((slug) => titles.get(slug) ?? []).slice(0, INCIDENTS)
    const here =
      own.length > 0 ? [`  - It went wrong here: ${own.map((one) => linkTo('incident', one, base)).join('; ')}`] : []
    return [`- **${linkTo('pattern', pattern, base)}** (${Math.round(pattern.score * 100)} %)`, ...quotes, ...here]
  })
}

function checkLine({ question, sources }: CheckLine, isTicked: boolean, base: string): string {
  const because = sources.map((source) => linkTo(source.kind, source, base)).join(', ')
  return `- [${isTicked ? 'x' : ' '}] ${plain(question)} (${because})`
}

/**
 * A pre-mortem as Markdown, for a comment or a clipboard. `base` is the address of the application without a slash at the end;
 * `ticked` are the questions that are answered. What stands in the plan is shown, never obeyed.
 */
export function premortemMarkdown(answer: Premortem, base: string, ticked: ReadonlySet<string> = new Set()): string {
  const { checklist, note } = answer
  const parts: string[] = ['### What went wrong before with changes like this']
  if (note !== null) parts.push(note)
  if (answer.patterns.length > 0) parts.push(patternLines(answer, base).join('\n'))
  if (checklist.length > 0) {
    const lines = checklist.map((line) => checkLine(line, ticked.has(line.question), base))
    parts.push(`#### Answer before you start\n\n${lines.join('\n')}`)
  }
  return `${parts.join('\n\n')}\n`
}
