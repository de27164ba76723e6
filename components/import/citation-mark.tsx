'use client'
import { MessageSquareQuote } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { createContext, useContext } from 'react'
import { cn } from '@/components/ui/class-names'
import type { DocumentDraft } from '@/lib/schema/draft'
import { useActiveFieldStore } from './active-field'
import { messagesOf } from './citations'

/** The draft under review when it was made of a conversation; null for others, whose lines cite nothing. */
export const CitedDocumentContext = createContext<DocumentDraft | null>(null)

/** Names and links stand for themselves: no message says them as a line. */
const UNCITED = /^(?:authors|tags|references)(?:\.|$)/

/** Of how many messages a line is made, and the way to them; a line of none was added by hand. */
export function CitationMark({ field, line }: { field: string; line?: number }) {
  const doc = useContext(CitedDocumentContext)
  const t = useTranslations('import.citationMark')
  const store = useActiveFieldStore()
  if (!doc || UNCITED.test(field)) return null
  const { length } = messagesOf(doc, field)
  if (length === 0) {
    return (
      <span className="inline-flex min-h-6 items-center text-xs text-faint italic">
        {line === undefined ? t('byHand') : t('lineByHand', { line })}
      </span>
    )
  }
  return (
    <button
      type="button"
      title={t('showInThread')}
      className={cn(
        'inline-flex min-h-6 items-center gap-1 rounded px-1 text-xs text-muted',
        'hover:bg-hover hover:text-accent-ink hover:underline',
      )}
      onClick={() => store.focus(field)}
    >
      <MessageSquareQuote aria-hidden className="size-3.5 text-faint" />
      {line === undefined ? t('messages', { count: length }) : t('lineMessages', { line, count: length })}
    </button>
  )
}

/** The marks of a list that is edited as one text. */
export function LineMarks({ field, lines }: { field: string; lines: string[] }) {
  const doc = useContext(CitedDocumentContext)
  if (!doc || lines.length === 0) return null
  return (
    <div className="flex flex-wrap gap-x-3">
      {lines.map((text, index) =>
        text.trim() === '' ? null : <CitationMark key={index} field={`${field}.${index}`} line={index + 1} />,
      )}
    </div>
  )
}
