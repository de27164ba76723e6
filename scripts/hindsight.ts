// The commands of Hindsight, run by scripts/cli.mjs, which starts and migrates the database for those that need one.
// stdout carries the answers alone, as JSON.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Argument, Command, CommanderError, Option } from 'commander'
import { z } from 'zod'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { ensureCatalogue, readCatalogue, syncCatalogue } from '@/lib/import/catalogue'
import { expandSource } from '@/lib/import/archive'
import { findFiles } from '@/lib/import/files'
import { loadContent, loadContentAtFirst } from '@/lib/import/load-content'
import { previewSource, type SourceInput } from '@/lib/import/run-import'
import { isComposedChannel } from '@/lib/import/slack-export-channel'
import { VISIBILITY_CHOICES } from '@/lib/schema/choices'
import { type Draft, type Format, FORMATS, FormatSchema } from '@/lib/schema/draft'
import { PremortemInputSchema } from '@/lib/schema/premortem'
import { RecogniseInputSchema } from '@/lib/schema/recognise'
import { SearchQuerySchema } from '@/lib/schema/search'
import { addKeyCommands, addServiceCommands, addTokenCommands } from './token-command'

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

const formatOption = () => new Option('--as <format>', 'read it as this format').choices(FORMATS)
const FormatOptionSchema = z.object({ as: FormatSchema.optional() })

async function parse(file: string, options: unknown): Promise<void> {
  const { as } = FormatOptionSchema.parse(options)
  const catalogue = await readCatalogue()
  const sources = await readTexts(file, as)
  const [only, second] = sources
  if (!only) throw new AppError('unprocessable', 'There is no text in this file.')
  const draft = second ? previewChannels(sources, catalogue) : previewSource(only, catalogue)
  process.stdout.write(`${JSON.stringify(draft, null, 2)}\n`)
}

/** The one text that a file is or, packed, holds; of a Slack export those of all channels. */
async function readTexts(file: string, format?: Format): Promise<SourceInput[]> {
  const sources: SourceInput[] = []
  for await (const found of findFiles([file], format)) {
    for await (const source of expandSource(await found.read())) sources.push(source)
  }
  if (sources.length < 2 || sources.every(({ refusal, bytes }) => refusal ?? isComposedChannel(bytes))) return sources
  throw new AppError('bad_input', 'There are several texts. Give one of them, or import all with --dry-run.')
}

/** The conversations of all channels as one draft; a day that cannot be read is a problem of it. */
function previewChannels(sources: readonly SourceInput[], catalogue: Parameters<typeof previewSource>[1]): Draft {
  const drafts = sources.map((source): Draft => {
    if (!source.refusal) return previewSource(source, catalogue)
    const message = `${source.path}: ${source.refusal.message}`
    return { format: 'slack-export', documents: [], problems: [{ level: 'error', message }] }
  })
  return {
    format: 'slack-export',
    documents: drafts.flatMap(({ documents }) => documents),
    problems: drafts.flatMap(({ problems }) => problems),
  }
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks).toString('utf8')
}

async function readText(text: string): Promise<{ text: string }> {
  return RecogniseInputSchema.parse({ text: text === '-' ? await readStandardInput() : text })
}

async function recogniseText(given: string): Promise<void> {
  const { recognise } = await import('@/lib/query/recognise')
  await ensureCatalogue(commandLineViewer())
  print(await recognise(commandLineViewer(), (await readText(given)).text))
}

const PremortemOptionsSchema = z.object({ diff: z.string().optional(), markdown: z.boolean().default(false) })

/** `--diff` adds a file with a diff to the text, or is the plan by itself; `--markdown` prints what a reviewer reads. */
async function premortemText(given: string | undefined, options: unknown): Promise<void> {
  const { premortem } = await import('@/lib/query/premortem')
  const { premortemMarkdown } = await import('@/lib/render/premortem-markdown')
  const { diff, markdown } = PremortemOptionsSchema.parse(options)
  const parts = [given === '-' ? await readStandardInput() : given, diff && (await readFile(diff, 'utf8'))]
  const { text } = PremortemInputSchema.parse({ text: parts.filter(Boolean).join('\n\n') })
  await ensureCatalogue(commandLineViewer())
  const answer = await premortem(commandLineViewer(), text)
  if (markdown) process.stdout.write(premortemMarkdown(answer, env().baseUrl))
  else print(answer)
}

async function searchFor(words: string[], options: unknown): Promise<void> {
  const { search } = await import('@/lib/query/search')
  const query = SearchQuerySchema.parse({ q: words.join(' '), ...z.record(z.string(), z.unknown()).parse(options) })
  print(await search(commandLineViewer(), query))
}

const ExportOptionsSchema = z.object({ skills: z.boolean().default(false) })

async function exportTo(folder: string, options: unknown): Promise<void> {
  if (ExportOptionsSchema.parse(options).skills) {
    const { exportSkills } = await import('./export-skills')
    return exportSkills(folder, print)
  }
  const { listDocuments } = await import('@/lib/query/documents')
  const { exportPath } = await import('@/lib/export/export-path')
  const { writeDocument } = await import('@/lib/export/write-document')
  const root = path.resolve(folder)
  let documents = 0
  for await (const document of listDocuments(commandLineViewer())) {
    const file = path.resolve(root, exportPath(document))
    // A slug comes from outside: it must not lead out of the folder.
    if (!file.startsWith(root + path.sep)) throw new AppError('unprocessable', `“${document.slug}” is no file name.`)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, writeDocument(document))
    documents++
  }
  print({ folder: root, documents })
}

async function syncContent(): Promise<void> {
  const patterns = await syncCatalogue(commandLineViewer())
  const lines = await loadContentAtFirst(commandLineViewer())
  const refused = lines.find(({ outcome }) => outcome === 'failed')
  if (refused) throw new AppError('unprocessable', `${refused.path}: ${refused.problems[0]?.message ?? 'failed'}`)
  print({ patterns, documents: lines.length })
}

/** The first administrator; whoever can run this command on the machine may be one. */
const ADMINISTRATOR = { email: 'admin@hindsight.internal', role: 'admin', minutes: 60 } as const

async function makeSignInLink(options: unknown): Promise<void> {
  const { createSignInLink } = await import('@/lib/store/sign-in-links')
  const { createReturnLink } = await import('@/lib/store/accounts')
  const { base = env().baseUrl, email } = z
    .object({ base: z.url({ protocol: /^https?$/ }).optional(), email: z.string().optional() })
    .parse(options)
  const viewer = commandLineViewer()
  const { token } = await (email ? createReturnLink(viewer, email) : createSignInLink(viewer, ADMINISTRATOR))
  process.stdout.write(`${base.replace(/\/+$/, '')}/sign-in/link?token=${token}\n`)
}

const BreakGlassOptionsSchema = z.object({
  email: z.string(),
  reason: z.string(),
  base: z.url({ protocol: /^https?$/ }).optional(),
})

/** For when nobody can sign in: an administrator's session of one hour, with its reason in the audit log. */
async function breakGlass(options: unknown): Promise<void> {
  const { createBreakGlassLink } = await import('@/lib/store/sign-in-links')
  const { maskSecrets } = await import('@/lib/import/secrets')
  const { email, reason: given, base = env().baseUrl } = BreakGlassOptionsSchema.parse(options)
  const reason = maskSecrets(given).text
  const { token, expiresAt } = await createBreakGlassLink(commandLineViewer(), { email, reason })
  const link = `${base.replace(/\/+$/, '')}/sign-in/link?token=${token}`
  print({ link, email, usableUntil: expiresAt.toISOString(), minutes: 60 })
}

function commands(): Command {
  const program = new Command('hindsight').description('A postmortem knowledge base').exitOverride()
  // Usage errors are answered as JSON like all others.
  program.configureOutput({ outputError: () => undefined })
  const command = (name: string, description: string, hidden = false) =>
    program.command(name, { hidden }).description(description).exitOverride().copyInheritedSettings(program)
  command('parse <file>', 'print the draft of a document; needs no database').addOption(formatOption()).action(parse)
  command('import <paths...>', 'import files, folders, archives and web pages; prints a line per document')
    .addOption(formatOption())
    .option('--dry-run', 'say what would happen and store nothing')
    .addOption(new Option('--visibility <who>', 'who may read what is made').choices(VISIBILITY_CHOICES))
    .option('--reader <address...>', 'a person who may read what is restricted')
    .option('--team <slug...>', 'a team that may read what is restricted')
    .action(async (paths: string[], options: unknown) => {
      const { importPaths } = await import('./import-command')
      await importPaths(paths, options, print)
    })
  command('import-action-items <file>', 'change and add action items from a CSV file; prints a line per row')
    .option('--dry-run', 'say what would happen and change nothing')
    .option('--skip <heading...>', 'columns that are not to be read')
    .action(async (file: string, options: unknown) => {
      const { importItems } = await import('./item-file-command')
      await importItems(file, options, print)
    })
  command('imports', 'the latest imports, newest first').action(async () => {
    const { printImports } = await import('./import-command')
    await printImports(print)
  })
  command('undo <import>', 'take back what an import has done').action(async (importId: string) => {
    const { undo } = await import('./import-command')
    await undo(importId, print)
  })
  command('recognise', 'what a symptom or an alert reminds of').addArgument(TEXT).action(recogniseText)
  command('premortem', 'what may go wrong with a planned change')
    .addArgument(new Argument('[text]', 'the plan, or - to read it from standard input'))
    .option('--diff <file>', 'a file with the diff of the change, added to the text')
    .option('--markdown', 'print Markdown for people instead of JSON')
    .action(premortemText)
  command('search <query...>', 'find anything by its words')
    .option('--kind <kind>', 'only this kind')
    .option('--lang <lang>', 'only this language')
    .option('--limit <number>', 'at most so many')
    .action(searchFor)
  command('export <folder>', 'write everything as Markdown files that import reads back')
    .option('--skills', 'write the skills alone, each as a folder with a SKILL.md (Agent Skills format)')
    .action(exportTo)
  command('backup <file>', 'write everything that is stored into one file').action(async (file: string) => {
    const { backup } = await import('./backup-command')
    await backup(file, print)
  })
  command('restore <file>', 'put a backup back into an empty database, all of it or nothing')
    .option('--replace', 'also when the database holds something: it is lost')
    .action(async (file: string, options: unknown) => {
      const { restore } = await import('./backup-command')
      await restore(file, options, print)
    })
  command('release', 'send what a restored backup had due: webhooks, reminders, mails, calls to trackers').action(
    async () => {
      const { releaseCopy } = await import('@/lib/store/restored-copy')
      print({ released: await releaseCopy(commandLineViewer()) })
    },
  )
  const within = (group: Command, name: string, description: string) =>
    group.command(name).description(description).exitOverride().copyInheritedSettings(program)
  addTokenCommands(command('token', 'API tokens'), within, print)
  addServiceCommands(command('service', 'services, which have tokens and cannot sign in'), within, print)
  addKeyCommands(command('keys', 'signing keys of the identity provider'), within, print)
  command('sync-content', 'load the pattern catalogue, and the sample data at first', true).action(syncContent)
  command('sync-catalogue', 'load the pattern catalogue', true).action(async () =>
    print({ patterns: await syncCatalogue(commandLineViewer()) }),
  )
  command('load-content', 'load the sample data, unless it is there', true).action(async () =>
    (await loadContent(commandLineViewer())).forEach(print),
  )
  command('sign-in-link', 'make a one-time sign-in link, for one hour')
    .option('--email <address>', 'of somebody who has an account; the first administrator otherwise')
    .option('--base <url>', 'address of the application, if it is not BASE_URL')
    .action(makeSignInLink)
  command('break-glass', 'make a one-time link that signs an administrator in for one hour, when nobody can sign in')
    .requiredOption('--email <address>', 'who signs in')
    .requiredOption('--reason <text>', 'why, for the audit log')
    .option('--base <url>', 'address of the application, if it is not BASE_URL')
    .action(breakGlass)
  return program
}

const TEXT = new Argument('<text>', 'the text, or - to read it from standard input')

/** Every failure as the contract says it: one JSON object, no stack trace, exit code 1. */
function answerFailure(error: unknown): void {
  process.exitCode = 1
  if (error instanceof AppError) print({ error: { code: error.code, message: error.message } })
  else if (error instanceof z.ZodError) print({ error: { code: 'bad_input', message: z.prettifyError(error) } })
  else if (error instanceof CommanderError) print({ error: { code: 'bad_input', message: error.message } })
  else {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
    print({ error: { code: 'unavailable', message: 'The command failed; the line on standard error says why.' } })
  }
}

try {
  await commands().parseAsync()
} catch (error) {
  if (error instanceof CommanderError && error.exitCode === 0) process.exitCode = 0
  else answerFailure(error)
} finally {
  await database.$disconnect()
}
