'use client'

import { Button } from '@/components/ui/button'

/** An unexpected failure of a page. The digest finds it in the server's log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-3 py-20" role="alert">
      <h1 className="text-xl font-semibold">This page could not be shown</h1>
      <p className="text-muted">
        Something failed on the server; nothing was changed. If the database was away, trying again may be enough.
        {error.digest ? (
          <>
            {' '}
            The server’s log has it under <span className="font-mono text-xs">{error.digest}</span>.
          </>
        ) : null}
      </p>
      <Button variant="primary" onClick={reset}>
        Try again
      </Button>
    </div>
  )
}
