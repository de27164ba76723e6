'use client'
import { Search } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useTransition } from 'react'
import { filterHref } from '@/components/table/filter-href'
import { cn } from '@/components/ui/class-names'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'

import { languageLabel } from '@/lib/render/language'
import { NODE_KIND_CHOICES } from '@/lib/schema/choices'
import type { NodeKind } from '@/lib/schema/reference'

/** Pause in typing before the server is asked, in milliseconds. */
const DEBOUNCE_MS = 180

type Asked = { q: string; kind: NodeKind | undefined; lang: string | undefined }

/** What is searched for, kept in the address. Typing searches; the arrow down goes to the first result. */
export function SearchForm({ asked, langs }: { asked: Asked; langs: string[] }) {
  const t = useTranslations('search.searchForm')
  const kinds = useTranslations('labels.kind')
  const locale = useLocale()
  const router = useRouter()
  const path = usePathname()
  const [text, setText] = useState(asked.q)
  const [pending, start] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const ask = (part: Partial<Asked>) => {
    clearTimeout(timer.current)
    start(() => router.replace(filterHref(path, { ...asked, q: text.trim() }, {}, part), { scroll: false }))
  }
  const type = (value: string) => {
    setText(value)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => ask({ q: value.trim() }), DEBOUNCE_MS)
  }
  return (
    <form
      method="get"
      role="search"
      className="mb-5 space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        ask({ q: text.trim() })
      }}
    >
      <div className="relative">
        <Search
          aria-hidden
          className={cn(
            'pointer-events-none absolute top-3 left-3 size-4',
            pending ? 'animate-pulse text-accent' : 'text-faint',
          )}
        />
        <Input
          autoFocus
          type="search"
          data-search-input
          aria-label={t('label')}
          placeholder={t('placeholder')}
          className="h-10 pl-9 text-base"
          value={text}
          onChange={(event) => type(event.target.value)}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <div role="group" aria-label={t('kind')} className="flex flex-wrap gap-1">
          <KindButton label={t('everything')} on={asked.kind === undefined} onClick={() => ask({ kind: undefined })} />
          {NODE_KIND_CHOICES.map((kind) => (
            <KindButton key={kind} label={kinds(kind)} on={asked.kind === kind} onClick={() => ask({ kind })} />
          ))}
        </div>
        <Select
          aria-label={t('language')}
          className="ml-auto w-40"
          value={asked.lang ?? ''}
          onChange={(event) => ask({ lang: event.target.value || undefined })}
        >
          <option value="">{t('anyLanguage')}</option>
          {langs.map((lang) => (
            <option key={lang} value={lang}>
              {languageLabel(lang, locale)}
            </option>
          ))}
        </Select>
      </div>
    </form>
  )
}

function KindButton({ label, on, onClick }: { label: string; on: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      className="h-7 rounded-full border border-line-strong px-2.5 text-xs text-muted hover:bg-hover hover:text-ink aria-pressed:border-accent-line aria-pressed:bg-accent-tint aria-pressed:font-medium aria-pressed:text-accent-ink"
      onClick={onClick}
    >
      {label}
    </button>
  )
}
