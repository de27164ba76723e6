'use server'
import { getTranslations } from 'next-intl/server'
import { refresh } from 'next/cache'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { assertCan } from '@/lib/domain/permissions'
import { findChannel } from '@/lib/integrations/slack/channels'
import { slackClient } from '@/lib/integrations/slack/client'
import { slackIdOf } from '@/lib/jobs/slack-task'
import type { ActionResult } from '@/lib/schema/action-result'
import type { WatchedChannelPatch } from '@/lib/schema/reminder'
import { sendReminderAgain } from '@/lib/store/reminders'
import { changeWatchedChannel, unwatchChannel, watchChannel } from '@/lib/store/watched-channels'

const newChannelSchema = (channelless: string) =>
  z.object({
    channel: z.string().trim().min(1, channelless).max(200),
    zone: z.string().max(64),
  })
const IdSchema = z.string().min(1).max(64)

/** Watches a channel that Slack knows by this name, id or link. */
export async function watchChannelAction(input: {
  channel: string
  zone: string
}): Promise<ActionResult<{ name: string; added: boolean }>> {
  return runAction(async (viewer) => {
    assertCan(viewer, 'write')
    const t = await getTranslations('pages.settings.connections')
    const { channel, zone } = newChannelSchema(t('channelless')).parse(input)
    const found = await findChannel(slackClient(), channel, await slackIdOf(viewer))
    const added = await watchChannel(viewer, { ...found, ...(zone === '' ? {} : { zone }) })
    refresh()
    return { name: found.name, added }
  })
}

/** Switches what is said in a channel, and when. */
export async function changeChannelAction(id: string, patch: WatchedChannelPatch): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await changeWatchedChannel(viewer, IdSchema.parse(id), patch)
    refresh()
    return null
  })
}

/** Watches a channel no more. */
export async function unwatchChannelAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await unwatchChannel(viewer, IdSchema.parse(id))
    refresh()
    return null
  })
}

/** Sends once more what failed, or what may not have arrived. */
export async function sendReminderAgainAction(id: string): Promise<ActionResult<null>> {
  return runAction(async (viewer) => {
    await sendReminderAgain(viewer, IdSchema.parse(id), new Date())
    refresh()
    return null
  })
}
