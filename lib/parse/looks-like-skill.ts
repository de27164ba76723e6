import { light } from './light-expression'
import { exactSectionKey, headingSectionKey } from './section-names'
import { skillKindOf } from './skill-kind'
import { exactSkillTopic, isStepHeading, skillTopic, type SkillTopic } from './skill-section-names'

/** Sections that only runbooks have, and sections that postmortems have as well. */
const STRONG = new Set<SkillTopic>([
  'meaning',
  'symptoms',
  'diagnosis',
  'prerequisites',
  'verification',
  'rollback',
  'escalation',
  'recurrence',
])
const WEAK = new Set<SkillTopic>(['resolution', 'impact', 'causes', 'trigger'])
const POSTMORTEM_SECTIONS = new Set([
  'timeline',
  'root-cause',
  'lessons',
  'what-happened',
  'contributing',
  'went-well',
  'went-wrong',
  'lucky',
  'customer-actions',
])
const FOLDER = /(?:^|[\\/])(?:run-?books?|playbooks?|skills?|sops?|alerts?|troubleshooting|how-?tos?)[\\/]/i
const TITLE = light(
  /(?<![\p{L}\p{N}])(?:run-?book|playbook|sop|standard operating procedure|how to|how-to|troubleshooting|troubleshoot|anleitung|betriebshandbuch|инструкция|ранбук|procédure|guide de dépannage|procedimiento|procedimento|procedura|handleiding|instrukcja)(?![\p{L}\p{N}])|ランブック|手順書|运维手册|操作手册|런북/iu,
)
/** "Clearing sessions of anonymous users", "Restore a snapshot": what a how-to without sections is called. */
const DEED =
  /^\W{0,4}(?:(?:add|ban|block|bootstrap|build|chang|clean|clear|configur|connect|creat|debug|decommission|deploy|diagnos|disabl|drain|enabl|expand|export|fail|fix|flush|generat|import|increas|install|investigat|kill|migrat|mov|pausing|perform|promot|provision|purg|recover|refresh|remov|renew|replac|reset|resiz|restart|restor|resynchroniz|rotat|run|scal|set|stop|switch|test|troubleshoot|tun|unblock|updat|upgrad|us|verify)(?:t|g|n|p)?ing|add|ban|block|change|clean|clear|configure|connect|create|debug|decommission|deploy|disable|drain|enable|expand|export|fail over|flush|generate|import|increase|install|migrate|move|promote|provision|purge|recover|remove|renew|replace|reset|resize|restart|restore|rotate|run|scale|set up|stop|switch|unblock|update|upgrade) \p{L}/iu
const INCIDENT_TITLE = light(
  /(?<!\p{L})(?:post-?mortem|inc-(?:(?:19|20)\d{2}-)?\d{1,6}|incident (?:report|title|name|review|lead|retro(?:spective)?|statement|summary|analysis|write-?up)|rca|outage|retrospective|after-?action|vorfall|инцидент|постмортем|nachbericht)(?!\p{L})/iu,
)
const INCIDENT_FOLDER =
  /(?:^|[\\/])(?:post-?mortems?|incidents?|incident-?reports?|outages?|investigations|rcas?|retros(?:pectives)?)[\\/]/i
const COMMANDS =
  /^(?:bash|sh|shell|zsh|console|shell-session|shellsession|command|cmd|powershell|ps1|promql|logql|sql|kubectl)$/i
const ITEMS_BELOW = /^[\s*_\d.)]*(?:action items?|follow-?ups?|corrective actions?|lessons learned)[\s*_:]*$/i
/** What only an account of one incident has: its date or length as a field, clock times as the lines of a log. */
const DATED_FIELD = light(
  /^[ \t|*_-]{0,8}(?:date|incident date|date of incident|incident (?:from|until|till|to|start|end)|retro held|start(?:ed)?|start time|end|end time|duration|severity|status|incident commander|datum|dauer|beginn|дата|длительность|начало|fecha|duración|data|durée|発生日時|日時|时间|日期|일시)[*_ \t]{0,4}[:：|][*_ \t|]{0,6}\S/iu,
)
const CLOCK_LINE =
  /^[ \t|*_#>-]{0,10}(?:\d{4}-\d{2}-\d{2}[ T])?\(?(?:\d{1,2}:\d{2}(?::\d{2})?(?![\d:])|(?:[01]\d|2[0-3])[.][0-5]\d:? \p{L})/u
/** A row or an item that opens with a whole date: below the name of a timeline such lines tell what happened once. */
const DATED_LINE = /^[ \t|*_#>`-]{0,10}(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}/

/**
 * Whether a text is a runbook (what to do when it happens) and not an account of an incident (what happened). Weighs the names
 * of its sections, commands in steps, its title and its folder against what only an account of an incident has. Linear.
 */
export function looksLikeSkill(text: string, filename: string | null): boolean {
  const start = text
    .slice(0, 4000)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (/^wiki\/skills\/|\.skill\.md\s*$/m.test(start)) return true
  const matter = /^---[ \t]*\r?\n([\s\S]{0,3000}?)\r?\n---/.exec(start)?.[1] ?? ''
  if (/^(?:kind|type)\s*:\s*['"]?(?:skill|runbook)/im.test(matter)) return true
  if (/^name\s*:/m.test(matter) && /^description\s*:/m.test(matter) && !/^date\s*:/m.test(matter)) return true
  if (
    /^(?:title|description)\s*:.{0,300}(?<!\p{L})(?:post-?mortem|incident report)(?!\p{L})/imu.test(matter) &&
    /^date\s*:/m.test(matter)
  )
    return false
  const seen = readSigns(text.slice(0, 200_000))
  const incident =
    seen.postmortem * 2 +
    (seen.fields >= 2 ? 2 : 0) +
    (seen.clocks >= 3 ? 4 : 0) +
    (seen.timelines > 0 && seen.dated >= 2 ? 6 : 0) +
    (INCIDENT_FOLDER.test(filename ?? '') ? 4 : 0)
  if (INCIDENT_TITLE.test(seen.title) || INCIDENT_TITLE.test((filename ?? '').split(/[\\/]/).at(-1) ?? '')) return false
  if (isIndexOfRunbooks(text, filename)) return seen.postmortem < 2
  const named = seen.strong * 2 + seen.weak
  // "How to ..." with steps is one, without a section
  const titled = seen.numbered >= 3 ? 3 : 2
  const place =
    (FOLDER.test(filename ?? '') ? 3 : 0) +
    (TITLE.test(`${seen.title}\n${/^title\s*:(.*)$/m.exec(matter)?.[1] ?? ''}`) ? titled : 0)
  // what is done, and the code that does it, on no day
  const deed = DEED.test(seen.title) && seen.fences > 0 && seen.years + seen.clocks + seen.postmortem === 0 ? 3 : 0
  const procedure = seen.commands > 0 && (seen.numbered >= 3 || seen.stepHeadings >= 2 || seen.commands >= 2) ? 3 : 0
  const skill = named + place + procedure + deed
  return skill >= 3 && skill > incident
}

/** "README.md" and the like that speak of runbooks lead to them; they are no account of an incident. */
function isIndexOfRunbooks(text: string, filename: string | null): boolean {
  if (skillKindOf(filename, '') !== 'index') return false
  return (
    (text.slice(0, 20_000).match(/(?<!\p{L})(?:run-?books?|playbooks?|ранбук\p{L}{0,3})(?!\p{L})/giu)?.length ?? 0) >= 2
  )
}

type Signs = Record<
  | 'strong'
  | 'weak'
  | 'postmortem'
  | 'timelines'
  | 'fields'
  | 'clocks'
  | 'dated'
  | 'commands'
  | 'numbered'
  | 'stepHeadings'
  | 'fences'
  | 'years',
  number
> & {
  title: string
}

function readSigns(text: string): Signs {
  const signs: Signs = {
    strong: 0,
    weak: 0,
    postmortem: 0,
    timelines: 0,
    fields: 0,
    clocks: 0,
    dated: 0,
    commands: 0,
    numbered: 0,
    stepHeadings: 0,
    fences: 0,
    years: 0,
    title: '',
  }
  const topics = new Set<string>()
  // plain text has no marked title: its first line is the title, unless it is a sentence
  const first = /^\s*(?<line>[\p{L}\p{N}][^\n]{2,98}[^\n.!?])\r?(?:\n|$)/u.exec(text.slice(0, 1000))?.groups?.line
  if (first) signs.title = first
  let fence: string | null = null
  // headings below "Action items" name what is to be done, not the parts of a runbook
  let items = 7
  for (const line of text.split(/\r\n|\n|\r/)) {
    const mark = /^[ \t]*(```|~~~)[`~]*[ \t]*([\w-]*)/.exec(line)
    if (mark) {
      if (!fence && COMMANDS.test(mark[2] ?? '')) signs.commands++
      if (!fence) signs.fences++
      fence = fence ? null : (mark[1] ?? null)
      continue
    }
    if (fence) continue
    const heading = /^ {0,3}#{1,6}[ \t]+(.{1,120})$/.exec(line)?.[1] ?? boldHeading(line) ?? plainHeading(line)
    const level = /^ {0,3}(#{1,6})[ \t]/.exec(line)?.[1]?.length ?? 0
    if (level > 0) items = level <= items ? (ITEMS_BELOW.test(heading ?? '') ? level : 7) : items
    if (heading && !(level > items)) readHeading(heading, topics, signs)
    else if (/^[ \t]{0,8}\d{1,2}[.)][ \t]+\S/.test(line)) signs.numbered++
    if (DATED_FIELD.test(line)) signs.fields++
    if (CLOCK_LINE.test(line)) signs.clocks++
    if (/(?<!\d)(?:19|20)\d{2}[-/.年]\d{1,2}(?!\d)|(?<!\p{L})\p{L}{3,9}\.? (?:\d{1,2},? )?20\d{2}(?!\d)/u.test(line))
      signs.years++
    if (DATED_LINE.test(line)) signs.dated++
  }
  return signs
}

function boldHeading(line: string): string | null {
  return /^[ \t]*(?:\*\*|__)([^*_]{2,60}?):?(?:\*\*|__):?/.exec(line)?.[1] ?? null
}

/** A scraped page loses its marks: a line that is exactly the name of a section counts. */
function plainHeading(line: string): string | null {
  if (line.length > 60 || !line.trim()) return null
  const topic = exactSkillTopic(line)
  return exactSectionKey(line) || (topic && (STRONG.has(topic) || WEAK.has(topic))) ? line : null
}

function readHeading(heading: string, topics: Set<string>, signs: Signs): void {
  signs.title ||= heading
  const key = headingSectionKey(heading)
  const topic = skillTopic(heading)
  const names = key && POSTMORTEM_SECTIONS.has(key) ? `postmortem ${key}` : `skill ${topic}`
  if (isStepHeading(heading)) signs.stepHeadings++
  if (topics.has(names)) return
  topics.add(names)
  if (key === 'timeline') signs.timelines++
  if (key && POSTMORTEM_SECTIONS.has(key)) signs.postmortem++
  else if (topic && STRONG.has(topic)) signs.strong++
  else if (topic && WEAK.has(topic)) signs.weak++
}
