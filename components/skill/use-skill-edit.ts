'use client'
import { useTranslations } from 'next-intl'
import { unstable_rethrow, useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState, useTransition } from 'react'
import { toast } from '@/components/ui/toast'
import { z } from 'zod'
import { withValueAt } from '@/lib/domain/draft-fields'
import { hrefOf } from '@/lib/render/links'
import type { ActionResult } from '@/lib/schema/action-result'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { EditDifference } from '@/lib/schema/revision'
import type { SkillEdit, VersionOffer, VersionStep } from '@/lib/schema/skill-edit'
import { SkillTypedSchema, type SkillText, type SkillTyped } from '@/lib/schema/skill-text'
import { useKept } from '../kept/use-kept'
import type { Choice } from '../revision/edit-conflict'

export type SkillEditActions = {
  /** What the other side says of what is typed in one. */
  join: (typed: SkillTyped) => Promise<ActionResult<SkillText & { offer: VersionOffer }>>
  save: (edit: SkillEdit) => Promise<ActionResult<{ slug: string }>>
  /** What is stored now, after somebody else has changed it; null for a new skill. */
  reload: (() => Promise<ActionResult<SkillText & { version: number }>>) | null
}

const KeptSchema = z.object({ typed: SkillTypedSchema, version: z.int() })
const readKeptEdit = (value: unknown) => KeptSchema.safeParse(value).data ?? null

type Sides = SkillText & { side: SkillTyped['side'] }
type Conflict = {
  difference: readonly EditDifference[]
  mine: DocumentDraft
  theirs: DocumentDraft
  choices: Record<string, Choice>
}

/** How long nothing is typed until the other side follows, in milliseconds. */
const PAUSE = 300
/** Steps that can be taken back. */
const MOST = 100

const typedOf = ({ side, text, document }: Sides): SkillTyped => (side === 'text' ? { side, text } : { side, document })

/** The state of a skill that is being edited: both sides, what can be taken back, and what somebody else saved meanwhile. */
export function useSkillEdit(props: {
  slug: string
  start: SkillText
  version: number
  offer: VersionOffer
  actions: SkillEditActions
}) {
  const t = useTranslations('skill.useSkillEdit')
  const { slug, actions } = props
  const router = useRouter()
  const [sides, setSides] = useState<Sides>({ ...props.start, side: 'fields' })
  const [version, setVersion] = useState(props.version)
  const [offer, setOffer] = useState(props.offer)
  const [past, setPast] = useState<Sides[]>([])
  const [future, setFuture] = useState<Sides[]>([])
  const [failure, setFailure] = useState<string | null>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const [pending, begin] = useTransition()
  const kept = useKept(`skill:${slug === '' ? 'new' : slug}`, readKeptEdit)
  const follow = useFollow(actions.join, setSides, setOffer)
  const last = useRef<{ name: string; at: number } | null>(null)

  const put = (next: Sides, from = version) => {
    setSides(next)
    kept.keep({ typed: typedOf(next), version: from })
    follow(next)
  }
  /** What is typed on in one field within a second is taken back at once. */
  const remember = (name: string | null) => {
    const now = Date.now()
    const isSame = name !== null && last.current?.name === name && now - last.current.at < 1000
    last.current = name === null ? null : { name, at: now }
    if (!isSame) setPast((steps) => [...steps.slice(-MOST), sides])
    setFuture([])
  }
  const change = (document: DocumentDraft, name: string | null) => {
    remember(name)
    put({ ...sides, document, side: 'fields' })
  }
  const type = (text: string) => {
    remember('text')
    put({ ...sides, text, side: 'text' })
  }
  const step = (from: Sides[], set: (steps: Sides[]) => void, to: (steps: (known: Sides[]) => Sides[]) => void) => {
    const next = from.at(-1)
    if (!next) return
    set(from.slice(0, -1))
    to((known) => [...known, sides])
    last.current = null
    put(next)
  }
  const restore = () => {
    if (!kept.offered) return
    const { typed, version: from } = kept.offered.value
    remember(null)
    setVersion(from)
    put({ ...sides, ...typed }, from)
    kept.taken()
  }
  const meet = async (difference: readonly EditDifference[]) => {
    const now = await actions.reload?.()
    if (!now) return
    if (!now.ok) return setFailure(now.message)
    const mine = mergedWith(sides, now.value.document, difference)
    const shown = withoutBody(difference)
    setConflict({ difference: shown, mine, theirs: now.value.document, choices: {} })
    setVersion(now.value.version)
    put({ ...sides, document: mine, side: 'fields' }, now.value.version)
  }
  const choose = (field: string, choice: Choice) => {
    if (!conflict) return
    const choices = { ...conflict.choices, [field]: choice }
    setConflict({ ...conflict, choices })
    const value = conflict.difference.find((one) => one.field === field)?.[choice === 'mine' ? 'yours' : 'theirs']
    change(withValueAt(sides.document, field, value ?? null), null)
  }
  const save = (how: { step: VersionStep; note: string }) =>
    begin(async () => {
      try {
        const answer = await actions.save({ typed: typedOf(sides), expectedVersion: version, ...how })
        if (answer.ok) {
          kept.forget()
          toast.success(t('saved'))
          router.push(hrefOf('skill', answer.value.slug))
        } else if (answer.code === 'stale' && answer.difference) await meet(answer.difference)
        else setFailure(answer.message)
      } catch (error) {
        unstable_rethrow(error)
        setFailure(t('unreached'))
      }
    })
  return {
    sides,
    offer,
    failure,
    conflict,
    choose,
    pending,
    kept,
    restore,
    change,
    type,
    save,
    undo: past.length > 0 ? () => step(past, setPast, setFuture) : null,
    redo: future.length > 0 ? () => step(future, setFuture, setPast) : null,
  }
}
export type SkillEditing = ReturnType<typeof useSkillEdit>

/** Lets the other side follow what is typed, once nothing more is typed for a moment. An answer that is overtaken counts for nothing. */
function useFollow(
  join: SkillEditActions['join'],
  setSides: (change: (sides: Sides) => Sides) => void,
  setOffer: (offer: VersionOffer) => void,
) {
  const asked = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(
    (typed: Sides) => {
      const number = ++asked.current
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        void join(typedOf(typed))
          .then((answer) => {
            if (asked.current !== number || !answer.ok) return
            const { offer, document, text, problems, keptAsText } = answer.value
            setOffer(offer)
            setSides((now) =>
              typed.side === 'text'
                ? { ...now, document, problems, keptAsText }
                : { ...now, text, problems, keptAsText, document: { ...now.document, body: document.body } },
            )
          })
          // The server is away: the other side follows with the next key, and saving says so.
          .catch(() => undefined)
      }, PAUSE)
    },
    [join, setSides, setOffer],
  )
}

const OF_BODY = /^(?:symptoms|diagnosis|resolution|escalation|budgets)/

/** The text repeats its fields: where one of them differs, that tells it better. */
function withoutBody(difference: readonly EditDifference[]): EditDifference[] {
  const repeats = difference.some(({ field }) => OF_BODY.test(field))
  return difference.filter(({ field }) => field !== 'body' || !repeats)
}

/** What is typed, with what only somebody else has changed. */
function mergedWith(sides: Sides, theirs: DocumentDraft, difference: readonly EditDifference[]): DocumentDraft {
  const shown = withoutBody(difference)
  const others = shown.filter((one) => !one.conflict && JSON.stringify(one.base) === JSON.stringify(one.yours))
  const merged = others.reduce((document, one) => withValueAt(document, one.field, one.theirs), sides.document)
  const isRepeated = shown.length < difference.length
  return isRepeated && sides.side === 'fields' ? { ...merged, body: theirs.body } : merged
}
