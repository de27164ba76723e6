import { html, type Html, type HtmlPart } from '@/lib/render/html'
import { languageLabel } from '@/lib/render/language'
import { oneText, pickList } from '@/lib/render/localised'
import { zonedTime } from '@/lib/render/time'
import type { PublicIncident } from '@/lib/schema/public'
import type { LocalisedList, LocalisedText } from '@/lib/schema/text'
import { inlineText } from './public-frame'
import type { PublicWords } from './public-words'

type Zoned = { zone: string | null; zoneText: string | null }

/** A sentence of the words in whose places, written `{so}`, stand parts of the page. */
function withParts(sentence: string, parts: Record<string, HtmlPart>): HtmlPart[] {
  return sentence.split(/\{(\w+)\}/).map((text, index) => (index % 2 === 1 ? parts[text] : text))
}

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
function momentOf(at: string, { zone, zoneText }: Zoned, { times }: PublicWords): Html {
  const { date, time, zone: name } = zonedTime({ at, zone, zoneText }, 'source')
  return html`<time datetime="${at}">${times.day(date)}, ${time} ${name}</time>`
}

type SectionName = 'impact' | 'windows' | 'timeline' | 'causes' | 'lessons' | 'actionItems' | 'related'

function section(id: string, { locale, say }: PublicWords, title: SectionName, content: Html | null): Html | null {
  return (
    content &&
    html`<section aria-labelledby="${id}">
      <h2 id="${id}" lang="${locale}">${say(`publicIncident.${title}`)}</h2>
      ${content}
    </section>`
  )
}

function factsOf(incident: PublicIncident, words: PublicWords): Html {
  const { locale, say, labels, times } = words
  const { on, status, severity, impactMinutes, statedDuration, windows } = incident
  const [first] = windows
  const end = windows.findLast(({ resolvedAt }) => resolvedAt !== null)?.resolvedAt ?? null
  const minutes = impactMinutes ?? statedDuration?.minutes ?? null
  const lasted = minutes === null ? null : times.minutes(minutes)
  const isAbout = impactMinutes === null && statedDuration?.approximate
  const facts: [string, Html | string | null][] = [
    [say('publicIncident.status'), labels(`incidentStatus.${status}`)],
    [say('publicIncident.severity'), severity],
    [say('publicIncident.date'), on && times.day(on)],
    [say('publicIncident.began'), first?.startedAt ? momentOf(first.startedAt, incident, words) : null],
    [say('publicIncident.over'), end && momentOf(end, incident, words)],
    [say('publicIncident.lasted'), lasted && isAbout ? say('publicIncident.about', { time: lasted }) : lasted],
  ]
  return html`<dl class="facts" lang="${locale}">
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

function impactOf(
  { impact, customerActions }: PublicIncident,
  lang: string,
  { locale, say }: PublicWords,
): Html | null {
  const summary = textIn(impact.summary, lang)
  const lists: [string, LocalisedList][] = [
    [say('publicIncident.affected'), impact.affected],
    [say('publicIncident.unaffected'), impact.unaffected],
    [say('publicIncident.negativeFindings'), impact.negativeFindings],
    [say('publicIncident.residual'), impact.residual],
    [say('publicIncident.customerActions'), customerActions],
  ]
  const told = lists.flatMap(([title, list]) => {
    const items = listIn(list, lang)
    return items
      ? [
          html`<h3 lang="${locale}">${title}</h3>
            ${items}`,
        ]
      : []
  })
  return summary === null && told.length === 0 ? null : html`${summary && html`<p>${summary}</p>`}${told}`
}

function windowsOf(incident: PublicIncident, lang: string, words: PublicWords): Html | null {
  const { locale, say, times } = words
  const { windows } = incident
  if (windows.length < 2) return null
  return html`<ol class="windows">
    ${windows.map((window) => {
      const label = textIn(window.label, lang)
      const from = window.startedAt
        ? momentOf(window.startedAt, incident, words)
        : say('publicIncident.beginningUnknown')
      const to = window.resolvedAt ? momentOf(window.resolvedAt, incident, words) : say('publicIncident.endUnknown')
      const lasted = window.minutes === null ? null : html` (${times.minutes(window.minutes)})`
      const fromTo = withParts(say('publicIncident.window', { from: '{from}', to: '{to}' }), { from, to })
      return html`<li>
        ${label && html`<strong>${label}</strong><br />`}<span lang="${locale}">${fromTo}${lasted}</span>
      </li>`
    })}
  </ol>`
}

function timelineOf({ timeline, zone, zoneText }: PublicIncident, lang: string, words: PublicWords): Html | null {
  const { locale, say, labels } = words
  if (timeline.length === 0) return null
  return html`<ol class="timeline">
    ${timeline.map((entry) => {
      const own = { zone: entry.zone ?? zone, zoneText: entry.zone ? entry.zoneText : zoneText }
      const when = entry.at
        ? momentOf(entry.at, own, words)
        : (textIn(entry.timeText, lang) ?? say('publicIncident.timeUnknown'))
      const phase = entry.phase === 'note' ? null : labels(`phase.${entry.phase}`)
      const told = entry.state
        ? say('publicIncident.toldState', { state: labels(`updateState.${entry.state}`) })
        : say('publicIncident.told')
      const mark = entry.lane === 'public' ? html`<span class="badge">${told}</span>` : null
      return html`<li>
        <p class="when" lang="${locale}">${when} ${phase && html`<span class="badge">${phase}</span>`} ${mark}</p>
        <p>${textIn(entry.text, lang)}</p>
      </li>`
    })}
  </ol>`
}

function causesOf({ causes }: PublicIncident, lang: string, { locale, labels }: PublicWords): Html | null {
  if (causes.length === 0) return null
  return html`<dl class="causes">
    ${causes.map(
      ({ role, text }) =>
        html`<div>
          <dt lang="${locale}">${labels(`causeRole.${role}`)}</dt>
          <dd>${textIn(text, lang)}</dd>
        </div>`,
    )}
  </dl>`
}

function actionItemsOf({ actionItems }: PublicIncident, lang: string, words: PublicWords): Html | null {
  const { locale, say, labels, times } = words
  if (actionItems.length === 0) return null
  return html`<ul class="items">
    ${actionItems.map(({ title, status, kind, due }) => {
      const told = [
        status ? labels(`actionItemStatus.${status}`) : say('publicIncident.statusUnknown'),
        kind && labels(`actionItemKind.${kind}`),
        due && say('publicIncident.due', { day: times.day(due) }),
      ]
      return html`<li>
        ${textIn(title, lang)} <span class="note" lang="${locale}">${told.filter(Boolean).join(' · ')}</span>
      </li>`
    })}
  </ul>`
}

function languagesOf({ slug, langs }: PublicIncident, lang: string, { locale, say }: PublicWords): Html | null {
  if (langs.length < 2) return null
  return html`<nav class="languages" aria-label="${say('publicIncident.languages')}">
    ${langs.map((one) =>
      one === lang
        ? html`<span aria-current="true">${languageLabel(one, locale)}</span> `
        : html`<a href="/public/incidents/${slug}?lang=${one}">${languageLabel(one, locale)}</a> `,
    )}
  </nav>`
}

/** The language that is shown: the one asked for when the incident has it, else English, else its first. */
export function shownLanguage({ langs }: PublicIncident, asked: string | null): string {
  return langs.find((lang) => lang === asked) ?? langs.find((lang) => lang === 'en') ?? langs[0] ?? 'en'
}

/** What everybody may read of an incident. */
export function publicIncident(incident: PublicIncident, lang: string, words: PublicWords): Html {
  const { title, lessons, related, slug } = incident
  const others = related.map((one) => html`<li><a href="/public/incidents/${one.slug}">${one.title}</a></li>`)
  return html`<article>
    <h1>${oneText(title, lang)?.text ?? slug}</h1>
    <div lang="${words.locale}">${languagesOf(incident, lang, words)}</div>
    ${factsOf(incident, words)} ${section('impact', words, 'impact', impactOf(incident, lang, words))}
    ${section('windows', words, 'windows', windowsOf(incident, lang, words))}
    ${section('timeline', words, 'timeline', timelineOf(incident, lang, words))}
    ${section('causes', words, 'causes', causesOf(incident, lang, words))}
    ${section('lessons', words, 'lessons', listIn(lessons, lang))}
    ${section('action-items', words, 'actionItems', actionItemsOf(incident, lang, words))}
    ${section(
      'related',
      words,
      'related',
      others.length > 0
        ? html`<ul>
            ${others}
          </ul>`
        : null,
    )}
  </article>`
}
