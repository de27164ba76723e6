import { FileText } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { languageLabel } from '@/lib/render/language'
import type { IncidentView } from '@/lib/schema/incident'
import type { SourceView } from '@/lib/schema/source'
import type { Span } from '@/lib/schema/text'
import { Badge } from '../ui/badge'
import { CopyButton } from '../ui/copy-button'
import { MarkedText } from '../ui/marked-text'
import { TimeText } from '../ui/time-text'
import { sourceHref, type Showing } from './incident-address'

type Opened = { source: SourceView; span: Span | null } | null

function SourceText({ opened }: { opened: NonNullable<Opened> }) {
  const t = useTranslations('incident.sourceSection')
  return (
    <div className="mt-3 rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-1.5 text-xs text-faint">
        <span>{opened.span ? t('verbatimMarked') : t('verbatim')}</span>
        <CopyButton text={opened.source.text} label={t('copy')} />
      </div>
      <MarkedText
        text={opened.source.text}
        span={opened.span}
        lang={opened.source.lang}
        className="max-h-[70vh] overflow-y-auto px-4 py-3 print:max-h-none"
      />
    </div>
  )
}

/** The originals of an incident; one of them may be open, with a span highlighted. */
export function SourceSection({
  incident,
  showing,
  opened,
}: {
  incident: IncidentView
  showing: Showing
  opened: Opened
}) {
  const t = useTranslations('incident.sourceSection')
  const locale = useLocale()
  return (
    <div>
      <ul className="flex flex-col gap-1">
        {incident.sources.map((source) => {
          const open = opened?.source.id === source.id
          return (
            <li key={source.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <FileText aria-hidden className="size-4 text-faint" />
              <Link
                href={sourceHref(incident, showing, source.id, null)}
                aria-current={open ? 'true' : undefined}
                className="inline-flex min-h-6 items-center font-medium [overflow-wrap:anywhere] text-accent-ink hover:underline"
              >
                {source.origin ?? t('pasted')}
              </Link>
              <Badge>{languageLabel(source.lang, locale)}</Badge>
              <span className="text-xs text-faint">
                {t.rich('about', {
                  format: source.format,
                  size: source.size,
                  by: source.importedBy,
                  at: () => <TimeText at={source.importedAt} />,
                  hash: () => <span className="font-mono">{source.sha256.slice(0, 12)}</span>,
                })}
              </span>
            </li>
          )
        })}
      </ul>
      {opened ? <SourceText opened={opened} /> : null}
    </div>
  )
}
