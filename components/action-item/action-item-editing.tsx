'use client'
import { useTranslations } from 'next-intl'
import {
  createContext,
  useCallback,
  useContext,
  useOptimistic,
  useState,
  useTransition,
  type MouseEvent,
  type ReactNode,
} from 'react'
import { toast } from '@/components/ui/toast'
import { answerOf } from '@/components/ui/answer-of'
import { onDemand } from '@/components/ui/on-demand'
import type { Say } from '@/lib/intl/say'
import type { ActionItemPatch } from '@/lib/schema/action-item'
import type { ActionResult } from '@/lib/schema/action-result'
import type { Closing, ClosingAnswer } from './closing-question'
import { fieldsOf, type ControlledItem, type ItemFields } from './controlled-item'
import { itemSaves, type ItemSaves, type SavedChange } from './item-saves'

const closingQuestion = onDemand(() => import('./closing-question'))

/** Changes an item; `version` is the one the person saw. Answers the new version. */
export type UpdateActionItem = (
  id: string,
  patch: ActionItemPatch,
  version: number,
) => Promise<ActionResult<{ version: number }>>

type EditingContext = {
  update: UpdateActionItem
  mayEdit: boolean
  saves: ItemSaves
  /** Asks what shows that an item is done, or why nobody will do it; null when the person goes back. */
  ask: (item: ControlledItem, closing: Closing) => Promise<ClosingAnswer | null>
}
const Context = createContext<EditingContext | null>(null)

type Question = { item: ControlledItem; closing: Closing; answer: (given: ClosingAnswer | null) => void }

/** Gives the item controls below it the way to save. Without `mayEdit` they show plain values. */
export function ActionItemEditing(props: { update: UpdateActionItem; mayEdit: boolean; children: ReactNode }) {
  const { update, mayEdit, children } = props
  const [saves] = useState(itemSaves)
  const [question, setQuestion] = useState<Question | null>(null)
  const parts = closingQuestion.usePart()
  const ask = useCallback<EditingContext['ask']>(
    (item, closing) =>
      new Promise((resolve) => {
        const answer = (given: ClosingAnswer | null) => {
          setQuestion(null)
          resolve(given)
        }
        closingQuestion.fetch()
        setQuestion({ item, closing, answer })
      }),
    [],
  )
  return (
    <Context value={{ update, mayEdit, saves, ask }}>
      {children}
      {parts && question && <parts.ClosingQuestion {...question} />}
    </Context>
  )
}

function closingOf(part: ItemFields, now: ItemFields): Closing | null {
  if (part.status === now.status) return null
  return part.status === 'done' || part.status === 'wont-do' ? part.status : null
}

/**
 * The way to change an item: asks what has to be asked, saves, says so, and offers to take it back. `onSoon` hears of the change
 * before the server answers, inside a transition, so that it can be shown at once.
 */
export function useItemChange(onSoon: (item: ControlledItem, part: ItemFields) => void) {
  const t = useTranslations('action-item.actionItemEditing')
  const context = useContext(Context)
  const [pending, start] = useTransition()

  const apply = (item: ControlledItem, part: ItemFields, undone: SavedChange | null, isTold = false) => {
    let failure: string | null = null
    const work = async () => {
      onSoon(item, part)
      await context?.saves.inTurn(item, part, async (version) => {
        const answer = await answerOf(context.update(item.id, part, undone?.version ?? version), t('noAnswer'))
        // One message for an item: undoing an older change would undo what came after it, and be refused.
        const id = `action-item-${item.id}`
        if (!answer.ok) {
          failure = answer.message
          if (isTold) toast.dismiss(id)
          else toast.error(answer.message, { id, action: undefined })
          return null
        }
        let isTakenBack = false
        const takeBack = (event: MouseEvent) => {
          // The message stays, to be written anew: one that is leaving takes along what is written into it in its last 200 ms.
          event.preventDefault()
          if (!isTakenBack) void undo(item.id)
          isTakenBack = true
        }
        toast.success(undone ? t('undone') : t('saved', { fields: namesOf(t, part) }), {
          id,
          action: undone ? undefined : { label: t('undo'), onClick: takeBack },
          // Long enough to see what was changed by mistake.
          duration: undone ? undefined : 12_000,
        })
        return answer.value.version
      })
    }
    return new Promise<string | null>((resolve, reject) => {
      start(() => work().then(() => resolve(failure), reject))
    })
  }
  // The newest change, also when the message is still that of the one before: it is the one that the person sees.
  const undo = async (id: string) => {
    const newest = await context?.saves.newest(id)
    if (newest) await apply(newest.item, newest.before, newest)
  }
  // Gives why it was refused; null when it was not. `isTold`: who asks tells it, where it was typed.
  const change = async (item: ControlledItem, part: ItemFields, isTold = false) => {
    const closing = closingOf(part, fieldsOf(item))
    const given = closing && context ? await context.ask(item, closing) : {}
    return given ? apply(item, { ...part, ...given }, null, isTold) : null
  }
  return { pending, mayEdit: context?.mayEdit ?? false, change }
}

/** One item's values as they will be once saved, and the way to change them; every change can be undone from its toast. */
export function useActionItemEdit(item: ControlledItem) {
  const [shown, showSoon] = useOptimistic<ItemFields, ItemFields>(fieldsOf(item), (now, part) => ({ ...now, ...part }))
  const { pending, mayEdit, change } = useItemChange((_, part) => showSoon(part))
  return {
    shown,
    pending,
    mayEdit,
    change: (part: ItemFields) => void change(item, part),
    /** For what is typed: gives why it was refused, to be told beside it; null when it is saved. */
    write: (part: ItemFields) => change(item, part, true),
  }
}

function namesOf(say: Say<'action-item.actionItemEditing'>, part: ItemFields): string {
  const fields = Object.keys(part) as (keyof ItemFields)[]
  // What was asked for along with the status is part of it.
  const told = fields.includes('status') ? (['status'] as const) : fields
  return [...new Set(told.map((field) => say(`fields.${field}`)))].join(', ')
}
