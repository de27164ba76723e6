import { isDocumentFolder } from './document-names'

/** A Slack export among the files of an archive or a folder, by their paths, with slashes. */
export type SlackExport = {
  /** The folder that holds it; empty for the archive or the folder itself. */
  root: string
  /** Its lists of channels and people: those of the service's files that are there. */
  lists: string[]
  /** The day files of each channel's folder, in the order of the folders. */
  channels: Map<string, string[]>
}

/** Lists in which channels stand with their ids and names. */
export const CHANNEL_LISTS = ['channels.json', 'groups.json', 'mpims.json', 'dms.json']
export const USER_LISTS = ['users.json', 'org_users.json']
/** Files of the service that tell of no message. */
const SETTINGS = ['integration_logs.json', 'workspace.json']
/** Lists of other things in a channel, which are no messages either. */
const OTHER_LISTS = ['canvases.json', 'lists.json', 'huddle_transcripts.json', 'file_conversations.json']
/** Where files that were attached to messages are put by tools that fetch them. */
const ATTACHED = new Set(['attachments', '__uploads'])

const DAY = /^\d{4}-\d{2}-\d{2}\.json$/

/** Whether a file's name is that of a day of a channel ("2024-04-19.json"). */
export function isDayFile(path: string): boolean {
  return DAY.test(nameOf(path)) && !path.split('/').some((part) => ATTACHED.has(part))
}

/** Whether the text of such a file begins as a list of Slack's messages does. */
export function beginsAsDay(bytes: Uint8Array): boolean {
  const beginning = Buffer.from(bytes.subarray(0, 100_000)).toString('utf8')
  return /^[\uFEFF\s]{0,100}\[\s{0,1000}\{/.test(beginning) && /"ts"\s{0,20}:\s{0,20}"\d{9,11}\.\d/.test(beginning)
}

/**
 * Finds the Slack exports among files: folders of day files with the service's lists beside them, or without any when the files
 * say so themselves. Day files that stand in no folder are those of one channel. `saysSlack` is asked for some day files whether
 * they hold Slack's messages.
 */
export async function findSlackExports(
  paths: readonly string[],
  saysSlack: (path: string) => boolean | Promise<boolean>,
): Promise<SlackExport[]> {
  const folders = new Map<string, string[]>()
  for (const path of paths) {
    if (!isDayFile(path) || isHidden(path)) continue
    const folder = folderOf(path)
    const days = folders.get(folder)
    if (days) days.push(path)
    else folders.set(folder, [path])
  }
  const known = new Set(paths)
  const exports = new Map<string, SlackExport>()
  for (const [folder, days] of [...folders].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const root = folderOf(folder)
    const lists = [...CHANNEL_LISTS, ...USER_LISTS].map((name) => below(root, name)).filter((path) => known.has(path))
    if ((folder === '' || lists.length === 0) && !(await anySays(days, saysSlack))) continue
    const found = exports.get(root) ?? { root, lists, channels: new Map<string, string[]>() }
    found.channels.set(folder, days.toSorted())
    exports.set(root, found)
  }
  return [...exports.values()]
}

/** A quiet day is an empty list, which says nothing; more than a few are not looked at. */
const ASKED = 5

async function anySays(days: readonly string[], saysSlack: (path: string) => boolean | Promise<boolean>) {
  for (const day of days.slice(0, ASKED)) if (await saysSlack(day)) return true
  return false
}

/** Whether a file belongs to an export: nothing else is made of it. */
export function belongsTo({ root, channels }: SlackExport, path: string): boolean {
  const folder = folderOf(path)
  if (folder === root) {
    if ([...CHANNEL_LISTS, ...USER_LISTS, ...SETTINGS, ...OTHER_LISTS].includes(nameOf(path))) return true
    return root === '' && channels.has('') && isDayFile(path)
  }
  for (let above = folder; above !== ''; above = folderOf(above)) {
    if (channels.has(above) || (folderOf(above) === root && ATTACHED.has(nameOf(above)))) return true
  }
  return false
}

/** Files of an export of which nothing is kept: attached files, canvases. */
export function leftOutOf(found: SlackExport, paths: readonly string[]): string[] {
  const kept = new Set([...found.lists, ...[...found.channels.values()].flat()])
  return paths.filter(
    (path) =>
      belongsTo(found, path) &&
      !kept.has(path) &&
      !path.endsWith('/') &&
      !isHidden(path) &&
      !SETTINGS.includes(nameOf(path)),
  )
}

function isHidden(path: string): boolean {
  const parts = path.split('/')
  return parts.some((part) => part.startsWith('.') || part === '__MACOSX')
}

/** Whether a folder of this name is looked into, with these files in it: channels and skills may be called "build" or "vendor". */
export function isFolderToRead(name: string, files: readonly string[]): boolean {
  return (
    isDocumentFolder(name) || (!isHidden(name) && files.some((file) => isDayFile(file) || /^skill\.md$/i.test(file)))
  )
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function below(root: string, name: string): string {
  return root === '' ? name : `${root}/${name}`
}
