import { XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { mintViewer } from '@/lib/auth/mint-viewer'
import { viewerFromRequest } from '@/lib/auth/viewer'
import { database } from '@/lib/database'
import { findFeedToken } from '@/lib/query/feeds'
import type { Role, Viewer } from '@/lib/schema/viewer'
import { makeFeedToken, revokeFeedToken } from '@/lib/store/feed-tokens'
import { createToken } from '@/lib/store/tokens'
import { actionItem, incidentDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { GET as readItems } from './action-items.atom/route'
import { GET as readIncidents } from './incidents.atom/route'
import { GET as readPattern } from './patterns/[file]/route'

const BASE = 'http://localhost:3000'
beforeEach(async () => {
  await emptyDatabase()
  await database.user.deleteMany()
})
afterAll(() => database.$disconnect())

async function person(role: Role, over: Partial<Viewer> = {}): Promise<Viewer> {
  const user = await database.user.create({ data: { email: `${role}@example.org`, name: role, role } })
  return mintViewer({ userId: user.id, name: role, role, via: 'session', ...over })
}
const ask = (path: string, secret: string | null, headers: Record<string, string> = {}) =>
  new Request(`${BASE}${path}${secret === null ? '' : `?token=${secret}`}`, { headers })
const incidents = (secret: string | null, headers = {}) => readIncidents(ask('/feeds/incidents.atom', secret, headers))
const items = (secret: string | null) => readItems(ask('/feeds/action-items.atom', secret))
const pattern = (file: string, secret: string) =>
  readPattern(ask(`/feeds/patterns/${file}`, secret), { params: Promise.resolve({ file }) })

test('the feeds tell of what is here, by ids that stay', async () => {
  await saveDrafts([
    incidentDocument(
      { slug: 'search-slow', title: 'Search was <slow> & late' },
      { actionItems: [actionItem('Grow the cache', { status: 'open' }), actionItem('Old news', { status: 'done' })] },
    ),
  ])
  const { secret } = await makeFeedToken(await person('viewer'), new Date())
  const answer = await incidents(secret)
  expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('private, no-cache')
  const first = await answer.text()
  const { id } = await database.incident.findFirstOrThrow()
  expect(XMLValidator.validate(first)).toBe(true)
  expect(first).toContain(`<id>urn:uuid:${id}</id>`)
  expect(first).toContain(`<link href="${BASE}/incidents/search-slow"/>`)
  expect(first).toContain('Search was &lt;slow&gt; &amp; late')
  expect(first).not.toContain(secret)
  await database.incident.updateMany({ data: { title: 'Search was slow', slug: 'search' } })
  expect(await (await incidents(secret)).text()).toContain(`<id>urn:uuid:${id}</id>`)
  const unfinished = await (await items(secret)).text()
  expect(unfinished).toContain('Grow the cache')
  expect(unfinished).not.toContain('Old news')
})

test('a pattern has a feed of its incidents; one that somebody has rejected is not among them', async () => {
  const of = { slug: 'stale-cache', title: 'Stale cache', family: 'cache', mechanism: 'm', body: '', cues: {} }
  const { id: patternId } = await database.pattern.create({
    data: { ...of, questions: [], controls: [], origin: 'team' },
  })
  for (const slug of ['search-slow', 'mail-late']) await saveDrafts([incidentDocument({ slug, title: slug })])
  for (const { id: incidentId, slug } of await database.incident.findMany()) {
    const state = slug === 'mail-late' ? 'rejected' : 'suggested'
    await database.match.create({ data: { patternId, incidentId, role: 'root', score: 0.9, state } })
  }
  const { secret } = await makeFeedToken(await person('viewer'), new Date())
  const text = await (await pattern('stale-cache.atom', secret)).text()
  expect(text).toContain('search-slow')
  expect(text).not.toContain('mail-late')
  for (const file of ['nothing.atom', 'stale-cache', '.atom']) expect((await pattern(file, secret)).status).toBe(404)
})

describe('who may read', () => {
  test('a feed shows what its owner may read, also of an administrator only what everybody may', async () => {
    await saveDrafts(
      [incidentDocument({ slug: 'key-leak', title: 'A key leaked' }, { actionItems: [actionItem('Rotate')] })],
      {
        share: { visibility: 'restricted', users: [], teams: [] },
      },
    )
    const viewer = await person('viewer')
    const { secret } = await makeFeedToken(viewer, new Date())
    const { secret: ofAdmin } = await makeFeedToken(await person('admin'), new Date())
    for (const one of [secret, ofAdmin]) {
      expect(await (await incidents(one)).text()).not.toContain('leaked')
      expect(await (await items(one)).text()).not.toContain('Rotate')
    }
    const { id: incidentId } = await database.incident.findFirstOrThrow()
    await database.incidentReader.create({ data: { incidentId, userId: viewer.userId } })
    expect(await (await incidents(secret)).text()).toContain('leaked')
    expect(await (await items(secret)).text()).toContain('Rotate')
    await database.incidentReader.deleteMany()
    expect(await (await incidents(secret)).text()).not.toContain('leaked')
  })

  test('an address that is wrong, revoked, replaced, or whose owner is disabled is refused at once', async () => {
    const viewer = await person('viewer')
    const { secret: first } = await makeFeedToken(viewer, new Date())
    const { secret } = await makeFeedToken(viewer, new Date())
    expect((await incidents(secret)).status).toBe(200)
    for (const wrong of [first, '', 'hf_', `${secret}x`, 'x'.repeat(5000)]) {
      expect((await incidents(wrong)).status).toBe(401)
    }
    expect((await incidents(null)).status).toBe(401)
    await database.user.updateMany({ data: { disabledAt: new Date() } })
    expect((await incidents(secret)).status).toBe(401)
    await database.user.updateMany({ data: { disabledAt: null } })
    await revokeFeedToken(viewer)
    expect((await incidents(secret)).status).toBe(401)
    expect(await findFeedToken(viewer)).toBeNull()
  })

  test('the secret of a feed opens nothing but feeds, and is kept as a hash', async () => {
    const { secret } = await makeFeedToken(await person('editor'), new Date())
    const asBearer = new Request(`${BASE}/api/v1/patterns`, { headers: { authorization: `Bearer ${secret}` } })
    await expect(viewerFromRequest(asBearer)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(JSON.stringify(await database.feedToken.findMany())).not.toContain(secret)
    const apiToken = await createToken(await person('viewer'), { name: 'script', scope: 'read' })
    expect((await incidents(apiToken.secret)).status).toBe(401)
    expect((await incidents(null, { authorization: `Bearer ${apiToken.secret}` })).status).toBe(200)
  })

  test('neither a token nor a break-glass session makes one that would outlive it', async () => {
    const byToken = await person('admin', { via: 'token' })
    await expect(makeFeedToken(byToken, new Date())).rejects.toMatchObject({ code: 'forbidden' })
    const bounded = { id: 's', bounded: { until: new Date(), reason: 'the provider is away' } }
    const broken = await person('viewer', { session: bounded })
    await expect(makeFeedToken(broken, new Date())).rejects.toMatchObject({ code: 'forbidden' })
  })
})

test('a reader that has it already gets 304, until something changes', async () => {
  await saveDrafts([incidentDocument({ slug: 'search-slow', title: 'Search was slow' })])
  const { secret } = await makeFeedToken(await person('viewer'), new Date())
  const first = await incidents(secret)
  const etag = first.headers.get('etag') ?? ''
  const since = first.headers.get('last-modified') ?? ''
  const again = async () => [
    (await incidents(secret, { 'If-None-Match': etag })).status,
    (await incidents(secret, { 'If-Modified-Since': since })).status,
  ]
  expect(await again()).toEqual([304, 304])
  await database.incident.updateMany({ data: { stage: 'draft' } })
  expect(await again()).toEqual([200, 200])
})
