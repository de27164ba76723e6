import { randomUUID } from 'node:crypto'
import { database } from '@/lib/database'
import { writeAgentSkill } from '@/lib/export/write-agent-skill'
import { acceptProposal, propose } from '@/lib/import/proposals'
import { findProposal } from '@/lib/query/proposals'
import type { DocumentDraft } from '@/lib/schema/draft'
import { KeptAnswerSchema } from '@/lib/schema/premortem'
import type { Viewer } from '@/lib/schema/viewer'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import {
  actionItem,
  entry,
  impactWindow,
  incidentDocument,
  pageDocument,
  skillDocument,
} from '@/tests/factories/documents'
import { writeShare } from '@/lib/store/shares'
import { person, team } from '@/tests/factories/people'
import { saveDrafts } from '@/tests/factories/store-state'
import { CLOSED, OPEN, PATTERN, SHARED_TEXT } from './restricted-words'

/**
 * An incident that only named people may read, with a word of its own in every field and in everything that was made of it, beside
 * one that everybody may read and that is tied to it in every way there is.
 */
const OPENED = '1713526920.000100'
const CHANNEL = { id: 'C0ZQXCHANNEL', name: 'zqxchannel' }
const KEY = `slack:${CHANNEL.id}/${OPENED}`

const messageOf = (place: number, text: string) =>
  chatMessage({ id: `${1713526920 + place}.000100`, text, author: 'zqxauthor', authorId: 'UZQXAUTHOR' })

function restrictedDrafts(): DocumentDraft[] {
  const thread: DocumentDraft = threadDocument(
    [messageOf(0, 'zqxthread tokens rejected zqxasked'), messageOf(1, 'zqxreply flushed the jwks cache')],
    { channel: CHANNEL, title: 'zqxthread tokens rejected' },
  )
  const references = [
    { target: `threads/${thread.slug}`, kind: 'wikilink' as const, note: null },
    { target: `people/${CLOSED.person}`, kind: 'mention' as const, note: 'zqxnote' },
    { target: `companies/${CLOSED.company}`, kind: 'wikilink' as const, note: null },
    { target: `incidents/${OPEN.incident}`, kind: 'wikilink' as const, note: 'zqxbacklink' },
    { target: `skills/${OPEN.skill}`, kind: 'wikilink' as const, note: 'zqxbacklink' },
    { target: `people/${OPEN.person}`, kind: 'mention' as const, note: 'zqxbacklink' },
    { target: 'skills/zqxunresolved', kind: 'wikilink' as const, note: null },
  ]
  const account = incidentDocument(
    {
      slug: CLOSED.incident,
      title: 'zqxtitle login outage',
      body: `zqxbody zqxasked. ${SHARED_TEXT} at zqxhost.example.`,
      tags: ['zqxtag'],
      authors: ['zqxauthor'],
      externalId: `${KEY}/incident`,
      references,
    },
    {
      on: '2025-04-19',
      severity: 'zqxseverity',
      status: 'resolved',
      windows: [
        impactWindow('2025-04-19T11:42:00Z', '2025-04-19T12:03:00Z', { label: 'zqxwindow', affected: ['zqxaffected'] }),
      ],
      timeline: [entry('2025-04-19T11:42:00Z', 'zqxtimeline errors rise', { phase: 'started' })],
      causes: [{ role: 'root', text: `zqxcause. ${SHARED_TEXT}.` }],
      impact: {
        summary: 'zqximpact',
        affected: ['zqxaffected'],
        unaffected: [],
        negativeFindings: ['zqxfinding'],
        residual: [],
      },
      actionItems: [
        actionItem('zqxitem flush zqxasked', {
          status: 'open',
          owner: '@zqxowner',
          due: '2025-05-01',
          kind: 'prevent',
          ticket: 'ZQXTICKET-1',
        }),
      ],
      customerActions: ['zqxcustomer'],
      lessons: ['zqxlesson'],
    },
  )
  const made = skillDocument(
    {
      slug: CLOSED.skill,
      title: 'zqxskill refresh zqxasked',
      body: `zqxskillbody. ${SHARED_TEXT}.`,
      externalId: `${KEY}/skill`,
      references,
    },
    {
      description: 'zqxdescription',
      category: 'zqxcategory',
      owners: ['zqxowner'],
      symptoms: ['zqxsymptom tokens rejected'],
      resolution: [{ text: 'zqxstep', code: [] }],
      actionItems: [actionItem('zqxskillitem', { status: 'open', owner: 'zqxowner' })],
    },
  )
  return [thread, account, made]
}

/** What the open account calls the other one, which has that name later. */
const LATER_NAME = 'incidents/the-other-outage'

function openDrafts(): DocumentDraft[] {
  const account = incidentDocument(
    {
      slug: OPEN.incident,
      title: 'Logins failed after a change of keys',
      body: `${SHARED_TEXT}.`,
      tags: ['logins'],
      references: [
        { target: `skills/${OPEN.skill}`, kind: 'wikilink', note: null },
        { target: LATER_NAME, kind: 'wikilink', note: null },
      ],
    },
    {
      on: '2024-02-02',
      status: 'resolved',
      timeline: [entry('2024-02-02T10:00:00Z', 'Logins fail', { phase: 'started' })],
      causes: [{ role: 'root', text: `${SHARED_TEXT}.` }],
      actionItems: [
        actionItem(OPEN.item, {
          status: 'open',
          owner: 'sam',
          kind: 'prevent',
          since: '2024-02-03',
          due: '2024-03-01',
        }),
      ],
    },
  )
  const made = skillDocument(
    { slug: OPEN.skill, title: 'Refresh keys', body: `${SHARED_TEXT}.` },
    { symptoms: ['tokens are rejected'], owners: ['sam'] },
  )
  return [account, made]
}

async function addMatches(incidentId: string, skillId: string | null, words: string): Promise<void> {
  const { id: patternId } = await database.pattern.findUniqueOrThrow({ where: { slug: PATTERN.slug } })
  const evidence = [{ text: words, lang: 'en', sourceId: null, span: null }]
  const rows = [{ incidentId, skillId: null }, ...(skillId === null ? [] : [{ incidentId: null, skillId }])]
  for (const owner of rows) {
    await database.match.deleteMany({ where: { patternId, ...owner } })
    await database.match.create({
      data: { patternId, ...owner, role: 'root', score: 0.95, evidence, state: 'confirmed', decidedBy: 'maya' },
    })
  }
  await database.$executeRaw`UPDATE "Match" m SET "onDate" = i."onDate" FROM "Incident" i WHERE i."id" = m."incidentId"`
}

/** An answer to a plan that names both incidents. */
const ANSWER = KeptAnswerSchema.parse({
  patterns: [
    {
      slug: PATTERN.slug,
      title: PATTERN.title,
      family: PATTERN.family,
      score: 0.9,
      why: ['We rotate keys.'],
      evidence: [],
      incidents: [CLOSED.incident, OPEN.incident],
    },
  ],
  checklist: [
    {
      question: 'Which caches hold the key?',
      because: [PATTERN.slug],
      kind: 'question',
      sources: [],
      actionItem: null,
    },
    {
      question: 'zqxitem flush',
      because: [CLOSED.incident],
      kind: 'control',
      sources: [{ kind: 'incident', slug: CLOSED.incident, title: 'zqxtitle' }],
      actionItem: { id: 'zqxid', status: 'open', owner: '@zqxowner' },
    },
  ],
  incidents: [
    { slug: CLOSED.incident, title: 'zqxtitle', score: 0.9, reasons: ['zqxreason'], patterns: [PATTERN.slug] },
  ],
  actionItems: [
    {
      id: 'zqxid',
      title: { en: 'zqxitem flush' },
      status: 'open',
      owner: '@zqxowner',
      due: '2025-05-01',
      kind: 'prevent',
      condition: null,
      since: null,
      closedBy: null,
      ticket: null,
      overdue: true,
      ageDays: 3,
      from: { kind: 'incident', slug: CLOSED.incident, title: 'zqxtitle' },
      debt: null,
      origins: [],
      version: 1,
    },
  ],
  plan: { files: 0, added: 0, removed: 0, truncated: false },
  note: null,
  tookMs: 1,
})

/** Questions that somebody who may read all has asked, with their answers: that they stay tells nobody else what is in them. */
async function askQuestions(): Promise<Questions> {
  const reasons = ['zqxreason']
  const hits = [
    { kind: 'incident', slug: CLOSED.incident, title: 'zqxtitle login outage', score: 0.9, reasons },
    { kind: 'skill', slug: CLOSED.skill, title: 'zqxskill refresh', score: 0.8, reasons },
  ]
  const question = { at: new Date(), source: 'page', byName: 'maya', text: 'tokens rejected', key: 'tokens rejected' }
  const right = { verdict: 'right', rightKind: 'incident', rightSlug: CLOSED.incident, decidedBy: 'maya' }
  const asked = await database.asked.create({
    data: { ...question, hits, score: 0.9, ...right, decidedAt: new Date() },
  })
  const plan = { at: new Date(), byName: 'maya', title: 'Rotate keys', text: 'We rotate keys.' }
  const premortem = await database.premortem.create({ data: { ...plan, answer: ANSWER, ticked: ['zqxitem flush'] } })
  const told = { channelKind: 'slack', recipient: 'C1', toName: '#ops', kind: 'overdue', key: '2025-05-02' }
  const reminder = await database.reminder.create({
    data: { ...told, state: 'sent', dueAt: new Date(), zone: 'UTC', about: [], text: 'zqxreminder' },
  })
  return { asked: asked.id, premortem: premortem.id, reminder: reminder.id }
}
type Questions = { asked: string; premortem: string; reminder: string }

/** What people and Hindsight have noted about it since. */
async function addNotes(everybody: readonly string[], closed: Ids, open: Ids): Promise<string> {
  await database.slugAlias.create({
    data: { slug: LATER_NAME.replace('incidents/', ''), incidentId: closed.incident },
  })
  const resolved = { toKind: 'incident', toId: closed.incident }
  await database.reference.updateMany({ where: { target: LATER_NAME }, data: resolved })
  const reasons = ['zqxreason']
  const [incidentId, otherId] = [closed.incident, open.incident].toSorted() as [string, string]
  await database.editionSuggestion.create({ data: { incidentId, otherId, score: 0.7, reasons } })
  const doubt = { kind: 'edition', refId: closed.edition, path: 'incident.severity', reason: 'zqxreason' }
  await database.reviewItem.create({ data: doubt })
  await database.editConflict.create({
    data: { postmortemId: closed.edition, path: 'title', base: 'zqxbase', mine: 'zqxmine', theirs: 'zqxtheirs' },
  })
  await database.unexplained.create({ data: { incidentId: closed.incident, byName: 'maya' } })
  const said = { incidentId: closed.incident, byName: 'maya', text: 'zqxcomment' }
  const mentions = { create: everybody.map((userId) => ({ userId })) }
  const comment = await database.comment.create({ data: { ...said, mentions } })
  await database.incident.update({ where: { id: closed.incident }, data: { stage: 'in-review' } })
  await database.reviewRequest.createMany({
    data: everybody.map((userId) => ({ incidentId: closed.incident, userId, askedBy: 'zqxasker' })),
  })
  await database.proposal.createMany({
    data: everybody.map((userId) => ({
      kind: 'action-item',
      title: 'zqxproposal',
      content: { title: 'zqxproposal' },
      hash: `zqx ${userId}`,
      note: 'zqxnote',
      aboutKind: 'incident',
      aboutId: closed.incident,
      proposedBy: 'maya',
      userId,
    })),
  })
  await database.auditEntry.create({
    data: {
      byName: 'maya',
      via: 'session',
      action: 'incident.updated',
      targetKind: 'incident',
      targetId: closed.incident,
      changes: { title: { from: 'zqxbefore', to: 'zqxtitle' } },
    },
  })
  return comment.id
}

export type Ids = {
  incident: string
  edition: string
  source: string
  item: string
  skill: string
  skillItem: string | null
  thread: string | null
  threadSlug: string | null
  import: string
}

/**
 * `run` is of the restricted skill, `openRun` of the open one in the restricted incident. `drafted` is the skill that was drafted of the
 * incident, `taken` the incident that was proposed about it, each with its source.
 */
export type ClosedIds = Ids & { comment: string; run: string; openRun: string } & Taken
type Taken = { drafted: string; draftedSource: string; taken: string; takenSource: string }

const TAKEN_ACCOUNT = `---
hindsight: postmortem
slug: ${CLOSED.taken}
title: zqxtaken outage zqxasked
---

# zqxtaken outage zqxasked

2025-06-07, all times UTC

## Timeline
- 10:05 zqxtakenentry: the queue fills.
- 10:45 zqxtakenend: it is empty again.

## Root cause
zqxtakencause: nobody had looked.

## Action items
- [ ] zqxtakenitem: look (zqxowner)
`

/** What people have accepted of what was drafted of the incident, while everybody could still read it. */
async function acceptTaken(administrator: Viewer): Promise<Taken> {
  const document = skillDocument(
    { slug: CLOSED.drafted, title: 'zqxdrafted runbook zqxasked', body: `zqxdraftedbody. ${SHARED_TEXT}.` },
    {
      description: 'zqxdrafteddescription',
      symptoms: ['zqxdraftedsymptom tokens rejected'],
      resolution: [{ text: 'zqxdraftedstep', code: [{ lang: 'sh', text: 'zqxdrafted --flush zqxhost.example' }] }],
      owners: ['zqxowner'],
    },
  )
  const text = writeAgentSkill(document, { stage: 'published', computed: null })
  const runbook = await propose(administrator, { kind: 'skill', text }, [CLOSED.incident, OPEN.incident])
  const input = { kind: 'postmortem' as const, text: TAKEN_ACCOUNT, about: CLOSED.incident }
  const account = await propose(administrator, input)
  const skill = await acceptProposal(administrator, await findProposal(administrator, runbook.id))
  const incident = await acceptProposal(administrator, await findProposal(administrator, account.id))
  const revision = await database.skillRevision.findFirstOrThrow({ where: { skillId: skill.id } })
  const edition = await database.postmortem.findFirstOrThrow({ where: { incidentId: incident.id } })
  const sources = { draftedSource: revision.sourceId, takenSource: edition.sourceId }
  return { drafted: skill.id, taken: incident.id, ...sources }
}

/** What somebody has done with both skills in the restricted incident. */
async function addRuns(closed: Ids, open: Ids): Promise<{ run: string; openRun: string }> {
  const said = { id: '5b0d5e0e-0f0f-4a55-9a0e-000000000001', at: '2025-05-01T10:00:00Z', by: 'maya' }
  const steps = {
    plan: [{ section: 'resolution', text: 'zqxstep', code: [] }],
    budgets: { diagnosis: null, resolution: null },
    escalation: ['zqxrule'],
    log: [{ kind: 'noted', step: 0, text: 'zqxlog', ...said }],
  }
  const at = new Date('2025-05-01T10:00:00Z')
  const told = { skillRecord: 1, byName: 'maya', via: 'page', startedAt: at, note: 'zqxrunnote', steps }
  // Addresses with a further name ask for this one.
  const run = await database.skillRun.create({
    data: { ...told, id: '1', skillId: closed.skill, outcome: 'failed', endedAt: at },
  })
  const openRun = await database.skillRun.create({
    data: { ...told, skillId: open.skill, incidentId: closed.incident },
  })
  return { run: run.id, openRun: openRun.id }
}

async function idsOf(slug: string, skillSlug: string): Promise<Ids> {
  const incident = await database.incident.findUniqueOrThrow({
    where: { slug },
    include: { editions: true, actionItems: true },
  })
  const skill = await database.skill.findUniqueOrThrow({ where: { slug: skillSlug }, include: { actionItems: true } })
  const [edition] = incident.editions
  const [item] = incident.actionItems
  if (!edition || !item) throw new Error(`${slug} has no edition or no action item`)
  const thread = await database.thread.findFirst({ where: { sourceId: edition.sourceId } })
  const line = await database.importLine.findFirstOrThrow({ where: { sourceId: edition.sourceId } })
  return {
    incident: incident.id,
    edition: edition.id,
    source: edition.sourceId,
    item: item.id,
    skill: skill.id,
    skillItem: skill.actionItems[0]?.id ?? null,
    thread: thread?.id ?? null,
    threadSlug: thread?.slug ?? null,
    import: line.importId,
  }
}

/** What everybody may read, and the people, in an empty database. */
export async function makeOpenWorld() {
  const people = {
    viewer: await person('vera', 'viewer'),
    editor: await person('edwin', 'editor'),
    administrator: await person('ada', 'admin'),
    reader: await person('rita', 'viewer'),
    member: await person('theo', 'editor'),
  }
  await team('crew', people.member)
  await database.pattern.create({ data: { ...PATTERN, origin: 'team' } })
  await saveDrafts([pageDocument('person', OPEN.person)], { origin: 'openperson.md' })
  await saveDrafts(openDrafts(), { origin: 'open.md' })
  const open = await idsOf(OPEN.incident, OPEN.skill)
  await addMatches(open.incident, open.skill, SHARED_TEXT)
  return { people, open, notes: await askQuestions() }
}

/** Adds what only the reader, the team and administrators may read. */
export async function addRestricted({ people, open }: Awaited<ReturnType<typeof makeOpenWorld>>): Promise<ClosedIds> {
  const { id: teamId } = await database.team.findUniqueOrThrow({ where: { slug: 'crew' } })
  const share = { visibility: 'restricted' as const, users: [people.reader.userId], teams: [teamId] }
  await saveDrafts(restrictedDrafts(), { origin: 'zqxfile.json', text: `zqxsource ${randomUUID()}` })
  const taken = await acceptTaken(people.administrator)
  await database.$transaction(async (tx) => {
    const { id } = await tx.incident.findUniqueOrThrow({ where: { slug: CLOSED.incident } })
    await writeShare(tx, id, share)
  })
  const closed = await idsOf(CLOSED.incident, CLOSED.skill)
  await addMatches(closed.incident, closed.skill, 'zqxevidence')
  return {
    ...closed,
    ...taken,
    ...(await addRuns(closed, open)),
    comment: await addNotes(
      Object.values(people).map(({ userId }) => userId),
      closed,
      open,
    ),
  }
}

export async function makeRestrictedWorld() {
  const world = await makeOpenWorld()
  return { ...world, closed: await addRestricted(world) }
}
export type RestrictedWorld = Awaited<ReturnType<typeof makeRestrictedWorld>>
