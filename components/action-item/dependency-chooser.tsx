'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { answerOf } from '@/components/ui/answer-of'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { InlineText } from '@/components/ui/inline-text'
import { Input } from '@/components/ui/input'
import type { RelatedItem } from '@/lib/schema/action-item'
import type { ActionResult } from '@/lib/schema/action-result'
import { useActionItemEdit } from './action-item-editing'
import type { ControlledItem } from './controlled-item'
import { titleLang, titleOf } from './item-title'

/** Items that may come before this one, by words; with none, those of the same incident or skill. */
export type FindItems = (id: string, words: string) => Promise<ActionResult<RelatedItem[]>>

/** Names the item that must come first, or takes it away. */
export function DependencyChooser({ item, find }: { item: ControlledItem; find: FindItems }) {
  const t = useTranslations('action-item.dependencyChooser')
  const { mayEdit, change } = useActionItemEdit(item)
  const [open, setOpen] = useState(false)
  if (!mayEdit) return null
  const choose = (dependsOnId: string | null) => {
    setOpen(false)
    change({ dependsOnId })
  }
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <Dialog
        title={t('title')}
        description={titleOf(item)}
        open={open}
        onOpenChange={setOpen}
        trigger={<Button size="sm">{item.dependsOn ? t('chooseAnother') : t('choose')}</Button>}
      >
        <Candidates id={item.id} find={find} choose={choose} />
      </Dialog>
      {item.dependsOn && (
        <Button size="sm" variant="ghost" onClick={() => choose(null)}>
          {t('clear')}
        </Button>
      )}
    </div>
  )
}

function Candidates(props: { id: string; find: FindItems; choose: (id: string) => void }) {
  const { id, find, choose } = props
  const t = useTranslations('action-item.dependencyChooser')
  const [words, setWords] = useState('')
  const [found, setFound] = useState<RelatedItem[] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [pending, start] = useTransition()
  const search = () =>
    start(async () => {
      const answer = await answerOf(find(id, words), t('noAnswer'))
      setFailure(answer.ok ? null : answer.message)
      setFound(answer.ok ? answer.value : null)
    })
  return (
    <div className="space-y-3">
      <form
        method="post"
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          search()
        }}
      >
        <Field label={t('words')} error={failure} className="flex-1">
          {(control) => (
            <Input {...control} autoFocus value={words} onChange={(event) => setWords(event.target.value)} />
          )}
        </Field>
        <Button type="submit" disabled={pending}>
          {t('search')}
        </Button>
      </form>
      <p role="status" className="text-xs text-faint">
        {found === null ? t('notSearched') : found.length === 0 ? t('nothing') : t('found', { count: found.length })}
      </p>
      {found !== null && found.length > 0 && (
        <ul className="divide-y divide-line">
          {found.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                lang={titleLang(one)}
                className="w-full rounded px-2 py-1.5 text-left [overflow-wrap:anywhere] hover:bg-hover"
                onClick={() => choose(one.id)}
              >
                <InlineText text={titleOf(one)} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
