import { html, type Html } from '@/lib/render/html'
import type { Page } from '@/lib/schema/directory'
import type { PublicRow } from '@/lib/schema/public'
import type { PublicWords } from './public-words'

function rowOf(row: PublicRow, { say, labels, times }: PublicWords): Html {
  const { slug, title, on, startedAt, status, impactMinutes, langs } = row
  const day = on ?? startedAt?.slice(0, 10)
  const facts = [
    day ? times.day(day) : say('publicList.dateUnknown'),
    labels(`incidentStatus.${status}`),
    impactMinutes === null ? null : times.minutes(impactMinutes),
  ]
  const lang = langs.includes('en') ? 'en' : (langs[0] ?? 'en')
  return html`<li>
    <a href="/public/incidents/${slug}" lang="${lang === 'und' ? 'en' : lang}">${title}</a>
    <p class="note">${facts.filter(Boolean).join(' · ')}</p>
  </li>`
}

/** The list of public incidents; where nothing is public it says so. */
export function publicList({ items, page, size, total }: Page<PublicRow>, words: PublicWords): Html {
  const { say } = words
  const newer = page > 1 && html`<a href="/public?page=${page - 1}">${say('publicList.newer')}</a> `
  const older = page * size < total && html`<a href="/public?page=${page + 1}">${say('publicList.older')}</a>`
  return html`<h1>${say('publicList.title')}</h1>
    ${
      items.length > 0
        ? html`<ul class="list">
            ${items.map((row) => rowOf(row, words))}
          </ul>`
        : html`<p>${total === 0 ? say('publicList.nothing') : say('publicList.nothingOnPage')}</p>`
    }
    ${newer || older ? html`<nav class="pages" aria-label="${say('publicList.pages')}">${newer}${older}</nav>` : null}`
}

/** Shown for whatever is not public, whether it exists or not. */
export function publicMissing({ say }: PublicWords): Html {
  return html`<h1>${say('publicMissing.title')}</h1>
    <p>${say('publicMissing.text')}</p>
    <p><a href="/public">${say('publicMissing.all')}</a></p>`
}
