// The endpoints that are told what happens here: administrators add, change and remove them.
import { randomBytes, randomUUID } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import { assertCan } from '@/lib/domain/permissions'
import { sentence } from '@/lib/schema/sentence'
import { env } from '@/lib/env'
import {
  EndpointPatchSchema,
  NewEndpointSchema,
  RotationSchema,
  type EndpointPatch,
  type NewEndpoint,
} from '@/lib/schema/webhook'
import { TEST_EVENT } from '@/lib/schema/webhook-events'
import type { Viewer } from '@/lib/schema/viewer'
import { changesBetween, writeAudit } from './audit'
import { inTransaction, type Transaction } from './transaction'
import { wakeSender } from './webhook-deliveries'

/** 32 bytes: as long as what HMAC-SHA256 makes, within the 24 to 64 of Standard Webhooks. */
const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** Plain http only to hosts that the installation allows: the body would be readable on the way. Throws `bad_input`. */
function assertKeptPrivate(url: string): void {
  const { protocol, host, hostname } = new URL(url)
  const allowed = env().WEBHOOK_ALLOW_HOSTS
  if (protocol === 'https:' || allowed.includes(host) || allowed.includes(hostname)) return
  const message = sentence`Give an https:// address; plain http only goes to hosts of WEBHOOK_ALLOW_HOSTS.`
  throw new AppError('bad_input', message, { url: message })
}

/**
 * Adds an endpoint. Its secret is given once. Throws `forbidden` for all but administrators and `bad_input` for an address that is
 * not https. Whether the address may be reached is decided whenever something is sent there, since names change what they mean.
 */
export async function addEndpoint(viewer: Viewer, input: NewEndpoint): Promise<{ id: string; secret: string }> {
  assertCan(viewer, 'admin')
  const wanted = NewEndpointSchema.parse(input)
  assertKeptPrivate(wanted.url)
  const id = randomUUID()
  const secret = newSecret()
  await inTransaction(async (tx) => {
    await tx.webhookEndpoint.create({ data: { id, ...wanted, createdBy: viewer.name } })
    await tx.webhookSecret.create({ data: { endpointId: id, secret } })
    await writeAudit(tx, viewer, 'webhook.added', { kind: 'webhook', id }, changesBetween({}, wanted))
  })
  return { id, secret }
}

/**
 * Changes an endpoint, or switches it on or off; what is due waits meanwhile. Throws `forbidden`, `not_found`, `bad_input`.
 */
export async function changeEndpoint(viewer: Viewer, id: string, patch: EndpointPatch, now: Date): Promise<void> {
  assertCan(viewer, 'admin')
  const { enabled, ...fields } = EndpointPatchSchema.parse(patch)
  if (fields.url !== undefined) assertKeptPrivate(fields.url)
  await inTransaction(async (tx) => {
    const known = await findEndpoint(tx, id)
    const wasOn = known.disabledAt === null
    const switched = enabled === undefined || enabled === wasOn ? {} : { enabled }
    const changes = changesBetween({ ...known, enabled: wasOn }, { ...fields, ...switched })
    if (Object.keys(changes).length === 0) return
    const state =
      'enabled' in switched
        ? {
            disabledAt: enabled ? null : now,
            disabledReason: enabled ? null : sentence`switched off by hand`,
            failingSince: null,
          }
        : {}
    await tx.webhookEndpoint.update({ where: { id }, data: { ...fields, ...state } })
    await writeAudit(tx, viewer, 'webhook.changed', { kind: 'webhook', id }, changes)
    if (enabled) await wakeSender(tx, now)
  })
}

/** Removes an endpoint with its deliveries. Throws `forbidden`, `not_found`. */
export async function removeEndpoint(viewer: Viewer, id: string): Promise<void> {
  assertCan(viewer, 'admin')
  await inTransaction(async (tx) => {
    const { name, url } = await findEndpoint(tx, id)
    await tx.webhookEndpoint.delete({ where: { id } })
    const changes = { name: { from: name, to: null }, url: { from: url, to: null } }
    await writeAudit(tx, viewer, 'webhook.removed', { kind: 'webhook', id }, changes)
  })
}

/**
 * Makes a new secret, given once. The former one signs beside it for `overlapHours`, so that the receiver can change over without
 * missing a message; with 0 it ends at once. Throws `forbidden`, `not_found`.
 */
export async function rotateSecret(
  viewer: Viewer,
  id: string,
  input: { overlapHours?: number },
  now: Date,
): Promise<{ id: string; secret: string }> {
  assertCan(viewer, 'admin')
  const { overlapHours } = RotationSchema.parse(input)
  const secret = newSecret()
  const endsAt = new Date(now.getTime() + overlapHours * 3_600_000)
  await inTransaction(async (tx) => {
    await tx.$executeRaw`SELECT 1 FROM "WebhookEndpoint" WHERE "id" = ${id} FOR UPDATE`
    await findEndpoint(tx, id)
    await tx.webhookSecret.deleteMany({ where: { endpointId: id, endsAt: { lte: now } } })
    if (overlapHours === 0) await tx.webhookSecret.deleteMany({ where: { endpointId: id } })
    else {
      const sooner = { OR: [{ endsAt: null }, { endsAt: { gt: endsAt } }] }
      await tx.webhookSecret.updateMany({ where: { endpointId: id, ...sooner }, data: { endsAt } })
    }
    await tx.webhookSecret.create({ data: { endpointId: id, secret, createdAt: now } })
    const changes = { overlapUntil: { from: null, to: endsAt.toISOString() } }
    await writeAudit(tx, viewer, 'webhook.secret-rotated', { kind: 'webhook', id }, changes)
  })
  return { id, secret }
}

/**
 * Sends an event that says nothing, whatever the endpoint has chosen. Gives the id of its delivery. Throws `forbidden`,
 * `not_found`, and `conflict` for an endpoint that is switched off.
 */
export async function sendTestEvent(viewer: Viewer, id: string, now: Date): Promise<{ delivery: string }> {
  assertCan(viewer, 'admin')
  return inTransaction(async (tx) => {
    const { disabledAt, name } = await findEndpoint(tx, id)
    if (disabledAt) throw new AppError('conflict', 'This endpoint is switched off. Switch it on first.')
    const eventId = `evt_${randomUUID().replaceAll('-', '')}`
    const data = { message: `A test of the endpoint “${name}”, asked for by a person.` }
    const payload = JSON.stringify({ type: TEST_EVENT, timestamp: now.toISOString(), data })
    await tx.webhookEvent.create({ data: { id: eventId, type: TEST_EVENT, at: now, subject: {}, plannedAt: now } })
    const delivery = { id: randomUUID(), endpointId: id, eventId, type: TEST_EVENT, payload, about: [], dueAt: now }
    await tx.webhookDelivery.create({ data: delivery })
    await wakeSender(tx, now)
    return { delivery: delivery.id }
  })
}

async function findEndpoint(tx: Transaction, id: string) {
  const known = await tx.webhookEndpoint.findUnique({ where: { id } })
  if (!known) throw new AppError('not_found', 'This endpoint does not exist (any more).')
  return known
}
