import { GitMerge, Info } from 'lucide-react'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { ImportLine } from '@/lib/schema/import'

const SENTENCES: Record<ImportLine['outcome'], string> = {
  created: 'Saving creates a new page.',
  updated: 'Saving updates what is already known as',
  unchanged: 'This very text is stored already, as',
  merged: 'This is another edition of',
  failed: 'This cannot be saved as it is.',
}

/** What saving would do, with the reasons for a merge. */
export function Forecast({ line }: { line: Omit<ImportLine, 'draft'> | null }) {
  if (!line) return null
  const reasons = line.reasons ?? []
  const known = line.outcome === 'updated' || line.outcome === 'unchanged' || line.outcome === 'merged'
  if (line.outcome === 'created' && reasons.length === 0) return null
  const Icon = line.outcome === 'merged' ? GitMerge : Info
  return (
    <div
      role="status"
      className="flex gap-2.5 rounded-lg border border-violet-line bg-violet-tint px-4 py-3 text-violet-ink"
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 space-y-1">
        <p className="font-medium">
          {SENTENCES[line.outcome]}{' '}
          {known && line.kind && line.slug && (
            <Link href={hrefOf(line.kind, line.slug)} target="_blank" className="[overflow-wrap:anywhere] underline">
              {line.slug}
            </Link>
          )}
        </p>
        {reasons.length > 0 && (
          <ul className="list-disc pl-4">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
