import { GitMerge, Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { ImportLine } from '@/lib/schema/import'

/** What saving would do, with the reasons for a merge. */
export function Forecast({ line }: { line: Omit<ImportLine, 'draft'> | null }) {
  const t = useTranslations('import.forecast')
  if (!line) return null
  const reasons = line.reasons ?? []
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
          {t.rich(line.outcome, {
            page: () =>
              line.kind &&
              line.slug && (
                <Link
                  href={hrefOf(line.kind, line.slug)}
                  target="_blank"
                  className="[overflow-wrap:anywhere] underline"
                >
                  {line.slug}
                </Link>
              ),
          })}
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
