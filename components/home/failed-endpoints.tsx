import Link from 'next/link'

/** Tells administrators that endpoints of webhooks were switched off because nothing arrived there. */
export function FailedEndpoints({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <p role="status" className="mb-5 rounded-md border border-amber-line bg-amber-tint px-3 py-2 text-amber-ink">
      {count === 1 ? 'A webhook endpoint has' : `${count} webhook endpoints have`} been switched off: nothing arrived
      there.{' '}
      <Link href="/settings/webhooks" className="underline">
        Look at the webhooks
      </Link>
    </p>
  )
}
