import Link from 'next/link'

/** Tells administrators that nothing leaves this place, since a backup was put back here. */
export function HeldBack({ isHeldBack }: { isHeldBack: boolean }) {
  if (!isHeldBack) return null
  return (
    <p role="status" className="mb-5 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      A backup was put back here: webhooks, reminders, mails and calls to trackers wait.{' '}
      <Link href="/settings/backups" className="underline">
        Say whether they may go
      </Link>
    </p>
  )
}
