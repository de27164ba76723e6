import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Unknown } from '@/components/ui/unknown'
import { useTimes } from '@/components/ui/use-times'
import { webAddress } from '@/lib/domain/action-items'
import type { ActionItemView } from '@/lib/schema/action-item'
import { DueControl, KindControl, OwnerControl, PriorityControl, StatusControl } from './action-item-controls'
import { Evidence } from './closure'
import { wholeOf } from './controlled-item'
import { EditableText } from './editable-text'

/** Every field of an item that is one value, changed in place. Stands inside an `ActionItemEditing`. */
export function ItemState({ item }: { item: ActionItemView }) {
  const t = useTranslations('action-item.itemState')
  const fields = useTranslations('action-item.fields')
  const whole = wholeOf(item)
  const address = webAddress(item.ticket)
  return (
    <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2">
      <Fact label={fields('status')}>
        <StatusControl item={whole} />
      </Fact>
      <Closed item={item} />
      <Fact label={fields('owner')}>
        <OwnerControl item={whole} />
      </Fact>
      <Fact label={fields('due')}>
        <DueControl item={whole} />
      </Fact>
      <Fact label={fields('priority')}>
        <PriorityControl item={whole} />
      </Fact>
      <Fact label={fields('kind')}>
        <KindControl item={whole} />
      </Fact>
      <Fact label={fields('ticket')}>
        <EditableText item={whole} field="ticket" hint={t('ticketHint')} maxLength={500}>
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
  const t = useTranslations('action-item.itemState')
  const fields = useTranslations('action-item.fields')
  const missing = useTranslations('action-item.missing')
  const times = useTimes()
  const note = (chunks: ReactNode) => <span className="text-xs text-faint">{chunks}</span>
  if (status === 'done' || status === 'wont-do') {
    return since && <Fact label={fields('opened')}>{times.day(since)}</Fact>
  }
  if (ageDays === null) {
    return (
      <Fact label={fields('openSince')}>
        <Unknown what={missing('openSince')} />
      </Fact>
    )
  }
  if (since === null) {
    return <Fact label={fields('openFor')}>{t.rich('sinceIncident', { days: times.days(ageDays), note })}</Fact>
  }
  return (
    <Fact label={fields('openSince')}>
      {times.day(since)} {note(times.days(ageDays))}
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
  const t = useTranslations('action-item.itemState')
  const fields = useTranslations('action-item.fields')
  const whole = wholeOf(item)
  if (item.status === 'done') {
    return (
      <Fact label={fields('evidence')}>
        <EditableText
          item={whole}
          field="closedBy"
          maxLength={500}
          none={<Evidence evidence={null} />}
          hint={t('evidenceHint')}
        >
          <Evidence evidence={item.evidence} />
        </EditableText>
      </Fact>
    )
  }
  if (item.status !== 'wont-do') return null
  return (
    <Fact label={fields('reason')}>
      <EditableText item={whole} field="reason" />
    </Fact>
  )
}
