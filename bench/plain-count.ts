/*
 * What a plain reader counts in a Markdown document without understanding it: lines below a heading about the timeline that
 * hold a clock time, and items or table rows below a heading about action items. It shares no code with the parser, so that
 * the two can disagree; it is a yardstick, not the truth.
 */
export type PlainCount = { timeline: number; actionItems: number }

const TIMELINE =
  /time ?line|chronolog|sequence of events|zeitachse|zeitlicher|хронолог|таймлайн|時系列|时间线|タイムライン/i
const ACTIONS =
  /action items?|actions?\b|follow[- ]?ups?|next steps|preventi|corrective|remediation|maßnahmen|меры|アクション|再発防止|改进/i
const CLOCK = /(?<!\d)(?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)/

type State = { about: 'timeline' | 'actions' | null; level: number; tableRow: number }

export function countPlainly(text: string): PlainCount {
  const count = { timeline: 0, actionItems: 0 }
  const state: State = { about: null, level: 0, tableRow: 0 }
  let inCode = false
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (/^\s*(?:```|~~~)/.test(line)) inCode = !inCode
    if (inCode) continue
    const heading = /^ {0,3}(#{1,6})\s+(.+)$/.exec(line)
    if (heading) enter(state, heading[1]?.length ?? 1, heading[2] ?? '')
    if (state.about === 'timeline') count.timeline += isTimed(line, Boolean(heading)) ? 1 : 0
    if (state.about === 'actions' && !heading) count.actionItems += isItem(line, state) ? 1 : 0
  }
  return count
}

function enter(state: State, level: number, name: string): void {
  const about = TIMELINE.test(name) ? 'timeline' : ACTIONS.test(name) ? 'actions' : null
  if (about || level <= state.level) {
    state.about = about
    state.level = level
  }
  state.tableRow = 0
}

/** A table row, list item, heading or line that begins with a clock time, give or take a date and marks. */
function isTimed(line: string, isHeading: boolean): boolean {
  const head = line.slice(0, 60)
  return CLOCK.test(head) && (isHeading || /^\s*(?:[-*+|]|\*\*|\[|\d)/.test(line))
}

/** An item at the left margin, or a row of a table below its head. */
function isItem(line: string, state: State): boolean {
  if (/^\s*\|/.test(line)) {
    state.tableRow++
    return state.tableRow > 2 && /\p{L}{3}/u.test(line)
  }
  state.tableRow = 0
  return /^ {0,1}(?:[-*+]|\d{1,2}[.)])\s+\S/.test(line)
}
