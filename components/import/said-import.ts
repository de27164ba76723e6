import { answerOf } from '@/components/ui/answer-of'
import type { SaySentences } from '@/components/ui/said-refusal'
import type { SaySentence } from '@/lib/intl/sentences'
import type { ImportLine, ImportStatus, ImportView } from '@/lib/schema/import'

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

/** Sentences that are asked for at once; the next answer about the import asks for more. */
const AT_ONCE = 400
/** Characters. What is longer is no sentence of ours. */
const LONGEST = 2_000

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
    if (!known.has(english) && english.length <= LONGEST) asked.add(english)
    return english
  })
  const unknown = [...asked].slice(0, AT_ONCE)
  if (unknown.length > 0) {
    const answer = await answerOf(say(unknown), '')
    if (answer.ok) for (const [place, said] of answer.value.entries()) known.set(unknown[place] ?? said, said)
  }
  return sayStatus(status, (english) => known.get(english) ?? english)
}
