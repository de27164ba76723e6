import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { hiddenAmong } from '@/lib/access'
import { mintViewer } from '@/lib/auth/mint-viewer'
import { database } from '@/lib/database'
import { findIncident } from '@/lib/query/incidents'
import { findProposal, listProposals } from '@/lib/query/proposals'
import { findSharing } from '@/lib/query/teams'
import { countWaiting } from '@/lib/query/waiting'
import { findSkill } from '@/lib/query/skills'
import type { ProposalInput } from '@/lib/schema/proposal'
import type { Role, Viewer } from '@/lib/schema/viewer'
import { settleProposal } from '@/lib/store/proposals'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { acceptProposal, propose } from './proposals'

const ACCOUNT = `# Checkout refused cards for forty minutes

2026-05-04, all times UTC

## Timeline
- 10:05 The error rate of checkout rises to 30 %.
- 10:20 maya finds that the certificate of the payment gateway has expired.
- 10:45 A new certificate is installed; errors stop.

## Root cause
Nobody was told that the certificate would expire.

## Action items
- [ ] Alert thirty days before a certificate expires (sam)
`

let agent: Viewer
let maya: Viewer
let looker: Viewer

async function someone(name: string, role: Role, via: Viewer['via']): Promise<Viewer> {
  const { id } = await database.user.create({ data: { name, email: `${randomUUID()}@t.example`, role } })
  return mintViewer({ userId: id, name, role, via })
}

beforeAll(async () => {
  await loadDemoContent()
  agent = await someone('Tess (token nightly agent)', 'editor', 'token')
  maya = await someone('Maya', 'editor', 'session')
  looker = await someone('Lou', 'viewer', 'session')
})

const count = () => database.incident.count()
const postmortem: ProposalInput = { kind: 'postmortem', text: ACCOUNT, note: 'From the call of this morning' }

test('a proposed postmortem is nowhere until a person accepts it, and then its source names the proposer', async () => {
  const before = await count()
  const proposed = await propose(agent, postmortem)
  expect(proposed).toMatchObject({ state: 'open', duplicate: false, title: 'Checkout refused cards for forty minutes' })
  expect(await count()).toBe(before)
  expect(await countWaiting(maya)).toMatchObject({ proposals: 1 })

  const view = await findProposal(maya, proposed.id)
  expect(view).toMatchObject({
    proposedBy: 'Tess (token nightly agent)',
    about: null,
    note: 'From the call of this morning',
  })
  const result = await acceptProposal(maya, view)
  expect(await count()).toBe(before + 1)
  const accepted = await findProposal(agent, proposed.id)
  expect(accepted).toMatchObject({ state: 'accepted', decidedBy: 'Maya', result: { kind: 'incident' } })
  const incident = await findIncident(maya, accepted.result?.slug ?? '')
  expect(incident).toMatchObject({ id: result.id, actionItems: [{ status: 'open' }] })
  expect(incident?.sources[0]?.origin).toContain('Tess (token nightly agent)')
  const actions = await database.auditEntry.findMany({ where: { targetKind: 'proposal', targetId: proposed.id } })
  expect(actions.map(({ action, byName }) => `${action} ${byName}`).sort()).toEqual([
    'proposal.accepted Maya',
    'proposal.made Tess (token nightly agent)',
  ])
  await expect(acceptProposal(maya, accepted)).rejects.toMatchObject({ code: 'stale' })
  await expect(propose(agent, postmortem)).rejects.toMatchObject({ code: 'conflict' })
})

test('the same proposal again is the same one, and says when it was rejected and why', async () => {
  const input: ProposalInput = {
    kind: 'skill',
    text: '# Restart the queue\n\n## Symptoms\n- Jobs wait.\n\n## Resolution\n1. Restart the worker.\n',
  }
  const first = await propose(agent, input)
  expect(await propose(agent, input)).toMatchObject({ id: first.id, duplicate: true, state: 'open' })
  await settleProposal(maya, first.id, { state: 'rejected', reason: 'We have no such queue.' })
  expect(await propose(agent, input)).toMatchObject({
    id: first.id,
    duplicate: true,
    state: 'rejected',
    reason: 'We have no such queue.',
  })
  expect(await findSkill(maya, 'restart-the-queue')).toBeNull()
})

test('secrets are masked before a proposal is stored', async () => {
  const key = `ghp_${'a1B2'.repeat(9)}`
  const { id } = await propose(agent, {
    kind: 'postmortem',
    text: ACCOUNT.replace('Nobody was told', `With the token ${key} nobody was told`).replace('Checkout', 'Billing'),
    note: `Ask with ${key}`,
  })
  const row = await database.proposal.findUniqueOrThrow({ where: { id } })
  expect(JSON.stringify(row)).not.toContain(key)
  expect(JSON.stringify(row)).toContain('MASKED_GITHUB_TOKEN')
})

test('an accepted action item joins its incident, says who proposed it, and stays when the incident is built anew', async () => {
  const of = { kind: 'incident', slug: DEMO.keyRotation } as const
  const title = 'Rehearse the rotation of keys every quarter'
  const { id } = await propose(agent, { kind: 'action-item', of, title, itemKind: 'prevent' })
  await expect(
    propose(agent, { kind: 'action-item', of: { kind: 'incident', slug: 'no-such-thing' }, title }),
  ).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(
    (await findIncident(maya, of.slug))?.actionItems.some((item) => Object.values(item.title).includes(title)),
  ).toBe(false)
  const result = await acceptProposal(maya, await findProposal(maya, id))
  const item = (await findIncident(maya, of.slug))?.actionItems.find((one) => one.id === result.id)
  expect(item).toMatchObject({ status: 'open', owner: null, due: null, kind: 'prevent' })
  expect(Object.values(item?.title ?? {})).toEqual([title])
  const changes = await database.actionItemChange.findMany({ where: { actionItemId: result.id } })
  expect(changes).toMatchObject([{ byName: 'Maya', field: 'proposed', to: 'Tess (token nightly agent)' }])
  // Another item makes the incident be written anew from its editions.
  const next = await propose(agent, {
    kind: 'action-item',
    of,
    title: 'Page when the cache of keys is older than an hour',
  })
  await acceptProposal(maya, await findProposal(maya, next.id))
  const titles = (await findIncident(maya, of.slug))?.actionItems.flatMap((one) => Object.values(one.title))
  expect(titles).toEqual(expect.arrayContaining([title, 'Page when the cache of keys is older than an hour']))
  await expect(propose(agent, { kind: 'action-item', of, title: `${title}.` })).rejects.toMatchObject({
    code: 'conflict',
  })
})

test('an accepted action item joins its skill', async () => {
  const of = { kind: 'skill', slug: DEMO.skill } as const
  const { id } = await propose(agent, {
    kind: 'action-item',
    of,
    title: 'Write the command that empties the cache into the runbook',
  })
  const result = await acceptProposal(maya, await findProposal(maya, id))
  expect((await findSkill(maya, DEMO.skill))?.actionItems.map((item) => item.id)).toContain(result.id)
})

test('a token decides nothing, and who may not write neither proposes nor sees the proposals of others', async () => {
  const { id } = await propose(agent, {
    kind: 'postmortem',
    text: ACCOUNT.replaceAll('Checkout', 'Refunds').replaceAll('2026-05-04', '2026-06-01'),
  })
  const view = await findProposal(agent, id)
  await expect(acceptProposal(agent, view)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(settleProposal(agent, id, { state: 'rejected', reason: 'no' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(acceptProposal(looker, view)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(propose(looker, postmortem)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(findProposal(looker, id)).rejects.toMatchObject({ code: 'not_found' })
  expect((await listProposals(looker, { page: 1 })).total).toBe(0)
  expect(await countWaiting(looker)).toMatchObject({ proposals: 0 })
})

test('a proposal about a restricted incident is there for those alone who may read the incident', async () => {
  const slug = DEMO.keyRotation
  const of = { kind: 'incident', slug } as const
  const { id } = await propose(agent, { kind: 'action-item', of, title: 'Tell the insurer about the wombat clause' })
  const incident = await database.incident.update({ where: { slug }, data: { visibility: 'restricted' } })
  const before = (await listProposals(maya, { page: 1 })).items.map((item) => item.id)
  expect(before).not.toContain(id)
  await expect(findProposal(maya, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(findProposal(agent, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(settleProposal(maya, id, { state: 'rejected', reason: 'unknown' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(propose(agent, { kind: 'action-item', of, title: 'Something else entirely' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await database.incidentReader.create({ data: { incidentId: incident.id, userId: maya.userId } })
  expect(await findProposal(maya, id)).toMatchObject({ about: { slug } })
})

test('what is no single document of its kind, and what is too long, is refused', async () => {
  await expect(
    propose(agent, {
      kind: 'skill',
      text: `---\nhindsight: person\nslug: ann\ntitle: Ann\n---\n\nAnn is on call on weekdays.\n`,
    }),
  ).rejects.toMatchObject({
    code: 'unprocessable',
  })
})

test('what was proposed about an incident and accepted is hidden with it when it is restricted later', async () => {
  const slug = '2024-01-15-database-credentials-revoked'
  const text =
    '# The quokka clause of the vendor\n\n2026-07-03, UTC\n\n## Timeline\n- 11:00 Quokkas are told.\n- 11:10 They leave.\n'
  const made = [
    await propose(agent, { kind: 'postmortem', text, about: slug }),
    await propose(agent, {
      kind: 'skill',
      text: '# Calm the quokkas\n\n## Symptoms\n- Quokkas are restless.\n\n## Resolution\n1. Sing to them.\n',
      about: slug,
    }),
    await propose(agent, { kind: 'action-item', of: { kind: 'incident', slug }, title: 'Count the quokkas' }),
  ]
  const [account, runbook, item] = await Promise.all(
    made.map(async ({ id }) => acceptProposal(maya, await findProposal(maya, id))),
  )
  const ofRunbook = await propose(agent, {
    kind: 'action-item',
    of: { kind: 'skill', slug: 'calm-the-quokkas' },
    title: 'Learn a song for quokkas',
  })
  const song = await acceptProposal(maya, await findProposal(maya, ofRunbook.id))
  const ids = [account, runbook, item, song].flatMap((thing) => thing?.id ?? [])
  const incident = await database.incident.findUniqueOrThrow({ where: { id: account?.id ?? '' } })
  expect(incident.slug).not.toBe(slug)
  expect(await hiddenAmong(maya, ids)).toEqual(new Set())
  const source = await database.incident.findUniqueOrThrow({ where: { slug } })
  expect(await findSharing(maya, slug)).toMatchObject({ takenFrom: { skills: 1, incidents: 1 }, hiddenWith: [] })
  expect(await findSharing(maya, incident.slug)).toMatchObject({ hiddenWith: [source.title] })
  await database.incident.update({ where: { slug }, data: { visibility: 'restricted' } })
  expect(await hiddenAmong(maya, ids)).toEqual(new Set(ids))
  expect(await findIncident(maya, incident.slug)).toBeNull()
  expect(await findSkill(maya, 'calm-the-quokkas')).toBeNull()
  await database.incident.update({ where: { slug }, data: { visibility: 'internal' } })
})

test('what is proposed about a restricted incident becomes nothing that others may read', async () => {
  const slug = '2024-01-15-database-credentials-revoked'
  const incident = await database.incident.update({ where: { slug }, data: { visibility: 'restricted' } })
  await expect(
    propose(agent, {
      kind: 'postmortem',
      text: ACCOUNT.replaceAll('Checkout', 'Login').replaceAll('2026-05-04', '2026-09-09'),
      about: slug,
    }),
  ).rejects.toMatchObject({ code: 'not_found' })
  for (const userId of [agent.userId, maya.userId]) {
    await database.incidentReader.create({ data: { incidentId: incident.id, userId } })
  }
  const sam = await someone('Sam', 'editor', 'session')
  const text =
    '# The wombat clause of the vendor\n\n2026-08-03, UTC\n\n## Timeline\n- 11:00 Wombats are told.\n- 11:10 They leave.\n'
  const account = await propose(agent, { kind: 'postmortem', text, about: slug })
  const runbook = await propose(agent, {
    kind: 'skill',
    text: '# Calm the wombats\n\n## Symptoms\n- Wombats are restless.\n\n## Resolution\n1. Sing to them.\n',
    about: slug,
  })
  for (const { id } of [account, runbook])
    await expect(findProposal(sam, id)).rejects.toMatchObject({ code: 'not_found' })
  const { id } = await acceptProposal(maya, await findProposal(maya, account.id))
  const made = await database.incident.findUniqueOrThrow({ where: { id }, include: { readers: true } })
  expect(made.visibility).toBe('restricted')
  expect(new Set(made.readers.map(({ userId }) => userId))).toEqual(new Set([agent.userId, maya.userId]))
  expect(await findIncident(sam, made.slug)).toBeNull()
  await expect(acceptProposal(maya, await findProposal(maya, runbook.id))).rejects.toMatchObject({
    code: 'unprocessable',
  })
  expect(await findSkill(maya, 'calm-the-wombats')).toBeNull()
})

test('what was taken from an incident that is gone is not accepted: it may have been restricted before', async () => {
  const gone = await database.incident.create({ data: { slug: 'gone-soon', title: 'Gone soon', stub: false } })
  const texts = {
    postmortem:
      '# The numbat clause of the vendor\n\n2026-08-05, UTC\n\n## Timeline\n- 11:00 Numbats are told.\n- 11:10 They leave.\n',
    skill: '# Calm the numbats\n\n## Symptoms\n- Numbats are restless.\n\n## Resolution\n1. Sing to them.\n',
  }
  const made = await Promise.all(
    (['postmortem', 'skill'] as const).map((kind) => propose(agent, { kind, text: texts[kind], about: gone.slug })),
  )
  await database.incident.delete({ where: { id: gone.id } })
  // Editors see it no more.
  const ada = await someone('Ada', 'admin', 'session')
  const before = await count()
  for (const { id } of made) {
    const proposal = await findProposal(ada, id)
    await expect(acceptProposal(ada, proposal)).rejects.toMatchObject({ code: 'not_found' })
    expect((await findProposal(ada, id)).state).toBe('open')
  }
  expect(await count()).toBe(before)
  expect(await findSkill(ada, 'calm-the-numbats')).toBeNull()
})
