import { onlyVisible } from '@/lib/access'
import { database } from '@/lib/database'
import { isFinished } from '@/lib/domain/action-items'
import { AppError } from '@/lib/domain/errors'
import { assertCan, can } from '@/lib/domain/permissions'
import { ActionItemStatusSchema } from '@/lib/schema/action-item'
import type { Page } from '@/lib/schema/directory'
import {
  DeliveryRowSchema,
  EndpointViewSchema,
  type DeliveryFilter,
  type DeliveryRow,
  type DeliveryTry,
  type DeliveryView,
  type EndpointView,
} from '@/lib/schema/webhook'
import type { Viewer } from '@/lib/schema/viewer'
import { isoDate, isoInstant } from './dates'

/** All endpoints in the order of their names, without secrets. Throws `forbidden` for all but administrators. */
export async function listEndpoints(viewer: Viewer, now: Date = new Date()): Promise<EndpointView[]> {
  assertCan(viewer, 'admin')
  const rows = await database.webhookEndpoint.findMany({
    include: { secrets: { where: { endsAt: { gt: now } }, select: { endsAt: true }, orderBy: { endsAt: 'desc' } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  const counts = await database.webhookDelivery.groupBy({ by: ['endpointId', 'state'], _count: true })
  return rows.map(({ secrets, createdAt, failingSince, disabledAt, ...row }) => {
    const countOf = (...states: string[]) =>
      counts
        .filter(({ endpointId, state }) => endpointId === row.id && states.includes(state))
        .reduce((sum, { _count }) => sum + _count, 0)
    return EndpointViewSchema.parse({
      ...row,
      createdAt: isoInstant(createdAt),
      failingSince: isoInstant(failingSince),
      disabledAt: isoInstant(disabledAt),
      overlapUntil: isoInstant(secrets[0]?.endsAt ?? null),
      counts: { due: countOf('due', 'sending'), delivered: countOf('delivered'), dead: countOf('dead') },
    })
  })
}

/** One endpoint; null when there is none. Throws `forbidden`. */
export async function findEndpoint(viewer: Viewer, id: string, now: Date = new Date()): Promise<EndpointView | null> {
  return (await listEndpoints(viewer, now)).find((endpoint) => endpoint.id === id) ?? null
}

/** One endpoint. Throws `forbidden`, `not_found`. */
export async function readEndpoint(viewer: Viewer, id: string): Promise<EndpointView> {
  const found = await findEndpoint(viewer, id)
  if (!found) throw new AppError('not_found', 'This endpoint does not exist (any more).')
  return found
}

/** How many endpoints were switched off because nothing arrived; 0 for all but administrators. */
export async function countFailedEndpoints(viewer: Viewer): Promise<number> {
  if (!can(viewer, 'admin')) return 0
  return database.webhookEndpoint.count({ where: { disabledAt: { not: null }, failingSince: { not: null } } })
}

const LAST_TRY = { tries: { orderBy: { id: 'desc' }, take: 1 } } as const
type Row = {
  id: string
  eventId: string
  type: string
  state: string
  attempts: number
  createdAt: Date
  dueAt: Date
  triedAt: Date | null
  deliveredAt: Date | null
  tries: { status: number | null; error: string | null }[]
}

function viewRow({ id, eventId, type, state, attempts, tries, ...times }: Row): DeliveryRow {
  return DeliveryRowSchema.parse({
    id,
    eventId,
    type,
    state,
    attempts,
    createdAt: isoInstant(times.createdAt),
    dueAt: state === 'due' ? isoInstant(times.dueAt) : null,
    triedAt: isoInstant(times.triedAt),
    deliveredAt: isoInstant(times.deliveredAt),
    status: tries[0]?.status ?? null,
    error: tries[0]?.error ?? null,
  })
}

/** One page of an endpoint's deliveries, newest first. Throws `forbidden`. */
export async function listDeliveries(
  viewer: Viewer,
  endpointId: string,
  { state, page, size }: DeliveryFilter,
): Promise<Page<DeliveryRow>> {
  assertCan(viewer, 'admin')
  const where = { endpointId, ...(state ? { state } : {}) }
  const [rows, total] = await Promise.all([
    database.webhookDelivery.findMany({
      where,
      omit: { payload: true },
      include: LAST_TRY,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      skip: (page - 1) * size,
      take: size,
    }),
    database.webhookDelivery.count({ where }),
  ])
  return { items: rows.map(viewRow), total, page, size }
}

/** One delivery of an endpoint with its body and every try, as it was signed; null when there is none. Throws `forbidden`. */
export async function findDelivery(viewer: Viewer, endpointId: string, id: string): Promise<DeliveryView | null> {
  assertCan(viewer, 'admin')
  const row = await database.webhookDelivery.findUnique({
    where: { id, endpointId },
    include: {
      endpoint: { select: { id: true, name: true, url: true } },
      tries: { orderBy: { id: 'desc' } },
    },
  })
  if (!row) return null
  const tries: DeliveryTry[] = row.tries.map(({ at, milliseconds, status, answer, error, signature }) => ({
    at: isoInstant(at),
    milliseconds,
    status,
    answer,
    error,
    headers: {
      'webhook-id': row.eventId,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signature,
    },
  }))
  return { ...viewRow(row), endpoint: row.endpoint, payload: row.payload, tries }
}

/** As `findDelivery`. Throws `forbidden`, `not_found`. */
export async function readDelivery(viewer: Viewer, endpointId: string, id: string): Promise<DeliveryView> {
  const found = await findDelivery(viewer, endpointId, id)
  if (!found) throw new AppError('not_found', 'This delivery does not exist (any more).')
  return found
}

/** Days that are looked back, so that none is missed while no process ran. */
const LOOK_BACK_DAYS = 3

/** Unfinished action items whose due date has passed within the last days, as far as the viewer may read them, with that date. */
export async function listNewlyOverdue(viewer: Viewer, now: Date): Promise<{ id: string; due: string }[]> {
  assertCan(viewer, 'read')
  const today = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`)
  const from = new Date(today.getTime() - LOOK_BACK_DAYS * 86_400_000)
  const rows = await database.actionItem.findMany({
    where: { due: { gte: from, lt: today } },
    select: { id: true, due: true, status: true },
    orderBy: { id: 'asc' },
  })
  const status = ActionItemStatusSchema.nullable()
  return (await onlyVisible(viewer, rows, ({ id }) => id)).flatMap((row) =>
    row.due === null || isFinished(status.parse(row.status)) ? [] : [{ id: row.id, due: isoDate(row.due) }],
  )
}
