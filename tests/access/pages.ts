import { ASKED } from './restricted-words'

/** Pages whose address names a thing. All others are walked as they lie on disk. */
export const PAGES_WITH_NAMES = [
  'action-items/[id]',
  'companies/[slug]',
  'incidents/[slug]',
  'incidents/[slug]/history',
  'incidents/[slug]/present',
  'patterns/[slug]',
  'patterns/[slug]/edit',
  'patterns/[slug]/history',
  'people/[slug]',
  'premortem/[id]',
  'proposals/[id]',
  'review/[id]',
  'skills/[slug]',
  'skills/[slug]/edit',
  'skills/[slug]/history',
  'skills/[slug]/run',
  'skills/[slug]/runs/[id]',
  'sources/[id]',
  'sources/imports/[id]',
  'threads/[slug]',
]

/** Questions that tell most; every page is opened without any, too. */
export const PAGE_QUERIES: Record<string, string[]> = {
  search: [`?q=${ASKED}`, '?q=stale+jwks+cache', '?q=zqxas'],
  incidents: [`?q=${ASKED}`, '?from=2025-01-01'],
  'action-items': [`?q=${ASKED}`, '?debt=true', '?overdue=true', '?owner=zqxowner'],
  'action-items/board': [`?q=${ASKED}`, '?debt=true', '?overdue=true', '?owner=zqxowner'],
  'action-items/measures': ['?owner=zqxowner', '?company=zqxcompany', '?pattern=stale-keys', '?from=2025-01-01'],
  map: ['?q=zqx', '?company=zqxcompany', '?view=lanes'],
  threads: ['?channel=zqxchannel'],
  'skills/new': ['?template=alert', '?from=zqxskill-slug'],
  'patterns/new': ['?of=incident:zqxslug-outage', '?of=skill:zqxskill-slug'],
}

/** Pages on which whoever may read the incident finds something of it. */
export const PAGES_THAT_SHOW = [
  '',
  'action-items',
  'action-items/[id]',
  'action-items/board',
  'action-items/measures',
  'companies',
  'incidents',
  'incidents/[slug]',
  'incidents/[slug]/present',
  'map',
  'patterns/[slug]',
  'people',
  'people/[slug]',
  'premortem/[id]',
  'recognise/history',
  'search',
  'skills',
  'skills/[slug]',
  'skills/gaps',
  'stale-skills',
  'sources',
  'sources/[id]',
  'sources/unresolved',
  'threads',
  'threads/[slug]',
]
