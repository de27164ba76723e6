import { html, type Html } from '@/lib/render/html'
import {
  ACTION_ITEM_KINDS,
  ACTION_ITEM_STATUSES,
  CAUSE_ROLES,
  INCIDENT_STATUSES,
  PHASES,
  UPDATE_STATES,
} from '@/lib/render/labels'
import { languageName } from '@/lib/render/language'
import { oneText, pickList } from '@/lib/render/localised'
import { formatDay, formatMinutes, zonedTime } from '@/lib/render/time'
import type { PublicIncident } from '@/lib/schema/public'
import type { LocalisedList, LocalisedText } from '@/lib/schema/text'
import { inlineText } from './public-frame'

type Zoned = { zone: string | null; zoneText: string | null }

/** A text in the chosen language, or in the nearest that there is, which is then marked. */
function textIn(text: LocalisedText, lang: string): Html | null {
  const found = oneText(text, lang)
  if (!found || found.text === '') return null
  return found.lang === lang || found.lang === 'und'
    ? html`${inlineText(found.text)}`
    : html`<span lang="${found.lang}">${inlineText(found.text)}</span>`
}

function listIn(list: LocalisedList, lang: string): Html | null {
  const found = pickList(list, lang)
  if (!found) return null
  const own = found.lang === lang || found.lang === 'und' ? '' : html` lang="${found.lang}"`
  return html`<ul${own}>${found.text.map((item) => html`<li>${inlineText(item)}</li>`)}</ul>`
}

/** Day and clock in the zone of the source, and in UTC where it is none that is known. */
function momentOf(at: string, { zone, zoneText }: Zoned): Html {
  const { date, time, zone: name } = zonedTime({ at, zone, zoneText }, 'source')
  return html`<time datetime="${at}">${formatDay(date)}, ${time} ${name}</time>`
}

function section(id: string, title: string, content: Html | null): Html | null {
  return (
    content &&
    html`<section aria-labelledby="${id}">
      <h2 id="${id}" lang="en">${title}</h2>
      ${content}
    </section>`
  )
}

function factsOf(incident: PublicIncident): Html {
  const { on, status, severity, impactMinutes, statedDuration, windows } = incident
  const [first] = windows
  const end = windows.findLast(({ resolvedAt }) => resolvedAt !== null)?.resolvedAt ?? null
  const minutes = impactMinutes ?? statedDuration?.minutes ?? null
  const about = impactMinutes === null && statedDuration?.approximate ? 'about ' : ''
  const facts: [string, Html | string | null][] = [
    ['Status', INCIDENT_STATUSES[status].label],
    ['Severity', severity],
    ['Date', on && formatDay(on)],
    ['Began', first?.startedAt ? momentOf(first.startedAt, incident) : null],
    ['Over', end && momentOf(end, incident)],
    ['Impact lasted', minutes === null ? null : `${about}${formatMinutes(minutes)}`],
  ]
  return html`<dl class="facts" lang="en">
    ${facts.map(
      ([name, value]) =>
        value &&
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`
}

function impactOf({ impact, customerActions }: PublicIncident, lang: string): Html | null {
  const summary = textIn(impact.summary, lang)
  const lists: [string, LocalisedList][] = [
    ['Affected', impact.affected],
    ['Not affected', impact.unaffected],
    ['What was found not to have happened', impact.negativeFindings],
    ['What remains', impact.residual],
    ['What customers should do', customerActions],
  ]
  const told = lists.flatMap(([title, list]) => {
    const items = listIn(list, lang)
    return items
      ? [
          html`<h3 lang="en">${title}</h3>
            ${items}`,
        ]
      : []
  })
  return summary === null && told.length === 0 ? null : html`${summary && html`<p>${summary}</p>`}${told}`
}

function windowsOf(incident: PublicIncident, lang: string): Html | null {
  const { windows } = incident
  if (windows.length < 2) return null
  return html`<ol class="windows">
    ${windows.map((window) => {
      const label = textIn(window.label, lang)
      const from = window.startedAt ? momentOf(window.startedAt, incident) : 'beginning unknown'
      const to = window.resolvedAt ? momentOf(window.resolvedAt, incident) : 'end unknown'
      const lasted = window.minutes === null ? null : html` (${formatMinutes(window.minutes)})`
      return html`<li>
        ${label && html`<strong>${label}</strong><br />`}<span lang="en">${from} to ${to}${lasted}</span>
      </li>`
    })}
  </ol>`
}

function timelineOf({ timeline, zone, zoneText }: PublicIncident, lang: string): Html | null {
  if (timeline.length === 0) return null
  return html`<ol class="timeline">
    ${timeline.map((entry) => {
      const own = { zone: entry.zone ?? zone, zoneText: entry.zone ? entry.zoneText : zoneText }
      const when = entry.at ? momentOf(entry.at, own) : (textIn(entry.timeText, lang) ?? 'time unknown')
      const phase = entry.phase === 'note' ? null : PHASES[entry.phase].label
      const state = entry.state && UPDATE_STATES[entry.state].label
      const mark =
        entry.lane === 'public' ? html`<span class="badge">Told to the public${state && `: ${state}`}</span>` : null
      return html`<li>
        <p class="when" lang="en">${when} ${phase && html`<span class="badge">${phase}</span>`} ${mark}</p>
        <p>${textIn(entry.text, lang)}</p>
      </li>`
    })}
  </ol>`
}

function causesOf({ causes }: PublicIncident, lang: string): Html | null {
  if (causes.length === 0) return null
  return html`<dl class="causes">
    ${causes.map(
      ({ role, text }) =>
        html`<div>
          <dt lang="en">${CAUSE_ROLES[role].label}</dt>
          <dd>${textIn(text, lang)}</dd>
        </div>`,
    )}
  </dl>`
}

function actionItemsOf({ actionItems }: PublicIncident, lang: string): Html | null {
  if (actionItems.length === 0) return null
  return html`<ul class="items">
    ${actionItems.map(({ title, status, kind, due }) => {
      const told = [
        status ? ACTION_ITEM_STATUSES[status].label : 'Status unknown',
        kind && ACTION_ITEM_KINDS[kind],
        due && `due ${formatDay(due)}`,
      ]
      return html`<li>
        ${textIn(title, lang)} <span class="note" lang="en">${told.filter(Boolean).join(' · ')}</span>
      </li>`
    })}
  </ul>`
}

function languagesOf({ slug, langs }: PublicIncident, lang: string): Html | null {
  if (langs.length < 2) return null
  return html`<nav class="languages" aria-label="Languages">
    ${langs.map((one) =>
      one === lang
        ? html`<span aria-current="true">${languageName(one)}</span> `
        : html`<a href="/public/incidents/${slug}?lang=${one}">${languageName(one)}</a> `,
    )}
  </nav>`
}

/** The language that is shown: the one asked for when the incident has it, else English, else its first. */
export function shownLanguage({ langs }: PublicIncident, asked: string | null): string {
  return langs.find((lang) => lang === asked) ?? langs.find((lang) => lang === 'en') ?? langs[0] ?? 'en'
}

/** What everybody may read of an incident. */
export function publicIncident(incident: PublicIncident, lang: string): Html {
  const { title, lessons, related, slug } = incident
  const others = related.map((one) => html`<li><a href="/public/incidents/${one.slug}">${one.title}</a></li>`)
  return html`<article>
    <h1>${oneText(title, lang)?.text ?? slug}</h1>
    <div lang="en">${languagesOf(incident, lang)}</div>
    ${factsOf(incident)} ${section('impact', 'Impact', impactOf(incident, lang))}
    ${section('windows', 'When it had impact', windowsOf(incident, lang))}
    ${section('timeline', 'Timeline', timelineOf(incident, lang))}
    ${section('causes', 'Causes', causesOf(incident, lang))} ${section('lessons', 'Lessons', listIn(lessons, lang))}
    ${section('action-items', 'What is done about it', actionItemsOf(incident, lang))}
    ${section(
      'related',
      'Related incidents',
      others.length > 0
        ? html`<ul>
            ${others}
          </ul>`
        : null,
    )}
  </article>`
}
