import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { emptyDatabase, permutations } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { importSources } from './run-import'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

type Said = [ts: string, who: string, text: string]

/** A conversation of a channel as an export gives it. */
function conversation(id: string, name: string, said: readonly Said[]) {
  const person = (name: string) => ({ name, handle: null, zone: null, bot: false })
  const people = { U0MAYA: person('maya'), U0SAM: person('sam'), U0DEEPAK: person('deepak') }
  const messages = said.map(([ts, user, text]) =>
    JSON.stringify({ type: 'message', ts, thread_ts: said[0]?.[0], user, text }),
  )
  const chat = { workspace: null, channel: { id, name }, people }
  return `{"slackExport":1,"chat":${JSON.stringify(chat)},"messages":[\n${messages.join(',\n')}\n]}`
}

// 2024-04-19 11:42 UTC and on
const ALERTS = conversation('C0ALERTS', 'alerts', [
  ['1713526920.000100', 'U0MAYA', '[FIRING] checkout-api: 12 % of requests to pay.example.org answer 502'],
  ['1713526980.000200', 'U0MAYA', 'declaring an incident, customers cannot pay. SEV1'],
  ['1713527040.000300', 'U0SAM', 'root cause: the certificate of pay.example.org expired at 11:40 UTC'],
  ['1713528120.000400', 'U0SAM', 'renewed the certificate, 502s are gone, resolved'],
])
const ROOM = conversation('C0INC123', 'inc-123', [
  [
    '1713526990.000100',
    'U0DEEPAK',
    'incident: checkout-api answers 502 for pay.example.org since 11:40 UTC, customers cannot pay',
  ],
  ['1713527050.000200', 'U0SAM', 'root cause: the certificate of pay.example.org expired at 11:40 UTC'],
  ['1713527100.000300', 'U0DEEPAK', 'I will add an alert on certificates that expire within two weeks'],
  ['1713528130.000400', 'U0SAM', 'renewed the certificate of pay.example.org, back to normal, resolved'],
])

async function importAll(texts: readonly string[]): Promise<void> {
  for (const [index, text] of texts.entries()) {
    const bytes = new TextEncoder().encode(text)
    for await (const line of importSources(testViewer(), [{ path: `part-${index}.json`, kind: 'file', bytes }], {
      via: 'api',
    }))
      if (line.error) throw new Error(line.error.message)
  }
}

test.each(permutations([ALERTS, ROOM]).map((texts) => ({ texts })))(
  'two channels about one incident are suggested as one, not merged',
  async ({ texts }) => {
    await importAll(texts)
    expect(await database.thread.count()).toBe(2)
    expect(await database.incident.count({ where: { stub: false } })).toBe(2)
    const [found, ...others] = await database.editionSuggestion.findMany()
    expect(others).toEqual([])
    expect(found?.state).toBe('open')
    expect(JSON.stringify(found?.reasons)).toContain('pay.example.org')
    // Each skill belongs to the incident of its own conversation, which needs no stub beside it.
    const sources = await database.skillSource.findMany({ include: { incident: { select: { stub: true } } } })
    expect(sources.map(({ incident }) => incident?.stub)).toEqual(sources.map(() => false))
    expect(await database.incident.count({ where: { stub: true } })).toBe(0)
  },
)
