import { answerOf } from '@/components/ui/answer-of'
import type { SaySentences } from '@/components/ui/said-refusal'
import type { SaySentence } from '@/lib/intl/sentences'
import type { ImportLine, ImportStatus, ImportView } from '@/lib/schema/import'
import { SAID_AT_ONCE } from '@/lib/schema/said-sentences'

/** What a document is called that was no file; of its parts only the name of the part differs. */
const PASTED = /^pasted text(?=#|$)/

/** What became of a document, as a reader says it. */
export function sayLine<L extends Pick<ImportLine, 'path' | 'problems' | 'reasons'>>(line: L, say: SaySentence): L {
  return {
    ...line,
    path: line.path.replace(PASTED, say),
    problems: line.problems.map((problem) => ({ ...problem, message: say(problem.message) })),
    ...(line.reasons && { reasons: line.reasons.map(say) }),
  }
}

/** How far an import is, as a reader says it. */
export function sayImport<I extends Pick<ImportView, 'error' | 'current'>>(found: I, say: SaySentence): I {
  return {
    ...found,
    error: found.error && say(found.error),
    current: found.current && found.current.replace(PASTED, say),
  }
}

function sayStatus(status: ImportStatus, say: SaySentence): ImportStatus {
  const items = status.lines.items.map((line) => sayLine(line, say))
  return { ...sayImport(status, say), lines: { ...status.lines, items } }
}

/** Calls for the sentences of one answer; the next answer about the import asks for more. */
const CALLS = 5

/**
 * What the API answers about a running import, as a reader says it. The browser has no translations: it asks for those that are not `known`
 * yet, and remembers them. What the server does not say stays English.
 */
export async function saidStatus(
  status: ImportStatus,
  known: Map<string, string>,
  say: SaySentences,
): Promise<ImportStatus> {
  const asked = new Set<string>()
  sayStatus(status, (english) => {
    if (!known.has(english) && english.length <= SAID_AT_ONCE.longest) asked.add(english)
    return english
  })
  for (const unknown of callsOf([...asked]).slice(0, CALLS)) {
    // One after the other: each holds up everybody else while it lasts.
    const answer = await answerOf(say(unknown), '')
    if (!answer.ok) break
    for (const [place, said] of answer.value.entries()) known.set(unknown[place] ?? said, said)
  }
  return sayStatus(status, (english) => known.get(english) ?? english)
}

/** Cuts sentences into as many calls as the server takes them in. */
function callsOf(sentences: readonly string[]): string[][] {
  const calls: string[][] = []
  let characters = Infinity
  for (const sentence of sentences) {
    characters += sentence.length
    if (characters > SAID_AT_ONCE.characters || calls.at(-1)?.length === SAID_AT_ONCE.sentences) {
      calls.push([])
      characters = sentence.length
    }
    calls.at(-1)?.push(sentence)
  }
  return calls
}
