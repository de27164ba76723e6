'use client'
import { TimeText } from '../ui/time-text'
import { Button } from '../ui/button'

/** Offers what was typed before and not saved. */
export function KeptNotice(props: { what: string; at: number; onRestore: () => void; onDiscard: () => void }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink"
    >
      <p className="min-w-0 flex-1 basis-52">
        {props.what} from <TimeText at={new Date(props.at).toISOString()} show="full" /> was not saved. It is kept in
        this browser.
      </p>
      <span className="flex gap-2">
        <Button size="sm" variant="primary" onClick={props.onRestore}>
          Restore
        </Button>
        <Button size="sm" onClick={props.onDiscard}>
          Discard
        </Button>
      </span>
    </div>
  )
}
