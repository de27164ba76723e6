import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { expandSource } from '@/lib/import/archive'
import { findFiles } from '@/lib/import/files'
import { importSources } from '@/lib/import/run-import'
import { slackExport, slackMessages, zipFiles } from '@/tests/factories/slack-export'

/*
 * A made-up Slack export through the whole import, in a process of its own so that its memory is its own:
 * `npx tsx bench/slack.ts <folder for the archive> [messages] [channels]` with DATABASE_URL set to an empty, migrated database.
 * Prints one JSON line; `npm run bench:slack` starts the database.
 */
const [, , folder = '.', total = '50000', count = '20'] = process.argv

/** Channels of unlike sizes: the first has the most messages. */
async function writeExport(file: string): Promise<number> {
  const channels = Number(count)
  const weights = Array.from({ length: channels }, (_, index) => 1 / (index + 3))
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const sizes = weights.map((weight) => Math.round((Number(total) * weight) / sum))
  const names = sizes.map((_, index) => `team-${String.fromCodePoint(97 + (index % 26))}${index}`)
  const entries = sizes.map((size, index) => [names[index] ?? '', slackMessages(size, index + 1)] as const)
  writeFileSync(file, await zipFiles(slackExport(Object.fromEntries(entries))))
  return sizes.reduce((all, size) => all + size, 0)
}

async function* readInputs(file: string) {
  for await (const found of findFiles([file])) yield* expandSource(await found.read())
}

async function importOnce(file: string) {
  const outcomes: Record<string, number> = {}
  const began = performance.now()
  for await (const { outcome, kind } of importSources(commandLineViewer(), readInputs(file), { via: 'command-line' })) {
    const name = `${outcome} ${kind}`
    outcomes[name] = (outcomes[name] ?? 0) + 1
  }
  return { seconds: (performance.now() - began) / 1000, outcomes }
}

const file = path.join(folder, 'export.zip')
const messages = await writeExport(file)
const before = process.memoryUsage.rss()
const first = await importOnce(file)
const stored = await database.message.count()
const again = await importOnce(file)
const peak = process.resourceUsage().maxRSS * 1024
process.stdout.write(`${JSON.stringify({ messages, stored, first, again, before, peak })}\n`)
await database.$disconnect()
