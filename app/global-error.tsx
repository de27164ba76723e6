'use client'

import './globals.css'

/** When even the layout failed: most often the database is away. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Hindsight is not available</title>
        <main className="mx-auto flex max-w-md flex-col items-start gap-3 px-4 py-20">
          <h1 className="text-xl font-semibold">Hindsight cannot answer just now</h1>
          <p className="text-muted">
            The server failed before it could build the page. Most often its database is away or starting; nothing was
            lost.
            {error.digest ? ` The server’s log has it under ${error.digest}.` : ''}
          </p>
          <button type="button" onClick={reset} className="rounded-md bg-accent px-3 py-1.5 font-medium text-on-accent">
            Try again
          </button>
        </main>
      </body>
    </html>
  )
}
