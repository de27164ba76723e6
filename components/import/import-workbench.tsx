'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { saidRefusal, type SaySentences } from '@/components/ui/said-refusal'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Draft, Format } from '@/lib/schema/draft'
import type { ImportLine, ImportPreview, ManyDocuments } from '@/lib/schema/import'
import type { ModelName } from '@/lib/schema/rewording'
import type { ReaderChoice } from '@/lib/schema/sharing'
import { DraftEditor } from './draft-editor'
import { ImportReadersChoice, sharingOf, type ImportReaders } from './import-readers'
import { OutcomeList, type OutcomeLine } from './outcome-list'
import {
  fileSource,
  goesInBackground,
  pastedSource,
  refusalOf,
  sourceForm,
  uploadRefusal,
  type ChosenSource,
} from './source-choice'
import { SourceChooser } from './source-chooser'
import { useFileDrop, type DroppedFile } from './use-file-drop'
import { KeptNotice } from '../kept/kept-notice'
import type { Edited } from './kept-review'
import { useKeptReview } from './use-kept-review'
import { useKeptText } from './kept-text'
import { importUrl, uploadFiles, type Started } from './upload-import'

export type ImportActions = {
  preview: (form: FormData) => Promise<ActionResult<ImportPreview | ManyDocuments>>
  save: (form: FormData) => Promise<ActionResult<ImportLine[]>>
  listReaders: () => Promise<ActionResult<ReaderChoice[]>>
  sayRefusal: SaySentences
}

type Stage =
  | { name: 'choose' }
  | { name: 'review'; source: ChosenSource; preview: ImportPreview; before: Edited | null }
  | { name: 'saved'; lines: OutcomeLine[] }

/**
 * One document: choose it, review what was read from it, save it; nothing is stored before the last step. Several files, an
 * archive, a source of very many documents or an address start an import in the background, which has a page of its own.
 */
export function ImportWorkbench({
  actions,
  patternTitles,
  model,
  given = null,
}: {
  actions: ImportActions
  /** A text to begin with; what is `restricted` is for its importer alone until they name others. */
  given?: { text: string; restricted: boolean } | null
  patternTitles: Record<string, string>
  /** Null when none is configured. */
  model: ModelName | null
}) {
  const t = useTranslations('import.importWorkbench')
  const refusals = useTranslations('import.sourceChoice')
  const locale = useLocale()
  const [stage, setStage] = useState<Stage>({ name: 'choose' })
  const [text, setText] = useKeptText(given?.text)
  const [format, setFormat] = useState<Format | null>(null)
  const [readers, setReaders] = useState<ImportReaders>(given?.restricted ? [] : null)
  const [failure, setFailure] = useState<string | null>(null)
  const [reading, startReading] = useTransition()
  const [sending, setSending] = useState<Sending | null>(null)
  const router = useRouter()
  const review = useKeptReview(stage.name === 'review' ? stage : null, readers)
  const busy = reading || sending !== null

  const read = (source: ChosenSource) => {
    const refusal = refusalOf(refusals, locale, source)
    if (refusal) return setFailure(refusal)
    startReading(async () => {
      setFailure(null)
      const form = sourceForm(source)
      if (format) form.set('format', format)
      addReaders(form, readers)
      const answer = await answerOf(actions.preview(form), t('noAnswer'))
      if (!answer.ok) setFailure(answer.message)
      else if ('documents' in answer.value) uploadMany(source)
      else if (answer.value.draft.documents.length === 0) setFailure(reasonOfNothing(answer.value) ?? t('nothingFound'))
      else setStage({ name: 'review', source, preview: answer.value, before: null })
    })
  }
  const follow = async (what: string, send: () => Promise<Started>) => {
    setFailure(null)
    setSending({ what, sent: null })
    const started = await send()
    // Until the page of the import is there, this one says what goes on.
    if (started.ok) return router.push(started.url)
    setSending(null)
    const { message } = started
    setFailure(message === null ? t('uploadUnanswered') : await saidRefusal(actions.sayRefusal, message))
  }
  const upload = (sources: ChosenSource[]) => {
    const [only] = sources
    const what = sources.length === 1 && only ? only.path : t('files', { count: sources.length })
    void follow(what, () => uploadFiles(sources, { format, readers }, (sent) => setSending({ what, sent })))
  }
  /** A history of hundreds of documents goes the way of an archive; a pasted one gets the name that the history shows. */
  const uploadMany = (source: ChosenSource) => {
    upload([{ ...source, path: source.path || 'pasted text' }])
    if (source.kind === 'paste') setText('')
  }
  const choose = (sources: ChosenSource[]) => {
    setFailure(null)
    const [only] = sources
    if (!only) return
    const refusal = sources.length === 1 ? refusalOf(refusals, locale, only) : uploadRefusal(refusals, locale, sources)
    if (refusal) setFailure(refusal)
    else if (sources.length === 1 && !goesInBackground(only)) read(only)
    else upload(sources)
  }

  const chooseFiles = (files: DroppedFile[]) =>
    choose(files.map(({ path, file }) => ({ ...fileSource(file), ...(path && { path }) })))
  const over = useFileDrop(stage.name === 'choose' && !busy ? chooseFiles : null)

  if (stage.name === 'review') {
    const save = (draft: Draft, takenOut: string[][]) => {
      const form = sourceForm(stage.source)
      form.set('draft', JSON.stringify(draft))
      form.set('takenOut', JSON.stringify(takenOut))
      addReaders(form, readers)
      return answerOf(actions.save(form), t('noAnswer'))
    }
    const saved = (lines: OutcomeLine[]) => {
      if (stage.source.kind === 'paste') setText('')
      review.forget()
      setStage({ name: 'saved', lines })
      window.scrollTo({ top: 0 })
    }
    return (
      <DraftEditor
        preview={stage.preview}
        patternTitles={patternTitles}
        model={model}
        save={save}
        sayRefusal={actions.sayRefusal}
        onSaved={saved}
        onBack={() => setStage({ name: 'choose' })}
        before={stage.before}
        keep={review.keep}
        failure={failure}
        reading={reading}
        onTimes={(told) => read({ ...stage.source, told })}
        // A new reading is reviewed afresh.
        key={JSON.stringify(stage.source.told ?? null)}
      />
    )
  }
  if (stage.name === 'saved') {
    return (
      <Panel id="outcome" title={t('saved')} flush>
        <div role="status">
          <OutcomeList lines={stage.lines} />
        </div>
        <div className="border-t border-line px-4 py-3">
          <Button onClick={() => setStage({ name: 'choose' })}>{t('importAnother')}</Button>
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
      {review.offered && (
        <KeptNotice
          what={
            review.offered.title === null ? t('keptReviewOfImport') : t('keptReview', { title: review.offered.title })
          }
          at={review.offered.at}
          onRestore={() => {
            const restored = review.restore()
            if (!restored) return
            setReaders(restored.readers)
            setStage({ name: 'review', ...restored })
          }}
          onDiscard={review.forget}
        />
      )}
      {sending && <SendingNote sending={sending} />}
      <ImportReadersChoice readers={readers} onChange={setReaders} list={actions.listReaders} />
      <SourceChooser
        text={text}
        onText={setText}
        format={format}
        onFormat={setFormat}
        busy={busy}
        reading={reading}
        onPaste={() => choose([pastedSource(text)])}
        over={over}
        onFiles={chooseFiles}
        onUrl={(url, files) => void follow(url, () => importUrl(url, { format, readers }, files))}
      />
    </div>
  )
}

function addReaders(form: FormData, readers: ImportReaders): void {
  const sharing = sharingOf(readers)
  if (sharing) form.set('sharing', JSON.stringify(sharing))
}

/** What is being sent, and the share of it that has been; null while that cannot be said. */
type Sending = { what: string; sent: number | null }

function SendingNote({ sending: { what, sent } }: { sending: Sending }) {
  const t = useTranslations('import.importWorkbench')
  return (
    <div role="status" className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <progress className="h-1.5 w-40 accent-accent" max={1} value={sent ?? undefined} aria-label={t('sent')} />
      <span className="min-w-0 truncate">{t('sending', { what })}</span>
    </div>
  )
}

/** Why a source gave no document, in the parser's words, as the reader says them; null when it says nothing. */
function reasonOfNothing(preview: ImportPreview): string | null {
  const problem = preview.draft.problems.find((candidate) => candidate.level === 'error') ?? preview.draft.problems[0]
  return problem ? (preview.said[problem.message] ?? problem.message) : null
}
