'use client'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/class-names'
import { Panel } from '@/components/ui/panel'
import type { DocumentDraft } from '@/lib/schema/draft'

type DocumentSwitchProps = {
  documents: DocumentDraft[]
  /** Places of the documents that are left out of saving. */
  left: ReadonlySet<number>
  current: number
  onCurrent: (index: number) => void
  onLeft: (left: ReadonlySet<number>) => void
}

/** The documents that were found in one source: which one is on view, and which ones are saved. */
export function DocumentSwitch({ documents, left, current, onCurrent, onLeft }: DocumentSwitchProps) {
  const t = useTranslations('import.documentSwitch')
  const kinds = useTranslations('import.kinds')
  const toggle = (index: number) => {
    const next = new Set(left)
    if (!next.delete(index)) next.add(index)
    onLeft(next)
  }
  return (
    <Panel id="draft-documents" title={t('title')} count={documents.length} flush>
      <ol className="max-h-72 divide-y divide-line overflow-auto">
        {documents.map((doc, index) => (
          <li key={index} className={cn('flex items-center gap-2 px-3', index === current && 'bg-accent-tint')}>
            <input
              type="checkbox"
              aria-label={t('save', { title: doc.title })}
              className="size-4 shrink-0 accent-accent"
              checked={!left.has(index)}
              onChange={() => toggle(index)}
            />
            <button
              type="button"
              lang={doc.lang === 'und' ? undefined : doc.lang}
              aria-current={index === current ? 'true' : undefined}
              className="min-h-8 min-w-0 flex-1 truncate text-left hover:underline"
              onClick={() => onCurrent(index)}
            >
              {doc.title || <span className="text-faint italic">{t('noTitle')}</span>}
            </button>
            <span className="text-xs text-faint">{doc.incident?.reportedOn ?? kinds(doc.kind)}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
