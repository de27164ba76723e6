import { useTranslations } from 'next-intl'
import { unstable_rethrow, useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { hrefOf } from '@/lib/render/links'
import type { PatternEdit } from '@/lib/schema/pattern'
import type { EditDifference } from '@/lib/schema/revision'
import { useKept } from '../kept/use-kept'
import type { Choice } from '../revision/edit-conflict'
import type { PatternActions } from './pattern-editor'
import { editOf, fieldsOf, readKeptPattern, typedTheirs, type PatternFields } from './pattern-fields'

/** What somebody else saved meanwhile, and what was typed here when that came out. */
type Conflict = { difference: readonly EditDifference[]; mine: PatternFields; choices: Record<string, Choice> }
type Begun = { base: PatternFields; version: number }

/** The state of a pattern that is being written: what is typed survives the server's absence and somebody else's edit. */
export function usePatternEdit(props: {
  start: PatternEdit
  version: number
  actions: Pick<PatternActions, 'save' | 'reload'>
}) {
  const { start, version, actions } = props
  const t = useTranslations('pattern.usePatternEdit')
  const router = useRouter()
  const [begun, setBegun] = useState<Begun>(() => ({ base: fieldsOf(start), version }))
  const [fields, setFields] = useState(begun.base)
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [pending, begin] = useTransition()
  const kept = useKept(`pattern:${version === 0 ? 'new' : start.slug}`, readKeptPattern)

  const put = (next: PatternFields, from: Begun) => {
    setFields(next)
    setBegun(from)
    kept.keep({ fields: next, ...from })
  }
  const set = (change: Partial<PatternFields>) => put({ ...fields, ...change }, begun)
  const restore = () => {
    if (!kept.offered) return
    const { fields: typed, ...from } = kept.offered.value
    put(typed, from)
    kept.taken()
  }
  const meet = async (difference: readonly EditDifference[]) => {
    const now = await actions.reload(start.slug)
    if (!now.ok) return toast.error(now.message)
    const theirs = fieldsOf(now.value.pattern)
    const untouched = difference.filter(
      (one) => !one.conflict && JSON.stringify(one.base) === JSON.stringify(one.yours),
    )
    const taken = typedTheirs(Object.fromEntries(untouched.map((one) => [one.field, one.theirs])))
    const mine = { ...fields, ...taken }
    setConflict({ difference, mine, choices: {} })
    put(mine, { base: theirs, version: now.value.version })
  }
  const choose = (field: string, choice: Choice) => {
    if (!conflict) return
    setConflict({ ...conflict, choices: { ...conflict.choices, [field]: choice } })
    const from = choice === 'mine' ? conflict.mine : begun.base
    set(Object.fromEntries(Object.entries(from).filter(([name]) => name === field)))
  }
  const save = () =>
    begin(async () => {
      try {
        const answer = await actions.save(editOf(fields), begun.version)
        if (answer.ok) {
          kept.forget()
          router.push(hrefOf('pattern', answer.value.slug))
        } else if (answer.code === 'stale' && answer.difference) await meet(answer.difference)
        else {
          setErrors(answer.fields ?? {})
          toast.error(answer.message)
        }
      } catch (error) {
        unstable_rethrow(error)
        toast.error(t('unreached'))
      }
    })
  return { fields, set, errors, pending, save, kept, restore, conflict, choose }
}
