import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { z } from 'zod'
import { ActionItemEditing } from '@/components/action-item/action-item-editing'
import { ActionItemHistory } from '@/components/action-item/action-item-history'
import { wholeOf } from '@/components/action-item/controlled-item'
import { DebtBadge, DebtNote } from '@/components/action-item/debt'
import { DependencyChooser } from '@/components/action-item/dependency-chooser'
import { ItemState } from '@/components/action-item/item-state'
import { titleLang, titleOf } from '@/components/action-item/item-title'
import { ItemWording } from '@/components/action-item/item-wording'
import { RemoveActionItem } from '@/components/action-item/remove-action-item'
import { WaitsFor } from '@/components/action-item/waits-for'
import { EditableText } from '@/components/action-item/editable-text'
import { Markdown } from '@/components/markdown/markdown'
import { OriginLinks } from '@/components/source/origin-links'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { InlineText } from '@/components/ui/inline-text'
import { PageHeader } from '@/components/ui/page-header'
import { Panel, Section } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { findItemNeighbours } from '@/lib/query/action-item-neighbours'
import { findActionItem, listActionItemChanges } from '@/lib/query/action-items'
import { hrefOf } from '@/lib/render/links'
import { oneText } from '@/lib/render/localised'
import type { ActionItemView } from '@/lib/schema/action-item'
import { TrackerSection } from './tracker-section'
import { findItemsToWaitForAction, removeActionItemAction, updateActionItemAction } from '../actions'
import { undoBatchAction } from '../batch-actions'

type PageProps = { params: Promise<{ id: string }> }

const readItem = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? findActionItem(await requireViewer(), id) : null,
)

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const t = await getTranslations('pages.action-items.item')
  const item = await readItem((await params).id)
  return { title: item ? titleOf(item).replaceAll('`', '') : t('unknown') }
}

export default async function ActionItemPage({ params }: PageProps) {
  await connection()
  const t = await getTranslations('pages.action-items')
  const viewer = await requireViewer()
  const item = await readItem((await params).id)
  if (!item) notFound()
  const [changes, neighbours] = await Promise.all([
    listActionItemChanges(viewer, item.id),
    findItemNeighbours(viewer, item.id),
  ])
  const mayEdit = can(viewer, 'write')
  const byHand = changes.some(({ field }) => field === 'added' || field === 'proposed')
  const parent = hrefOf(item.from.kind, item.from.slug)
  return (
    <ActionItemEditing update={updateActionItemAction} mayEdit={mayEdit}>
      <PageHeader
        breadcrumb={[
          { label: t('title'), href: '/action-items' },
          { label: item.from.title, href: parent },
        ]}
        title={<InlineText text={titleOf(item)} />}
        lang={titleLang(item)}
        description={item.waits ? <Badge tone="amber">{t('item.waits')}</Badge> : undefined}
        actions={neighbours && <Neighbours {...neighbours} />}
      />
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0 space-y-7">
          <Description item={item} />
          {item.debt && (
            <Section title={t('item.debt')} id="debt" actions={<DebtBadge times={item.debt.recurrences.length} />}>
              <DebtNote debt={item.debt} />
            </Section>
          )}
          <ItemWording item={item} />
          <Section title={t('item.dependencies')} id="dependencies">
            <div className="space-y-2">
              <WaitsFor item={item} />
              {!item.dependsOn && item.dependents.length === 0 && (
                <p className="text-muted">{t('item.noDependencies')}</p>
              )}
              <DependencyChooser item={wholeOf(item)} find={findItemsToWaitForAction} />
            </div>
          </Section>
          <Section title={t('item.history')} id="history" count={changes.length}>
            <ActionItemHistory changes={changes} undo={mayEdit ? undoBatchAction : null} />
          </Section>
        </div>
        <aside aria-label={t('item.about')} className="min-w-0 space-y-4">
          <Panel title={t('item.state')} id="state">
            <ItemState item={item} />
          </Panel>
          <TrackerSection viewer={viewer} itemId={item.id} />
          <Panel title={t('item.origin')} id="origin">
            <Link href={parent} className="inline-flex min-h-6 items-center text-accent-ink hover:underline">
              {item.from.title}
            </Link>
            {byHand ? (
              <div className="mt-1 space-y-2">
                <p className="text-xs text-muted">{t('item.byHand')}</p>
                {mayEdit && (
                  <RemoveActionItem
                    id={item.id}
                    remove={removeActionItemAction}
                    back={`${parent}#${item.from.kind === 'skill' ? 'follow-ups' : 'action-items'}`}
                  />
                )}
              </div>
            ) : (
              <OriginLinks origins={item.origins} />
            )}
          </Panel>
        </aside>
      </div>
    </ActionItemEditing>
  )
}

function Description({ item }: { item: ActionItemView }) {
  const t = useTranslations('pages.action-items.item')
  const text = oneText(item.description, 'en')
  return (
    <Section title={t('description')} id="description">
      <EditableText
        item={wholeOf(item)}
        field="description"
        rows={10}
        maxLength={20_000}
        hint={t('descriptionHint')}
        none={<p className="text-muted">{t('noDescription')}</p>}
      >
        {text && <Markdown text={text.text} lang={text.lang} />}
      </EditableText>
    </Section>
  )
}

function Neighbours(props: NonNullable<Awaited<ReturnType<typeof findItemNeighbours>>>) {
  const t = useTranslations('pages.action-items.item')
  const { place, total, before, after } = props
  if (total < 2) return null
  return (
    <nav aria-label={t('neighbours')} className="flex items-center gap-2 text-xs text-faint">
      {before && (
        <Button asChild size="sm">
          <Link href={hrefOf('action-item', before.id)} rel="prev" title={titleOf(before)}>
            {t('previous')}
          </Link>
        </Button>
      )}
      <span className="tabular-nums">{t('place', { place, total })}</span>
      {after && (
        <Button asChild size="sm">
          <Link href={hrefOf('action-item', after.id)} rel="next" title={titleOf(after)}>
            {t('next')}
          </Link>
        </Button>
      )}
    </nav>
  )
}
