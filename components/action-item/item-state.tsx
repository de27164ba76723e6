import type { ReactNode } from 'react'
import { Unknown } from '@/components/ui/unknown'
import { webAddress } from '@/lib/domain/action-items'
import { formatDay, formatDays } from '@/lib/render/time'
import type { ActionItemView } from '@/lib/schema/action-item'
import { DueControl, KindControl, OwnerControl, PriorityControl, StatusControl } from './action-item-controls'
import { Evidence } from './closure'
import { wholeOf } from './controlled-item'
import { EditableText } from './editable-text'

/** Every field of an item that is one value, changed in place. Stands inside an `ActionItemEditing`. */
export function ItemState({ item }: { item: ActionItemView }) {
  const whole = wholeOf(item)
  const address = webAddress(item.ticket)
  return (
    <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2">
      <Fact label="Status">
        <StatusControl item={whole} />
      </Fact>
      <Closed item={item} />
      <Fact label="Owner">
        <OwnerControl item={whole} />
      </Fact>
      <Fact label="Due">
        <DueControl item={whole} />
      </Fact>
      <Fact label="Priority">
        <PriorityControl item={whole} />
      </Fact>
      <Fact label="Kind">
        <KindControl item={whole} />
      </Fact>
      <Fact label="Ticket">
        <EditableText
          item={whole}
          field="ticket"
          label="Ticket"
          hint="An address that begins with https://"
          maxLength={500}
        >
          {address ? (
            <a href={address} rel="noopener noreferrer nofollow" className="text-accent-ink hover:underline">
              {address}
            </a>
          ) : (
            item.ticket
          )}
        </EditableText>
      </Fact>
      <Opened item={item} />
    </dl>
  )
}

/** Since when it is open, as its source says; else for how long, counted from its incident. */
function Opened({ item: { since, status, ageDays } }: { item: ActionItemView }) {
  if (status === 'done' || status === 'wont-do') return since && <Fact label="Opened">{formatDay(since)}</Fact>
  if (ageDays === null) {
    return (
      <Fact label="Open since">
        <Unknown what="since when it is open" />
      </Fact>
    )
  }
  if (since === null) {
    return (
      <Fact label="Open for">
        {formatDays(ageDays)} <span className="text-xs text-faint">since its incident</span>
      </Fact>
    )
  }
  return (
    <Fact label="Open since">
      {formatDay(since)} <span className="text-xs text-faint">{formatDays(ageDays)}</span>
    </Fact>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}

/** What shows that it is done, or why nobody will do it. */
function Closed({ item }: { item: ActionItemView }) {
  const whole = wholeOf(item)
  if (item.status === 'done') {
    return (
      <Fact label="Evidence">
        <EditableText
          item={whole}
          field="closedBy"
          label="Evidence"
          maxLength={500}
          none={<Evidence evidence={null} />}
          hint="A link, a version, or a few words."
        >
          <Evidence evidence={item.evidence} />
        </EditableText>
      </Fact>
    )
  }
  if (item.status !== 'wont-do') return null
  return (
    <Fact label="Reason">
      <EditableText item={whole} field="reason" label="Reason" />
    </Fact>
  )
}
