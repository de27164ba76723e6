import { z } from 'zod'
import type { Format } from '@/lib/schema/draft'
import { sharingOf, type ImportReaders } from './import-readers'
import type { ChosenSource } from './source-choice'

const StartedSchema = z.object({ import: z.object({ id: z.string(), url: z.string() }) })
const RefusedSchema = z.object({ error: z.object({ message: z.string() }) })

/** What a person says of an import: as what it is read, null for recognising it, and for whom. */
export type HowToImport = { format: Format | null; readers: ImportReaders }

/** Without a `message` the server did not answer. */
export type Started = { ok: true; url: string } | { ok: false; message: string | null }

const ADDRESS = '/api/v1/import?background=1'
const UNANSWERED: Started = { ok: false, message: null }

/** Sends files to be imported in the background. `onProgress`: the share that has been sent, 0 to 1. */
export function uploadFiles(
  sources: readonly ChosenSource[],
  { format, readers }: HowToImport,
  onProgress: (sent: number) => void,
): Promise<Started> {
  const form = new FormData()
  if (format) form.set('format', format)
  const sharing = sharingOf(readers)
  if (sharing) {
    form.set('visibility', sharing.visibility)
    form.set('readers', JSON.stringify(sharing.readers))
  }
  for (const { path, file } of sources) {
    form.append('file', file)
    form.append('path', path)
  }
  // `fetch` does not say how much of a request has been sent.
  const request = new XMLHttpRequest()
  return new Promise((resolve) => {
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => resolve(readAnswer(request.responseText)))
    request.addEventListener('error', () => resolve(UNANSWERED))
    request.open('POST', ADDRESS)
    request.send(form)
  })
}

/** Asks the server to fetch a page, or a thread of Slack and with `files` the texts among its files, and to import it in the background. */
export async function importUrl(url: string, { format, readers }: HowToImport, files: boolean): Promise<Started> {
  try {
    const answer = await fetch(ADDRESS, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ url, ...(format ? { format } : {}), ...(files ? { files } : {}), ...sharingOf(readers) }),
    })
    return readAnswer(await answer.text())
  } catch {
    return UNANSWERED
  }
}

function readAnswer(text: string): Started {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    return UNANSWERED
  }
  const started = StartedSchema.safeParse(answer)
  if (started.success) return { ok: true, url: started.data.import.url }
  const refused = RefusedSchema.safeParse(answer)
  return refused.success ? { ok: false, message: refused.data.error.message } : UNANSWERED
}
