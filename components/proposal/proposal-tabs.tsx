import { useTranslations } from 'next-intl'
import { Tabs } from '@/components/ui/tabs'
import type { ProposalState } from '@/lib/schema/proposal'

/** Proposals by what became of them. */
export function ProposalTabs({ active }: { active: ProposalState }) {
  const t = useTranslations('proposal.proposalTabs')
  return (
    <Tabs
      label={t('label')}
      className="mb-4"
      tabs={[
        { href: '/proposals', label: t('open'), active: active === 'open' },
        { href: '/proposals?state=accepted', label: t('accepted'), active: active === 'accepted' },
        { href: '/proposals?state=rejected', label: t('rejected'), active: active === 'rejected' },
      ]}
    />
  )
}
