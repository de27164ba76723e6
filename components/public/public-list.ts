import { html, type Html } from '@/lib/render/html'
import { INCIDENT_STATUSES } from '@/lib/render/labels'
import { formatDay, formatMinutes } from '@/lib/render/time'
import type { Page } from '@/lib/schema/directory'
import type { PublicRow } from '@/lib/schema/public'

function rowOf({ slug, title, on, startedAt, status, impactMinutes, langs }: PublicRow): Html {
  const day = on ?? startedAt?.slice(0, 10)
  const facts = [
    day ? formatDay(day) : 'date unknown',
    INCIDENT_STATUSES[status].label,
    impactMinutes === null ? null : formatMinutes(impactMinutes),
  ]
  const lang = langs.includes('en') ? 'en' : (langs[0] ?? 'en')
  return html`<li>
    <a href="/public/incidents/${slug}" lang="${lang === 'und' ? 'en' : lang}">${title}</a>
    <p class="note">${facts.filter(Boolean).join(' · ')}</p>
  </li>`
}

/** The list of public incidents; where nothing is public it says so. */
export function publicList({ items, page, size, total }: Page<PublicRow>): Html {
  const newer = page > 1 && html`<a href="/public?page=${page - 1}">Newer</a> `
  const older = page * size < total && html`<a href="/public?page=${page + 1}">Older</a>`
  return html`<h1>Public incidents</h1>
    ${
      items.length > 0
        ? html`<ul class="list">
            ${items.map(rowOf)}
          </ul>`
        : html`<p>${total === 0 ? 'Nothing is public here.' : 'There is nothing on this page.'}</p>`
    }
    ${newer || older ? html`<nav class="pages" aria-label="Pages">${newer}${older}</nav>` : null}`
}

/** Shown for whatever is not public, whether it exists or not. */
export function publicMissing(): Html {
  return html`<h1>Nothing public is here</h1>
    <p>This address leads to nothing that everybody may read. It may have been public before.</p>
    <p><a href="/public">All public incidents</a></p>`
}
