import { fromHtml } from '@/tests/factories/parsed-page'
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { database } from '@/lib/database'
import { actionItem, entry, impactWindow, incidentDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { GET as readFeed } from './feed.atom/route'
import { GET as readBadge } from './incidents/[slug]/badge.svg/route'
import { GET as readPreview } from './incidents/[slug]/preview.png/route'
import { GET as readIncident } from './incidents/[slug]/route'
import { GET as readGeneralPreview } from './preview.png/route'
import { GET as readList } from './route'

const BASE = 'http://localhost:3000'
beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const params = (slug: string) => ({ params: Promise.resolve({ slug }) })
const request = (path: string, headers: Record<string, string> = {}) => new Request(`${BASE}${path}`, { headers })
const list = (headers = {}, query = '') => readList(request(`/public${query}`, headers))
const incident = (slug: string, headers = {}, query = '') =>
  readIncident(request(`/public/incidents/${slug}${query}`, headers), params(slug))
const badge = (slug: string) => readBadge(request(`/public/incidents/${slug}/badge.svg`), params(slug))
const preview = (slug: string, headers = {}) =>
  readPreview(request(`/public/incidents/${slug}/preview.png`, headers), params(slug))
const feed = (headers = {}) => readFeed(request('/public/feed.atom', headers))

const REPORT = incidentDocument(
  {
    slug: 'search-slow',
    title: 'Search was slow',
    authors: ['maya'],
    body: 'An account that only people with an account read.',
  },
  {
    on: '2026-03-04',
    zone: '+01:00',
    zoneText: 'CET',
    status: 'resolved',
    severity: 'SEV-2',
    windows: [impactWindow('2026-03-04T09:00:00Z', '2026-03-04T10:30:00Z')],
    timeline: [
      entry('2026-03-04T09:05:00Z', 'The index was rebuilt', { phase: 'detected' }),
      entry('2026-03-04T09:20:00Z', 'We are looking into slow searches', { lane: 'public' }),
    ],
    causes: [{ role: 'root', text: 'A cache of `shards` was too small' }],
    impact: {
      summary: 'Searches took a minute',
      affected: ['search'],
      unaffected: ['mail'],
      negativeFindings: [],
      residual: [],
    },
    actionItems: [
      actionItem('Grow the cache', { status: 'open', owner: 'deepak', due: '2026-04-01', ticket: 'OPS-1' } as never),
    ],
    lessons: ['Measure first'],
  },
)

async function publish(...slugs: string[]): Promise<void> {
  await database.incident.updateMany({ where: { slug: { in: slugs } }, data: { visibility: 'public' } })
}

test('where nothing is public the page says so, plainly', async () => {
  await saveDrafts([REPORT])
  const answer = await list()
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('Nothing is public here.')
})

test('a public incident tells what happened and why, and of nobody', async () => {
  await saveDrafts([REPORT])
  await publish('search-slow')
  const answer = await incident('search-slow')
  expect(answer.status).toBe(200)
  const page = await answer.text()
  for (const told of [
    'Search was slow',
    'Resolved',
    'SEV-2',
    '4 Mar 2026, 10:00 CET',
    '1 h 30 min',
    'Searches took a minute',
    'The index was rebuilt',
    'We are looking into slow searches',
    'Told to the public',
    '<code>shards</code>',
    'Grow the cache',
    'due 1 Apr 2026',
    'Measure first',
  ]) {
    expect(page).toContain(told)
  }
  expect(page).not.toMatch(/maya|deepak|OPS-1|only people with an account/)
  const { id } = await database.incident.findFirstOrThrow()
  expect(page).not.toContain(id)
})

test('it says what it is to whoever shows a link to it', async () => {
  await saveDrafts([REPORT])
  await publish('search-slow')
  const page = await (await incident('search-slow')).text()
  expect(page).toContain('<meta property="og:title" content="Search was slow" />')
  expect(page).toContain('<meta property="og:description" content="Searches took a minute" />')
  expect(page).toContain(`<meta property="og:url" content="${BASE}/public/incidents/search-slow" />`)
})

/** Width and height of a PNG. */
async function sizeOf(answer: Response): Promise<[number, number]> {
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

test('a link to it is shown with a picture, drawn without the network whatever the title is written in', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('nothing is fetched')))
  onTestFinished(() => void vi.unstubAllGlobals())
  const titles = [
    'Search was slow 🔥',
    'Сбой входа после ротации ключа',
    'Schlüssel für „Größen“',
    '決済サービスの障害',
  ]
  for (const [index, title] of titles.entries()) {
    const slug = `search-slow-${index}`
    await saveDrafts([{ ...REPORT, slug, title }], { origin: `${slug}.md` })
    await publish(slug)
    expect(await (await incident(slug)).text()).toContain(
      `<meta property="og:image" content="${BASE}/public/incidents/${slug}/preview.png" />`,
    )
    const answer = await preview(slug)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(await sizeOf(answer)).toEqual([1200, 630])
    const again = await preview(slug, { 'If-None-Match': answer.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
  }
})

test('the picture of pages that ask for an account is the same for all of them', async () => {
  const answer = await readGeneralPreview(request('/public/preview.png'))
  expect(await sizeOf(answer)).toEqual([1200, 630])
  const other = await readGeneralPreview(request('/public/preview.png?callbackUrl=/incidents/search-slow'))
  expect(other.headers.get('etag')).toBe(answer.headers.get('etag'))
})

describe('what is not public', () => {
  test.each([
    ['internal', { visibility: 'internal' }],
    ['restricted', { visibility: 'restricted' }],
    ['a draft', { stage: 'draft' }],
    ['in review', { stage: 'in-review' }],
    ['a stub', { stub: true }],
  ] as const)('is not there: %s', async (_name, change) => {
    await saveDrafts([REPORT])
    await publish('search-slow')
    await database.incident.updateMany({ data: change })
    expect((await incident('search-slow')).status).toBe(404)
    expect((await badge('search-slow')).status).toBe(404)
    expect((await preview('search-slow')).status).toBe(404)
    expect(await (await list()).text()).not.toContain('Search was slow')
    expect(await (await feed()).text()).not.toContain('Search was slow')
  })

  test('looks like what never was', async () => {
    await saveDrafts([REPORT])
    const hidden = await (await incident('search-slow')).text()
    expect(await (await incident('nothing-of-the-kind')).text()).toBe(hidden)
  })

  test('what is made internal again is gone at the next request, also for who has kept a copy', async () => {
    await saveDrafts([REPORT])
    await publish('search-slow')
    const kept = [await incident('search-slow'), await list(), await feed()]
    const tags = kept.map((answer) => answer.headers.get('etag') ?? '')
    const since = kept[2]?.headers.get('last-modified') ?? ''
    const ask = () =>
      Promise.all([
        incident('search-slow', { 'If-None-Match': tags[0] }),
        list({ 'If-None-Match': tags[1] }),
        feed({ 'If-None-Match': tags[2] }),
        feed({ 'If-Modified-Since': since }),
      ])
    expect((await ask()).map(({ status }) => status)).toEqual([304, 304, 304, 304])
    for (const answer of kept) expect(answer.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
    await database.incident.updateMany({ data: { visibility: 'internal' } })
    expect((await ask()).map(({ status }) => status)).toEqual([404, 200, 200, 200])
  })
})

test('links lead to other public incidents alone', async () => {
  await saveDrafts([incidentDocument({ slug: 'mail-late', title: 'Mail was late' })])
  await saveDrafts([REPORT])
  await database.reference.deleteMany()
  const [from, to] = await Promise.all(
    ['search-slow', 'mail-late'].map((slug) => database.incident.findUniqueOrThrow({ where: { slug } })),
  )
  const link = {
    fromKind: 'incident',
    toKind: 'incident',
    kind: 'wikilink',
    target: 'incidents/mail-late',
    position: 0,
  }
  await database.reference.create({ data: { ...link, fromId: from!.id, toId: to!.id } })
  await publish('search-slow')
  expect(await (await incident('search-slow')).text()).not.toMatch(/mail-late|Mail was late/)
  await publish('mail-late')
  expect(await (await incident('search-slow')).text()).toContain('href="/public/incidents/mail-late"')
  expect(await (await incident('mail-late')).text()).toContain('href="/public/incidents/search-slow"')
})

test('an incident in two languages is read in either', async () => {
  await saveDrafts([REPORT])
  const { id } = await database.incident.findFirstOrThrow()
  const lessons = { en: ['Measure first'], de: ['Erst messen'] }
  await database.incident.update({ where: { id }, data: { langs: ['de', 'en'], lessons, visibility: 'public' } })
  expect(await (await incident('search-slow', {}, '?lang=de')).text()).toMatch(/<html lang="de">[\s\S]*Erst messen/)
  for (const query of ['', '?lang=en', '?lang=xx', '?lang="><script>']) {
    expect(await (await incident('search-slow', {}, query)).text()).toMatch(/<html lang="en">[\s\S]*Measure first/)
  }
})

test('the badge is an image of fixed words', async () => {
  await saveDrafts([REPORT])
  await publish('search-slow')
  const answer = await badge('search-slow')
  expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  const svg = await answer.text()
  expect(svg).toContain('resolved')
  expect(svg).not.toContain('Search')
})

test('whatever is written in an incident, the page has no script, no handler and no foreign link', async () => {
  const attacks = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</title><script>alert(1)</script>',
    '`<svg onload=alert(1)>`',
    '[x](javascript:alert(1))',
    '{{constructor.constructor("alert(1)")()}}',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    '<style>@import "//evil.example"</style>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  ]
  for (const [index, attack] of attacks.entries()) {
    const slug = `attack-${index}`
    await saveDrafts([
      incidentDocument(
        { slug, title: attack },
        {
          severity: attack,
          zone: '+01:00',
          zoneText: attack,
          windows: [
            impactWindow('2026-03-04T09:00:00Z', null, { label: attack }),
            impactWindow(null, null, { label: attack }),
          ],
          timeline: [entry('2026-03-04T09:05:00Z', attack), entry(null, attack, { timeText: attack })],
          causes: [{ role: 'root', text: attack }],
          impact: {
            summary: attack,
            affected: [attack],
            unaffected: [attack],
            negativeFindings: [],
            residual: [attack],
          },
          actionItems: [actionItem(attack)],
          lessons: [attack],
        },
      ),
    ])
    await publish(slug)
    for (const answer of [await incident(slug), await list()]) {
      expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'self'/)
      const { names, handlers, links } = fromHtml(await answer.text())
      expect(names).not.toContain('script')
      expect(names.filter((name) => /^(img|svg|style|iframe|object|embed|form|base)$/.test(name))).toEqual([])
      expect(handlers).toEqual([])
      for (const link of links)
        expect(link).toMatch(/^(\/(public|icon\.svg)|#content$|http:\/\/localhost:3000\/public)/)
    }
  }
})
