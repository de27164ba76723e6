import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { env } from '@/lib/env'
import { importSources, type SourceInput } from '@/lib/import/run-import'
import { maskSecrets } from '@/lib/import/secrets'
import {
  answerActionItems,
  answerHelp,
  answerImport,
  answerRecognition,
  answerSearch,
  escapeText,
  type HrefOf,
} from '@/lib/integrations/slack/answers'
import { findChannel } from '@/lib/integrations/slack/channels'
import { slackClient } from '@/lib/integrations/slack/client'
import { type Asking, fetchConversation } from '@/lib/integrations/slack/conversation'
import { asAppError } from '@/lib/integrations/slack/faults'
import { findSlackPerson, findSlackPersonByEmail, type SlackPerson } from '@/lib/integrations/slack/people'
import type { Permalink } from '@/lib/integrations/slack/permalink'
import { sendAnswer, type SlackAnswer } from '@/lib/integrations/slack/send-answer'
import { answerRun, buttonsOfSkill } from '@/lib/integrations/slack/skill-run'
import { listActionItems } from '@/lib/query/action-items'
import { findOwnAddress } from '@/lib/query/people-accounts'
import { recognise } from '@/lib/query/recognise'
import { search } from '@/lib/query/search'
import { readSkillTrust } from '@/lib/query/skill-trust'
import { hrefOf } from '@/lib/render/links'
import { ActionItemFilterSchema } from '@/lib/schema/action-item'
import type { ImportLine } from '@/lib/schema/import'
import { SearchQuerySchema } from '@/lib/schema/search'
import type { Recognition } from '@/lib/schema/recognise'
import type { SlackRequest, SlackTask } from '@/lib/schema/slack'
import type { Viewer } from '@/lib/schema/viewer'
import { keepAsked } from '@/lib/store/recognition-history'
import { chooseReminders } from '@/lib/store/reminders'
import { reportRun } from '@/lib/store/skill-runs'
import { unwatchChannel, watchChannel } from '@/lib/store/watched-channels'
import { meaningOf } from './meaning-asked'

/** Finds who here has an e-mail address that Slack has verified; null when nobody has. */
export type ViewerByEmail = (email: string) => Promise<Viewer | null>

const addressOf: HrefOf = (kind, slug) => `${env().baseUrl}${hrefOf(kind, slug)}`

/**
 * Does what somebody asked for in Slack, with the rights that the person has here, and answers there. What cannot be done is
 * answered too; throws only when Slack cannot be reached, for the queue to try again.
 */
export async function runSlackTask(
  { user, responseUrl, request, delivery }: SlackTask,
  viewerByEmail: ViewerByEmail,
): Promise<void> {
  const answer = await answerFor(user, request, viewerByEmail, delivery)
  await sendAnswer(responseUrl, typeof answer === 'string' ? { text: answer } : answer)
}

async function answerFor(
  user: string,
  request: SlackRequest,
  viewerByEmail: ViewerByEmail,
  delivery: string,
): Promise<string | SlackAnswer> {
  if (request.kind === 'help') return answerHelp(request.said)
  const person = await findSlackPerson(slackClient(), user)
  const viewer = person.email === null ? null : await viewerByEmail(person.email)
  if (!viewer) {
    const known =
      person.email === null ? 'Slack does not tell your e-mail address' : `Nobody here has the address ${person.email}`
    return `${known}, so Hindsight does not know you. Ask an administrator to invite you: ${env().baseUrl}`
  }
  try {
    return await answerTo(viewer, person, request, delivery)
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

async function answerTo(
  viewer: Viewer,
  person: SlackPerson,
  request: Exclude<SlackRequest, { kind: 'help' }>,
  delivery: string,
): Promise<string | SlackAnswer> {
  switch (request.kind) {
    case 'search':
      return answerSearch(
        request.text,
        await search(viewer, SearchQuerySchema.parse({ q: request.text.slice(0, 400) })),
        addressOf,
      )
    case 'recognise':
      return withButtons(await recogniseKept(viewer, request.text))
    case 'skill-run':
      return reportSkill(viewer, request, delivery)
    case 'my-action-items':
      return answerMine(viewer, person)
    case 'import':
      return answerImport(await importConversation(viewer, person, request), addressOf)
    case 'watch':
      return answerWatch(viewer, person, request.channel)
    case 'unwatch':
      return (await unwatchChannel(viewer, request.channel))
        ? 'Hindsight says nothing unasked in this channel any more.'
        : 'This channel is not watched.'
    case 'reminders':
      await chooseReminders(viewer, person.id, request.on)
      return request.on
        ? 'You get a message when action items of yours are overdue, at most one a day.'
        : 'You get no more reminders. `/hindsight reminders on` brings them back.'
  }
}

/** The answer, with buttons for the skill that fits best: who follows it can say what became of it. */
function withButtons(answer: Recognition): SlackAnswer {
  const text = answerRecognition(answer, addressOf)
  const [skill] = answer.skills
  return skill
    ? { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }, buttonsOfSkill(skill.slug)] }
    : { text }
}

async function reportSkill(
  viewer: Viewer,
  request: Extract<SlackRequest, { kind: 'skill-run' }>,
  delivery: string,
): Promise<string> {
  const { outcome, skill, note } = request
  const { id } = await reportRun(viewer, skill, { outcome, note }, 'slack', delivery)
  const confidence = await readSkillTrust(viewer, skill)
  if (!confidence) throw new AppError('not_found', `There is no skill “${skill}”.`)
  return answerRun(request, { id, confidence }, addressOf)
}

/** Recognises and keeps what was asked; the text came without secrets. */
async function recogniseKept(viewer: Viewer, text: string): Promise<Recognition> {
  const answer = await recognise(viewer, text, new Date(), undefined, meaningOf('recognise', text))
  await keepAsked(viewer, { source: 'slack', text, answer })
  return answer
}

/** Watches the channel in which it was asked; the digest comes on the clock of who asks. */
async function answerWatch(viewer: Viewer, { id: asker, zone }: SlackPerson, id: string): Promise<string> {
  assertCan(viewer, 'write')
  const channel = await findChannel(slackClient(), id, asker)
  const added = await watchChannel(viewer, { ...channel, ...(zone === null ? {} : { zone }) })
  const where = `${env().baseUrl}/settings/connections#watched-channels`
  return added
    ? `Hindsight watches #${escapeText(channel.name)}: it answers incidents that it knows, sends a digest on Mondays at 9 and reminds of overdue action items. Switch each on or off: ${where}`
    : `#${escapeText(channel.name)} is watched already. Switch what it says on or off: ${where}`
}

/** Items that have one of the person's names as their owner. */
async function answerMine(viewer: Viewer, { names }: SlackPerson): Promise<string> {
  const pages = await Promise.all(
    names.map((owner) =>
      listActionItems(viewer, ActionItemFilterSchema.parse({ owner, status: 'unfinished', size: 20 })),
    ),
  )
  const items = new Map(pages.flatMap((page) => page.items.map((item) => [item.id, item])))
  return answerActionItems([...items.values()], items.size, addressOf)
}

async function importConversation(
  viewer: Viewer,
  { id: asker }: SlackPerson,
  { files, ...permalink }: Permalink & { files?: boolean },
): Promise<ImportLine[]> {
  assertCan(viewer, 'write')
  const lines: ImportLine[] = []
  const source = await readConversation(permalink, { asker, ...(files !== undefined && { files }) })
  for await (const line of importSources(viewer, [source], { via: 'api' })) lines.push(line)
  return lines
}

/**
 * A thread of Slack as a source; with `files` the texts among its files too, for a person who has asked for them. Throws as `fetchConversation` does, and `unsupported` when Slack is not
 * connected.
 */
async function readConversation(permalink: Permalink, asking: Asking): Promise<SourceInput> {
  const { address, text, failures } = await fetchConversation(slackClient(), permalink, asking)
  const problems = failures.map((failure) => ({ level: 'warning' as const, message: maskSecrets(failure).text }))
  return { path: address, kind: 'url', bytes: new TextEncoder().encode(text), problems }
}

/** Who somebody is in Slack: whoever has their address there. Null for a service, and whom Slack does not know. Throws as the client does. */
export async function slackIdOf(viewer: Viewer): Promise<string | null> {
  const email = await findOwnAddress(viewer)
  if (email === null) return null
  try {
    return (await findSlackPersonByEmail(slackClient(), email))?.id ?? null
  } catch (error) {
    throw asAppError(error)
  }
}

/** As `readConversation`, for somebody who asks here. */
export async function readConversationFor(viewer: Viewer, permalink: Permalink, files: boolean): Promise<SourceInput> {
  return readConversation(permalink, { asker: await slackIdOf(viewer), files })
}
