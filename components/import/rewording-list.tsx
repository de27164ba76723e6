'use client'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { DroppedLine, RewordingRequest } from '@/lib/schema/rewording'
import { stateOf, type Change, type ChangeState } from './rewording-changes'
import { findList } from './rewording-lines'

type ChangeListProps = {
  doc: DocumentDraft
  changes: readonly Change[]
  onDecide: (change: Change, accepted: boolean) => void
}

/** Each change with what was and what would be, to accept or to take back. */
export function ChangeList({ doc, changes, onDecide }: ChangeListProps) {
  const t = useTranslations('import.rewordingList')
  if (changes.length === 0) return null
  return (
    <ol aria-label={t('changes')} className="divide-y divide-line border-t border-line">
      {changes.map((change, index) => (
        <ChangeRow
          key={index}
          doc={doc}
          change={change}
          state={stateOf(doc, change)}
          onDecide={(accepted) => onDecide(change, accepted)}
        />
      ))}
    </ol>
  )
}

type ChangeRowProps = {
  doc: DocumentDraft
  change: Change
  state: ChangeState
  onDecide: (accepted: boolean) => void
}

function ChangeRow({ doc, change, state, onDecide }: ChangeRowProps) {
  const t = useTranslations('import.rewordingList')
  const lists = useTranslations('import.rewordingLines')
  const list = findList(doc, change.list)
  const place = change.kind === 'order' ? t('newOrder') : list?.many ? String(change.index + 1) : ''
  const name = [list ? lists(list.label) : change.list, place].filter(Boolean).join(' · ')
  return (
    <li aria-label={name} className="grid gap-x-3 gap-y-1.5 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0 space-y-1.5">
        <p className="flex flex-wrap items-center gap-2 text-xs text-muted">
          {name}
          {state === 'accepted' && <Badge tone="green">{t('accepted')}</Badge>}
        </p>
        {change.kind === 'words' ? (
          <Words lang={doc.lang} change={change} />
        ) : (
          <ol className="list-decimal space-y-0.5 pl-5">
            {change.after.map((line) => (
              <li key={line} className="[overflow-wrap:anywhere]">
                {line}
              </li>
            ))}
          </ol>
        )}
      </div>
      <div className="self-start">
        {state === 'gone' ? (
          <span className="text-xs text-faint italic">{t('changedSince')}</span>
        ) : (
          <Button
            size="sm"
            aria-label={state === 'open' ? t('acceptChange', { name }) : t('undoChange', { name })}
            onClick={() => onDecide(state === 'open')}
          >
            {state === 'open' ? t('accept') : t('undo')}
          </Button>
        )}
      </div>
    </li>
  )
}

function Words({ lang, change }: { lang: string; change: Extract<Change, { kind: 'words' }> }) {
  const t = useTranslations('import.rewordingList')
  const language = lang === 'und' ? undefined : lang
  const box = 'block rounded px-2 py-1 [overflow-wrap:anywhere] whitespace-pre-wrap no-underline'
  return (
    <>
      <del lang={language} className={`${box} bg-red-tint text-red-ink`}>
        <span className="sr-only">{t('before')} </span>
        {change.before}
      </del>
      <ins lang={language} className={`${box} bg-green-tint text-green-ink`}>
        <span className="sr-only">{t('after')} </span>
        {change.after}
      </ins>
      <details className="text-xs text-muted">
        <summary className="min-h-6 cursor-pointer py-1">{t('quotes', { count: change.quotes.length })}</summary>
        <ul className="space-y-1 pl-3">
          {change.quotes.map(({ quote }, index) => (
            <li key={index} lang={language} className="[overflow-wrap:anywhere]">
              {t('quote', { quote })}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

type DroppedListProps = { doc: DocumentDraft; dropped: readonly DroppedLine[]; request: RewordingRequest }

/** What the model said and nobody will take over, and why. */
export function DroppedList({ doc, dropped, request }: DroppedListProps) {
  const t = useTranslations('import.rewordingList')
  const lists = useTranslations('import.rewordingLines')
  if (dropped.length === 0) return null
  return (
    <details className="border-t border-line">
      <summary className="min-h-9 cursor-pointer px-4 py-2 text-sm text-muted">
        {t('droppedLines', { count: dropped.length })}
      </summary>
      <ul aria-label={t('dropped')} className="space-y-2 px-4 pb-3">
        {dropped.map(({ line, text, reason, what }, index) => {
          const asked = line === null ? undefined : request.lines[line]
          const list = asked ? findList(doc, asked.list) : null
          return (
            <li key={index} className="text-sm">
              <span className="[overflow-wrap:anywhere]">{text || t('noWords')}</span>
              <span className="block text-xs [overflow-wrap:anywhere] text-muted">
                {list ? `${lists(list.label)}: ` : ''}
                {t(`reason.${reason}`)}
                {what ? ` (${what})` : ''}
              </span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
