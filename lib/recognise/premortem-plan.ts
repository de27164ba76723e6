/** A line that a diff adds or removes: half-open range of the plan's text without its mark, and its number in the new (old) file. */
export type ChangedLine = {
  kind: 'added' | 'removed'
  file: string
  line: number | null
  start: number
  end: number
  text: string
}

/** A file that a diff touches; `start` and `end` are the range of its name in the plan. */
export type ChangedFile = { path: string; change: 'added' | 'removed' | 'changed'; start: number; end: number }

/** A planned change: what people wrote about it, and what a diff in it does. */
export type ChangePlan = {
  text: string
  /** What people wrote, as long as `text`: everything else is blank, so that places in it are places in the plan. */
  prose: string
  files: ChangedFile[]
  lines: ChangedLine[]
  /** Changed lines beyond `MAX_LINES` were not read. */
  truncated: boolean
}

/** Changed lines that are read: some ten times a large pull request. */
const MAX_LINES = 20_000
/** UTF-16 code units of a changed line that are read: longer ones are data or compressed. */
const MAX_LINE = 400
const MAX_FORM_LINE = 300

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/
const OLD_FILE = /^--- (?:"?a\/)?([^\t\n"]+)/
const NEW_FILE = /^\+\+\+ (?:"?b\/)?([^\t\n"]+)/
const GIT_HEAD = /^diff --git "?a\/./
/** Longer names are made up; what names of files are held against takes the square of their length. */
const MAX_PATH = 500
const FENCE_DIFF = /^\s*(?:```|~~~)(?:diff|patch)\b/
const FENCE = /^\s*(?:```|~~~)/
/** Lines of git around its hunks, and of `git format-patch` around its message. */
const GIT_LINE =
  /^(?:index [0-9a-f]+\.\.|(?:new|deleted|old) (?:file )?mode |similarity index|rename (?:from|to) |copy (?:from|to) |Binary files |\\ No newline|From [0-9a-f]{40} |From: |Date: |-- $|---$|\d+\.\d+(?:\.\d+)*$)/
const STAT_LINE = /^ \S[^|\n]{0,200} \| +(?:\d+|Bin)|^ \d+ files? changed/

type Line = { start: number; end: number; text: string }

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  while (start <= text.length) {
    const newline = text.indexOf('\n', start)
    const stop = newline < 0 ? text.length : newline
    const end = stop > start && text[stop - 1] === '\r' ? stop - 1 : stop
    lines.push({ start, end, text: text.slice(start, end) })
    start = stop + 1
  }
  return lines
}

/** The new name of the file in `diff --git a/… b/…`; null for every other line. Looked for from the end: a name may have ` b/` in it. */
function readGitHead(line: string): string | null {
  if (!GIT_HEAD.test(line)) return null
  const end = line.endsWith('"') ? -1 : undefined
  const at = Math.max(line.lastIndexOf(' b/') + 3, line.lastIndexOf(' "b/') + 4)
  const path = line.slice(at, end)
  return at < 'diff --git a/x b/'.length || path === '' || path.includes('"') ? null : path.slice(0, MAX_PATH)
}

/** Reads the hunks of a text, one line after another; `prose` collects what is no part of a diff. */
class DiffReader {
  readonly prose: Line[] = []
  readonly files: ChangedFile[] = []
  readonly lines: ChangedLine[] = []
  truncated = false
  private file = ''
  private oldFile = ''
  private oldLine = 0
  private newLine = 0
  /** Lines that the hunk still has, by its head; a diff in a fence without heads ends with the fence. */
  private oldLeft = 0
  private newLeft = 0
  private fenced = false
  /** Between the first head of a file and its hunks. */
  private inHead = false

  read(line: Line): void {
    if (this.oldLeft > 0 || this.newLeft > 0) return this.readHunk(line)
    const { text } = line
    const hunk = HUNK.exec(text)
    if (hunk) return this.openHunk(hunk)
    const git = readGitHead(text)
    if (git !== null) {
      this.inHead = true
      return this.openFile(git, line, text.lastIndexOf(git))
    }
    if (this.readHead(line)) return
    if (this.fenced) return FENCE.test(text) ? void (this.fenced = false) : this.readChange(line, null, null)
    if (FENCE_DIFF.test(text)) return void (this.fenced = true)
    if (GIT_LINE.test(text) || STAT_LINE.test(text)) return this.readFileMode(text)
    this.inHead = false
    this.prose.push(line)
  }

  private readFileMode(text: string): void {
    const last = this.files.at(-1)
    if (!last || !this.inHead) return
    if (text.startsWith('new file')) last.change = 'added'
    if (text.startsWith('deleted file')) last.change = 'removed'
  }

  private readHead(line: Line): boolean {
    const before = OLD_FILE.exec(line.text)
    if (before?.[1] && (this.inHead || /^--- (?:"?a\/|\/dev\/null)/.test(line.text) || this.fenced)) {
      this.oldFile = before[1].trim().slice(0, MAX_PATH)
      return true
    }
    const after = NEW_FILE.exec(line.text)
    if (!after?.[1] || this.oldFile === '') return false
    const path = after[1].trim().slice(0, MAX_PATH)
    const removed = path === '/dev/null'
    const name = removed ? this.oldFile : path
    if (this.file !== name || !this.inHead) this.openFile(name, line, Math.max(0, line.text.indexOf(after[1])))
    const last = this.files.at(-1)
    if (last && removed) last.change = 'removed'
    if (last && this.oldFile === '/dev/null') last.change = 'added'
    this.oldFile = ''
    this.inHead = false
    return true
  }

  private openFile(path: string, line: Line, at: number): void {
    this.file = path
    const known = this.files.at(-1)
    if (known?.path === path) return
    this.files.push({
      path,
      change: 'changed',
      start: line.start + at,
      end: Math.min(line.end, line.start + at + path.length),
    })
  }

  private openHunk(hunk: RegExpExecArray): void {
    this.inHead = false
    this.oldLine = Number(hunk[1])
    this.newLine = Number(hunk[3])
    this.oldLeft = Number(hunk[2] ?? 1)
    this.newLeft = Number(hunk[4] ?? 1)
  }

  private readHunk(line: Line): void {
    const mark = line.text[0] ?? ' '
    // A hunk that was cut or edited by hand ends where the next file or hunk begins, or where lines have no mark any more.
    const ended =
      readGitHead(line.text) !== null || HUNK.test(line.text) || (mark !== '+' && mark !== '-' && !/[\s\\]/.test(mark))
    if (ended || (mark === '-' && /^-- $/.test(line.text) && this.oldLeft === 0)) {
      this.oldLeft = this.newLeft = 0
      return this.read(line)
    }
    if (mark === '\\') return
    this.readChange(line, this.oldLine, this.newLine)
    if (mark !== '+') {
      this.oldLine++
      this.oldLeft--
    }
    if (mark !== '-') {
      this.newLine++
      this.newLeft--
    }
  }

  private readChange(line: Line, oldLine: number | null, newLine: number | null): void {
    const mark = line.text[0]
    if (mark !== '+' && mark !== '-') return
    if (this.lines.length >= MAX_LINES) {
      this.truncated = true
      return
    }
    this.lines.push({
      kind: mark === '+' ? 'added' : 'removed',
      file: this.file,
      line: mark === '+' ? newLine : oldLine,
      start: line.start + 1,
      end: line.end,
      text: line.text.slice(1, MAX_LINE),
    })
  }
}

/** What a form says is not the case: "Database migration: none", "| DNS | no |". */
const ANSWERED_NO =
  /^[\s>*_|-]*[^:|\n]{1,80}[:|][\s*_|]*(?:none|no|nope|n\/a|not applicable|not needed|nothing|keine[rns]?|nein|entfällt|нет|не требуется|отсутству\p{L}*|-|—)[\s.*_|]*$/iu
const ONLY_NO =
  /^[\s>*_-]*(?:none|no|n\/a|not applicable|nothing|keine[rns]?|nein|entfällt|нет|не требуется|-|—)[\s.*_]*$/iu
const HEADING = /^\s{0,3}#{1,6}\s+\S|^\s*\*\*[^*\n]{1,60}\*\*:?\s*$/
const UNTICKED = /^\s*[-*+]\s+\[ \]\s/
const TRAILER = /^(?:Signed-off-by|Co-authored-by|Reviewed-by|Change-Id|Refs?|Fixes|Closes):? /i
/** What is told here is no part of the change itself: how it is undone, and how it was tried. */
const ASIDE =
  /^[\s#>*_-]*(?:roll-?back(?: plan)?|back-?out(?: plan)?|testing|test plan|how (?:to test|has this been tested)|screenshots?|rückfall(?:plan)?|rückbau|tests?|план отката|откат|тестирование)[\s*_]*(?::|$)/iu
/** "The schema is not changed": the denial stands behind what it denies. */
const DENIED_BEHIND =
  /\b(?:unchanged|untouched|(?:is|are|was|were) not (?:changed|touched|affected)|do(?:es)? not change|stays? the same)\b|(?:bleib(?:t|en) (?:unverändert|unberührt)|(?:wird|werden) nicht (?:geändert|berührt|angefasst)|ändert sich nicht)|не (?:меняется|меняются|изменяется|изменяются|затрагивается|затрагиваются)/iu
/** "No API, database or configuration change": the denial reaches over the whole list. */
const DENIED_LIST =
  /^\s*(?:there (?:is|are) )?(?:no|keine?|никаких|нет)\s[^\n]{0,200}(?:chang|migration|dependenc|impact|effect|änderung|abhängigkeit|auswirkung|eingriff|изменени|миграци|зависимост)/iu

/** Whether a heading stands over "None." only. */
function isDeniedHeading(lines: readonly Line[], index: number): boolean {
  if (!HEADING.test(lines[index]?.text ?? '')) return false
  for (let next = index + 1; next < Math.min(lines.length, index + 8); next++) {
    const { text } = lines[next] ?? { text: '' }
    if (text.trim() !== '') return ONLY_NO.test(text)
  }
  return false
}

/** Blanks comments of a form (`<!-- -->`), keeping all places. */
function withoutComments(text: string): string {
  let out = ''
  let from = 0
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', from)) {
    const close = text.indexOf('-->', open)
    if (close < 0) break
    const end = close + 3
    out += text.slice(from, open) + text.slice(open, end).replace(/[^\n]/g, ' ')
    from = end
  }
  return out + text.slice(from)
}

/** The sentences of a line that are no denials; the others blank. */
function withoutDenials(text: string): string {
  return text.replace(/[^.;!?]+[.;!?]*/gu, (clause) =>
    DENIED_BEHIND.test(clause) || DENIED_LIST.test(clause) ? ' '.repeat(clause.length) : clause,
  )
}

function keepProse(text: string, lines: readonly Line[]): string {
  const parts: string[] = []
  let at = 0
  let aside = false
  const keep = (line: Line, words: string) => {
    parts.push(text.slice(at, line.start).replace(/[^\n]/g, ' '), words)
    at = line.end
  }
  lines.forEach((line, index) => {
    const words = line.text
    // Forms have short lines; a long one is prose.
    if (words.length > MAX_FORM_LINE) return keep(line, withoutDenials(words))
    if (ASIDE.test(words)) {
      // "Rollback: switch it off" is one line; "## Rollback" reaches to the next heading.
      aside = HEADING.test(words)
      return
    }
    if (HEADING.test(words)) aside = false
    if (aside || UNTICKED.test(words) || ANSWERED_NO.test(words) || ONLY_NO.test(words) || TRAILER.test(words)) return
    if (isDeniedHeading(lines, index)) return
    keep(line, withoutDenials(words))
  })
  parts.push(text.slice(at).replace(/[^\n]/g, ' '))
  return parts.join('')
}

/**
 * Reads a planned change: prose, a pull request's description, a change ticket, a unified diff or `git format-patch`, or several
 * of them one after another. Added and removed lines are told apart; lines of context are no part of a change. Of what people
 * wrote, forms' instructions, boxes not ticked, what is denied ("DNS: no") and how the change is undone are blanked.
 * Linear in the text; never throws.
 */
export function readPlan(text: string): ChangePlan {
  const reader = new DiffReader()
  for (const line of linesOf(withoutComments(text))) reader.read(line)
  const { prose, files, lines, truncated } = reader
  return { text, prose: keepProse(text, prose), files, lines, truncated }
}
