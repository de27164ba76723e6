import ICAL from 'ical.js'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { mintViewer } from '@/lib/auth/mint-viewer'
import { database } from '@/lib/database'
import { makeFeedToken } from '@/lib/store/feed-tokens'
import { emptyDatabase } from '@/tests/factories/store-state'
import { GET } from './action-items.ics/route'

beforeEach(async () => {
  await emptyDatabase()
  await database.user.deleteMany()
  await database.incident.createMany({
    data: [
      { id: 'open', slug: 'search-slow', title: 'Search was slow' },
      { id: 'closed', slug: 'key-leak', title: 'A key leaked', visibility: 'restricted' },
    ],
  })
})
afterAll(() => database.$disconnect())

async function secretOf(name: string): Promise<string> {
  const user = await database.user.create({ data: { email: `${name}@example.org`, name, role: 'admin' } })
  const viewer = mintViewer({ userId: user.id, name, role: 'admin', via: 'session' })
  return (await makeFeedToken(viewer, new Date())).secret
}
const saveItem = (id: string, title: string, rest: object) =>
  database.actionItem.create({
    data: { id, incidentId: 'open', key: id, position: 0, title: { en: title }, status: 'open', ...rest },
  })
const due = (day: string) => new Date(`${day}T00:00:00Z`)
const ask = (query: string, headers = {}) =>
  GET(new Request(`http://localhost:3000/feeds/action-items.ics?${query}`, { headers }))

/** What a calendar shows of it. */
async function eventsOf(answer: Response) {
  expect(answer.status).toBe(200)
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()) as [])
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const { uid, summary, description, startDate, endDate, sequence } = new ICAL.Event(component)
    const days = [startDate.toString(), endDate.toString()]
    return { uid, summary, description, days, isDay: startDate.isDate, sequence }
  })
}

test('due dates are days in a calendar, by ids that stay, without what is done', async () => {
  const secret = await secretOf('Maya')
  const title = 'Rotate; keys, \\ then\nflush “é” 🗝'
  await saveItem('a', title, { owner: 'maya', due: due('2026-03-29'), version: 3 })
  await saveItem('b', 'No date', {})
  await saveItem('c', 'Ready', { due: due('2026-03-29'), status: 'done' })
  const answer = await ask(`token=${secret}`)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(await eventsOf(answer)).toEqual([
    {
      uid: 'a@hindsight',
      summary: title,
      description: 'open\nmaya\nSearch was slow\nhttp://localhost:3000/action-items/a',
      days: ['2026-03-29', '2026-03-30'],
      isDay: true,
      sequence: 3,
    },
  ])
  await database.actionItem.update({ where: { id: 'a' }, data: { due: due('2026-04-02'), version: 4 } })
  expect(await eventsOf(await ask(`token=${secret}`))).toMatchObject([
    { uid: 'a@hindsight', sequence: 4, days: ['2026-04-02', '2026-04-03'] },
  ])
  await database.actionItem.update({ where: { id: 'a' }, data: { status: 'done' } })
  expect(await eventsOf(await ask(`token=${secret}`))).toEqual([])
})

test('a title ends no line of the file, whatever its reader takes for the end of one', async () => {
  const secret = await secretOf('Maya')
  for (const [place, sign] of [
    '\r\n',
    '\r',
    '\n',
    '\u2028',
    '\u2029',
    '\u0085',
    '\v',
    '\f',
    '\u001C',
    '\\n',
  ].entries()) {
    const title = `Rotate${sign}END:VEVENT${sign}SUMMARY:planted`
    await saveItem(`a${place}`, title, { owner: title, due: due('2026-03-29') })
  }
  const file = await (await ask(`token=${secret}`)).text()
  const unfolded = file.replace(/\r\n[ \t]/g, '')
  const ends = ['\r', '\v', '\f', '\u001C', '\u001D', '\u001E', '\u0085', '\u2028', '\u2029']
  const lines = ends.reduce((text, end) => text.replaceAll(end, '\n'), unfolded).split('\n')
  expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(10)
  expect(lines.filter((line) => line.startsWith('SUMMARY:planted'))).toEqual([])
})

test('with owner=me it is one’s own, by whichever name', async () => {
  const secret = await secretOf('Maya')
  await saveItem('a', 'Mine', { owner: '@Maya', due: due('2026-12-01') })
  await saveItem('b', 'Mine too', { owner: 'maya@example.org', due: due('2026-12-02') })
  await saveItem('c', 'Of Sam', { owner: 'sam', due: due('2026-12-03') })
  const summaries = async (query: string) =>
    (await eventsOf(await ask(`token=${secret}${query}`))).map(({ summary }) => summary)
  expect(await summaries('')).toEqual(['Of Sam', 'Mine too', 'Mine'])
  expect(await summaries('&owner=me')).toEqual(['Mine too', 'Mine'])
  expect((await ask(`token=${secret}&owner=sam`)).status).toBe(400)
})

test('it shows what its owner may read, and is refused without its secret', async () => {
  const secret = await secretOf('Maya')
  await saveItem('a', 'Rotate', { incidentId: 'closed', due: due('2026-12-01') })
  expect(await eventsOf(await ask(`token=${secret}`))).toEqual([])
  const { id: userId } = await database.user.findFirstOrThrow()
  await database.incidentReader.create({ data: { incidentId: 'closed', userId } })
  expect(await eventsOf(await ask(`token=${secret}`))).toHaveLength(1)
  for (const query of ['', 'token=', 'token=hf_x']) expect((await ask(query)).status).toBe(401)
})

test('who has it already gets 304, until something changes', async () => {
  const secret = await secretOf('Maya')
  await saveItem('a', 'Rotate', { due: due('2026-12-01') })
  const etag = (await ask(`token=${secret}`)).headers.get('etag') ?? ''
  expect((await ask(`token=${secret}`, { 'If-None-Match': etag })).status).toBe(304)
  await database.actionItem.update({ where: { id: 'a' }, data: { due: due('2026-12-02') } })
  expect((await ask(`token=${secret}`, { 'If-None-Match': etag })).status).toBe(200)
})
