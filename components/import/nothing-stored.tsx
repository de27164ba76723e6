import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'

/** What a page says while nothing at all is stored: what it will be for, and the way to the first document. */
export function NothingStored({ children }: { children: ReactNode }) {
  return (
    <EmptyState
      title="Nothing has been imported yet"
      className="mb-5 rounded-lg border border-line bg-surface"
      actions={
        <>
          <Button asChild variant="primary">
            <Link href="/import">Import the first document</Link>
          </Button>
          <Button asChild>
            <Link href="/">First steps</Link>
          </Button>
        </>
      }
    >
      {children}
    </EmptyState>
  )
}
