'use client'
import { useTranslations } from 'next-intl'
import { useTransition, type ReactNode } from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import type { ActionResult } from '@/lib/schema/action-result'
import type { WatchedChannelPatch, WatchedChannelView } from '@/lib/schema/reminder'
import { DigestTime } from './digest-time'

type Actions = {
  change: (id: string, patch: WatchedChannelPatch) => Promise<ActionResult<null>>
  remove: (id: string) => Promise<ActionResult<null>>
}

const SWITCHES = ['replies', 'digest', 'reminders'] as const
const where = (chunks: ReactNode) => <span className="sr-only">{chunks}</span>

/** The channels in which Hindsight speaks unasked, each with what it says there. */
export function WatchedChannels({ channels, ...actions }: Actions & { channels: WatchedChannelView[] }) {
  return (
    <ul>
      {channels.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} {...actions} />
      ))}
    </ul>
  )
}

function ChannelRow({ channel, change, remove }: Actions & { channel: WatchedChannelView }) {
  const t = useTranslations('settings.watchedChannels')
  const unreached = useTranslations('settings.unreached')
  const [pending, start] = useTransition()
  const run = (work: () => Promise<ActionResult<null>>, done: string) =>
    start(async () => {
      const answer = await answerOf(work(), unreached('list'))
      if (answer.ok) toast.success(done)
      else toast.error(answer.message)
    })
  const save = (patch: WatchedChannelPatch) =>
    run(() => change(channel.id, patch), t('isChanged', { channel: channel.name }))
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0 md:grid-cols-[1fr_26rem_auto]">
      <div className="min-w-0">
        <p className="font-medium [overflow-wrap:anywhere]">#{channel.name}</p>
        <p className="text-xs text-faint">
          {t.rich('added', {
            id: () => <span className="font-mono">{channel.id}</span>,
            name: channel.createdBy,
          })}
        </p>
      </div>
      <div className="col-span-2 row-start-2 space-y-2 md:col-span-1 md:col-start-2 md:row-start-1">
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {SWITCHES.map((name) => (
            <label key={name} className="inline-flex min-h-6 items-center gap-1.5" title={t(`switches.${name}.title`)}>
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                checked={channel[name]}
                disabled={pending}
                onChange={(event) => save({ [name]: event.target.checked })}
              />
              {t.rich(`switches.${name}.label`, { channel: channel.name, where })}
            </label>
          ))}
        </div>
        {(channel.digest || channel.reminders) && <DigestTime channel={channel} disabled={pending} save={save} />}
      </div>
      <RemoveButton
        name={channel.name}
        disabled={pending}
        remove={() => run(() => remove(channel.id), t('isRemoved', { channel: channel.name }))}
      />
    </li>
  )
}

function RemoveButton({ name, disabled, remove }: { name: string; disabled: boolean; remove: () => void }) {
  const t = useTranslations('settings.watchedChannels')
  return (
    <Dialog
      title={t('removeTitle', { channel: name })}
      description={t('removeDescription')}
      trigger={
        <Button size="sm" variant="ghost" disabled={disabled} aria-label={t('removeNamed', { channel: name })}>
          {t('remove')}
        </Button>
      }
    >
      <ConfirmButtons act={t('remove')} onConfirm={remove} />
    </Dialog>
  )
}
