import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/class-names'
import type { ApiNoun } from '@/lib/schema/api-reference'

type ReferenceFrameProps = {
  nouns: Pick<ApiNoun, 'slug' | 'name'>[]
  /** Slug of the noun that is shown, or `schemas`. */
  active: string | null
  /** Nobody is signed in: there is no frame around the page. */
  alone: boolean
  children: ReactNode
}

/** The pages of the reference with the way between them. */
export function ReferenceFrame({ nouns, active, alone, children }: ReferenceFrameProps) {
  const t = useTranslations('api-reference.referenceFrame')
  const entries = [
    { slug: null, name: t('allCalls'), href: '/api-reference' },
    ...nouns.map(({ slug, name }) => ({ slug, name, href: `/api-reference/${slug}` })),
    { slug: 'schemas', name: t('schemas'), href: '/api-reference/schemas' },
  ]
  return (
    <div className={cn(alone && 'mx-auto w-full max-w-[84rem] px-4 py-8 sm:px-6')}>
      <div className="grid gap-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <nav aria-label={t('label')} className="lg:sticky lg:top-16 lg:self-start print:hidden">
          <ul className="flex flex-wrap gap-x-3 gap-y-1 lg:flex-col lg:gap-px">
            {entries.map(({ slug, name, href }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={slug === active ? 'page' : undefined}
                  className={cn(
                    'flex min-h-7 items-center rounded-md text-sm lg:px-2',
                    slug === active
                      ? 'font-medium text-ink lg:bg-hover'
                      : 'text-muted hover:text-ink lg:hover:bg-hover',
                  )}
                >
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="min-w-0">{children}</div>
      </div>
    </div>
  )
}
