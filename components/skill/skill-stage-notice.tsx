'use client'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import type { SkillView } from '@/lib/schema/skill'
import type { SkillStage, SkillStageMove, SkillSuccessor } from '@/lib/schema/skill-edit'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { SkillStageWords } from './skill-stage-words'

type NoticeProps = {
  skill: Pick<SkillView, 'stage' | 'retiredReason' | 'followInstead'>
  /** Where the viewer may take it; none for readers. */
  moves: readonly SkillStage[]
  /** Skills that may be followed instead. */
  others: readonly SkillSuccessor[]
  move: (move: SkillStageMove) => Promise<ActionResult<{ stage: SkillStage }>>
}

/** How far a skill is, and the ways from there. A retired one says why, and what to follow instead. */
export function SkillStageNotice({ skill, moves, others, move }: NoticeProps) {
  const t = useTranslations('skill.skillStageNotice')
  const { stage, retiredReason, followInstead } = skill
  const [pending, begin] = useTransition()
  const go = (wanted: SkillStageMove, undo: SkillStageMove | null) =>
    begin(async () => {
      const answer = await answerOf(move(wanted), t('unreached'))
      if (!answer.ok) toast.error(answer.message)
      else
        toast.success(t(`moved.${wanted.to}`), {
          ...(undo && { action: { label: t('undo'), onClick: () => go(undo, null) } }),
        })
    })
  const back: SkillStageMove = {
    to: stage,
    ...(retiredReason === null ? {} : { reason: retiredReason }),
    ...(followInstead ? { followInstead: followInstead.slug } : {}),
  }
  if (stage === 'published' && moves.length === 0) return null
  return (
    <section aria-label={t('label')} className="mb-6 flex flex-wrap items-center gap-x-3 gap-y-2">
      <SkillStageWords skill={skill} />
      {moves.map((to) =>
        to === 'retired' ? (
          <RetireDialog key={to} others={others} pending={pending} retire={(wanted) => go(wanted, back)} />
        ) : (
          <Button
            key={to}
            size="sm"
            variant={to === 'published' ? 'primary' : 'ghost'}
            disabled={pending}
            onClick={() => go({ to }, back)}
          >
            {t(`move.${to}`)}
          </Button>
        ),
      )}
    </section>
  )
}

function RetireDialog(props: {
  others: readonly SkillSuccessor[]
  pending: boolean
  retire: (move: SkillStageMove) => void
}) {
  const t = useTranslations('skill.skillStageNotice')
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      title={t('title')}
      description={t('description')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost">
          {t('move.retired')}
        </Button>
      }
    >
      <form
        method="post"
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          const typed = new FormData(event.currentTarget)
          const [reason, followInstead] = [typed.get('reason'), typed.get('followInstead')]
          setOpen(false)
          props.retire({
            to: 'retired',
            ...(typeof reason === 'string' ? { reason } : {}),
            ...(typeof followInstead === 'string' && followInstead !== '' ? { followInstead } : {}),
          })
        }}
      >
        <Field label={t('why')}>{(control) => <Input {...control} name="reason" required maxLength={1000} />}</Field>
        <Field label={t('followInstead')}>
          {(control) => (
            <Select {...control} name="followInstead" defaultValue="">
              <option value="">{t('noOther')}</option>
              {props.others.map(({ slug, title }) => (
                <option key={slug} value={slug}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" variant="primary" disabled={props.pending}>
          {t('retire')}
        </Button>
      </form>
    </Dialog>
  )
}
