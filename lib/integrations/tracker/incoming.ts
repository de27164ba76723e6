import { createHmac, timingSafeEqual } from 'node:crypto'
import { LinearWebhookClient } from '@linear/sdk/webhooks'
import { verify } from '@octokit/webhooks-methods'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import type { RemoteFields, TrackerKind, TrackerStates } from '@/lib/schema/tracker'
import { IdSchema, TimeSchema } from './answer'
import { stateOfIssue } from './github-states'

/** What a webhook of a tracker tells: that an issue is not what it was; what it is now is asked for. */
export type TrackerEvent = {
  project: string
  externalId: string
  updatedAt: Date | null
  /** What it says now, of a tracker whose clock is too coarse to tell two changes apart. */
  fieldsIn: ((states: TrackerStates) => RemoteFields) | null
}
/** `event` is null for what is no news of an issue. */
export type TrackerIncoming = { deliveryId: string; event: TrackerEvent | null }

/** How old an event of Jira may be; it sends one again for some hours. In milliseconds. */
const OLDEST = 6 * 3_600_000

type Read = (headers: Headers, body: Uint8Array, secret: string, now: Date) => Promise<TrackerIncoming>

const refused = (tracker: string) => new AppError('unauthenticated', `This request is not signed by ${tracker}.`)

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new AppError('bad_input', 'The body is not valid JSON in UTF-8.')
  }
}

/** The id of a delivery; what has none is known by its content. */
function deliveryOf(header: string | null, body: Uint8Array): string {
  const id = header?.trim() ?? ''
  return /^[\w.:-]{1,200}$/.test(id) ? id : createHmac('sha256', 'delivery').update(body).digest('hex')
}

const GithubSchema = z.object({
  action: z.string(),
  issue: z.object({
    number: z.int(),
    updated_at: TimeSchema,
    state: z.string(),
    state_reason: z.string().nullish(),
    labels: z.array(z.object({ name: z.string() })).default([]),
    assignees: z.array(z.object({ login: z.string() })).default([]),
  }),
  repository: z.object({ full_name: IdSchema }),
})
/** After these the issue is elsewhere or nowhere, whatever its time says. */
const GONE = new Set(['deleted', 'transferred'])

const readGithub: Read = async (headers, body, secret) => {
  const signature = headers.get('x-hub-signature-256') ?? ''
  const text = new TextDecoder().decode(body)
  const isSigned = /^sha256=[0-9a-f]{64}$/.test(signature) && (await verify(secret, text, signature))
  if (!isSigned) throw refused('GitHub')
  const deliveryId = deliveryOf(headers.get('x-github-delivery'), body)
  if (headers.get('x-github-event') !== 'issues') return { deliveryId, event: null }
  const { data } = GithubSchema.safeParse(parseJson(body))
  if (!data) return { deliveryId, event: null }
  const { action, issue, repository } = data
  const updatedAt = GONE.has(action) ? null : issue.updated_at
  const fieldsIn = (states: TrackerStates): RemoteFields => ({
    status: stateOfIssue({ ...issue, labels: issue.labels.map(({ name }) => name) }, states),
    owner: issue.assignees[0]?.login ?? null,
    due: null,
  })
  return { deliveryId, event: { project: repository.full_name, externalId: String(issue.number), updatedAt, fieldsIn } }
}

const JiraSchema = z.object({
  timestamp: z.int().optional(),
  webhookEvent: z.string(),
  issue: z
    .object({
      id: IdSchema,
      key: IdSchema,
      fields: z.object({ updated: TimeSchema.nullish() }).default({ updated: null }),
    })
    .optional(),
})

const readJira: Read = (headers, body, secret, now) => {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const given = Buffer.from(headers.get('x-hub-signature') ?? '')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw refused('Jira')
  const deliveryId = deliveryOf(headers.get('x-atlassian-webhook-identifier'), body)
  const { data } = JiraSchema.safeParse(parseJson(body))
  if (!data) return Promise.resolve({ deliveryId, event: null })
  if (data.timestamp !== undefined && Math.abs(now.getTime() - data.timestamp) > OLDEST) throw refused('Jira')
  if (!data.issue) return Promise.resolve({ deliveryId, event: null })
  const { id, key, fields } = data.issue
  const updatedAt = data.webhookEvent === 'jira:issue_deleted' ? null : (fields.updated ?? null)
  return Promise.resolve({
    deliveryId,
    event: { project: key.replace(/-\d+$/, ''), externalId: id, updatedAt, fieldsIn: null },
  })
}

const LinearSchema = z.object({
  type: z.literal('Issue'),
  action: z.string(),
  data: z.object({ id: IdSchema, updatedAt: TimeSchema, team: z.object({ key: IdSchema }).optional() }),
})

const readLinear: Read = (headers, body, secret) => {
  try {
    // It also refuses what was signed more than a minute ago.
    new LinearWebhookClient(secret).verify(Buffer.from(body), headers.get('linear-signature') ?? '')
  } catch {
    throw refused('Linear')
  }
  const deliveryId = deliveryOf(headers.get('linear-delivery'), body)
  const { data } = LinearSchema.safeParse(parseJson(body))
  if (!data) return Promise.resolve({ deliveryId, event: null })
  const updatedAt = data.action === 'remove' ? null : data.data.updatedAt
  const project = data.data.team?.key ?? ''
  return Promise.resolve({ deliveryId, event: { project, externalId: data.data.id, updatedAt, fieldsIn: null } })
}

const READ: Record<TrackerKind, Read> = { github: readGithub, jira: readJira, linear: readLinear }

/**
 * Reads a webhook of a tracker: GitHub's X-Hub-Signature-256, the X-Hub-Signature of Jira's webhooks with a secret (WebSub's form), Linear-Signature
 * with the time in its body. Throws `unauthenticated` for what is not signed with the secret or too old, whatever its body is, and
 * `bad_input` for a signed body that is no JSON. Without an updatedAt the issue is to be looked at in any case.
 */
export function readIncoming(
  kind: TrackerKind,
  headers: Headers,
  body: Uint8Array,
  secret: string,
  now: Date,
): Promise<TrackerIncoming> {
  return READ[kind](headers, body, secret, now)
}
