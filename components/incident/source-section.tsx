import { FileText } from 'lucide-react'
import Link from 'next/link'
import { languageName } from '@/lib/render/language'
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
  return (
    <div className="mt-3 rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-1.5 text-xs text-faint">
        <span>
          Verbatim, as it was imported
          {opened.span ? '; the words that the value was read from are highlighted' : ''}
        </span>
        <CopyButton text={opened.source.text} label="Copy the source" />
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
                {source.origin ?? 'Pasted text'}
              </Link>
              <Badge>{languageName(source.lang)}</Badge>
              <span className="text-xs text-faint">
                {source.format}, {source.size.toLocaleString('en')} bytes, imported by {source.importedBy}{' '}
                <TimeText at={source.importedAt} /> · sha-256{' '}
                <span className="font-mono">{source.sha256.slice(0, 12)}</span>
              </span>
            </li>
          )
        })}
      </ul>
      {opened ? <SourceText opened={opened} /> : null}
    </div>
  )
}
