'use client'
import { unstable_rethrow } from 'next/navigation'
import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Draft, Format } from '@/lib/schema/draft'
import type { ImportLine, ImportPreview } from '@/lib/schema/import'
import { DraftEditor } from './draft-editor'
import { FileQueue } from './file-queue'
import { OutcomeList, type OutcomeLine } from './outcome-list'
import { fileSource, pastedSource, refusalOf, sourceForm, type ChosenSource } from './source-choice'
import { SourceChooser } from './source-chooser'
import { useFileDrop, type DroppedFile } from './use-file-drop'
import { useKeptText } from './kept-text'

export type ImportActions = {
  preview: (form: FormData) => Promise<ActionResult<ImportPreview>>
  save: (form: FormData) => Promise<ActionResult<ImportLine[]>>
  importFiles: (form: FormData) => Promise<ActionResult<ImportLine[]>>
}

type Stage =
  | { name: 'choose' }
  | { name: 'queue'; sources: ChosenSource[]; done: Record<number, OutcomeLine[]> }
  | {
      name: 'review'
      source: ChosenSource
      preview: ImportPreview
      queued: { stage: QueueStage; index: number } | null
    }
  | { name: 'saved'; lines: OutcomeLine[] }
type QueueStage = Extract<Stage, { name: 'queue' }>

const NO_ANSWER = 'The server did not answer. Nothing was stored and your text is still here: try again.'

/** Runs an action; a network failure becomes an answer like any other. */
async function ask<T>(call: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await call
  } catch (error) {
    // Next leads to the sign-in page by an error of its own.
    unstable_rethrow(error)
    return { ok: false, code: 'unavailable', message: NO_ANSWER }
  }
}

/** Choose a source, review what was read from it, save it. Nothing is stored before the last step. */
export function ImportWorkbench({
  actions,
  patternTitles,
}: {
  actions: ImportActions
  patternTitles: Record<string, string>
}) {
  const [stage, setStage] = useState<Stage>({ name: 'choose' })
  const [text, setText] = useKeptText()
  const [format, setFormat] = useState<Format | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [reading, startReading] = useTransition()

  const read = (source: ChosenSource, queued: { stage: QueueStage; index: number } | null) => {
    const refusal = refusalOf(source)
    if (refusal) return setFailure(refusal)
    startReading(async () => {
      setFailure(null)
      const form = sourceForm(source)
      if (format) form.set('format', format)
      const answer = await ask(actions.preview(form))
      if (!answer.ok) setFailure(answer.message)
      else if (answer.value.draft.documents.length === 0) setFailure(reasonOfNothing(answer.value))
      else setStage({ name: 'review', source, preview: answer.value, queued })
    })
  }
  const choose = (sources: ChosenSource[]) => {
    setFailure(null)
    const [only] = sources
    if (sources.length === 1 && only) read(only, null)
    else if (sources.length > 1) setStage({ name: 'queue', sources, done: {} })
  }

  const chooseFiles = (files: DroppedFile[]) =>
    choose(files.map(({ path, file }) => ({ ...fileSource(file), ...(path && { path }) })))
  const over = useFileDrop(stage.name === 'choose' && !reading ? chooseFiles : null)

  if (stage.name === 'review') {
    const save = (draft: Draft, takenOut: string[][]) => {
      const form = sourceForm(stage.source)
      form.set('draft', JSON.stringify(draft))
      form.set('takenOut', JSON.stringify(takenOut))
      return ask(actions.save(form))
    }
    const saved = (lines: OutcomeLine[]) => {
      if (stage.source.kind === 'paste') setText('')
      const { queued } = stage
      setStage(
        queued ? { ...queued.stage, done: { ...queued.stage.done, [queued.index]: lines } } : { name: 'saved', lines },
      )
      window.scrollTo({ top: 0 })
    }
    return (
      <DraftEditor
        preview={stage.preview}
        patternTitles={patternTitles}
        save={save}
        onSaved={saved}
        onBack={() => setStage(stage.queued?.stage ?? { name: 'choose' })}
      />
    )
  }
  if (stage.name === 'saved') {
    return (
      <Panel id="outcome" title="Saved" flush>
        <div role="status">
          <OutcomeList lines={stage.lines} />
        </div>
        <div className="border-t border-line px-4 py-3">
          <Button onClick={() => setStage({ name: 'choose' })}>Import another</Button>
        </div>
      </Panel>
    )
  }
  return (
    <div className="space-y-4">
      {failure && (
        <p role="alert" className="rounded-lg border border-red-line bg-red-tint px-4 py-3 text-red-ink">
          {failure}
        </p>
      )}
      {stage.name === 'choose' ? (
        <SourceChooser
          text={text}
          onText={setText}
          format={format}
          onFormat={setFormat}
          busy={reading}
          onPaste={() => choose([pastedSource(text)])}
          over={over}
          onFiles={chooseFiles}
        />
      ) : (
        <FileQueue
          sources={stage.sources}
          done={stage.done}
          busy={reading}
          onDone={(done) =>
            setStage((now) => (now.name === 'queue' ? { ...now, done: { ...now.done, ...done } } : now))
          }
          onReview={(source, index) => read(source, { stage, index })}
          onBack={() => setStage({ name: 'choose' })}
          importFiles={(form) => ask(actions.importFiles(form))}
        />
      )}
    </div>
  )
}

/** Why a source gave no document, in the parser's words. */
function reasonOfNothing(preview: ImportPreview): string {
  const problem = preview.draft.problems.find((candidate) => candidate.level === 'error') ?? preview.draft.problems[0]
  return problem?.message ?? 'No incident, skill or other page was found in this text.'
}
