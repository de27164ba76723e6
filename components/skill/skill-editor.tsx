'use client'
import { useTranslations } from 'next-intl'
import { Redo2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { VersionOffer } from '@/lib/schema/skill-edit'
import type { SkillText } from '@/lib/schema/skill-text'
import { KeptNotice } from '../kept/kept-notice'
import { EditConflict } from '../revision/edit-conflict'
import { Button } from '../ui/button'
import { cn } from '../ui/class-names'
import { SkillEditorFields } from './skill-editor-fields'
import { SkillEditorSave } from './skill-editor-save'
import { SkillEditorText } from './skill-editor-text'
import type { TryTriggers } from './trigger-trial'
import { useSkillEdit, type SkillEditActions } from './use-skill-edit'

type SkillEditorProps = {
  /** Empty for a skill that is not stored yet. */
  slug: string
  start: SkillText
  /** The version that the edit begins with; 0 for a new skill. */
  version: number
  offer: VersionOffer
  /** A published skill says by how much its version goes up. */
  asksVersion: boolean
  people: readonly string[]
  actions: SkillEditActions & { tryTriggers: TryTriggers }
}

/** A skill as fields and as text beside each other: what is typed in one shows in the other. */
export function SkillEditor(props: SkillEditorProps) {
  const t = useTranslations('skill.skillEditor')
  const editing = useSkillEdit(props)
  const { sides, kept, conflict, undo, redo } = editing
  const [shown, setShown] = useState<'fields' | 'text'>('fields')
  const { skill } = sides.document
  return (
    <form
      method="post"
      className="space-y-4"
      onKeyDown={(event) => {
        if (event.key !== 's' || !(event.metaKey || event.ctrlKey)) return
        event.preventDefault()
        event.currentTarget.requestSubmit()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        const typed = new FormData(event.currentTarget)
        const note = typed.get('note')
        editing.save({ step: readStep(typed.get('step')), note: typeof note === 'string' ? note : '' })
      }}
    >
      {kept.offered ? (
        <KeptNotice what={t('whatYouTyped')} at={kept.offered.at} onRestore={editing.restore} onDiscard={kept.forget} />
      ) : null}
      {conflict ? (
        <EditConflict of="skill" differences={conflict.difference} choices={conflict.choices} choose={editing.choose} />
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <div role="group" aria-label={t('sideShown')} className="flex gap-1 xl:hidden">
          {(['fields', 'text'] as const).map((side) => (
            <Button key={side} size="sm" aria-pressed={shown === side} onClick={() => setShown(side)}>
              {shown === side ? '✓ ' : ''}
              {side === 'fields' ? t('fields') : 'Markdown'}
            </Button>
          ))}
        </div>
        <Button size="sm" variant="ghost" disabled={!undo} onClick={() => undo?.()}>
          <Undo2 aria-hidden /> {t('undo')}
        </Button>
        <Button size="sm" variant="ghost" disabled={!redo} onClick={() => redo?.()}>
          <Redo2 aria-hidden /> {t('redo')}
        </Button>
      </div>
      <div className="grid gap-5 xl:grid-cols-2">
        <section aria-label={t('fields')} className={cn('min-w-0', shown === 'text' && 'hidden xl:block')}>
          {skill ? (
            <SkillEditorFields
              document={sides.document}
              skill={skill}
              people={props.people}
              tryTriggers={props.actions.tryTriggers}
              change={editing.change}
            />
          ) : null}
        </section>
        <section aria-label="Markdown" className={cn('min-w-0', shown === 'fields' && 'hidden xl:block')}>
          <SkillEditorText sides={sides} type={editing.type} />
        </section>
      </div>
      <SkillEditorSave
        offer={editing.offer}
        asksVersion={props.asksVersion}
        isNew={props.version === 0}
        failure={editing.failure}
        pending={editing.pending}
      />
    </form>
  )
}

const STEPS = ['patch', 'minor', 'major'] as const

function readStep(value: FormDataEntryValue | null) {
  return STEPS.find((step) => step === value) ?? 'keep'
}
