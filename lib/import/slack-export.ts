import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { objectsOf, stringOf } from '@/lib/parse/slack-json'
import { peopleOf, type People } from '@/lib/parse/slack-people'
import type { ChatContext } from '@/lib/schema/source'
import type { ArchiveEntry } from './archive-meter'
import { decodeSource } from './decode'
import type { SourceInput } from './run-import'
import { SlackChannel } from './slack-export-channel'
import { CHANNEL_LISTS, leftOutOf, nameOf, USER_LISTS, type SlackExport } from './slack-export-layout'

/** Where the files of an export are: their paths, how they are read, and what the sources that are made of them are called. */
export type ExportFiles = {
  paths: readonly string[]
  /** Gives the chosen files, one at a time; those of one folder may come in any order. */
  read: (isChosen: (path: string) => boolean) => AsyncIterable<ArchiveEntry>
  /** The whole name of a file or folder; the empty path is the archive or the folder itself. */
  name: (path: string) => string
  source: Pick<SourceInput, 'kind' | 'format'>
}

type Lists = { users: People; byName: Map<string, Channel>; byId: Map<string, Channel> }
type Channel = ChatContext['channel']

/**
 * Makes sources of a Slack export: the text of each channel, composed of its days as `slackExport` (see `lib/parse`), named by
 * the channel's folder. One channel at a time is held in memory. A file that cannot be read comes with its refusal, and the
 * others go on. Throws what reading the files throws.
 */
export async function* composeExport(found: SlackExport, files: ExportFiles): AsyncGenerator<SourceInput> {
  const lists: Lists = { users: new Map(), byName: new Map(), byId: new Map() }
  const listed = new Set(found.lists)
  for await (const entry of files.read((path) => listed.has(path))) {
    if (listed.has(entry.path)) yield* refused(entry, files, (bytes) => readList(entry.path, bytes, lists))
  }
  const days = new Map([...found.channels].flatMap(([folder, paths]) => paths.map((path) => [path, folder] as const)))
  const open = new Map<string, { channel: SlackChannel; missing: number }>()
  let problems = problemsOf(leftOutOf(found, files.paths))
  for await (const entry of files.read((path) => days.has(path))) {
    const folder = days.get(entry.path)
    if (folder === undefined) continue
    const state = open.get(folder) ?? {
      channel: new SlackChannel(),
      missing: found.channels.get(folder)?.length ?? 0,
    }
    open.set(folder, state)
    state.missing--
    yield* refused(entry, files, (bytes) => state.channel.add(bytes))
    if (state.missing > 0) continue
    open.delete(folder)
    for (const input of sourcesOf(folder, state.channel, lists, files)) {
      yield { ...input, problems: [...problems, ...(input.problems ?? [])] }
      problems = []
    }
  }
}

/** The refusal of a file that cannot be read; nothing when it has been. */
function* refused(
  entry: ArchiveEntry,
  { name, source }: ExportFiles,
  read: (bytes: Uint8Array) => void,
): Generator<SourceInput> {
  try {
    if ('refusal' in entry) throw entry.refusal
    read(entry.bytes)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    yield { ...source, path: name(entry.path), bytes: new Uint8Array(), refusal: error }
  }
}

function* sourcesOf(folder: string, messages: SlackChannel, lists: Lists, files: ExportFiles): Generator<SourceInput> {
  const path = files.name(folder)
  const strange = messages.strange
  let number = 0
  for (const bytes of messages.compose(
    channelOf(nameOf(folder === '' ? withoutEnding(path) : folder), lists),
    lists.users,
  )) {
    number++
    const problems =
      strange > 0 && number === 1
        ? [
            {
              level: 'warning' as const,
              message: sentence`${strange} entries of this channel are no messages; they were left out.`,
            },
          ]
        : []
    yield { ...files.source, path: number === 1 ? path : `${path} (${number})`, bytes, problems }
  }
}

function withoutEnding(path: string): string {
  return path.replace(/(?:\.zip|\.tar|\.tgz|\.tar\.gz)$/i, '')
}

/** Slack's ids of channels, groups and direct messages. */
const CHANNEL_ID = /^[CDG][A-Z0-9]{6,}$/

/** Folders are called by the name of their channel or by its id, direct messages always by their id. */
function channelOf(folder: string, { byName, byId }: Lists): Channel {
  const known = byName.get(folder) ?? byId.get(folder)
  if (known) return known
  return CHANNEL_ID.test(folder) ? { id: folder, name: null } : { id: null, name: folder }
}

function readList(path: string, bytes: Uint8Array, { users, byName, byId }: Lists): void {
  const name = nameOf(path)
  const list = parseList(bytes)
  if (USER_LISTS.includes(name)) for (const [id, person] of peopleOf(list)) users.set(id, person)
  if (!CHANNEL_LISTS.includes(name)) return
  for (const entry of objectsOf(list)) {
    const channel = { id: stringOf(entry.id), name: stringOf(entry.name) }
    if (channel.name !== null) byName.set(channel.name, channel)
    if (channel.id !== null) byId.set(channel.id, channel)
  }
}

function parseList(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeSource(bytes).text.replace(/^\uFEFF/, ''))
  } catch {
    throw new AppError('unprocessable', 'This list of the Slack export is damaged; its names and ids are not known.')
  }
}

/** Names of files in a message to a person. */
const NAMED = 3

function problemsOf(leftOut: readonly string[]): NonNullable<SourceInput['problems']> {
  if (leftOut.length === 0) return []
  const names = leftOut.slice(0, NAMED).join(', ')
  const others = leftOut.length - NAMED
  const message =
    others > 0
      ? sentence`Of this export, files that are no messages were left out: ${names} and ${others} others.`
      : sentence`Of this export, files that are no messages were left out: ${names}.`
  return [{ level: 'warning', message }]
}
