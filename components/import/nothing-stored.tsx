import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'

/** What a page says while nothing at all is stored: what it will be for, and the way to the first document. */
export function NothingStored({ children }: { children: ReactNode }) {
  const t = useTranslations('import.nothingStored')
  return (
    <EmptyState
      title={t('title')}
      className="mb-5 rounded-lg border border-line bg-surface"
      actions={
        <>
          <Button asChild variant="primary">
            <Link href="/import">{t('importFirst')}</Link>
          </Button>
          <Button asChild>
            <Link href="/">{t('firstSteps')}</Link>
          </Button>
        </>
      }
    >
      {children}
    </EmptyState>
  )
}
