'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ViewChanges } from '@/components/saved-view/changes'
import { ViewLinks } from '@/components/saved-view/view-links'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { onDemand } from '@/components/ui/on-demand'
import type { SavedView } from '@/lib/schema/saved-view'

const forms = onDemand(() => import('@/components/saved-view/view-forms'))

const NOUN = 'search'

type SavedSearchesProps = {
  searches: SavedView[]
  /** The query string of what is searched for; empty before anything is. */
  current: string
  changes: ViewChanges
}

/** The searches that this person keeps, and the way to keep the one that is shown. */
export function SavedSearches({ searches, current, changes }: SavedSearchesProps) {
  const t = useTranslations('search.savedSearches')
  const isKept = searches.some(({ query }) => query === current)
  if (searches.length === 0 && current === '') return null
  return (
    <div className="mb-4 flex flex-wrap items-center gap-1.5 print:hidden">
      {searches.length > 0 && (
        <ViewLinks label={t('saved')} views={searches} current={current} hrefOf={(query) => `/search?${query}`} />
      )}
      {current !== '' && !isKept && <SaveSearch current={current} add={changes.add} />}
      {searches.length > 0 && <KeptSearches searches={searches} changes={changes} />}
    </div>
  )
}

function SaveSearch({ current, add }: { current: string; add: ViewChanges['add'] }) {
  const t = useTranslations('search.savedSearches')
  const [open, setOpen] = useState(false)
  const parts = forms.usePart()
  return (
    <Dialog
      title={t('save')}
      description={t('saveHint')}
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">{t('save')}</Button>}
    >
      {parts && <parts.NewView noun={NOUN} current={current} add={add} onDone={() => setOpen(false)} />}
    </Dialog>
  )
}

function KeptSearches({ searches, changes }: { searches: SavedView[]; changes: ViewChanges }) {
  const t = useTranslations('search.savedSearches')
  const parts = forms.usePart()
  return (
    <Dialog
      title={t('yours')}
      trigger={
        <Button size="sm" variant="ghost">
          {t('edit')}
        </Button>
      }
    >
      {parts && <parts.KeptViewList noun={NOUN} views={searches} changes={changes} />}
    </Dialog>
  )
}
