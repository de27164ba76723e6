import { Tabs } from '@/components/ui/tabs'

/** The views of what came in. */
export function SourcesTabs({ active }: { active: 'sources' | 'threads' | 'imports' | 'unresolved' }) {
  return (
    <Tabs
      label="Sources"
      className="mb-4"
      tabs={[
        { href: '/sources', label: 'Sources', active: active === 'sources' },
        { href: '/threads', label: 'Threads', active: active === 'threads' },
        { href: '/sources/imports', label: 'Import history', active: active === 'imports' },
        { href: '/sources/unresolved', label: 'Names without a page', active: active === 'unresolved' },
      ]}
    />
  )
}
