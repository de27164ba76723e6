import { useTranslations } from 'next-intl'
import { Tabs } from '@/components/ui/tabs'

const TABS = [
  { href: '/sources', name: 'sources' },
  { href: '/threads', name: 'threads' },
  { href: '/sources/imports', name: 'imports' },
  { href: '/sources/unresolved', name: 'unresolved' },
] as const

/** The views of what came in; `at` is the one that is shown. */
export function SourcesTabs({ at }: { at: (typeof TABS)[number]['href'] }) {
  const t = useTranslations('source.sourcesTabs')
  return (
    <Tabs
      label={t('label')}
      className="mb-4"
      tabs={TABS.map(({ href, name }) => ({ href, label: t(name), active: href === at }))}
    />
  )
}
