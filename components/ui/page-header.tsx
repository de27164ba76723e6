import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** The head of a page: where we are, what it is, what can be done with it. */
export function PageHeader(props: {
  title: ReactNode
  /** Ancestors, outermost first. */
  breadcrumb?: { label: string; href: string }[]
  /** One sentence about the page, or its key facts. */
  description?: ReactNode
  actions?: ReactNode
  /** BCP 47 language of the title, when it is not English. */
  lang?: string
}) {
  const t = useTranslations('ui.pageHeader')
  return (
    <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-4xl flex-1 basis-80">
        {props.breadcrumb ? (
          <nav aria-label={t('breadcrumb')} className="mb-1 print:hidden">
            <ol className="flex flex-wrap items-center gap-1 text-xs text-faint">
              {props.breadcrumb.map((crumb) => (
                <li key={crumb.href} className="flex items-center gap-1">
                  <Link href={crumb.href} className="inline-flex min-h-6 items-center hover:text-ink hover:underline">
                    {crumb.label}
                  </Link>
                  <ChevronRight aria-hidden className="size-3" />
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        <h1 lang={props.lang} className="text-xl font-semibold tracking-[-0.012em] text-ink [overflow-wrap:anywhere]">
          {props.title}
        </h1>
        {props.description ? <div className="mt-1.5 text-sm text-muted">{props.description}</div> : null}
      </div>
      {props.actions ? <div className="flex flex-wrap items-center gap-2 print:hidden">{props.actions}</div> : null}
    </header>
  )
}
