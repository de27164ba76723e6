import type { Metadata } from 'next'
import Link from 'next/link'
import { Button } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-3 py-20">
      <p className="font-mono text-xs text-faint">404</p>
      <h1 className="text-xl font-semibold">There is nothing at this address</h1>
      <p className="text-muted">
        It may have been renamed, or referred to before anyone wrote it. Or it is for named people: then ask whoever
        sent you here to share it with you. Search finds things by their words.
      </p>
      <div className="flex gap-2">
        <Button asChild variant="primary">
          <Link href="/search">Search</Link>
        </Button>
        <Button asChild>
          <Link href="/">Home</Link>
        </Button>
      </div>
    </div>
  )
}
