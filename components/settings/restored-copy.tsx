'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { ConfirmButtons } from '@/components/ui/confirm-buttons'
import { Dialog } from '@/components/ui/dialog'
import { TimeText } from '@/components/ui/time-text'
import type { ActionResult } from '@/lib/schema/action-result'
import type { RestoredCopyView } from '@/lib/schema/backup'
import { useRunChange } from './use-run-change'

type Props = { copy: RestoredCopyView; release: () => Promise<ActionResult<boolean>> }

/** Says that nothing is sent from a restored copy, and lets an administrator end that. */
export function RestoredCopy({ copy, release }: Props) {
  const t = useTranslations('settings.restoredCopy')
  const { isPending, run } = useRunChange()
  return (
    <div role="status" className="mb-5 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      <p className="max-w-prose">{t.rich('story', { made: () => <TimeText at={copy.madeAt} /> })}</p>
      <Dialog
        title={t('title')}
        description={t('description')}
        trigger={
          <Button size="sm" className="mt-2" disabled={isPending}>
            {t('button')}
          </Button>
        }
      >
        <ConfirmButtons
          keep={t('keep')}
          act={t('act')}
          onConfirm={() => run(release, (released) => (released ? t('isReleased') : t('wasReleased')))}
        />
      </Dialog>
    </div>
  )
}
