import { useTranslations } from 'next-intl'
import { Button } from './button'
import { DialogClose } from './dialog'

/** The end of a dialog that asks once before something is gone: leave it, or do it. Either closes the dialog. */
export function ConfirmButtons(props: { keep?: string; act: string; onConfirm: () => void }) {
  const t = useTranslations('ui.confirmButtons')
  return (
    <div className="flex justify-end gap-2">
      <DialogClose asChild>
        <Button>{props.keep ?? t('keep')}</Button>
      </DialogClose>
      <DialogClose asChild>
        <Button variant="danger" onClick={props.onConfirm}>
          {props.act}
        </Button>
      </DialogClose>
    </div>
  )
}
