import { Tabs } from '@/components/ui/tabs'

/** The three views of what came in. */
export function SourcesTabs({ active }: { active: 'sources' | 'imports' | 'unresolved' }) {
  return (
    <Tabs
      label="Sources"
      className="mb-4"
      tabs={[
        { href: '/sources', label: 'Sources', active: active === 'sources' },
        { href: '/sources/imports', label: 'Import history', active: active === 'imports' },
        { href: '/sources/unresolved', label: 'Names without a page', active: active === 'unresolved' },
      ]}
    />
  )
}
