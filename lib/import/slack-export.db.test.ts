import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { database } from '@/lib/database'
import { exportPath } from '@/lib/export/export-path'
import { writeDocument } from '@/lib/export/write-document'
import { listDocuments } from '@/lib/query/documents'
import type { ImportLine } from '@/lib/schema/import'
import { undoImport } from '@/lib/store/undo-import'
import { typescript, typescriptEnv } from '@/scripts/programs.mjs'
import {
  channelId,
  personId,
  slackDays,
  slackExport,
  slackMessages,
  zipFiles,
  type SlackMessage,
} from '@/tests/factories/slack-export'
import { emptyDatabase, readState } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { expandSource } from './archive'
import { syncCatalogue } from './catalogue'
import { importSources, type SourceInput } from './run-import'

beforeEach(async () => {
  await emptyDatabase()
  await syncCatalogue(testViewer())
})
afterAll(() => database.$disconnect())

async function importBytes(bytes: Uint8Array, name = 'export.zip'): Promise<ImportLine[]> {
  const lines: ImportLine[] = []
  const inputs = expandSource({ path: name, kind: 'file', bytes })
  for await (const line of importSources(testViewer(), inputs, { via: 'command-line' })) lines.push(line)
  return lines
}
const importFiles = async (files: Record<string, string>, name?: string) => importBytes(await zipFiles(files), name)

/** Outcomes of the lines, without those that tell of nothing new. */
const news = (lines: readonly ImportLine[]) =>
  lines.filter(({ outcome }) => outcome !== 'unchanged').map(({ path: name, kind, outcome }) => [name, kind, outcome])

const storedIds = async (channel: string) => {
  const rows = await database.message.findMany({ where: { channel }, select: { key: true }, orderBy: { key: 'asc' } })
  return rows.map(({ key }) => key)
}
const idsOf = (messages: readonly SlackMessage[]) => messages.map(({ ts }) => ts).toSorted()

const at = (clock: string, more: object = {}): SlackMessage => ({
  type: 'message',
  user: personId('maya'),
  text: `said at ${clock}`,
  ts: `${Date.parse(`2024-04-${clock}:00Z`) / 1000}.000100`,
  ...more,
})

/** A thread that tells of an incident from the alert to the fix. */
const OUTAGE = (() => {
  const root = at('19T11:42', {
    text: ':rotating_light: Sign-in fails: error rate of auth-api is at 38 %',
    bot_id: 'B0ALERT',
  })
  const thread = { thread_ts: root.ts }
  const said = (clock: string, name: string, text: string) => at(clock, { ...thread, user: personId(name), text })
  return [
    { ...root, ...thread },
    said('19T11:44', 'maya', 'I am on it, declaring an incident'),
    said('19T11:48', 'sam', 'the connection pool of auth-api is full since the deploy at 11:38'),
    said('19T11:52', 'sam', 'rolling back: ```kubectl rollout undo deploy/auth-api```'),
    said('19T11:57', 'sam', 'rolled back, errors are going down'),
    said('19T12:01', 'maya', 'back to normal, error rate is at 0.1 %'),
    said('19T12:03', 'deepak', "I'll open a ticket for an alert on the pool"),
  ]
})()

test('every message of every channel is stored once; the same again changes nothing; undoing takes all back', async () => {
  const before = await readState()
  const channels = { general: slackMessages(400, 1), 'team-a': slackMessages(160, 2), incidents: OUTAGE }
  const first = await importFiles(slackExport(channels))
  expect(first.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  for (const [index, messages] of Object.values(channels).entries()) {
    expect(await storedIds(channelId(index))).toEqual(idsOf(messages))
  }
  const state = await readState()
  const { id } = await database.import.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })
  const again = await importFiles(slackExport(channels))
  expect(news(again)).toEqual([])
  expect(again.length).toBe(first.length)
  expect(await readState()).toEqual(state)
  expect((await undoImport(testViewer(), id)).left).toEqual([])
  expect(await readState()).toEqual(before)
})

test('an export that has grown changes the conversations that have, and no others', async () => {
  const general = slackMessages(200, 1)
  await importFiles(slackExport({ general, incidents: OUTAGE }))
  const threads = await database.thread.count()
  const reply = at('20T08:00', { thread_ts: OUTAGE[0]?.ts, text: 'the ticket is OPS-411', user: personId('deepak') })
  const day = [at('21T09:00', { text: 'a new day' }), at('21T09:05', { text: 'indeed' })]
  const counts = async () => [await database.incident.count(), await database.skill.count()]
  const before = await counts()
  const lines = await importFiles(slackExport({ general, incidents: [...OUTAGE, reply, ...day] }), 'later.zip')
  const changed = news(lines)
  expect(changed.filter(([, kind]) => kind === 'thread')).toEqual([
    ['later.zip/incidents', 'thread', 'updated'],
    ['later.zip/incidents', 'thread', 'created'],
  ])
  expect(changed.filter(([name]) => name !== 'later.zip/incidents')).toEqual([])
  // The account and the runbook of the thread are those that it had.
  expect(changed.filter(([, kind, outcome]) => kind !== 'thread' && outcome === 'created')).toEqual([])
  expect(await counts()).toEqual(before)
  expect(await database.thread.count()).toBe(threads + 1)
  expect(await storedIds(channelId(1))).toEqual(idsOf([...OUTAGE, reply, ...day]))
})

test('names that become known later are put into what is stored', async () => {
  const days = slackDays('general', [at('19T10:00')])
  const list = { 'channels.json': `[{"id":"${channelId(0)}","name":"general"}]` }
  await importFiles({ ...days, ...list })
  const lines = await importFiles({ ...slackExport({ general: [at('19T10:00')] }) })
  expect(news(lines)).toEqual([['export.zip/general', 'thread', 'updated']])
  const [message] = await database.message.findMany()
  expect(message?.draft).toMatchObject({ author: 'maya', authorId: personId('maya') })
})

test('what cannot be stored of a conversation does not keep it out, and comes when the import is repeated', async () => {
  const files = slackExport({ incidents: OUTAGE })
  await database.$executeRawUnsafe(`ALTER TABLE "Postmortem" ADD CONSTRAINT refuse CHECK (slug = 'none')`)
  try {
    const lines = await importFiles(files)
    expect(lines.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      [null, 'failed'],
      ['thread', 'created'],
    ])
  } finally {
    await database.$executeRawUnsafe(`ALTER TABLE "Postmortem" DROP CONSTRAINT refuse`)
  }
  expect(await storedIds(channelId(0))).toEqual(idsOf(OUTAGE))
  const again = await importFiles(files)
  expect(again.map(({ kind, outcome }) => [kind, outcome])).toContainEqual(['incident', 'created'])
  expect(again.at(-1)).toMatchObject({ kind: 'thread', outcome: 'unchanged' })
  expect(await storedIds(channelId(0))).toEqual(idsOf(OUTAGE))
})

test('an import that is killed ends, started again, as one that was not', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hindsight-slack-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const bytes = await zipFiles(
    slackExport({ general: slackMessages(900, 1), incidents: OUTAGE, late: slackMessages(900, 3) }),
  )
  const file = path.join(folder, 'export.zip')
  writeFileSync(file, bytes)
  await importBytes(bytes, file)
  const expected = withoutImporter(await readState())
  await emptyDatabase()
  await syncCatalogue(testViewer())
  const child = spawn(process.execPath, typescript('scripts/hindsight.ts', ['import', file]), {
    env: { ...process.env, ...typescriptEnv },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let lines = 0
  createInterface({ input: child.stdout }).on('line', () => {
    if (++lines === 70) child.kill('SIGKILL')
  })
  await once(child, 'close')
  const stored = await database.thread.count()
  await importBytes(bytes, file)
  expect(withoutImporter(await readState())).toEqual(expected)
  expect(stored).toBeGreaterThan(0)
  expect(stored).toBeLessThan(expected['Thread']?.length ?? 0)
}, 120_000)

/** Another name imports on the command line than in this test. */
function withoutImporter(state: Record<string, string[]>): Record<string, string[]> {
  const without = (table: string, name: RegExp) =>
    (state[table] ?? []).map((row) => row.replaceAll(name, '')).toSorted()
  return {
    ...state,
    Source: without('Source', /"importedBy(Id)?":("[^"]*"|null)/g),
    SkillRevision: without('SkillRevision', /"byName":"[^"]*"/g),
  }
}

test('conversations with what was made of them go out as files and come back without loss', async () => {
  await importFiles(slackExport({ general: slackMessages(60, 1), incidents: OUTAGE }))
  expect(await database.postmortem.count()).toBeGreaterThan(0)
  const threads = await readThreads()
  const links = await readLinks()
  const files: SourceInput[] = []
  for await (const document of listDocuments(testViewer())) {
    if (document.kind === 'pattern') continue
    files.push({ path: exportPath(document), kind: 'file', bytes: new TextEncoder().encode(writeDocument(document)) })
  }
  await emptyDatabase()
  await syncCatalogue(testViewer())
  const lines: ImportLine[] = []
  for await (const line of importSources(testViewer(), files, { via: 'command-line' })) lines.push(line)
  expect(lines.map(({ outcome, problems }) => [outcome, problems])).toEqual(files.map(() => ['created', []]))
  expect(await readThreads()).toEqual(threads)
  expect(await readLinks()).toEqual(links)
})

async function readThreads() {
  const threads = await database.thread.findMany({
    orderBy: { key: 'asc' },
    include: { messages: { orderBy: { position: 'asc' } } },
  })
  return threads.map(({ key, slug, title, channelId: channel, channelName, participants, messages }) => ({
    about: { key, slug, title, channel, channelName, participants },
    // Where a message stands in its source is no part of what it says.
    messages: messages.map(({ draft }) => ({ ...(draft as object), span: null })),
  }))
}

/** What refers to conversations, as kinds and slugs. */
async function readLinks() {
  const links = await database.reference.findMany({
    where: { toKind: 'thread' },
    select: { fromKind: true, target: true },
    orderBy: [{ fromKind: 'asc' }, { target: 'asc' }],
  })
  return links
}

const CORPUS = '../shared/corpus/slack/slack-export-viewer-testarchive.zip'

test.skipIf(!existsSync(CORPUS))('a real export: each message of its day files is stored once', async () => {
  const bytes = new Uint8Array(readFileSync(CORPUS))
  const said = new Set<string>()
  const sources = expandSource({ path: 'export.zip', kind: 'file', bytes })
  for await (const { bytes: text } of sources) {
    const { chat, messages } = JSON.parse(new TextDecoder().decode(text)) as {
      chat: { channel: { id: string } }
      messages: SlackMessage[]
    }
    for (const { ts } of messages) said.add(`${chat.channel.id} ${ts}`)
  }
  const lines = await importBytes(bytes)
  expect(lines.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  const stored = (await database.message.findMany()).map(({ channel, key }) => `${channel} ${key}`)
  expect(stored.toSorted()).toEqual([...said].toSorted())
  expect(news(await importBytes(bytes))).toEqual([])
})
