import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { ChatContextSchema } from '@/lib/schema/source'
import {
  channelId,
  personId,
  slackDays,
  slackExport,
  slackMessages,
  slackUsers,
  zipFiles,
  type SlackMessage,
} from '@/tests/factories/slack-export'
import { expandSource } from './archive'
import { ARCHIVE_LIMITS, type ArchiveLimits, collectBytes } from './archive-meter'
import { findFiles } from './files'
import type { SourceInput } from './run-import'

const ComposedSchema = z.object({
  slackExport: z.literal(1),
  chat: ChatContextSchema,
  messages: z.array(z.looseObject({ ts: z.string() })),
})
const textOf = ({ bytes }: SourceInput) => new TextDecoder().decode(bytes)
const composedOf = (input: SourceInput) => ComposedSchema.parse(JSON.parse(textOf(input)))

async function expand(files: Record<string, string>): Promise<SourceInput[]> {
  return expandBytes(await zipFiles(files))
}
async function expandBytes(bytes: Uint8Array, name = 'export.zip'): Promise<SourceInput[]> {
  const all: SourceInput[] = []
  for await (const one of expandSource({ path: name, kind: 'file', bytes })) all.push(one)
  return all
}
/** Each source as its path, with the ids of its messages or the code of its refusal. */
const told = (inputs: readonly SourceInput[]) =>
  inputs.map((input) => [
    input.path,
    input.refusal ? input.refusal.code : composedOf(input).messages.map(({ ts }) => ts),
  ])
const sortedIds = (messages: readonly { ts: string }[]) => messages.map(({ ts }) => ts).toSorted()

const at = (clock: string, more: object = {}): SlackMessage => ({
  type: 'message',
  user: personId('maya'),
  text: `at ${clock}`,
  ts: `${Date.parse(`${clock.includes('T') ? clock : `2024-04-19T${clock}`}:00Z`) / 1000}.000100`,
  ...more,
})

/** Writes files below a folder of its own. */
function writeFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hindsight-slack-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  return folder
}
async function findIn(folder: string): Promise<SourceInput[]> {
  const all: SourceInput[] = []
  for await (const file of findFiles([folder]))
    all.push({ ...(await file.read()), path: path.relative(folder, file.path) })
  return all
}

test('a channel is one text: its conversations in order, a root before its replies whatever day they are of', async () => {
  const root = at('11:42')
  const thread = { thread_ts: root.ts }
  const talk = at('11:50')
  const reply = at('11:55', thread)
  const later = at('2024-04-20T00:10', thread)
  const [input, ...others] = await expand(
    slackExport({ incidents: [{ ...root, ...thread }, talk, reply, later, at('2024-04-20T09:00')] }),
  )
  expect(others).toEqual([])
  expect(input?.path).toBe('export.zip/incidents')
  const { chat, messages } = composedOf(input!)
  expect(messages.map(({ ts }) => ts)).toEqual([root.ts, reply.ts, later.ts, talk.ts, at('2024-04-20T09:00').ts])
  expect(chat.channel).toEqual({ id: channelId(0), name: 'incidents' })
  // Nobody else wrote or was named.
  expect(chat.people).toEqual({
    [personId('maya')]: { name: 'maya', handle: 'maya', zone: 'Europe/Berlin', bot: false },
  })
})

test('messages stand as in their file, letter by letter', async () => {
  const odd = `{ "ts" : "1713526920.000100",\t"text":"a \\"quote\\", a \\u0001 [bracket} and \\\\", "n": 1.50e2,"user" :"U1"}`
  const [input] = await expand({
    'channels.json': '[]',
    'general/2024-04-19.json': `\uFEFF[ ${odd} ,\n{"ts":"1713526930.000100","text":"é😀"}]`,
  })
  expect(textOf(input!)).toContain(`"messages":[\n${odd},\n{"ts":"1713526930.000100","text":"é😀"}\n]}`)
})

test('what comes twice is kept once: a broadcast, days that overlap, the newer edit', async () => {
  const root = at('10:00', { thread_ts: at('10:00').ts })
  const reply = at('10:05', { thread_ts: root.ts })
  const shown = { ...reply, subtype: 'thread_broadcast' }
  const edited = { ...at('10:06'), text: 'as edited', edited: { ts: '1713600000.000000' } }
  const [input] = await expand({
    'channels.json': '[]',
    'general/2024-04-19.json': JSON.stringify([root, shown, reply, edited]),
    'general/2024-04-20.json': JSON.stringify([reply, at('10:06'), root]),
  })
  expect(composedOf(input!).messages).toEqual([root, shown, edited])
})

test('all messages of all channels are kept, in ZIP, tar.gz and folders alike, also below a folder', async () => {
  const channels = {
    'a-b': slackMessages(90, 3),
    a: slackMessages(150, 1),
    build: slackMessages(40, 2),
    C0LONE1: [at('08:00')],
  }
  const files = slackExport(channels)
  const below = Object.fromEntries(Object.entries(files).map(([name, text]) => [`My Team/${name}`, text]))
  const mac = { ...below, '__MACOSX/My Team/a/._2024-01-08.json': '\u0000\u0005', '__MACOSX/._My Team': '\u0000' }
  const archive = pack()
  // In another order than a ZIP has: the lists last, the days of channels mixed.
  const shuffled = Object.entries(below).toSorted(([a], [b]) => (a.slice(-7) < b.slice(-7) ? -1 : 1))
  for (const [name, text] of shuffled) archive.entry({ name: `./${name}` }, text)
  archive.finalize()
  const tar = (await collectBytes(archive, Infinity)) ?? new Uint8Array()
  const ways = {
    zip: await expand(files),
    below: await expand(mac),
    tar: await expandBytes(gzipSync(tar), 'export.tgz'),
    folder: await findIn(writeFolder(files)),
    folderBelow: await findIn(writeFolder(mac)),
  }
  for (const inputs of Object.values(ways)) {
    const found = new Map(inputs.map((input) => [path.basename(input.path ?? ''), composedOf(input)]))
    expect([...found.keys()].toSorted()).toEqual(Object.keys(channels).toSorted())
    for (const [name, messages] of Object.entries(channels)) {
      expect(sortedIds(found.get(name)?.messages ?? [])).toEqual(sortedIds(messages))
    }
    expect(inputs.flatMap(({ problems }) => problems)).toEqual([])
  }
  // As their files are sorted, the slash among the letters.
  expect(ways.zip.map((input) => input.path)).toEqual(
    ['C0LONE1', 'a-b', 'a', 'build'].map((name) => `export.zip/${name}`),
  )
  expect(ways.below.map(textOf).toSorted()).toEqual(ways.folder.map(textOf).toSorted())
})

test('lists may be missing, partial or damaged; folders may be ids', async () => {
  const days = slackDays('general', [
    at('10:00', { user_profile: { display_name: 'mimi', real_name: 'Maya', name: 'maya' } }),
  ])
  const [bare] = await expand(days)
  expect(composedOf(bare!).chat).toMatchObject({
    channel: { id: null, name: 'general' },
    people: { [personId('maya')]: { name: 'mimi', zone: null } },
  })
  const [byId] = await expand({
    ...slackDays('C0CHAN7', [at('10:00')]),
    'groups.json': '[{"id":"C0CHAN7","name":"secret-ops"}]',
    'users.json': JSON.stringify([{ id: 'U0OTHER0', name: 'other' }]),
  })
  expect(composedOf(byId!).chat).toEqual({
    workspace: null,
    channel: { id: 'C0CHAN7', name: 'secret-ops' },
    people: {},
  })
  const [unknownId] = await expand({ ...slackDays('D024BE91L', [at('10:00')]), 'dms.json': '[{"id":"D024BE91L"}]' })
  expect(composedOf(unknownId!).chat.channel).toEqual({ id: 'D024BE91L', name: null })
  expect(told(await expand({ ...days, 'channels.json': '[{]', 'users.json': JSON.stringify(slackUsers()) }))).toEqual([
    ['export.zip/channels.json', 'unprocessable'],
    ['export.zip/general', [at('10:00').ts]],
  ])
  expect(
    told(await expand(Object.fromEntries(Object.entries(days).map(([name, text]) => [name.slice(8), text])))),
  ).toEqual([['export.zip', [at('10:00').ts]]])
})

test('a damaged day is refused by its name, and the others are kept', async () => {
  const files = {
    ...slackExport({ general: [at('10:00')], other: [at('2024-04-21T10:00')] }),
    'general/2024-04-20.json': '[{"ts":"1713526920.0001',
    'general/2024-04-21.json': '{"ok":true}',
    'general/2024-04-22.json': '',
    'general/2024-04-23.json': '[]',
  }
  expect(told(await expand(files))).toEqual([
    ['export.zip/general/2024-04-20.json', 'unprocessable'],
    ['export.zip/general/2024-04-21.json', 'unprocessable'],
    ['export.zip/general/2024-04-22.json', 'bad_input'],
    ['export.zip/general', [at('10:00').ts]],
    ['export.zip/other', [at('2024-04-21T10:00').ts]],
  ])
})

test('attached files and canvases are left out and said to be; other documents are imported', async () => {
  const inputs = await expand({
    ...slackExport({ general: [at('10:00')] }),
    'canvases.json': '[]',
    'general/attachments/F1-notes.md': '# Notes',
    '__uploads/F2/2024-04-19.json': '[{"ts":"1713526920.000100"}]',
    'README.md': 'An export of Slack',
    'reports/outage.md': '# Outage',
  })
  expect(inputs.map((input) => input.path)).toEqual(['export.zip/reports/outage.md', 'export.zip/general'])
  expect(inputs[1]?.problems).toEqual([
    {
      level: 'warning',
      message:
        'Of this export, files that are no messages were left out: __uploads/F2/2024-04-19.json, canvases.json, general/attachments/F1-notes.md.',
    },
  ])
})

test('an export of many channels and days is read whole, whatever the bound for other archives', async () => {
  const names = Array.from({ length: 20 }, (_, channel) => `team-${channel}`)
  const days = Array.from({ length: 300 }, (_, day) => new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10))
  const channels = Object.fromEntries(names.map((name) => [name, days.map((day) => at(`${day}T10:00`))]))
  const files = slackExport(channels)
  expect(Object.keys(files).length).toBeGreaterThan(6000)
  const inputs = await expand(files)
  expect(inputs.map((input) => input.path)).toEqual(names.toSorted().map((name) => `export.zip/${name}`))
  for (const input of inputs) {
    expect(composedOf(input).messages.length).toBe(days.length)
  }
})

test('the bound for days holds exactly, and only for days', async () => {
  const zip = await zipFiles(slackExport({ general: [at('10:00'), at('2024-04-21T10:00')] }))
  const expandWith = async (limits: Partial<ArchiveLimits>) => {
    const source: SourceInput = { path: 'export.zip', kind: 'file', bytes: zip }
    for await (const _one of expandSource(source, { ...ARCHIVE_LIMITS, ...limits }));
  }
  await expandWith({ days: 2, entries: 3 })
  await expect(expandWith({ days: 1 })).rejects.toThrow('more than 1 entries')
  await expect(expandWith({ entries: 2 })).rejects.toThrow('more than 2 entries')
})

test('other files that are called by days are no export', async () => {
  const files = {
    'incidents/2024-04-19.json': '[{"title":"Sign-in fails","started":"2024-04-19T10:00:00Z"}]',
    'incidents/2024-04-20.json': '{"title":"Uploads fail"}',
  }
  expect((await expand(files)).map((input) => input.path)).toEqual(
    Object.keys(files).map((name) => `export.zip/${name}`),
  )
  expect((await findIn(writeFolder(files))).map((input) => input.path)).toEqual(Object.keys(files))
})

test('a channel that is too long for a source is cut where a conversation ends', async () => {
  const long = slackMessages(300, 5).map((message) => ({ ...message, text: 'x'.repeat(100_000) }))
  const inputs = await findIn(writeFolder(slackExport({ general: long })))
  expect(inputs.map((input) => input.path)).toEqual(['general', 'general (2)'])
  const [first, second] = inputs.map((input) => composedOf(input).messages)
  expect(sortedIds([...first!, ...second!])).toEqual(sortedIds(long))
  const threads = (messages: typeof first) => new Set(messages!.map(({ thread_ts: thread }) => thread).filter(Boolean))
  expect([...threads(first)].filter((thread) => threads(second).has(thread))).toEqual([])
})

const CORPUS = '../shared/corpus/slack/slack-export-viewer-testarchive.zip'

test.skipIf(!existsSync(CORPUS))('a real export: no message is lost or doubled', async () => {
  const inputs = await expandBytes(new Uint8Array(readFileSync(CORPUS)))
  expect(inputs.map(({ refusal }) => refusal)).toEqual(inputs.map(() => undefined))
  const composed = inputs.map(composedOf)
  expect(composed.length).toBeGreaterThan(1)
  for (const { chat, messages } of composed) {
    expect(chat.channel.id).toMatch(/^C/)
    expect(new Set(sortedIds(messages)).size).toBe(messages.length)
  }
})
