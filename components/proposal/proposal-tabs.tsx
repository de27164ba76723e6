import { Tabs } from '@/components/ui/tabs'
import type { ProposalState } from '@/lib/schema/proposal'

/** Proposals by what became of them. */
export function ProposalTabs({ active }: { active: ProposalState }) {
  return (
    <Tabs
      label="Proposals by state"
      className="mb-4"
      tabs={[
        { href: '/proposals', label: 'Waiting', active: active === 'open' },
        { href: '/proposals?state=accepted', label: 'Accepted', active: active === 'accepted' },
        { href: '/proposals?state=rejected', label: 'Rejected', active: active === 'rejected' },
      ]}
    />
  )
}
