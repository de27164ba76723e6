'use client'
import { GripVertical, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, useEffect, useRef } from 'react'
import { CopyCode } from '@/components/markdown/copy-code'
import { Message } from '@/components/thread/message'
import { MessageRows, messageClasses } from '@/components/thread/message-rows'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/class-names'
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu'
import type { DocumentDraft } from '@/lib/schema/draft'
import type { MessageDraft } from '@/lib/schema/thread'
import { useActiveField, useActiveFieldStore } from './active-field'
import { fieldsCiting, messagesOf } from './citations'
import type { Section } from './message-line'
import { scrollWithin, showField } from './source-pane'
import { useTouchDrag } from './use-touch-drag'

/** A section of a draft that messages can be added to; `document` is its place among the drafts. */
export type Target = { document: number; name: string; sections: [Section, string][] }

type ThreadPaneProps = {
  /** The draft beside it, whose lines cite the messages. */
  doc: DocumentDraft
  messages: MessageDraft[]
  lang: string
  html: Record<string, string>
  targets: Target[]
  onAdd: (message: MessageDraft, document: number, section: Section) => void
  onNoise: (message: MessageDraft, noise: boolean) => void
  /** A message is being dragged; null when it has been let go. */
  onDrag: (message: MessageDraft | null) => void
}

/**
 * The conversation beside its draft. What is pointed at in the form is marked in its messages; a click on a message marks the
 * lines that cite it. A message is dragged, or sent by its menu, to a section of a draft.
 */
export function ThreadPane({ doc, messages, lang, html, ...tools }: ThreadPaneProps) {
  const t = useTranslations('import.threadPane')
  const store = useActiveFieldStore()
  const scroller = useRef<HTMLDivElement>(null)

  useEffect(
    () =>
      store.subscribe(() => {
        const active = store.read()
        const box = scroller.current
        if (!box || active?.origin !== 'form' || !active.scroll) return
        const [first] = messagesOf(doc, active.field)
        const element =
          first === undefined ? null : box.querySelector<HTMLElement>(`[data-cited="${CSS.escape(first)}"]`)
        if (!element) return
        const fold = element.closest('details')
        if (fold) fold.open = true
        scrollWithin(box, element)
      }),
    [store, doc],
  )

  return (
    <div
      ref={scroller}
      role="region"
      aria-label={t('title')}
      tabIndex={0}
      className="h-full overflow-auto rounded-md border border-line bg-surface p-1"
    >
      <CopyCode>
        <MessageRows
          messages={messages}
          renderMessage={(message) => (
            <CitedMessage
              doc={doc}
              message={message}
              className={messageClasses(messages, message)}
              lang={lang}
              html={html[message.id]}
              {...tools}
            />
          )}
        />
      </CopyCode>
    </div>
  )
}

type CitedMessageProps = Omit<ThreadPaneProps, 'messages' | 'html'> & {
  message: MessageDraft
  className: string
  html: string | undefined
}

const CitedMessage = memo(function CitedMessage({
  doc,
  message,
  className,
  lang,
  html,
  onDrag,
  ...tools
}: CitedMessageProps) {
  const t = useTranslations('import.threadPane')
  const store = useActiveFieldStore()
  const lit = useActiveField((active) =>
    active?.origin === 'form' ? messagesOf(doc, active.field).includes(message.id) : active?.message === message.id,
  )
  const { refusesDrag, ...touch } = useTouchDrag((held) => onDrag(held ? message : null))
  const citing = fieldsCiting(doc, message.id)
  const showLines = () => {
    if (window.getSelection()?.toString()) return
    const [field = '', ...also] = citing
    store.hold({ field, also, origin: 'source', scroll: false, message: message.id })
    if (field) showField(field)
  }
  return (
    <li
      data-cited={message.id}
      className={cn(
        className,
        'grid cursor-pointer grid-cols-[1.25rem_minmax(0,1fr)] border',
        lit ? 'border-accent bg-accent-tint' : 'border-transparent hover:bg-subtle',
      )}
      onClick={(event) => {
        if (event.target instanceof Element && !event.target.closest('a, button')) showLines()
      }}
    >
      <span
        draggable
        title={t('drag')}
        data-testid="grip"
        className="-ml-1 flex cursor-grab touch-none justify-center pt-1 text-faint select-none [-webkit-touch-callout:none] hover:text-ink"
        {...touch}
        onDragStart={(event) => {
          if (refusesDrag(event)) return
          event.dataTransfer.setData('text/plain', message.text)
          event.dataTransfer.effectAllowed = 'copy'
          onDrag(message)
        }}
        onDragEnd={() => onDrag(null)}
      >
        <GripVertical aria-hidden className="size-4" />
      </span>
      <Message
        message={message}
        html={html}
        lang={lang}
        actions={
          <>
            <Button size="sm" variant="ghost" onClick={showLines} disabled={citing.length === 0}>
              {citing.length === 0 ? t('notCited') : t('lines', { count: citing.length })}
            </Button>
            <AddMenu message={message} {...tools} />
          </>
        }
      />
    </li>
  )
})

function AddMenu({
  message,
  targets,
  onAdd,
  onNoise,
}: Pick<ThreadPaneProps, 'targets' | 'onAdd' | 'onNoise'> & { message: MessageDraft }) {
  const t = useTranslations('import.threadPane')
  const text = message.text.slice(0, 40)
  return (
    <DropdownMenu
      trigger={
        <Button
          size="sm"
          variant="ghost"
          aria-label={
            message.author === null
              ? t('addMessageOfUnknown', { text })
              : t('addMessage', { author: message.author, text })
          }
        >
          <Plus aria-hidden /> {t('add')}
        </Button>
      }
    >
      {targets.map(({ document, name, sections }) => (
        <div key={document} role="group" aria-label={name}>
          <MenuLabel>{name}</MenuLabel>
          {sections.map(([section, word]) => (
            <MenuItem key={section} onSelect={() => onAdd(message, document, section)}>
              {word}
            </MenuItem>
          ))}
        </div>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => onNoise(message, message.noise === null)}>
        {message.noise === null ? t('markAsNoise') : t('notNoise')}
      </MenuItem>
    </DropdownMenu>
  )
}
