import { useTranslations } from 'next-intl'
import { Markdown } from '@/components/markdown/markdown'
import { Panel } from '@/components/ui/panel'
import { Unknown } from '@/components/ui/unknown'
import type { ProposalView } from '@/lib/schema/proposal'

/** What is proposed, as it would be read. */
export function ProposedContent({ proposal, lang }: { proposal: ProposalView; lang: string }) {
  const t = useTranslations('proposal.proposedContent')
  const { content } = proposal
  return (
    <Panel title={t('panel')} id="proposed">
      {'text' in content ? (
        <Markdown text={content.text} lang={lang} />
      ) : (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5">
          <dt className="text-faint">{t('title')}</dt>
          <dd className="[overflow-wrap:anywhere]">{content.title}</dd>
          <dt className="text-faint">{t('kind')}</dt>
          <dd>{content.itemKind ? t(`itemKind.${content.itemKind}`) : <Unknown />}</dd>
          <dt className="text-faint">{t('owner')}</dt>
          <dd>{content.owner ?? <Unknown />}</dd>
          <dt className="text-faint">{t('due')}</dt>
          <dd>{content.due ?? <Unknown />}</dd>
        </dl>
      )}
    </Panel>
  )
}
