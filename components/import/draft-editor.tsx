'use client'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useState, useTransition, type KeyboardEvent } from 'react'
import { Button } from '@/components/ui/button'
import { CommandKey } from '@/components/ui/command-key'
import { Kbd } from '@/components/ui/kbd'
import type { SaySentences } from '@/components/ui/said-refusal'
import type { ActionResult } from '@/lib/schema/action-result'
import type { DocumentDraft, Draft } from '@/lib/schema/draft'
import type { ImportLine, ImportPreview } from '@/lib/schema/import'
import type { ModelName } from '@/lib/schema/rewording'
import { CoverageNote } from '@/components/review/coverage-note'
import { ActiveFieldProvider } from './active-field'
import { CitedDocumentContext } from './citation-mark'
import { hasUnplacedTimes } from './citations'
import { DocumentSwitch } from './document-switch'
import type { ChangeDocument } from './draft-rows'
import { DropTargets } from './drop-targets'
import type { Edited } from './kept-review'
import { listFieldSpans } from './field-spans'
import { Forecast } from './forecast'
import { IncidentFields } from './incident-fields'
import { BodyField, HeadFields, OtherKindFields, PatternMatches, References } from './page-fields'
import { MessageDropContext } from './message-drop'
import type { Section } from './message-line'
import type { OutcomeLine } from './outcome-list'
import { ProblemList } from './problem-list'
import { ReviewSource } from './review-source'
import { RewordingPanel } from './rewording-panel'
import { SkillFields } from './skill-fields'
import type { TimeAnswer } from './source-choice'
import { SourcePane } from './source-pane'
import { tidyDocument } from './tidy-draft'
import { TimeQuestion } from './time-question'
import { useRewording } from './use-rewording'
import { useThreadReview, type ThreadReview } from './use-thread-review'

type DraftEditorProps = {
  preview: ImportPreview
  /** Titles of the known patterns by slug. */
  patternTitles: Record<string, string>
  /** Null when none is configured. */
  model: ModelName | null
  save: (draft: Draft, takenOut: string[][]) => Promise<ActionResult<ImportLine[]>>
  sayRefusal: SaySentences
  onSaved: (lines: OutcomeLine[]) => void
  onBack: () => void
  /** Why the source could not be read again. */
  failure: string | null
  reading: boolean
  /** What was corrected before the page was left. */
  before: Edited | null
  /** Keeps what has been corrected so far. */
  keep: (edited: Edited) => void
  /** Says when a conversation was held; its source is read again. */
  onTimes: (answer: TimeAnswer) => void
}

/** A draft for review: the verbatim source on the left, what was read from it on the right, everything correctable. */
export function DraftEditor({
  preview,
  patternTitles,
  model,
  save,
  sayRefusal,
  onSaved,
  onBack,
  before,
  keep,
  ...times
}: DraftEditorProps) {
  const t = useTranslations('import.draftEditor')
  const { draft } = preview
  const [documents, setDocuments] = useState(before?.documents ?? draft.documents)
  const [left, setLeft] = useState<ReadonlySet<number>>(() => new Set(before?.left))
  const [current, setCurrent] = useState(0)
  const [jump, setJump] = useState<{ line: number; turn: number } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [saving, startSaving] = useTransition()
  const doc = documents[current]
  const kept = documents.filter((_, index) => !left.has(index))
  const review = useThreadReview(documents, setDocuments, current)
  const rewording = useRewording(documents, setDocuments, current, review, sayRefusal)
  const unplaced = documents.some(({ thread }) => thread && hasUnplacedTimes(thread.messages))

  const edit = useCallback(
    (change: ChangeDocument) =>
      setDocuments((all) => all.map((other, index) => (index === current ? change(other) : other))),
    [current],
  )
  const touched = documents !== draft.documents || left.size > 0
  useLeaveWarning(touched && !saving)
  useEffect(() => {
    if (touched) keep({ documents, left: [...left] })
  }, [touched, documents, left, keep])

  const submit = () =>
    startSaving(async () => {
      setFailure(null)
      const nameless = kept.find((document) => document.title.trim() === '')
      if (nameless) return setFailure(t('needsTitle'))
      const answer = await save({ ...draft, documents: kept.map(tidyDocument) }, listTakenOut(draft, documents, left))
      // The lines come in the order of the documents.
      if (answer.ok) onSaved(answer.value.map((line, index) => ({ ...line, title: kept[index]?.title })))
      else setFailure(answer.message)
    })
  const submitByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || saving) return
    event.preventDefault()
    submit()
  }

  if (!doc) return null
  return (
    <div onKeyDown={submitByKey}>
      <Review
        review={review}
        current={current}
        question={
          unplaced && (
            <TimeQuestion busy={times.reading} edited={documents !== draft.documents} onAnswer={times.onTimes} />
          )
        }
        preview={preview}
        doc={doc}
        edit={edit}
        patternTitles={patternTitles}
        jump={jump}
        onLine={(line) => setJump((before) => ({ line, turn: (before?.turn ?? 0) + 1 }))}
        forecast={preview.forecast[current] ?? null}
        documents={
          <>
            {documents.length > 1 && (
              <DocumentSwitch
                documents={documents}
                left={left}
                current={current}
                onCurrent={setCurrent}
                onLeft={setLeft}
              />
            )}
            {model && rewording && <RewordingPanel model={model} review={rewording} />}
          </>
        }
        formKey={current}
      />
      <div className="sticky bottom-0 z-20 -mx-3 mt-4 flex flex-wrap items-center gap-3 border-t border-line bg-canvas/95 px-3 py-2.5 backdrop-blur sm:-mx-6 sm:px-6">
        <Button variant="primary" onClick={submit} disabled={saving || kept.length === 0}>
          {saving ? t('saving') : kept.length > 1 ? t('saveMany', { count: kept.length }) : t('save')}
        </Button>
        <Button variant="ghost" onClick={onBack} disabled={saving}>
          {t('back')}
        </Button>
        <span className="hidden items-center gap-1 text-xs text-faint sm:flex">
          {t.rich('savesByKey', {
            keys: () => (
              <>
                <Kbd>
                  <CommandKey />
                </Kbd>
                <Kbd>↵</Kbd>
              </>
            ),
          })}
        </span>
        {(failure ?? times.failure) && (
          <p role="alert" className="min-w-0 basis-full text-red-ink">
            {failure ?? times.failure}
          </p>
        )}
      </div>
    </div>
  )
}

type ReviewProps = {
  review: ThreadReview | null
  current: number
  question: React.ReactNode
  preview: ImportPreview
  doc: DocumentDraft
  edit: (change: ChangeDocument) => void
  patternTitles: Record<string, string>
  jump: { line: number; turn: number } | null
  onLine: (line: number) => void
  forecast: ImportPreview['forecast'][number] | null
  documents: React.ReactNode
  /** A new one draws the fields afresh: inputs that hold half-typed text belong to one document. */
  formKey: number
}

function Review({ preview, doc, edit, patternTitles, onLine, forecast, documents, formKey, ...left }: ReviewProps) {
  const t = useTranslations('import.draftEditor')
  const spans = useMemo(() => listFieldSpans(doc), [doc])
  const { review } = left
  const problems = preview.draft.problems.map((one) => ({ ...one, message: preview.said[one.message] ?? one.message }))
  const source = <SourcePane text={preview.text} spans={spans} dropped={doc.dropped} jump={left.jump} />
  return (
    <ActiveFieldProvider>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
        <div className="sticky top-13 z-10 -mx-1 h-[34dvh] bg-canvas px-1 pt-1 pb-2 lg:top-17 lg:z-0 lg:h-[calc(100dvh-9rem)] lg:p-0">
          {review ? (
            <ReviewSource
              review={review}
              doc={doc}
              current={left.current}
              html={preview.messageHtml[review.thread.slug] ?? {}}
              asked={left.jump?.turn ?? 0}
            >
              {source}
            </ReviewSource>
          ) : (
            source
          )}
        </div>
        <div key={formKey} className="min-w-0 space-y-4">
          {left.question}
          {documents}
          <Forecast line={forecast} />
          {doc.coverage && <CoverageNote coverage={doc.coverage} />}
          {problems.length > 0 && (
            <section aria-label={t('problems')} className="rounded-lg border border-amber-line bg-amber-tint px-4 py-3">
              <ProblemList problems={problems} onLine={onLine} />
            </section>
          )}
          <CitedDocumentContext value={review && doc.kind !== 'thread' ? doc : null}>
            <MessageDropContext value={dropOf(review, left.current)}>
              <DocumentFields doc={doc} edit={edit} patternTitles={patternTitles} said={preview.said} />
            </MessageDropContext>
          </CitedDocumentContext>
        </div>
      </div>
      {review?.dragged && <DropTargets targets={review.targets} message={review.dragged} onAdd={review.add} />}
    </ActiveFieldProvider>
  )
}

/** What letting go of a dragged message over a section does. */
function dropOf(review: ThreadReview | null, current: number) {
  if (!review) return null
  const { dragged, add } = review
  return { drop: dragged && ((section: Section) => add(dragged, current, section)) }
}

type DocumentFieldsProps = Pick<ReviewProps, 'doc' | 'edit' | 'patternTitles'> & Pick<ImportPreview, 'said'>

function DocumentFields({ doc, edit, patternTitles, said }: DocumentFieldsProps) {
  return (
    <>
      <HeadFields doc={doc} edit={edit} />
      {doc.incident && <IncidentFields doc={doc} incident={doc.incident} edit={edit} />}
      {doc.skill && <SkillFields doc={doc} skill={doc.skill} edit={edit} />}
      <OtherKindFields doc={doc} edit={edit} />
      {(doc.kind === 'incident' || doc.kind === 'skill') && (
        <PatternMatches doc={doc} edit={edit} titles={patternTitles} />
      )}
      {doc.skill && <Contradictions contradictions={doc.skill.contradictions} said={said} />}
      <References doc={doc} edit={edit} />
      <BodyField doc={doc} edit={edit} />
    </>
  )
}

/** Patterns that the person took out, for each document that is saved. */
function listTakenOut(draft: Draft, documents: DocumentDraft[], left: ReadonlySet<number>): string[][] {
  return documents.flatMap((doc, index) => {
    if (left.has(index)) return []
    const before = draft.documents[index]?.patterns ?? []
    return [before.map((match) => match.slug).filter((slug) => !doc.patterns.some((match) => match.slug === slug))]
  })
}

type ContradictionsProps = { contradictions: { text: string; fields: string[] }[] } & Pick<ImportPreview, 'said'>

function Contradictions({ contradictions, said }: ContradictionsProps) {
  const t = useTranslations('import.draftEditor')
  if (contradictions.length === 0) return null
  return (
    <section
      aria-label={t('contradictions')}
      className="rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink"
    >
      <h2 className="mb-1 font-semibold">{t('contradictory')}</h2>
      <ul className="list-disc space-y-1 pl-4">
        {contradictions.map((contradiction, index) => (
          <li key={index} data-field={`contradictions.${index}`}>
            {said[contradiction.text] ?? contradiction.text}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Asks before the page with unsaved corrections is closed. */
function useLeaveWarning(unsaved: boolean) {
  useEffect(() => {
    if (!unsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [unsaved])
}
