'use client'
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
  const { isPending, run } = useRunChange()
  return (
    <div role="status" className="mb-5 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      <p className="max-w-prose">
        A backup of <TimeText at={copy.madeAt} /> was put back here. Webhooks, reminders, mails and calls to trackers
        wait, so that a copy tells nobody anything twice.
      </p>
      <Dialog
        title="Send what has been waiting?"
        description="Do this only where the installation that the backup was made of does not run any more: otherwise people are told twice, and two write to the same trackers."
        trigger={
          <Button size="sm" className="mt-2" disabled={isPending}>
            This is the real one
          </Button>
        }
      >
        <ConfirmButtons
          keep="Let it wait"
          act="Send what is due"
          onConfirm={() =>
            run(release, (released) =>
              released ? 'What is due is sent within minutes' : 'It had been released already',
            )
          }
        />
      </Dialog>
    </div>
  )
}
