'use client'
import { useEffect } from 'react'
import { CopyCode } from '@/components/markdown/copy-code'
import { cn } from '@/components/ui/class-names'
import type { ThreadView } from '@/lib/schema/thread'
import { CopyLink } from './copy-link'
import { Message, Permalink } from './message'
import { anchorOf, hrefOfMessage } from './message-address'
import { MessageRows, messageClasses } from './message-rows'
import { showMessage } from './show-message'
import { useMessageKeys } from './use-message-keys'

type Props = { thread: Pick<ThreadView, 'slug' | 'lang' | 'messages'>; html: Record<string, string> }

/** The messages of a stored conversation; `#m-<id>` in the address leads to one of them. */
export function ThreadMessages({ thread: { slug, lang, messages }, html }: Props) {
  useMessageKeys()
  useEffect(() => {
    const follow = () => {
      const id = decodeURIComponent(window.location.hash).replace(/^#m-/, '')
      if (messages.some((message) => message.id === id)) showMessage(id)?.focus({ preventScroll: true })
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [messages])
  return (
    <CopyCode>
      <MessageRows
        messages={messages}
        renderMessage={(message) => (
          <li
            id={anchorOf(message.id)}
            data-message={message.id}
            tabIndex={-1}
            className={cn(
              messageClasses(messages, message),
              'group/message [content-visibility:auto] hover:bg-subtle focus:bg-accent-tint focus:outline focus:outline-accent',
            )}
          >
            <Message
              message={message}
              html={html[message.id]}
              lang={lang}
              actions={
                <span className="flex items-center opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 pointer-coarse:opacity-100">
                  <CopyLink href={hrefOfMessage(slug, message.id)} />
                  <Permalink permalink={message.permalink} />
                </span>
              }
            />
          </li>
        )}
      />
    </CopyCode>
  )
}
