import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Button } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { seldom } from '../ui/seldom'
import type { SampleDataActions } from './sample-data'

const LoadSampleData = seldom<Pick<SampleDataActions, 'load'>>(() =>
  import('./sample-data').then((part) => part.LoadSampleData),
)

const STEPS = ['bringIn', 'compare', 'ask'] as const

/** The home page of an empty database. `load`: brings the sample data in; null for those who may not. */
export function FirstSteps({ load, mayWrite }: { load: SampleDataActions['load'] | null; mayWrite: boolean }) {
  const t = useTranslations('home.firstSteps')
  return (
    <div className="mx-auto max-w-2xl pt-6">
      <PageHeader title={t('title')} description={t('description')} />
      <ol className="flex flex-col gap-5">
        {STEPS.map((step, index) => (
          <li key={step} className="flex gap-4">
            <span
              aria-hidden
              className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong font-mono text-xs text-muted"
            >
              {index + 1}
            </span>
            <div>
              <h2 className="font-medium">{t(`steps.${step}.title`)}</h2>
              <p className="mt-0.5 text-muted">{t(`steps.${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
      <div className="mt-6 flex flex-wrap gap-2 pl-10">
        {mayWrite ? (
          <Button asChild variant="primary">
            <Link href="/import">{t('import')}</Link>
          </Button>
        ) : null}
        {load ? <LoadSampleData load={load} /> : null}
        <Button asChild>
          <Link href="/patterns">{t('patterns')}</Link>
        </Button>
      </div>
      {mayWrite ? null : <p className="mt-4 pl-10 text-muted">{t('readOnly')}</p>}
    </div>
  )
}
