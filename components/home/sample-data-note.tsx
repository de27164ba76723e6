import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { seldom } from '../ui/seldom'
import type { SampleDataActions } from './sample-data'

const RemoveSampleData = seldom<SampleDataActions>(() => import('./sample-data').then((part) => part.RemoveSampleData))

/** Says that what is shown is sample data, and lets administrators remove it. */
export function SampleDataNote({ actions }: { actions: SampleDataActions | null }) {
  const t = useTranslations('home.sampleDataNote')
  return (
    <div
      role="note"
      className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line-strong bg-subtle px-3 py-2"
    >
      <p className="min-w-0 flex-1 basis-72">
        {t.rich(actions ? 'forAdministrators' : 'forOthers', {
          strong: (chunks) => <strong className="font-medium">{chunks}</strong>,
          link: (chunks) => (
            <Link href="/import" className="text-accent-ink underline">
              {chunks}
            </Link>
          ),
        })}
      </p>
      {actions ? <RemoveSampleData {...actions} /> : null}
    </div>
  )
}
