'use server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import type { ActionResult } from '@/lib/schema/action-result'
import { EndpointPatchSchema, NewEndpointSchema, RotationSchema, type NewEndpoint } from '@/lib/schema/webhook'
import { resendDeliveries } from '@/lib/store/webhook-deliveries'
import { addEndpoint, changeEndpoint, removeEndpoint, rotateSecret, sendTestEvent } from '@/lib/store/webhooks'

const IdSchema = z.uuid()

/** Adds an endpoint. The secret is in this answer and nowhere else. */
export async function addEndpointAction(endpoint: NewEndpoint): Promise<ActionResult<{ secret: string }>> {
  return runAction(async (viewer) => {
    const { secret } = await addEndpoint(viewer, NewEndpointSchema.parse(endpoint))
    refresh()
    return { secret }
  })
}

/** Changes what an endpoint is told, and where. */
export async function changeEndpointAction(id: string, endpoint: NewEndpoint): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await changeEndpoint(viewer, IdSchema.parse(id), EndpointPatchSchema.parse(endpoint), new Date())
    refresh()
    return null
  })
}

/** Switches an endpoint on or off. */
export async function switchEndpointAction(id: string, enabled: boolean): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await changeEndpoint(viewer, IdSchema.parse(id), EndpointPatchSchema.parse({ enabled }), new Date())
    refresh()
    return null
  })
}

/** Makes a new secret. It is in this answer and nowhere else. */
export async function rotateSecretAction(id: string, overlapHours: number): Promise<ActionResult<{ secret: string }>> {
  return runAction(async (viewer) => {
    const rotation = RotationSchema.parse({ overlapHours })
    const { secret } = await rotateSecret(viewer, IdSchema.parse(id), rotation, new Date())
    refresh()
    return { secret }
  })
}

/** Sends an event that says nothing. */
export async function sendTestEventAction(id: string): Promise<ActionResult<{ delivery: string }>> {
  return runAction((viewer) => sendTestEvent(viewer, IdSchema.parse(id), new Date()))
}

/** Removes an endpoint with its deliveries. */
export async function removeEndpointAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await removeEndpoint(viewer, IdSchema.parse(id))
    return null
  })
}

/** Sends all dead letters of an endpoint again. */
export async function resendAllAction(endpoint: string): Promise<ActionResult<number>> {
  return runAction(async (viewer) => {
    const count = await resendDeliveries(viewer, { endpoint: IdSchema.parse(endpoint) }, new Date())
    refresh()
    return count
  })
}

/** Sends one dead letter again. */
export async function resendAction(delivery: string): Promise<ActionResult<number>> {
  return runAction(async (viewer) => {
    const count = await resendDeliveries(viewer, { delivery: IdSchema.parse(delivery) }, new Date())
    refresh()
    return count
  })
}
