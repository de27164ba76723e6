'use client'

import { Quote as QuoteIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRef, useTransition, type KeyboardEvent, type ReactNode } from 'react'
import { toast } from '@/components/ui/toast'
import type { ActionResult } from '@/lib/schema/action-result'
import { choiceOf } from '@/lib/schema/choices'
import type { ConflictView } from '@/lib/schema/conflict'
import { answerOf } from '../ui/answer-of'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { LangBadge } from '../ui/lang-badge'
import { Panel } from '../ui/panel'
import { Value } from './conflict-value'
import { fieldWords } from './field-words'

type Zone = { zone: string | null; zoneText: string | null }
export type DecideConflict = (id: string, choice: 'mine' | 'theirs') => Promise<ActionResult<null>>
/** A conflict, and where its source says so. */
export type ShownConflict = ConflictView & { href: string }

/** The lists whose items have a name. */
const LISTS = [
  'windows',
  'timeline',
  'statusUpdates',
  'causes',
  'actionItems',
  'lessons',
  'customerActions',
  'tags',
  'authors',
  'references',
  'owners',
  'triggers',
  'symptoms',
  'diagnosis',
  'resolution',
  'escalation',
  'sources',
] as const

/** Fields that are what an item is called. */
const OWN_WORDS = new Set(['text', 'title'])

function Name({ list, item, field }: ConflictView) {
  const t = useTranslations('incident.conflictList.name')
  const lists = useTranslations('incident.conflictList.lists')
  const fields = useTranslations('incident.fields')
  const words = (path: string) => fieldWords(fields, path, ', ')
  if (list === null) return <span className="inline-block first-letter:uppercase">{words(field ?? '')}</span>
  const known = choiceOf(LISTS, list)
  const named = {
    list: known ? lists(known) : words(list),
    field: field && !OWN_WORDS.has(field) ? words(field) : '',
    item: item && item.length > 90 ? `${item.slice(0, 89)}…` : (item ?? ''),
    of: (chunks: ReactNode) => <span className="font-normal text-muted">{chunks}</span>,
  }
  if (item) return t.rich(named.field ? 'listFieldOf' : 'listOf', named)
  return t(named.field ? 'listField' : 'list', { list: named.list, field: named.field })
}

function Side({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0 rounded-md border border-line bg-canvas px-3 py-2">
      <h4 className="mb-1 flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">{title}</h4>
      <div className="max-h-56 overflow-y-auto text-sm [overflow-wrap:anywhere] whitespace-pre-wrap">{children}</div>
    </div>
  )
}

function Conflict({ conflict, zone, decide }: { conflict: ShownConflict; zone: Zone; decide: DecideConflict | null }) {
  const t = useTranslations('incident.conflictList')
  const failures = useTranslations('incident.failures')
  const [pending, start] = useTransition()
  const { id, base, mine, theirs, field, lang, source, href } = conflict
  const whole = conflict.list !== null && field === null
  function choose(choice: 'mine' | 'theirs') {
    if (pending || !decide) return
    start(async () => {
      const answer = await answerOf(decide(id, choice), failures('unchanged'))
      if (answer.ok) toast.success(choice === 'mine' ? t('kept') : t('taken'))
      else toast.error(answer.message)
    })
  }
  function onKeyDown(event: KeyboardEvent<HTMLLIElement>) {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const choice = event.key === 'm' ? 'mine' : event.key === 't' ? 'theirs' : null
    if (!choice) return
    event.preventDefault()
    event.stopPropagation()
    focusNext(event.currentTarget)
    choose(choice)
  }
  return (
    <li
      data-conflict
      tabIndex={-1}
      onKeyDown={onKeyDown}
      aria-busy={pending}
      className="border-t border-line px-4 py-3 first:border-t-0"
    >
      <h3 className="mb-2 text-sm font-medium">
        <Name {...conflict} />
      </h3>
      <div className="grid gap-2 sm:grid-cols-2">
        <Side title={t('mine')}>
          <Value value={mine} zone={zone} none={whole ? t('takenOut') : t('unknown')} />
        </Side>
        <Side
          title={
            <>
              {t('theirs')} <LangBadge lang={lang} />
              <Link
                href={href}
                className="inline-flex min-h-6 items-center gap-1 hover:text-accent-ink hover:underline print:hidden"
                title={source.origin === null ? t('showInPasted') : t('showIn', { origin: source.origin })}
              >
                <QuoteIcon aria-hidden className="size-3" />
                {t('source')}
              </Link>
            </>
          }
        >
          <Value value={theirs} zone={zone} none={whole ? t('gone') : t('unknown')} />
        </Side>
      </div>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 text-xs text-faint [overflow-wrap:anywhere]">
          {typeof base === 'object' && base !== null
            ? null
            : t.rich('before', { value: () => <Value value={base} zone={zone} none={t('unknown')} /> })}
        </p>
        {decide ? (
          <div className="flex gap-2 print:hidden">
            <Button size="sm" disabled={pending} onClick={() => choose('mine')}>
              {t('keepMine')}
            </Button>
            <Button size="sm" disabled={pending} onClick={() => choose('theirs')}>
              {t('takeTheirs')}
            </Button>
          </div>
        ) : null}
      </div>
    </li>
  )
}

/** The decided conflict goes from the list: the focus moves on before it does. */
function focusNext(item: HTMLElement): void {
  const next = item.nextElementSibling ?? item.previousElementSibling
  const button = next?.querySelector('button')
  if (button instanceof HTMLElement) button.focus()
}

export type ConflictListProps = {
  conflicts: ShownConflict[]
  zone: Zone
  /** null for those who may only read. */
  decide: DecideConflict | null
}

/** What `EditConflicts` shows. */
export function ConflictList({ conflicts, zone, decide }: ConflictListProps) {
  const t = useTranslations('incident.conflictList')
  const list = useRef<HTMLUListElement>(null)
  function onKeyDown(event: KeyboardEvent<HTMLUListElement>) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || !list.current) return
    const items = [...list.current.querySelectorAll<HTMLElement>('[data-conflict]')]
    const current = items.findIndex((item) => item.contains(document.activeElement))
    const button = items[current + step]?.querySelector('button')
    if (!button) return
    event.preventDefault()
    button.focus()
  }
  return (
    <Panel
      id="conflicts"
      title={t('title')}
      count={conflicts.length}
      flush
      className="mb-5 border-amber-line"
      actions={
        decide ? (
          <span className="hidden items-center gap-1 text-xs text-faint sm:flex">
            {t.rich('keys', { key: (chunks) => <Kbd>{chunks}</Kbd> })}
          </span>
        ) : null
      }
    >
      <ul ref={list} onKeyDown={onKeyDown} aria-labelledby="conflicts-title">
        {conflicts.map((conflict) => (
          <Conflict key={conflict.id} conflict={conflict} zone={zone} decide={decide} />
        ))}
      </ul>
    </Panel>
  )
}
