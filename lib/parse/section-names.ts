import { foldName, UNSPACED } from './fold-name'
import { light } from './light-expression'
import { NameIndex } from './name-index'
import { remembered } from './remembered'
import { SECTION_NAMES, type SectionKey } from './section-vocabulary'

export type { SectionKey } from './section-vocabulary'

/** Names that stand in other headings too ("Login metrics missing", "Why the fix failed"): they count alone or in front. */
const WEAK = new Set<SectionKey>(['stats', 'source', 'owners', 'participants', 'references', 'details'])

const KEY_BY_NAME = new Map<string, SectionKey>()
const LONG_NAMES: [name: string, key: SectionKey][] = []
for (const key of Object.keys(SECTION_NAMES) as SectionKey[]) {
  for (const raw of SECTION_NAMES[key].split('|')) {
    const name = foldName(raw)
    if (!name || KEY_BY_NAME.has(name)) continue
    KEY_BY_NAME.set(name, key)
    if (name.length >= (UNSPACED.test(name) ? 2 : 5)) LONG_NAMES.push([name, key])
  }
}
const NAMES_WITHIN = new NameIndex(LONG_NAMES.sort((a, b) => b[0].length - a[0].length))

/** "3.", "3.1", "3)", "IV.", "B.", "Section 3:", "三、", "第3章", "①" in front of a heading. */
const NUMBER = light(
  /^(?:(?:section|part|step|teil|abschnitt|раздел|часть|partie|sección|seção|sezione|deel|del|część)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}(?:[.):、：-]\s*|\s+)|[ivx]{1,4}[.)]\s+|[a-h][.)]\s+|第?[一二三四五六七八九十\d]{1,3}(?:[、.．]|[章节節]\s*)\s*|[(（][一二三四五六七八九十\d]{1,2}[)）]\s*|[①-⑳]\s*)/u,
)

/** A heading's words as the vocabulary writes them: no numbering, emphasis, emoji, brackets, colon or bracketed addition. */
export const normaliseHeading = remembered(readNormalised)

function readNormalised(text: string): string {
  const bare = foldName(stripHeading(text))
  return KEY_BY_NAME.has(bare) ? bare : bare.replace(NUMBER, '').trim() || bare
}

function stripHeading(text: string): string {
  return text
    .slice(0, 200)
    .replace(/\[([^\][\n]{1,120})\]\([^)\s]{0,300}\)/g, '$1')
    .replace(/[*_`#]/g, '')
    .replace(/:[a-z][a-z_]{2,30}:/g, '')
    .replace(/^\s*[【〔《「［[]([^【】〔〕《》「」［］[\]]{1,60})[】〕》」］\]]\s*/u, '$1 ')
    .replace(/\s*\{#[\w-]{1,60}\}\s*$/, '')
    .replace(/(?<=\S)\s*[(（[][^()（）[\]]*[)）\]]\s*[:：]?\s*$/, '')
    .replace(/^[^\p{L}\p{N}(（①-⑳]+/u, '')
    .replace(/[^\p{L}\p{N})）?]+$/u, '')
}

/** Names that are put together from common words; tried on the normalised name as a whole. */
const COMPOSED: [RegExp, SectionKey][] = [
  [/^(?:detailed |full )?(?:description|overview|details|analysis) of (?:the )?(?:\p{L}+ )?impact$/u, 'impact'],
  [
    light(
      /^(?:our |the )?(?:(?:preventive|preventative|prevention|corrective|remedial|remediation|follow-?up|improvement|mitigation|immediate|interim|long-?term|short-?term|medium-?term|mid-?term|planned|future|additional|next|key|proposed|recommended|completed|outstanding|open|agreed|technical|process)(?: and | \/ |\/|, | & | )?)+(?:actions?|action items?|measures|steps|items|improvements|tasks|work|plans?|changes|fixes)(?: taken| required| identified)?$/u,
    ),
    'actions',
  ],
  [
    light(
      /^(?:(?:the|our|some) )?(?:steps|measures|actions|changes) (?:(?:taken|we (?:have )?(?:taken|took|made)|we are (?:taking|making)|we will (?:take|make)|we['’](?:re|ve) (?:taking|taken)) )?to (?:prevent|avoid|stop) .{0,60}$/u,
    ),
    'actions',
  ],
  [
    light(
      /^(?:(?:agreed|review|further) )?actions? (?:following|from|after|arising from|out of|identified (?:in|during)|agreed (?:in|at|after)) (?:the |this |our )?(?:\p{L}+[- ])?(?:review|incident|outage|retro(?:spective)?|post-?mortem|meeting|debrief)$/u,
    ),
    'actions',
  ],
  [
    light(
      /^(?:(?:technical|detailed|full|initial|preliminary|underlying|primary) )?(?:root[ -])?causes?(?:\(s\))?(?: analysis| summary| details| description)?$/u,
    ),
    'root-cause',
  ],
  [
    light(
      /^(?:(?:incident|event|detailed|full|complete|outage|high-level|follow-?up|post-incident|response|recovery|remediation|mitigation|internal|external|customer) ){0,2}(?:timeline|chronology)(?: of (?:the )?(?:events|incident|outage|impact))?$/u,
    ),
    'timeline',
  ],
  [
    light(
      /^(?:(?:vorbeugende|praventive|korrektive|kurzfristige|mittelfristige|langfristige|geplante|weitere|sofortige|abgeleitete|ergriffene|umgesetzte)(?:,? und |, | )?)+(?:maßnahmen|massnahmen|schritte|aufgaben|verbesserungen)$/u,
    ),
    'actions',
  ],
  [
    light(
      /^(?:(?:превентивные|предупреждающие|корректирующие|планируемые|дальнейшие|дополнительные|краткосрочные|долгосрочные|срочные|принятые)(?: и |, | )?)+(?:меры|действия|шаги|задачи|улучшения)$/u,
    ),
    'actions',
  ],
  // the last part of a compound tells what it is: "Störungsursachenanalyse", "Incident-Zeitverlauf", "storingsoorzaak"
  [
    light(
      /^(?:\p{L}+ )?\p{L}[\p{L}-]{2,40}(?:ursachen?|ursachen-?analyse|cause-analyse|oorzaa?ke?n?|oorzaak-?analyse|orsak(?:er|en)?|orsaksanalys)$/u,
    ),
    'root-cause',
  ],
  [
    light(
      /^(?:\p{L}+ )?\p{L}[\p{L}-]{2,40}(?:zeitachse|zeitleiste|zeitlinie|zeitverlauf|chronologie|chronik|tijdlijn|tijdsverloop|tidslinje|tidsforlopp|(?:storungs|vorfalls?|ereignis|ausfalls?|incident|storings)-?(?:ablauf|verlauf|hergang|verloop))$/u,
    ),
    'timeline',
  ],
  [
    light(
      /^(?:\p{L}+ )?(?!(?:sofort|erst|not(?:fall)?|gegen|eindammungs|wiederherstellungs|noodherstel)-?m)\p{L}[\p{L}-]{2,40}(?:ma(?:ß|ss)nahmen(?:-?(?:plan|liste|katalog))?|verbesserungen|maatregelen|atgarder|atgardsplan)$/u,
    ),
    'actions',
  ],
  // questions that reviews ask
  [
    light(
      /^(?:why (?:was|were|did)(?:n't| not)? .{0,40}(?:caught|detected?|noticed?|found|catch)(?: .{0,60})?|were we (?:alerted|notified|paged)(?: .{0,40})?|how (?:was|were|did) .{0,30}(?:detect|notic|discover|find|found)\p{L}*(?: .{0,30})?)\??$/u,
    ),
    'detection',
  ],
  [
    light(
      /^(?:were we able to .{0,60}|was the (?:process|procedure|runbook) .{0,80}|how (?:was|were|did) .{0,30}(?:resolved?|fix|fixed|mitigated?|recover(?:ed)?)(?: .{0,30})?)\??$/u,
    ),
    'response',
  ],
  [
    light(
      /^(?:what (?:could|can|will|should) (?:we|be)(?: \p{L}+)? (?:do|done)\b.{0,60}|how (?:do|will|can|could) we (?:prevent|avoid|stop) .{0,60})\??$/u,
    ),
    'actions',
  ],
  [
    light(
      /^(?:why|warum|почему|pourquoi|por que|perche|waarom|varfor|dlaczego) (?:did|ist|war|это|так|ha|a|is|hande|doszlo|.{0,20}happen).{0,50}\??$/u,
    ),
    'root-cause',
  ],
]

/** The section that a whole line names exactly ("Corrective Actions / Risk Mitigation:"), or null. */
export const exactSectionKey = remembered(readExactKey)

function readExactKey(line: string): SectionKey | null {
  if (line.length > 90) return null
  const name = normaliseHeading(line)
  if (!name) return null
  const whole =
    KEY_BY_NAME.get(name) ?? KEY_BY_NAME.get(name.replace(/\s*\?$/, '')) ?? KEY_BY_NAME.get(name.replaceAll('-', ' '))
  if (whole) return whole
  const composed = COMPOSED.find(([expression]) => expression.test(name))?.[1]
  if (composed) return composed
  const parts = name
    .split(/\s*(?:\/|&|\+|,|、|・|と|及び|与|和|및| and | und | и | et | y | e | en | och | i | oraz | ed )\s*/u)
    .filter(Boolean)
  if (parts.length < 2) return null
  const keys = parts.map((part) => KEY_BY_NAME.get(part))
  return keys.every(Boolean) ? (keys[0] ?? null) : null
}

/**
 * The section that a marked-up heading speaks of: its exact name, or the longest known name within it when the heading says
 * little else; or null.
 */
export const headingSectionKey = remembered(readHeadingKey)

function readHeadingKey(heading: string): SectionKey | null {
  const exact = exactSectionKey(heading)
  if (exact) return exact
  const name = normaliseHeading(heading)
  if (name.length > 80) return null
  const found = NAMES_WITHIN.within(name).find(({ name: known, at }) => standsAlone(name, known, at))
  return found && saysMostly(name, found.name, found.at, found.value) ? found.value : null
}

function standsAlone(name: string, known: string, at: number): boolean {
  if (UNSPACED.test(known)) return true
  return !/[\p{L}\p{N}]/u.test(name[at - 1] ?? '') && !/[\p{L}\p{N}]/u.test(name[at + known.length] ?? '')
}

/** In front of a colon or dash, or among at most four other words ("Timeline of the second outage"). */
function saysMostly(name: string, known: string, at: number, key: SectionKey): boolean {
  if (at === 0 && /^\s*(?:[:：|–—(（-]|$)/u.test(name.slice(known.length))) return true
  if (UNSPACED.test(known)) return name.length <= known.length + 12
  if (WEAK.has(key)) return false
  const rest = `${name.slice(0, at)} ${name.slice(at + known.length)}`.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  return rest <= 4
}
