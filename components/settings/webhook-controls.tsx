'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { EndpointView } from '@/lib/schema/webhook'
import { OVERLAP_HOURS } from '@/lib/schema/webhook-events'
import { ShownOnce } from './shown-once'
import { useRunChange } from './use-run-change'

type WebhookControlsProps = {
  endpoint: EndpointView
  test: () => Promise<ActionResult<{ delivery: string }>>
  switchTo: (enabled: boolean) => Promise<ActionResult<null>>
  rotate: (overlapHours: number) => Promise<ActionResult<{ secret: string }>>
  remove: () => Promise<ActionResult<null>>
}

const OVERLAP_WORDS: Record<(typeof OVERLAP_HOURS)[number], string> = {
  0: 'at once',
  1: 'in an hour',
  24: 'in a day',
  168: 'in a week',
}

/** What can be done with an endpoint: try it, change its secret, switch it off, remove it. */
export function WebhookControls({ endpoint, test, switchTo, rotate, remove }: WebhookControlsProps) {
  const { isPending, run } = useRunChange()
  const router = useRouter()
  const [secret, setSecret] = useState<string | null>(null)
  const isOn = endpoint.disabledAt === null
  const sent = ({ delivery }: { delivery: string }) => {
    router.push(`/settings/webhooks/${endpoint.id}/deliveries/${delivery}`)
    return 'A test event is on its way'
  }
  const rotated = (answer: { secret: string }) => {
    setSecret(answer.secret)
    return 'There is a new secret'
  }
  const removed = () => {
    router.push('/settings/webhooks')
    return `“${endpoint.name}” is removed`
  }
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2">
        <Button disabled={isPending || !isOn} onClick={() => run(test, sent)}>
          Send a test event
        </Button>
        <RotateDialog isPending={isPending} rotate={(hours) => run(() => rotate(hours), rotated)} />
        <Button
          disabled={isPending}
          onClick={() =>
            run(
              () => switchTo(!isOn),
              () => (isOn ? 'Nothing is sent any more' : 'It is on again'),
            )
          }
        >
          {isOn ? 'Switch off' : 'Switch on'}
        </Button>
        <RemoveDialog name={endpoint.name} isPending={isPending} remove={() => run(remove, removed)} />
      </div>
      {secret && (
        <ShownOnce
          note="Give the new secret to the receiver now: it is shown this once."
          secrets={[{ label: 'the new secret', text: secret }]}
        />
      )}
      {endpoint.overlapUntil && (
        <p className="text-xs text-muted">
          The former secret signs as well until <TimeText at={endpoint.overlapUntil} />.
        </p>
      )}
    </div>
  )
}

function RotateDialog({ isPending, rotate }: { isPending: boolean; rotate: (overlapHours: number) => void }) {
  const [hours, setHours] = useState<number>(24)
  return (
    <Dialog
      title="New secret"
      description="Until the former one ends, messages are signed with both, so that the receiver can change over without missing one."
      trigger={<Button disabled={isPending}>New secret</Button>}
    >
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Field label="The former secret ends" className="w-44">
          {(control) => (
            <Select {...control} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
              {OVERLAP_HOURS.map((value) => (
                <option key={value} value={value}>
                  {OVERLAP_WORDS[value]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <DialogClose asChild>
          <Button variant="primary" onClick={() => rotate(hours)}>
            Make a new secret
          </Button>
        </DialogClose>
      </div>
    </Dialog>
  )
}

function RemoveDialog({ name, isPending, remove }: { name: string; isPending: boolean; remove: () => void }) {
  return (
    <Dialog
      title={`Remove “${name}”?`}
      description="Its deliveries and its secret go with it. This cannot be taken back."
      trigger={
        <Button variant="danger" disabled={isPending}>
          Remove
        </Button>
      }
    >
      <ConfirmButtons act="Remove" onConfirm={remove} />
    </Dialog>
  )
}
