import { readdirSync } from 'node:fs'
import path from 'node:path'
import { ASKED, CLOSED, OPEN, PATTERN, SHARED_TEXT } from './restricted-words'
import type { RestrictedWorld } from './restricted-world'

/** What is there to ask by HTTP, as it lies on disk; what tests have to know beside that. */
const ROOT = path.resolve(import.meta.dirname, '../..')

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof METHODS)[number]

/** Files of this name below app, by their folder: `api/v1/incidents/[slug]`. */
export function foldersWith(name: string): string[] {
  const files = readdirSync(path.join(ROOT, 'app'), { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => path.basename(file) === name)
    .map((file) => path.dirname(file))
    .toSorted()
}

/** Folders of routes. */
export const routeFolders = () => foldersWith('route.ts')

type Params = Record<string, string | string[]>

/** Every name under which something restricted might be asked for. */
export const closedNames = ({ closed }: RestrictedWorld): string[] => [
  CLOSED.incident,
  CLOSED.skill,
  CLOSED.drafted,
  CLOSED.taken,
  `${CLOSED.incident}.md`,
  `${CLOSED.skill}.md`,
  `${CLOSED.drafted}.md`,
  closed.threadSlug ?? '',
  closed.incident,
  closed.edition,
  closed.source,
  closed.drafted,
  closed.draftedSource,
  closed.taken,
  closed.takenSource,
  closed.item,
  closed.skillItem ?? '',
  closed.skill,
  closed.thread ?? '',
  closed.import,
  closed.comment,
]

/** Kept answers that name something restricted: they are there for everybody, without it. */
export const keptNames = ({ notes }: RestrictedWorld): string[] => [notes.premortem, notes.asked, notes.reminder]

/** Nothing has this name. */
export const NOTHING = 'no-such-thing'

/** The parameters of a folder filled in: with every name of something restricted, or with what is given. */
export function paramsOf(folder: string, names: readonly string[]): Params[] {
  const asked = [...folder.matchAll(/\[+(\.{3})?(\w+)\]+/g)].map(([, rest, name]) => ({
    name: name ?? '',
    many: rest === '...',
  }))
  const [first, ...others] = asked
  if (!first) return [{}]
  const fixed = Object.fromEntries(
    others.map(({ name, many }) => [name, many ? [FURTHER[name] ?? '1'] : (FURTHER[name] ?? '1')]),
  )
  return names.map((name) => ({ ...fixed, [first.name]: first.many ? [name] : name }))
}
/** Parameters after the first. */
const FURTHER: Record<string, string> = { pattern: PATTERN.slug, number: '1' }

/** Questions of `GET` that tell most; every route is asked without any, too. */
export const QUERIES: Record<string, string[]> = {
  'api/v1/incidents': [
    `?q=${ASKED}`,
    `?pattern=${PATTERN.slug}`,
    '?lang=en',
    '?from=2025-01-01&to=2025-12-31',
    '?status=resolved',
  ],
  'api/v1/action-items': ['?status=unfinished', '?owner=zqxowner', '?overdue=true', '?debt=true', '?q=zqxasked'],
  'api/v1/action-items.csv': ['?status=unfinished', '?owner=zqxowner', '?debt=true', '?sort=from&dir=asc'],
  'api/v1/search': [
    `?q=${ASKED}`,
    '?q=zqxhost.example',
    '?q=zqxas',
    '?q=stale+jwks+cache',
    '?q=zqxthread&kind=thread',
    '?q=zqxowner',
  ],
  'api/v1/measures': ['?owner=zqxowner', '?company=zqxcompany', '?pattern=stale-keys'],
  'api/v1/measures/csv': ['?of=by-owner', '?of=debt', '?of=months', '?of=prevention', '?of=by-pattern'],
  'api/v1/measures/incidents/csv': ['?of=patterns', '?of=times'],
  'api/v1/map': ['?company=zqxcompany', '?q=zqx', '?debt=true'],
  'api/v1/map/csv': ['?company=zqxcompany', '?q=zqx'],
}

const RUN_NOTE = {
  id: '0d6cbbb1-6cde-4c0e-9b0a-1d2f4e3a5b6c',
  at: '2025-06-01T00:00:00Z',
  kind: 'noted',
  step: 0,
  text: 'Mine',
}

type Change = { params?: Params; body?: unknown; query?: string; headers?: Record<string, string> }

/**
 * Changes of something restricted, each with all that it needs but the right to: `refused` for those who may not read it.
 * `answered`: questions that need a body, of which the answers are looked into.
 */
export const CHANGES: Record<
  string,
  { refused?: (world: RestrictedWorld) => Change[]; answered?: (world: RestrictedWorld) => Change[] }
> = {
  'POST api/v1/action-items.csv': {
    refused: ({ closed }) => [
      { body: { csv: `id,owner\n${closed.item},sam\n${closed.skillItem ?? ''},sam` } },
      { body: { csv: `title,incident\nMine,${CLOSED.incident}` } },
      { body: { csv: `title,of slug,of kind\nMine,${CLOSED.skill},skill` } },
    ],
    answered: ({ closed }) => [
      { query: '?dryRun=1', body: { csv: `id,owner\n${closed.item},sam` } },
      { query: '?dryRun=1', body: { csv: `title,incident\nMine,${CLOSED.incident}` } },
    ],
  },
  'POST api/v1/action-items': {
    refused: ({ closed, open }) => [
      { body: { of: { kind: 'incident', slug: CLOSED.incident }, title: 'Mine' } },
      { body: { of: { kind: 'skill', slug: CLOSED.skill }, title: 'Mine' } },
      { body: { of: { kind: 'incident', slug: OPEN.incident }, title: 'Mine', dependsOn: closed.item } },
      { body: { of: { kind: 'skill', slug: OPEN.skill }, title: 'Mine', dependsOnId: closed.skillItem ?? open.item } },
    ],
  },
  'DELETE api/v1/action-items/[id]': {
    refused: ({ closed }) => [closed.item, closed.skillItem ?? ''].map((id) => ({ params: { id } })),
  },
  'PATCH api/v1/action-items/[id]': {
    refused: ({ closed }) =>
      [closed.item, closed.skillItem ?? ''].map((id) => ({
        params: { id },
        body: { status: 'done' },
        headers: { 'if-match': '"1"' },
      })),
  },
  'PATCH api/v1/incidents/[slug]': {
    refused: ({ closed }) =>
      [CLOSED.incident, closed.incident].flatMap((slug) =>
        [{ severity: 'SEV-1' }, { visibility: 'internal' }].map((body) => ({
          params: { slug },
          body,
          headers: { 'if-match': '"1"' },
        })),
      ),
  },
  'PUT api/v1/incidents/[slug]/patterns/[pattern]': {
    refused: () => [{ params: { slug: CLOSED.incident, pattern: PATTERN.slug }, body: { state: 'rejected' } }],
  },
  'PUT api/v1/incidents/[slug]/stage': {
    refused: () =>
      ['draft', 'in-review', 'published'].map((to) => ({
        params: { slug: CLOSED.incident },
        body: { to },
        headers: { 'if-match': '"1"' },
      })),
  },
  'POST api/v1/incidents/[slug]/comments': {
    refused: () => [{ params: { slug: CLOSED.incident }, body: { text: 'Hello' } }],
  },
  'PATCH api/v1/skills/[slug]': {
    refused: () => [
      { params: { slug: CLOSED.skill }, body: { fields: { title: 'Mine' } }, headers: { 'if-match': '"1"' } },
    ],
  },
  'POST api/v1/skills/[slug]/comments': {
    refused: () => [{ params: { slug: CLOSED.skill }, body: { text: 'Hello' } }],
  },
  'POST api/v1/skills/[slug]/runs': {
    refused: () => [
      { params: { slug: CLOSED.skill }, body: { outcome: 'worked' } },
      { params: { slug: OPEN.skill }, body: { outcome: 'worked', incident: CLOSED.incident } },
    ],
  },
  'DELETE api/v1/skills/[slug]/runs/[id]': {
    refused: ({ closed }) => [
      { params: { slug: CLOSED.skill, id: closed.run } },
      { params: { slug: OPEN.skill, id: closed.openRun } },
    ],
  },
  'POST api/v1/skills/[slug]/runs/[id]/log': {
    refused: ({ closed }) => [
      { params: { slug: CLOSED.skill, id: closed.run }, body: { entries: [RUN_NOTE] } },
      { params: { slug: OPEN.skill, id: closed.openRun }, body: { entries: [RUN_NOTE] } },
      { params: { slug: OPEN.skill, id: closed.openRun }, body: { entries: [], incident: null } },
    ],
  },
  'PATCH api/v1/comments/[id]': {
    refused: ({ closed }) => [
      { params: { id: closed.comment }, body: { resolved: true } },
      { params: { id: closed.comment }, body: { text: 'Mine' } },
    ],
  },
  'DELETE api/v1/comments/[id]': { refused: ({ closed }) => [{ params: { id: closed.comment } }] },
  'POST api/v1/incidents/[slug]/revisions/[number]/restore': {
    refused: () => [{ params: { slug: CLOSED.incident, number: '1' }, body: {}, headers: { 'if-match': '"1"' } }],
  },
  'POST api/v1/skills/[slug]/revisions/[number]/restore': {
    refused: () => [{ params: { slug: CLOSED.skill, number: '1' }, body: {}, headers: { 'if-match': '"1"' } }],
  },
  'POST api/v1/imports/[id]/cancel': { refused: ({ closed }) => [{ params: { id: closed.import } }] },
  'POST api/v1/imports/[id]/retry': { refused: ({ closed }) => [{ params: { id: closed.import } }] },
  'POST api/v1/imports/[id]/undo': { refused: ({ closed }) => [{ params: { id: closed.import } }] },
  'DELETE api/v1/imports/[id]': { refused: ({ closed }) => [{ params: { id: closed.import } }] },
  'POST api/v1/import': {
    answered: () => [
      {
        body: { text: `# ${SHARED_TEXT}\n\nIncident: ${CLOSED.incident}\n\n${SHARED_TEXT}.`, filename: 'zqxasked.md' },
        query: '?dryRun=1',
      },
    ],
  },
  'POST api/v1/recognise': {
    answered: () => [{ body: { text: `${SHARED_TEXT} ${ASKED}` } }, { body: { text: 'tokens rejected' } }],
  },
  'POST api/v1/premortem': { answered: () => [{ body: { text: `We rotate keys. ${SHARED_TEXT} ${ASKED}` } }] },
  'POST api/v1/alerts/[source]': {
    answered: () => [{ params: { source: 'generic' }, body: { title: ASKED, text: `${SHARED_TEXT} tokens rejected` } }],
  },
  'POST api/v1/proposals': {
    refused: () =>
      (['incident', 'skill'] as const).map((kind) => ({
        body: { kind: 'action-item', of: { kind, slug: CLOSED[kind] }, title: 'Flush the caches' },
      })),
  },
}

/** Changes that are about nothing which is part of an incident, by the beginning of their folder. */
export const ABOUT_OTHERS: Record<string, string> = {
  'api/auth/': 'sign-in; its own tests',
  'api/mcp': 'tools: tests/access/tools.db.test.ts',
  'api/slack': 'signed by Slack; its own tests',
  'api/unsubscribe': 'signed link of a mail, to switch mails off; its own tests',
  'api/trackers/': 'signed by the trackers; its own tests',
  'api/[[...path]]': 'nothing is there',
  'api/v1/keys': 'keys of the identity provider',
  'api/v1/patterns/': 'patterns are for everybody',
  'api/v1/rewordings': 'says again what it is given',
  'api/v1/services': 'accounts of services',
  'api/v1/teams': 'teams',
  'api/v1/tokens': 'tokens',
  'api/v1/users': 'accounts',
  'api/v1/webhooks': 'endpoints; for administrators',
  'sign-in/': 'sign-in',
}

/** `GET` routes that need no session, and tell nothing of what is stored. */
export const OPEN_ROUTES = [
  /^\.well-known\//,
  /^api\/health$/,
  /^api\/refused$/,
  /^livez$/,
  /^readyz$/,
  /^metrics$/,
  /^sign-in\//,
  /^api\/auth\//,
  /^api\/unsubscribe$/,
  /^api\/v1\/openapi\.json$/,
  /^public(?:\/|$)/,
  /^robots\.txt$/,
  /^feeds\//,
]

/** `GET` routes in which whoever may read the incident finds something of it. */
export const SHOWN = [
  'api/v1/incidents',
  'api/v1/incidents/[slug]',
  'api/v1/incidents/[slug]/related',
  'api/v1/incidents/[slug]/comments',
  'api/v1/incidents/[slug]/revisions',
  'api/v1/action-items',
  'api/v1/action-items/[id]',
  'api/v1/skills',
  'api/v1/skills/[slug]',
  'api/v1/patterns/[slug]',
  'api/v1/search',
  'api/v1/map',
  'api/v1/map/csv',
  'api/v1/action-items.csv',
  'api/v1/measures',
  'api/v1/measures/csv',
]
export const SHOWN_OPEN = [OPEN.incident, OPEN.skill]
