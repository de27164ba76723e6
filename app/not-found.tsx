import type { Metadata } from 'next'
import { useTranslations } from 'next-intl'
import { getTranslations } from 'next-intl/server'
import Link from 'next/link'
import { Button } from '@/components/ui/button'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.failures.notFound'))('title') }
}

export default function NotFound() {
  const t = useTranslations('pages.failures.notFound')
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-3 py-20">
      <p className="font-mono text-xs text-faint">404</p>
      <h1 className="text-xl font-semibold">{t('heading')}</h1>
      <p className="text-muted">{t('text')}</p>
      <div className="flex gap-2">
        <Button asChild variant="primary">
          <Link href="/search">{t('search')}</Link>
        </Button>
        <Button asChild>
          <Link href="/">{t('home')}</Link>
        </Button>
      </div>
    </div>
  )
}
