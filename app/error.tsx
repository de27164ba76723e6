'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** An unexpected failure of a page. The digest finds it in the server's log. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('pages.failures.error')
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-3 py-20" role="alert">
      <h1 className="text-xl font-semibold">{t('title')}</h1>
      <p className="text-muted">
        {t('text')}
        {error.digest ? (
          <>
            {' '}
            {t.rich('digest', {
              digest: error.digest,
              code: (chunks) => <span className="font-mono text-xs">{chunks}</span>,
            })}
          </>
        ) : null}
      </p>
      <Button variant="primary" onClick={reset}>
        {t('again')}
      </Button>
    </div>
  )
}
