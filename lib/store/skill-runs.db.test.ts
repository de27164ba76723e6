import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { findRun, listRuns } from '@/lib/query/skill-runs'
import { listStaleSkills, readSkillTrust } from '@/lib/query/skill-trust'
import type { RunEntryInput } from '@/lib/schema/skill-run'
import type { Viewer } from '@/lib/schema/viewer'
import { actionItem, incidentDocument, skillDocument } from '@/tests/factories/documents'
import { person } from '@/tests/factories/people'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { addToRun, reportRun, startRun, takeBackRun } from './skill-runs'
import { writeShare } from './shares'

const SLUG = 'drain-queue'
const DAY = 86_400_000
const today = () => new Date().toISOString().slice(0, 10)
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10)

let maya: Viewer & { userId: string }
let sam: Viewer & { userId: string }

const runbook = (lastVerified: string | null, version = '1.0.0') =>
  skillDocument(
    { slug: SLUG, title: 'Drain the queue', body: `Drain \`mail-worker\`. ${version}` },
    {
      version,
      confidence: 0.88,
      lastVerified,
      owners: ['sam'],
      diagnosis: [{ text: 'Look at `mail-worker`', code: [] }],
      resolution: [{ text: 'Drain it', code: [{ lang: 'bash', text: 'drain <queue>' }] }],
      budgets: { diagnosis: 3, resolution: null },
      escalation: ['Page deepak'],
      actionItems: [actionItem('Raise the pool', { status: 'open' })],
    },
  )
const skillRow = () => database.skill.findUniqueOrThrow({ where: { slug: SLUG } })
const verified = async () => (await skillRow()).lastVerified?.toISOString().slice(0, 10) ?? null

beforeEach(async () => {
  await emptyDatabase()
  maya = await person('maya')
  sam = await person('sam')
  await saveDrafts([runbook(daysAgo(200))])
})

describe('a report', () => {
  test('that it worked verifies it today, and taking it back undoes that', async () => {
    const before = await readSkillTrust(maya, SLUG)
    const { id } = await reportRun(maya, SLUG, { outcome: 'worked' }, 'page')
    const after = await readSkillTrust(maya, SLUG)
    expect(after?.computed).toBeGreaterThan(before?.computed ?? 1)
    expect(after).toMatchObject({ stated: 0.88, lastVerified: today(), stale: [] })
    expect(await verified()).toBe(today())
    expect(await database.auditEntry.count({ where: { action: 'skill.run', byName: 'maya' } })).toBe(1)
    await takeBackRun(maya, SLUG, id)
    expect(await verified()).toBe(daysAgo(200))
    expect(await readSkillTrust(maya, SLUG)).toEqual(before)
  })

  test('that it failed lowers it, says so, and is first in the queue', async () => {
    await saveDrafts([skillDocument({ slug: 'other', title: 'Other', body: 'Restart it.' }, { owners: ['deepak'] })])
    await reportRun(sam, SLUG, { outcome: 'failed', note: 'The queue has another name.' }, 'api')
    const [first, second] = await listStaleSkills(maya)
    expect(first).toMatchObject({ slug: SLUG, owners: ['sam'], isStale: true })
    expect(first?.trust.stale.map(({ kind }) => kind)).toEqual(['failed', 'age'])
    expect(second).toMatchObject({ slug: 'other', trust: { stale: [{ kind: 'never' }] } })
    expect(await listRuns(maya, SLUG)).toMatchObject([
      {
        outcome: 'failed',
        by: 'sam',
        via: 'api',
        note: 'The queue has another name.',
        followed: false,
        skillVersion: '1.0.0',
      },
    ])
  })

  test('of an agent verifies nothing; one that is delivered twice is one', async () => {
    await reportRun(maya, SLUG, { outcome: 'worked' }, 'mcp')
    expect(await verified()).toBe(daysAgo(200))
    const ids = [1, 2].map(() => reportRun(maya, SLUG, { outcome: 'worked' }, 'slack', 'button:1'))
    const [one, two] = await Promise.all(ids)
    expect(one).toEqual(two)
    expect(await database.skillRun.count()).toBe(2)
  })

  test('stays when the source is imported again with its old day', async () => {
    await reportRun(maya, SLUG, { outcome: 'worked' }, 'page')
    await saveDrafts([runbook(daysAgo(150), '1.1.0')])
    expect((await skillRow()).version).toBe('1.1.0')
    expect(await verified()).toBe(today())
  })

  test('is taken back by whoever made it alone, or by an administrator', async () => {
    const { id } = await reportRun(maya, SLUG, { outcome: 'failed' }, 'page')
    await expect(takeBackRun(sam, SLUG, id)).rejects.toMatchObject({ code: 'forbidden' })
    await takeBackRun(await person('ada', 'admin'), SLUG, id)
    expect(await database.skillRun.count()).toBe(0)
  })

  test('needs the right to write, and a skill', async () => {
    const reader = await person('vera', 'viewer')
    await expect(reportRun(reader, SLUG, { outcome: 'worked' }, 'api')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(reportRun(maya, 'none', { outcome: 'worked' }, 'api')).rejects.toMatchObject({ code: 'not_found' })
    await expect(reportRun(maya, SLUG, { outcome: 'worked', incident: 'none' }, 'api')).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('what has changed since', () => {
  test('a later incident that names its service, and a follow-up that was done', async () => {
    const told: [string, string, number][] = [
      ['late', 'The mail-worker was moved to another zone.', 20],
      ['early', 'In spring the mail-worker ran out of memory.', 300],
      ['else', 'A mail got lost, no worker was at fault.', 10],
    ]
    for (const [slug, body, days] of told) {
      const document = incidentDocument({ slug, title: slug, body }, { on: daysAgo(days) })
      await saveDrafts([document], { origin: slug, text: body })
    }
    await database.actionItem.updateMany({
      where: { skill: { slug: SLUG } },
      data: { status: 'done', closedAt: new Date(Date.now() - 5 * DAY) },
    })
    const trust = await readSkillTrust(maya, SLUG)
    const change = trust?.stale.find(({ kind }) => kind === 'changed')?.text
    expect(change).toBe(`What it names has changed since: the follow-up “Raise the pool” was done on ${daysAgo(5)}.`)
    expect(trust?.reasons.at(-1)?.text).toBe(`${change} And 1 more.`)
    await reportRun(maya, SLUG, { outcome: 'worked' }, 'page')
    expect((await readSkillTrust(maya, SLUG))?.stale).toEqual([])
  })
})

const entry = (fields: object): RunEntryInput =>
  ({ id: randomUUID(), at: new Date().toISOString(), ...fields }) as RunEntryInput
const add = (viewer: Viewer, id: string, ...entries: RunEntryInput[]) => addToRun(viewer, SLUG, id, { entries })

describe('a run that is followed', () => {
  test('goes on with the steps that it began with; entries sent twice are there once', async () => {
    const { id } = await startRun(maya, SLUG, null)
    await saveDrafts([runbook(daysAgo(1), '2.0.0')])
    const went = entry({ kind: 'went', step: 1 })
    await add(maya, id, went)
    await add(sam, id, went, entry({ kind: 'noted', step: 1, text: 'lag is falling' }))
    const run = await findRun(sam, SLUG, id)
    expect(run).toMatchObject({ skillVersion: '1.0.0', version: 3, budgets: { diagnosis: 3, resolution: null } })
    expect(run?.plan.map(({ section, text }) => [section, text])).toEqual([
      ['diagnosis', 'Look at `mail-worker`'],
      ['resolution', 'Drain it'],
    ])
    expect(run?.log).toMatchObject([
      { kind: 'went', by: 'maya' },
      { kind: 'noted', by: 'sam' },
    ])
  })

  test('two who add at once both are kept', async () => {
    const { id } = await startRun(maya, SLUG, null)
    await Promise.all(
      Array.from({ length: 10 }, (_, step) =>
        add(step % 2 ? maya : sam, id, entry({ kind: 'noted', step: 0, text: `note ${step}` })),
      ),
    )
    const run = await findRun(maya, SLUG, id)
    expect(run?.log).toHaveLength(10)
    expect(run?.version).toBe(11)
  })

  test('times are held between its start and now, and values with the name of a secret are not kept', async () => {
    const { id } = await startRun(maya, SLUG, null)
    const before = entry({ kind: 'noted', step: 0, text: 'long ago', at: '2001-01-01T00:00:00Z' })
    const after = entry({ kind: 'filled', name: 'DB_PASSWORD', value: 'hunter2', at: '2199-01-01T00:00:00Z' })
    await add(maya, id, before, after)
    const run = await findRun(maya, SLUG, id)
    const [start, now] = [Date.parse(run?.startedAt ?? ''), Date.now()]
    expect(run?.log.every(({ at }) => Date.parse(at) >= start && Date.parse(at) <= now)).toBe(true)
    expect(JSON.stringify(await database.skillRun.findMany())).not.toContain('hunter2')
  })

  test('the first end holds; opened again it says nothing of the skill any more', async () => {
    const { id } = await startRun(maya, SLUG, null)
    await add(maya, id, entry({ kind: 'ended', outcome: 'worked', note: null }))
    await add(sam, id, entry({ kind: 'ended', outcome: 'failed', note: 'late' }))
    expect(await findRun(sam, SLUG, id)).toMatchObject({ outcome: 'worked', note: null })
    expect(await verified()).toBe(today())
    await takeBackRun(maya, SLUG, id)
    expect(await findRun(sam, SLUG, id)).toMatchObject({ outcome: null, endedAt: null })
    expect(await verified()).toBe(daysAgo(200))
  })

  test('a report has no steps, and a skill without steps cannot be followed', async () => {
    const { id } = await reportRun(maya, SLUG, { outcome: 'worked' }, 'page')
    await expect(add(maya, id, entry({ kind: 'went', step: 0 }))).rejects.toMatchObject({ code: 'unprocessable' })
    await saveDrafts([skillDocument({ slug: 'prose', title: 'Prose', body: 'Ask sam.' }, {})])
    await expect(startRun(maya, 'prose', null)).rejects.toMatchObject({ code: 'unprocessable' })
  })
})

describe('a run in a restricted incident', () => {
  beforeEach(async () => {
    await saveDrafts([
      incidentDocument({ slug: 'secret', title: 'Secret outage', body: 'Nothing.' }, { on: daysAgo(3) }),
    ])
    const { id } = await database.incident.findUniqueOrThrow({ where: { slug: 'secret' } })
    await database.$transaction((tx) =>
      writeShare(tx, id, { visibility: 'restricted', users: [maya.userId], teams: [] }),
    )
  })

  test('is absent for others, with what it says of the skill', async () => {
    const before = await readSkillTrust(sam, SLUG)
    const { id } = await reportRun(maya, SLUG, { outcome: 'worked', incident: 'secret', note: 'hush' }, 'page')
    expect(await listRuns(maya, SLUG)).toHaveLength(1)
    expect((await readSkillTrust(maya, SLUG))?.lastVerified).toBe(today())
    expect(await listRuns(sam, SLUG)).toEqual([])
    expect(await readSkillTrust(sam, SLUG)).toEqual(before)
    expect(await verified()).toBe(daysAgo(200))
    expect(await findRun(sam, SLUG, id)).toBeNull()
    await expect(takeBackRun(sam, SLUG, id)).rejects.toMatchObject({ code: 'not_found' })
    const audited = await database.auditEntry.findFirstOrThrow({
      where: { action: 'skill.run' },
      orderBy: { id: 'desc' },
    })
    expect(audited.targetKind).toBe('incident')
  })

  test('stays restricted when it is linked later, and goes with the incident', async () => {
    const { id } = await startRun(maya, SLUG, null)
    expect(await findRun(sam, SLUG, id)).not.toBeNull()
    await expect(addToRun(sam, SLUG, id, { entries: [], incident: 'secret' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await addToRun(maya, SLUG, id, { entries: [], incident: 'secret' })
    expect(await findRun(sam, SLUG, id)).toBeNull()
    expect(await findRun(maya, SLUG, id)).toMatchObject({ restricted: true, incident: { slug: 'secret' } })
    await database.incident.delete({ where: { slug: 'secret' } })
    expect(await database.skillRun.count()).toBe(0)
  })
})
