import { sentence } from '@/lib/schema/sentence'
import type { ChangedFile, ChangedLine, ChangePlan } from './premortem-plan'
import { type Signal, SIGNALS } from './premortem-signals'

/** A sign in a diff, or in a statement that somebody wrote into a plan, that a pattern may be set off. */
export type Sign = {
  pattern: string
  weight: number
  says: string
  /** The line is taken away; the one that takes its place is told as well. */
  before: boolean
  file: string | null
  line: number | null
  start: number
  end: number
}

/** Files that run nowhere: what changes in them changes no production. */
const INERT =
  /(?:^|\/)(?:readme|changelog|license|contributing|authors)[^/]*$|\.(?:md|mdx|rst|adoc|txt|snap|svg|png|lock|map)$|(?:^|\/)(?:docs?|node_modules|vendor|dist|fixtures|testdata|__snapshots__)\/|package-lock\.json$|go\.sum$|\.min\.\w+$/
const INERT_EXCEPT = /requirements[^/]*\.txt$/
const TESTS = /(?:^|\/)(?:tests?|spec|__tests__|e2e)\/|[._](?:test|spec)\.\w+$|_test\.\w+$|(?:^|\/)test_[^/]*$/
const COMMENT = /^\s*(?:\/\/|#(?!!)|--|\/\*|\*|;|<!--|rem\s)/i
/** Of a test only that it is no longer run tells something. */
const OF_TESTS = new Set(['test-gap'])

/** A migration that gives up on its own does not make others wait for long. */
const GIVES_UP = /\block_timeout\b|\block_wait_timeout\b|disable_ddl_transaction|gh-ost|pt-online-schema-change/i
const GIVING_UP = 0.3

const MANIFEST =
  /package\.json$|requirements[^/]*\.txt$|go\.mod$|pom\.xml$|gemfile$|cargo\.toml$|\.csproj$|build\.gradle|pyproject\.toml$|chart\.ya?ml$|dockerfile|\.tf$|docker-compose|values[^/]*\.ya?ml$/
const VERSION = /(\d{1,6})\.(\d{1,6})(?:\.\d{1,6})?/
const NAME_BEFORE = /([\w@/.-]{2,})["']?[^\w@\n]{0,10}$/

type OfFile = { path: string; inert: boolean; tests: boolean; text: string; lines: ChangedLine[] }

function groupByFile(lines: readonly ChangedLine[]): OfFile[] {
  const files = new Map<string, ChangedLine[]>()
  for (const line of lines) {
    const known = files.get(line.file)
    if (known) known.push(line)
    else files.set(line.file, [line])
  }
  return [...files].map(([name, own]) => {
    const path = name.toLowerCase()
    return {
      path,
      inert: INERT.test(path) && !INERT_EXCEPT.test(path),
      tests: TESTS.test(path),
      text: `${path}\n${own.map(({ text }) => text).join('\n')}`,
      lines: own,
    }
  })
}

function applies(signal: Signal, line: { kind: 'added' | 'removed'; text: string }): boolean {
  if (signal.side !== 'changed' && signal.side !== line.kind) return false
  return signal.line.test(line.text) && !signal.unless?.test(line.text)
}

function signOf({ pattern, weight, says, side }: Signal, line: ChangedLine): Sign {
  const before = side === 'changed' && line.kind === 'removed'
  return { pattern, weight, says, before, file: line.file || null, line: line.line, start: line.start, end: line.end }
}

/** Signs of one file; lines that are only moved (removed and added alike) say nothing. */
function signsOf(file: OfFile): Sign[] {
  if (file.inert) return []
  const seen = { added: new Set<string>(), removed: new Set<string>() }
  for (const { kind, text } of file.lines) seen[kind].add(text.trim())
  const lines = file.lines.filter(
    ({ kind, text }) => !seen[kind === 'added' ? 'removed' : 'added'].has(text.trim()) && !COMMENT.test(text),
  )
  const factor = GIVES_UP.test(file.text) ? GIVING_UP : 1
  const signals = SIGNALS.filter(
    ({ pattern, file: where, beside }) =>
      (!file.tests || OF_TESTS.has(pattern)) && (where?.test(file.path) ?? true) && (beside?.test(file.text) ?? true),
  )
  return signals.flatMap((signal) =>
    lines.flatMap((line) => {
      if (!applies(signal, line)) return []
      const sign = signOf(signal, line)
      return [signal.pattern === 'blocking-db-op' ? { ...sign, weight: sign.weight * factor } : sign]
    }),
  )
}

/** Versions that a manifest changes: another first number may break what was agreed on. */
function versionSigns(file: OfFile): Sign[] {
  if (!MANIFEST.test(file.path)) return []
  const before = new Map<string, RegExpExecArray>()
  const signs: Sign[] = []
  for (const line of file.lines) {
    const version = VERSION.exec(line.text)
    const name = version && NAME_BEFORE.exec(line.text.slice(0, version.index))?.[1]
    if (!version || !name) continue
    if (line.kind === 'removed') before.set(name, version)
    const old = before.get(name)
    if (line.kind === 'removed' || !old || old[0] === version[0]) continue
    const isMajor = old[1] !== version[1] || (old[1] === '0' && old[2] !== version[2])
    const says = sentence`another version: ${old[0]} → ${version[0]}`
    signs.push({
      pattern: 'contract-skew',
      weight: isMajor ? 2.2 : 1,
      says,
      before: false,
      file: line.file || null,
      line: line.line,
      start: line.start,
      end: line.end,
    })
  }
  return signs
}

/** What the name of a new or removed file says: `weight` as a signal's. */
const FILE_SIGNS: { pattern: string; weight: number; says: string; path: RegExp; change?: ChangedFile['change'] }[] = [
  {
    pattern: 'unrenewed-expiry',
    weight: 2.2,
    says: sentence`a certificate of limited life`,
    path: /\.(?:pem|crt|cer|p12|pfx|jks)$/,
  },
  {
    pattern: 'cache-vs-rotation',
    weight: 2,
    says: sentence`replaces a key or certificate`,
    path: /\.(?:pem|crt|cer|p12|pfx|jks|key)$/,
    change: 'changed',
  },
  {
    pattern: 'trust-boundary-breach',
    weight: 2.2,
    says: sentence`a file that holds secrets`,
    path: /(?:^|\/)(?:\.env|id_rsa|credentials)(?:\.\w+)?$|\.key$/,
    change: 'added',
  },
  {
    pattern: 'bypassed-change-process',
    weight: 2,
    says: sentence`the rules of who reviews`,
    path: /(?:^|\/)codeowners$|branch[-_]protection/,
  },
  { pattern: 'test-gap', weight: 2, says: sentence`a test is taken away`, path: TESTS, change: 'removed' },
]

function fileSigns(files: readonly ChangedFile[]): Sign[] {
  return files.flatMap(({ path, change, start, end }) =>
    FILE_SIGNS.filter((sign) => (sign.change ?? change) === change && sign.path.test(path.toLowerCase())).map(
      ({ pattern, weight, says }): Sign => ({
        pattern,
        weight,
        says,
        before: false,
        file: path,
        line: null,
        start,
        end,
      }),
    ),
  )
}

/** Statements and commands that people write into a plan. */
function proseSigns(prose: string): Sign[] {
  const signals = SIGNALS.filter(({ inProse }) => inProse)
  const signs: Sign[] = []
  let start = 0
  for (const text of prose.split('\n')) {
    const line: ChangedLine = {
      kind: 'added',
      file: '',
      line: null,
      start,
      end: start + text.length,
      text: text.slice(0, 400),
    }
    start += text.length + 1
    if (text.trim() === '') continue
    for (const signal of signals) if (applies(signal, line)) signs.push(signOf(signal, line))
  }
  return signs
}

/** Everything that the changed lines, the names of the files and the statements of a plan say of patterns. */
export function findSigns(plan: ChangePlan): Sign[] {
  const files = groupByFile(plan.lines)
  return [
    ...files.flatMap((file) => [...signsOf(file), ...versionSigns(file)]),
    ...fileSigns(plan.files),
    ...proseSigns(plan.prose),
  ]
}
