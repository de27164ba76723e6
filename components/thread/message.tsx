'use client'
import { Bot, ExternalLink, Paperclip } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/class-names'
import { formatBytes } from '@/components/source/format-bytes'
import { TimeText } from '@/components/ui/time-text'
import type { MessageDraft, MessageFile } from '@/lib/schema/thread'
import { webHref } from './message-address'

/** One message: who, when, what, and what hangs on it. `html` is its text as `renderMessages` gives it; `actions` stand at its end. */
export function Message({
  message,
  html,
  lang,
  actions,
}: {
  message: MessageDraft
  html: string | undefined
  lang: string
  actions: ReactNode
}) {
  const t = useTranslations('thread.message')
  return (
    <div className={cn('min-w-0', message.bot && 'rounded-md border border-line-strong bg-subtle px-3 py-2')}>
      <div className="flex flex-wrap items-center gap-x-2">
        <Head message={message} />
        <span className="ml-auto flex items-center print:hidden">{actions}</span>
      </div>
      {message.kind === 'deleted' ? (
        <p className="text-faint italic">{t('deleted')}</p>
      ) : (
        html && (
          <div
            lang={lang === 'und' ? undefined : lang}
            className="prose-text [overflow-wrap:anywhere] [&_li]:whitespace-pre-line [&_p]:whitespace-pre-line"
            // renderMarkdown only gives HTML that its sanitiser let through.
            dangerouslySetInnerHTML={{ __html: html }}
          />
        )
      )}
      {message.files.length > 0 && <Files files={message.files} />}
      {message.reactions.length > 0 && <Reactions message={message} />}
    </div>
  )
}

function Head({ message: { author, bot, at, timeText, editedAt, kind } }: { message: MessageDraft }) {
  const t = useTranslations('thread.message')
  return (
    <>
      <span className="inline-flex min-h-6 min-w-0 items-center gap-1.5 font-semibold text-ink">
        {bot && <Bot aria-hidden className="size-4 shrink-0 text-faint" />}
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {author ?? <span className="font-normal text-faint italic">{t('authorUnknown')}</span>}
        </span>
      </span>
      {bot && <Badge>{t('program')}</Badge>}
      {at ? (
        <TimeText at={at} show="time" className="text-xs text-faint" />
      ) : (
        <span className="text-xs text-faint italic" title={t('timeUnknown')}>
          {timeText ?? t('noTime')}
        </span>
      )}
      {editedAt && (
        <span className="text-xs text-faint">
          {t.rich('edited', { time: () => <TimeText at={editedAt} show="time" /> })}
        </span>
      )}
      {kind === 'broadcast' && <Badge title={t('broadcastHint')}>{t('broadcast')}</Badge>}
    </>
  )
}

function Files({ files }: { files: MessageFile[] }) {
  const t = useTranslations('thread.message')
  const locale = useLocale()
  return (
    <ul aria-label={t('files')} className="mt-1.5 flex flex-wrap gap-1.5">
      {files.map((file, index) => {
        const href = webHref(file.url)
        const about = [file.type, file.size === null ? null : formatBytes(file.size, locale)].filter(
          (one) => one !== null,
        )
        return (
          <li
            key={index}
            className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 text-xs"
          >
            <Paperclip aria-hidden className="size-3.5 shrink-0 text-faint" />
            {href ? (
              <a
                href={href}
                rel="noopener noreferrer nofollow"
                className="[overflow-wrap:anywhere] text-accent-ink underline"
              >
                {file.name}
              </a>
            ) : (
              <span className="[overflow-wrap:anywhere]">{file.name}</span>
            )}
            {about.length > 0 && <span className="text-faint">{about.join(', ')}</span>}
          </li>
        )
      })}
    </ul>
  )
}

function Reactions({ message: { reactions } }: { message: MessageDraft }) {
  const t = useTranslations('thread.message')
  return (
    <ul aria-label={t('reactions')} className="mt-1.5 flex flex-wrap gap-1">
      {reactions.map(({ emoji, count, by }) => (
        <li
          key={emoji}
          title={by.length > 0 ? by.join(', ') : undefined}
          className="inline-flex h-6 items-center gap-1 rounded-full border border-line-strong bg-surface px-2 text-xs text-muted tabular-nums"
        >
          {emoji} {count}
        </li>
      ))}
    </ul>
  )
}

/** Leads to the message where it was written; nothing when its address is unknown. */
export function Permalink({ permalink }: { permalink: string | null }) {
  const t = useTranslations('thread.message')
  const href = webHref(permalink)
  if (!href) return null
  return (
    <a
      href={href}
      rel="noopener noreferrer nofollow"
      aria-label={t('openInSlack')}
      title={t('openInSlack')}
      className="inline-flex size-7 items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink"
    >
      <ExternalLink aria-hidden className="size-3.5" />
    </a>
  )
}
