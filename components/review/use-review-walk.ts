import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { ActionResult } from '@/lib/schema/action-result'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { Correction, ReviewState, ReviewView, TakeBack, ZoneChoice } from '@/lib/schema/review'
import { answerOf } from '@/components/ui/answer-of'
import type { ChangeDocument } from '../import/draft-rows'
import { tidyDocument } from '../import/tidy-draft'
import { withFieldOf } from './with-field-of'

type Decided = { itemIds: string[]; version: number }
export type ReviewActions = {
  confirm: (itemId: string) => Promise<ActionResult<Decided>>
  correct: (correction: Correction) => Promise<ActionResult<Decided>>
  chooseZone: (choice: ZoneChoice) => Promise<ActionResult<Decided & { document: DocumentDraft }>>
  takeBack: (decision: TakeBack) => Promise<ActionResult<Decided>>
}
/** A decision of this visit: what it decided, and the document before it when it changed that. */
type Step = { itemIds: string[]; before: DocumentDraft | null; at: number }

/** Where a person is in the walk through a document, and what can be done there. */
export function useReviewWalk(view: ReviewView, start: number, actions: ReviewActions) {
  const t = useTranslations('review.useReviewWalk')
  const router = useRouter()
  const [items, setItems] = useState(view.items)
  const [saved, setSaved] = useState({ document: view.document, version: view.version })
  /** The document while it is being corrected; null when nobody types. */
  const [typed, setTyped] = useState<DocumentDraft | null>(null)
  const [at, setAt] = useState(start)
  const [steps, setSteps] = useState<Step[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  /** Somebody else was faster: what was typed here then, if anything was. */
  const [late, setLate] = useState<{ mine: DocumentDraft | null } | null>(null)
  const [seen, setSeen] = useState(view)
  const [busy, startBusy] = useTransition()
  if (view !== seen) {
    // The page has asked anew because somebody else was faster: from now on their document is the one that is corrected.
    setSeen(view)
    if (late) {
      setItems(view.items)
      setSaved({ document: view.document, version: view.version })
    }
  }
  const item = items[at] ?? null

  const go = (to: number) => {
    const next = Math.min(Math.max(to, 0), items.length - 1)
    setAt(next)
    setTyped(null)
    setFailure(null)
    setLate(null)
    // The address names the field, without asking the server for the page again.
    window.history.replaceState(null, '', `?item=${next + 1}`)
  }
  const mark = (ids: readonly string[], state: ReviewState) => {
    const marked = items.map((one) => (ids.includes(one.id) ? { ...one, state } : one))
    setItems(marked)
    return marked
  }
  /** What was decided before counts for a document that is not there any more: it cannot be taken back from here. */
  const meet = (mine: DocumentDraft | null) => {
    setLate({ mine })
    setTyped(null)
    setSteps([])
    router.refresh()
  }
  const ask = <T>(
    call: () => Promise<ActionResult<T>>,
    done: (decided: T) => void,
    mine: DocumentDraft | null = null,
  ) => {
    if (busy) return
    startBusy(async () => {
      setFailure(null)
      const answer = await answerOf(call(), t('noAnswer'))
      if (answer.ok) done(answer.value)
      else if (answer.code === 'stale') meet(mine)
      else setFailure(answer.message)
    })
  }
  /** On to the next field that waits; behind the last one to the next document. */
  const goOn = (all: typeof items) => {
    const later = all.findIndex((one, index) => index > at && one.state === 'open')
    const next = later < 0 ? all.findIndex((one) => one.state === 'open') : later
    if (next >= 0) go(next)
    else router.push(view.nextId ? `/review/${view.nextId}` : '/review')
  }
  const confirm = () => {
    if (typed) return save()
    if (!item) return
    if (item.state !== 'open') return go(at + 1)
    ask(
      () => actions.confirm(item.id),
      ({ itemIds }) => {
        setSteps([...steps, { itemIds, before: null, at }])
        goOn(mark(itemIds, 'confirmed'))
      },
    )
  }
  const corrected = ({ itemIds, version }: Decided, document: DocumentDraft) => {
    setSteps([...steps, { itemIds, before: saved.document, at }])
    setSaved({ document, version })
    setTyped(null)
    goOn(mark(itemIds, 'corrected'))
  }
  const store = (document: DocumentDraft) => {
    if (!item) return
    ask(
      () => actions.correct({ itemId: item.id, document: tidyDocument(document), version: saved.version }),
      (decided) => corrected(decided, tidyDocument(document)),
      document,
    )
  }
  const chooseZone = (zone: string) => {
    if (!item) return
    ask(
      () => actions.chooseZone({ itemId: item.id, zone, version: saved.version }),
      (decided) => corrected(decided, decided.document),
    )
  }
  const save = () => typed && store(typed)
  const kept = late?.mine && item ? withFieldOf(saved.document, late.mine, item.path) : null
  const undo = () => {
    const last = steps.at(-1)
    if (!last) return
    const { itemIds, before } = last
    ask(
      () => actions.takeBack({ itemIds, document: before, version: saved.version }),
      ({ version }) => {
        setSteps(steps.slice(0, -1))
        setSaved({ document: before ?? saved.document, version })
        mark(itemIds, 'open')
        go(last.at)
      },
    )
  }
  return {
    items,
    item,
    at,
    document: typed ?? saved.document,
    editing: typed !== null,
    busy,
    failure,
    late,
    keepMine: kept && (() => store(kept)),
    takeTheirs: () => setLate(null),
    canUndo: steps.length > 0,
    go,
    confirm,
    chooseZone,
    save,
    undo,
    edit: () => item && setTyped(saved.document),
    change: (change: ChangeDocument) => setTyped((before) => change(before ?? saved.document)),
    leave: () => (typed ? setTyped(null) : router.push('/review')),
  }
}
