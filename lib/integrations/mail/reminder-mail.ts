import type { ActionItemView } from '@/lib/schema/action-item'
import type { PersonalDue, PersonalWeek } from '@/lib/schema/reminder-mail'
import { writeMail, type MailLine, type MailPart } from './mail-lines'

/** Lines of each part; the rest is a number and a link. */
const SHOWN = 15

/** Where the pages are that a mail links to. Addresses are whole. */
export type MailPlaces = {
  item: (id: string) => string
  skill: (slug: string) => string
  incident: (slug: string) => string
  mine: string
  stale: string
  incidents: string
  settings: string
  /** Switches these mails off, for whoever has the link. */
  unsubscribe: string
}

/** Which things the subject may not name: a subject is shown on locked screens and kept by servers on the way. */
export type Secrets = ReadonlySet<string>

export type WrittenMail = { subject: string; text: string; html: string }

const titleOf = ({ title }: ActionItemView) => title['en'] ?? Object.values(title)[0] ?? 'Untitled action item'

const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`

function lineOf(item: ActionItemView, places: MailPlaces): MailLine {
  const { id, due, status, debt, from } = item
  const said = [
    due && `due ${due}`,
    status === null ? 'status unknown' : status === 'open' ? null : status,
    from.title,
    debt && `${count(debt.recurrences.length, 'incident', 'incidents')} since it was open`,
  ]
  return { title: titleOf(item), href: places.item(id), note: said.filter(Boolean).join(' · ') }
}

function partOf(heading: string, lines: MailLine[], href: string): MailPart[] {
  if (lines.length === 0) return []
  const rest = lines.length - SHOWN
  return [{ heading, lines: lines.slice(0, SHOWN), more: rest > 0 ? { count: rest, href } : null }]
}

function partsOfDue({ overdue, soon, skills }: PersonalDue, places: MailPlaces): MailPart[] {
  const lines = (items: ActionItemView[]) => items.map((item) => lineOf(item, places))
  const skillLines = skills.map(({ slug, title, why }) => ({ title, href: places.skill(slug), note: why ?? '' }))
  return [
    ...partOf(`${count(overdue.length, 'action item', 'action items')} overdue`, lines(overdue), places.mine),
    ...partOf(`${count(soon.length, 'action item', 'action items')} due soon`, lines(soon), places.mine),
    ...partOf(
      `${count(skills.length, 'skill', 'skills')} going stale: verify what is still true`,
      skillLines,
      places.stale,
    ),
  ]
}

/** What a mail is about in one line: of a single thing that may be named its name, else figures alone. */
function subjectOf({ overdue, soon, skills }: PersonalDue, secrets: Secrets): string {
  const [item] = [...overdue, ...soon]
  if (item && overdue.length + soon.length + skills.length === 1 && !secrets.has(item.id)) {
    return `${overdue.length === 1 ? 'Overdue' : `Due ${item.due ?? 'soon'}`}: ${titleOf(item).slice(0, 120)}`
  }
  const parts = [
    overdue.length > 0 && `${count(overdue.length, 'action item', 'action items')} overdue`,
    soon.length > 0 && `${soon.length} due soon`,
    skills.length > 0 && `${count(skills.length, 'skill', 'skills')} going stale`,
  ].filter((part) => part !== false)
  return parts.join(', ')
}

const footOf = (what: string, places: MailPlaces): MailLine[] => [
  { note: 'When and how you are told:', title: 'settings of reminders', href: places.settings },
  { note: `No more of these ${what}:`, title: 'switch them off', href: places.unsubscribe },
]

/** The mail of what is due and going stale; null when nothing is. `asked`: the person wants to see one now, also with nothing in it. */
export function dueMail(
  due: PersonalDue,
  { places, secrets, asked }: { places: MailPlaces; secrets: Secrets; asked: boolean },
): WrittenMail | null {
  const parts = partsOfDue(due, places)
  const foot = footOf('reminders', places)
  if (parts.length > 0) {
    const title = due.overdue.length + due.soon.length > 0 ? 'Action items of yours' : 'Skills of yours'
    return { subject: subjectOf(due, secrets), ...writeMail({ title, lead: null, parts, foot }) }
  }
  if (!asked) return null
  const lead =
    'No action item of yours is overdue or due soon, and no skill of yours goes stale. Reminders reach you here.'
  return { subject: 'Nothing is due', ...writeMail({ title: 'Nothing is due', lead, parts, foot }) }
}

/** The mail of somebody's week; `days` names it ("16 Nov 2026 to 23 Nov 2026"). Null when there is nothing to tell. */
export function weekMail(week: PersonalWeek, days: string, { places }: { places: MailPlaces }): WrittenMail | null {
  const incidents = week.incidents.map(({ slug, title, on, pattern }) => ({
    title,
    href: places.incident(slug),
    note: [on ?? 'no date', pattern].join(' · '),
  }))
  const debt = week.debt.map((item) => lineOf(item, places))
  const parts = [
    ...partsOfDue(week, places),
    ...partOf(`${count(debt.length, 'open item', 'open items')} that let something happen again`, debt, places.mine),
    ...partOf(
      `${count(incidents.length, 'new incident', 'new incidents')} with patterns of yours`,
      incidents,
      places.incidents,
    ),
  ]
  if (parts.length === 0) return null
  const written = writeMail({ title: `Your week, ${days}`, lead: null, parts, foot: footOf('digests', places) })
  return { subject: `Your week in Hindsight, ${days}`, ...written }
}
