import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { toast } from '@/components/ui/toast'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { MessageDraft } from '@/lib/schema/thread'
import { threadOf } from './citations'
import { SECTIONS, withMessageLine, type Section } from './message-line'
import type { Target } from './thread-pane'

export type ThreadReview = {
  /** The conversation, as a document of the draft. */
  thread: DocumentDraft
  messages: MessageDraft[]
  targets: Target[]
  /** The message that is being dragged. */
  dragged: MessageDraft | null
  drag: (message: MessageDraft | null) => void
  add: (message: MessageDraft, document: number, section: Section) => void
  markNoise: (message: MessageDraft, noise: boolean) => void
  /** The line that was added last; `turn` tells two of the same place apart. */
  added: { document: number; field: string; message: string; turn: number } | null
}

/** What a person does with the messages of the conversation that the current draft was made of; null when there is none. */
export function useThreadReview(
  documents: DocumentDraft[],
  setDocuments: (change: (documents: DocumentDraft[]) => DocumentDraft[]) => void,
  current: number,
): ThreadReview | null {
  const t = useTranslations('import.useThreadReview')
  const [dragged, drag] = useState<MessageDraft | null>(null)
  const [added, setAdded] = useState<ThreadReview['added']>(null)
  const doc = documents[current]
  const thread = doc ? threadOf(documents, doc) : null
  if (!thread?.thread) return null
  const targets = documents.flatMap((one, document): Target[] => {
    if ((one.kind !== 'incident' && one.kind !== 'skill') || threadOf(documents, one) !== thread) return []
    const sections = SECTIONS[one.kind].map((section): [Section, string] => [section, t(`section.${section}`)])
    return [{ document, name: t(`document.${one.kind}`), sections }]
  })
  const change = (place: number, to: (document: DocumentDraft) => DocumentDraft) =>
    setDocuments((all) => all.map((one, index) => (index === place ? to(one) : one)))
  const add = (message: MessageDraft, document: number, section: Section) => {
    const into = documents[document]
    if (!into) return
    drag(null)
    const { doc: next, field } = withMessageLine(into, section, message)
    change(document, () => next)
    setAdded({ document, field, message: message.id, turn: (added?.turn ?? 0) + 1 })
    toast(t(`added.${section}`))
  }
  const markNoise = ({ id }: MessageDraft, noise: boolean) =>
    change(documents.indexOf(thread), (one) => (one.thread ? withNoise(one, id, noise) : one))
  return { thread, messages: thread.thread.messages, targets, dragged, drag, add, markNoise, added }
}

function withNoise(doc: DocumentDraft, id: string, noise: boolean): DocumentDraft {
  if (!doc.thread) return doc
  const messages = doc.thread.messages.map((message) =>
    message.id === id ? { ...message, noise: noise ? ('small-talk' as const) : null } : message,
  )
  return { ...doc, thread: { ...doc.thread, messages } }
}
