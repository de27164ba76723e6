import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { z } from 'zod'
import { ActionItemEditing } from '@/components/action-item/action-item-editing'
import { DueControl, OwnerControl, StatusControl } from '@/components/action-item/action-item-controls'
import { ActionItemHistory } from '@/components/action-item/action-item-history'
import { DebtBadge, DebtNote } from '@/components/action-item/debt'
import { titleLang, titleOf } from '@/components/action-item/item-title'
import { OriginLinks } from '@/components/source/origin-links'
import { InlineText } from '@/components/ui/inline-text'
import { LangBadge } from '@/components/ui/lang-badge'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, Section } from '@/components/ui/panel'
import { Unknown } from '@/components/ui/unknown'
import { requireViewer } from '@/lib/auth/viewer'
import { webAddress } from '@/lib/domain/action-items'
import { can } from '@/lib/domain/permissions'
import { findActionItem, listActionItemChanges } from '@/lib/query/action-items'
import { ACTION_ITEM_KINDS } from '@/lib/render/labels'
import { hrefOf } from '@/lib/render/links'
import { textsFor } from '@/lib/render/localised'
import { formatDay, formatDays } from '@/lib/render/time'
import type { ActionItemView } from '@/lib/schema/action-item'
import { updateActionItemAction } from '../actions'

type PageProps = { params: Promise<{ id: string }> }

const readItem = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? findActionItem(await requireViewer(), id) : null,
)

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const item = await readItem((await params).id)
  return { title: item ? titleOf(item).replaceAll('`', '') : 'Unknown action item' }
}

export default async function ActionItemPage({ params }: PageProps) {
  await connection()
  const viewer = await requireViewer()
  const item = await readItem((await params).id)
  if (!item) notFound()
  const changes = await listActionItemChanges(viewer, item.id)
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Action items', href: '/action-items' },
          { label: item.from.title, href: hrefOf(item.from.kind, item.from.slug) },
        ]}
        title={<InlineText text={titleOf(item)} />}
        lang={titleLang(item)}
      />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0 space-y-7">
          {item.debt && (
            <Section title="Recurrence debt" id="debt" actions={<DebtBadge debt={item.debt} />}>
              <DebtNote debt={item.debt} />
            </Section>
          )}
          <Wordings item={item} />
          <Section title="History" id="history" count={changes.length}>
            <ActionItemHistory changes={changes} />
          </Section>
        </div>
        <aside aria-label="About this action item" className="min-w-0 space-y-4">
          <Panel title="State" id="state">
            <ActionItemEditing update={updateActionItemAction} mayEdit={can(viewer, 'write')}>
              <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2">
                <dt className="text-faint">Status</dt>
                <dd>
                  <StatusControl item={item} />
                </dd>
                <dt className="text-faint">Owner</dt>
                <dd>
                  <OwnerControl item={item} />
                </dd>
                <dt className="text-faint">Due</dt>
                <dd>
                  <DueControl item={item} />
                </dd>
                <Facts item={item} />
              </dl>
            </ActionItemEditing>
          </Panel>
          <Panel title="Where it comes from" id="origin">
            <Link
              href={hrefOf(item.from.kind, item.from.slug)}
              className="inline-flex min-h-6 items-center text-accent-ink hover:underline"
            >
              {item.from.title}
            </Link>
            <OriginLinks origins={item.origins} />
          </Panel>
        </aside>
      </div>
    </>
  )
}

function Facts({ item }: { item: ActionItemView }) {
  return (
    <>
      <dt className="text-faint">Kind</dt>
      <dd>{item.kind ? ACTION_ITEM_KINDS[item.kind] : <Unknown what="kind" />}</dd>
      <dt className="text-faint">Open since</dt>
      <dd>{item.since ? formatDay(item.since) : <Unknown what="since when it is open" />}</dd>
      {item.ageDays !== null && (
        <>
          <dt className="text-faint">Open for</dt>
          <dd>{formatDays(item.ageDays)}</dd>
        </>
      )}
      {item.closedBy && (
        <>
          <dt className="text-faint">Closed by</dt>
          <dd className="[overflow-wrap:anywhere]">{item.closedBy}</dd>
        </>
      )}
      <dt className="text-faint">Ticket</dt>
      <dd className="[overflow-wrap:anywhere]">
        {item.ticket === null ? <Unknown what="ticket" /> : <Ticket text={item.ticket} />}
      </dd>
    </>
  )
}

/** The item and its condition in every language that a source has. */
function Wordings({ item }: { item: ActionItemView }) {
  const titles = textsFor(item.title, 'all')
  const conditions = item.condition ? textsFor(item.condition, 'all') : []
  if (titles.length < 2 && conditions.length === 0) return null
  return (
    <Section title="Wording" id="wording">
      <ul className="space-y-2">
        {titles.map(({ lang, text }) => (
          <li key={lang} className="flex items-baseline gap-2">
            <LangBadge lang={lang} />
            <span lang={lang === 'und' ? undefined : lang}>{text}</span>
          </li>
        ))}
      </ul>
      {conditions.map(({ lang, text }) => (
        <p key={lang} className="mt-3" lang={lang === 'und' ? undefined : lang}>
          <span className="text-faint">Condition for closing it: </span>
          {text}
        </p>
      ))}
    </Section>
  )
}

/** What a source calls a ticket may be a number, or an address that nobody should follow. */
function Ticket({ text }: { text: string }) {
  const address = webAddress(text)
  if (address === null) return text
  return (
    <a href={address} rel="noopener noreferrer" className="text-accent-ink hover:underline">
      {text}
    </a>
  )
}
