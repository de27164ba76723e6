import { findDates } from './dates'
import { light } from './light-expression'
import { plain } from './piece'
import { exactSectionKey, headingSectionKey, type SectionKey } from './section-names'

/** Sections that an account of one incident has; runbooks have impact and mitigation too. */
export const OWN = new Set<SectionKey>([
  'timeline',
  'root-cause',
  'actions',
  'lessons',
  'went-well',
  'went-wrong',
  'contributing',
  'trigger',
])

/** All sections that an account has. */
export const SECTIONS = new Set<SectionKey>([
  ...OWN,
  'impact',
  'summary',
  'what-happened',
  'detection',
  'response',
  'resolution',
])

/** A heading above incidents: a year, a quarter, a month, or what the list is. */
export const PERIOD = light(
  /^[\s*_]*(?:(?:19|20)\d{2}|[QH][1-4][\s,/-]*(?:19|20)\d{2}(?:.{0,40})?|(?:19|20)\d{2}[\s,/-]*[QH][1-4](?:.{0,40})?|\p{L}{3,12}\.? (?:19|20)\d{2}|(?:(?:past|previous|recent|all|major|minor|resolved|closed) )?(?:incidents?|outages?|post-?mortems?|history|log|archive|vorfälle|störungen|инциденты|сбои|incidentes?|storingen|障害一覧|障害履歴|事件|故障记录|장애 이력)(?: (?:log|history|reports?))?)[\s*_]*$/iu,
)

/** "Incidents", "Outage log": the name of a list, and no incident's. */
export function isListName(text: string): boolean {
  return PERIOD.test(plain(text))
}

/** A word for an incident, in any language that is read. */
export const INCIDENT_WORD = light(
  /(?<!\p{L})(?:incidents?|outages?|post-?mortems?|downtime|disruptions?|failures?|störung\p{L}*|ausfall\p{L}*|vorfall\p{L}*|инцидент\p{L}*|сбо[йяи]\p{L}*|incident[ei]s?|incydent\p{L}*|pannes?|caídas?|quedas?|storing\p{L}*|avbrott|awari\p{L}*)(?!\p{L})|障害|インシデント|故障|事故|장애/iu,
)

/** A title that ends as that of a log does. */
export const LOG_TITLE = light(/(?<!\p{L})(?:reports|log|logs|history|record|archive)[\s*_]*$/iu)

/** The name of a log that gives the day of all its incidents ("Journal des incidents - 8 septembre 2026"). */
export const DAY_LOG = light(
  /(?<!\p{L})(?:log|journal|diary|record|protokoll|журнал|registro|diario|diário|logboek|dziennik)(?!\p{L})|記録|ログ|日志|记录|일지/iu,
)

/** A heading with a day, and words behind it that name what happened. */
export const DATED_NAME = light(
  /^[\s*_`[(]*(?:19|20)\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:Z|UTC))?)?[\s*_`\])]*[|:：–—-][\s*_]*\p{L}[^\n]{4,}$/u,
)

/** "2025-03-01 | Mail is late": a day, and what happened on it. */
export function isDatedName(text: string): boolean {
  return DATED_NAME.test(text)
}

/** Whether a heading names a section of an account, not an incident of a list; `exact`: by nothing but its whole name. */
export function isSection(text: string, exact = false): boolean {
  const key = exactSectionKey(text) ?? (!exact && findDates(text).length === 0 ? headingSectionKey(text) : null)
  return key !== null && (SECTIONS.has(key) || key === 'customer-actions') && !PERIOD.test(plain(text))
}
