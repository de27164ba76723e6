'use client'
import { createContext, useContext, useOptimistic, useTransition, type ReactNode } from 'react'
import { unstable_rethrow } from 'next/navigation'
import { toast } from 'sonner'
import type { ActionItemPatch, ActionItemView } from '@/lib/schema/action-item'
import type { ActionResult } from '@/lib/schema/action-result'
import type { ControlledItem } from './controlled-item'

/** Changes an item; `version` is the one the person saw. Answers the new version. */
export type UpdateActionItem = (
  id: string,
  patch: ActionItemPatch,
  version: number,
) => Promise<ActionResult<{ version: number }>>

type Editable = Pick<ActionItemView, 'status' | 'owner' | 'due' | 'kind'>
type EditingContext = { update: UpdateActionItem; mayEdit: boolean }
const Context = createContext<EditingContext | null>(null)

/** Gives the item controls below it the way to save. Without `mayEdit` they show plain values. */
export function ActionItemEditing({ update, mayEdit, children }: EditingContext & { children: ReactNode }) {
  return <Context value={{ update, mayEdit }}>{children}</Context>
}

const FIELD_WORDS: Record<keyof Editable, string> = { status: 'Status', owner: 'Owner', due: 'Due date', kind: 'Kind' }

/** One item's values as they will be once saved, and the way to change them; every change can be undone from its toast. */
export function useActionItemEdit(item: ControlledItem) {
  const context = useContext(Context)
  const [pending, start] = useTransition()
  const [shown, showSoon] = useOptimistic<Editable, Partial<Editable>>(item, (now, part) => ({ ...now, ...part }))

  const send = async (part: Partial<Editable>, version: number) => {
    try {
      return await context?.update(item.id, part, version)
    } catch (error) {
      unstable_rethrow(error)
      return { ok: false as const, code: 'unavailable', message: 'The server did not answer; nothing was changed.' }
    }
  }
  const change = (part: Partial<Editable>, version = item.version, undoing = false) =>
    start(async () => {
      showSoon(part)
      const answer = await send(part, version)
      if (!answer) return
      if (!answer.ok) {
        toast.error(answer.message)
        return
      }
      const before = Object.fromEntries(Object.keys(part).map((field) => [field, item[field as keyof Editable]]))
      toast.success(undoing ? 'Undone' : `${describe(part)} saved`, {
        action: undoing ? undefined : { label: 'Undo', onClick: () => change(before, answer.value.version, true) },
      })
    })
  return { shown, pending, mayEdit: context?.mayEdit ?? false, change: (part: Partial<Editable>) => change(part) }
}

function describe(part: Partial<Editable>): string {
  return (Object.keys(part) as (keyof Editable)[]).map((field) => FIELD_WORDS[field]).join(', ')
}
