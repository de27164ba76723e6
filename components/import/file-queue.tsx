'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { formatBytes } from '@/components/source/format-bytes'
import { Panel } from '@/components/ui/panel'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ImportLine } from '@/lib/schema/import'
import { OutcomeList, type OutcomeLine } from './outcome-list'
import { batchSources, refusalOf, type ChosenSource } from './source-choice'

type FileQueueProps = {
  sources: ChosenSource[]
  /** Outcomes so far, by place of the source. */
  done: Record<number, OutcomeLine[]>
  busy: boolean
  onDone: (done: Record<number, OutcomeLine[]>) => void
  onReview: (source: ChosenSource, index: number) => void
  onBack: () => void
  importFiles: (form: FormData) => Promise<ActionResult<ImportLine[]>>
}

/** Several files: review one at a time, or import all that are left as they are. */
export function FileQueue({ sources, done, busy, onDone, onReview, onBack, importFiles }: FileQueueProps) {
  const [running, setRunning] = useState(false)
  const waiting = sources.map((_, index) => index).filter((index) => !done[index])
  const finished = sources.length - waiting.length
  const failed = Object.values(done).filter((lines) => lines.every(({ outcome }) => outcome === 'failed')).length

  const importAll = async () => {
    setRunning(true)
    const refused = waiting.filter((index) => refusalAt(sources, index))
    onDone(
      Object.fromEntries(
        refused.map((index) => [index, [failedLine(sources, index, refusalAt(sources, index) ?? '')]]),
      ),
    )
    const sendable = waiting.filter((index) => !refused.includes(index))
    const batches = batchSources(sendable.flatMap((index) => sources[index] ?? []))
    for (const batch of batches)
      onDone(
        await importBatch(
          sources,
          batch.flatMap((place) => sendable[place] ?? []),
          importFiles,
        ),
      )
    setRunning(false)
  }

  return (
    <Panel
      id="files"
      title="Files"
      count={sources.length}
      flush
      actions={
        <>
          <Button size="sm" variant="ghost" onClick={onBack} disabled={running}>
            {waiting.length === 0 ? 'Import more' : 'Cancel'}
          </Button>
          {waiting.length > 0 && (
            <Button size="sm" variant="primary" onClick={importAll} disabled={running || busy}>
              {running
                ? 'Importing…'
                : `Import ${waiting.length === sources.length ? 'all' : `the other ${waiting.length}`} without review`}
            </Button>
          )}
        </>
      }
    >
      <div className="flex items-center gap-3 border-b border-line px-4 py-2 text-xs text-muted" role="status">
        <progress className="h-1.5 w-40 accent-accent" max={sources.length} value={finished} aria-label="Files done" />
        {finished - failed} of {sources.length} imported
        {failed > 0 && <span className="text-red-ink">{failed} failed</span>}
      </div>
      <ul className="divide-y divide-line">
        {sources.map((source, index) => {
          const lines = done[index]
          return (
            <li key={index}>
              {lines ? (
                <OutcomeList lines={lines} />
              ) : (
                <div className="flex min-h-10 items-center gap-3 px-4">
                  <span className="min-w-0 flex-1 truncate font-mono text-xs">{source.path}</span>
                  <span className="text-xs text-faint tabular-nums">{formatBytes(source.file.size)}</span>
                  <Button size="sm" variant="ghost" disabled={running || busy} onClick={() => onReview(source, index)}>
                    Review
                  </Button>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

function refusalAt(sources: ChosenSource[], index: number): string | null {
  const source = sources[index]
  return source ? refusalOf(source) : null
}

function failedLine(sources: ChosenSource[], index: number, message: string): ImportLine {
  return {
    path: sources[index]?.path ?? '',
    outcome: 'failed',
    kind: null,
    slug: null,
    problems: [{ level: 'error', message }],
  }
}

/** Sends some files in one request and gives each its own lines back. */
async function importBatch(
  sources: ChosenSource[],
  indexes: number[],
  importFiles: FileQueueProps['importFiles'],
): Promise<Record<number, ImportLine[]>> {
  const form = new FormData()
  for (const index of indexes) {
    const source = sources[index]
    if (!source) continue
    form.append('file', source.file)
    form.append('path', source.path)
  }
  const answer = await importFiles(form)
  return Object.fromEntries(
    indexes.map((index) => {
      if (!answer.ok) return [index, [failedLine(sources, index, answer.message)]]
      const path = sources[index]?.path ?? ''
      // The files inside an archive are named below it.
      const lines = answer.value.filter((line) => line.path === path || line.path.startsWith(`${path}/`))
      return [index, lines.length > 0 ? lines : [failedLine(sources, index, 'Nothing was found in this file.')]]
    }),
  )
}
