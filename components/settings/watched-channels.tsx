'use client'
import { useTransition } from 'react'
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

const SWITCHES = [
  { name: 'replies', label: 'Replies', title: 'Answers an incident that begins here with the skill that fits it' },
  { name: 'digest', label: 'Weekly digest', title: 'What happened in the week, what is overdue, what was done' },
  { name: 'reminders', label: 'Reminders', title: 'Overdue action items, to their owner or else here' },
] as const

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
  const [pending, start] = useTransition()
  const run = (work: () => Promise<ActionResult<null>>, done: string) =>
    start(async () => {
      const answer = await answerOf(work(), 'The server did not answer; look at the list before you try again.')
      if (answer.ok) toast.success(done)
      else toast.error(answer.message)
    })
  const save = (patch: WatchedChannelPatch) => run(() => change(channel.id, patch), `#${channel.name} changed`)
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-4 gap-y-2 border-t border-line px-4 py-3 first:border-t-0 md:grid-cols-[1fr_26rem_auto]">
      <div className="min-w-0">
        <p className="font-medium [overflow-wrap:anywhere]">#{channel.name}</p>
        <p className="text-xs text-faint">
          <span className="font-mono">{channel.id}</span>, added by {channel.createdBy}
        </p>
      </div>
      <div className="col-span-2 row-start-2 space-y-2 md:col-span-1 md:col-start-2 md:row-start-1">
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {SWITCHES.map(({ name, label, title }) => (
            <label key={name} className="inline-flex min-h-6 items-center gap-1.5" title={title}>
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                checked={channel[name]}
                disabled={pending}
                onChange={(event) => save({ [name]: event.target.checked })}
              />
              {label}
              <span className="sr-only"> in #{channel.name}</span>
            </label>
          ))}
        </div>
        {(channel.digest || channel.reminders) && <DigestTime channel={channel} disabled={pending} save={save} />}
      </div>
      <RemoveButton
        name={channel.name}
        disabled={pending}
        remove={() => run(() => remove(channel.id), `#${channel.name} is not watched any more`)}
      />
    </li>
  )
}

function RemoveButton({ name, disabled, remove }: { name: string; disabled: boolean; remove: () => void }) {
  return (
    <Dialog
      title={`Watch #${name} no more?`}
      description="Hindsight says nothing unasked there. What was imported stays."
      trigger={
        <Button size="sm" variant="ghost" disabled={disabled} aria-label={`Remove #${name}`}>
          Remove
        </Button>
      }
    >
      <ConfirmButtons act="Remove" onConfirm={remove} />
    </Dialog>
  )
}
