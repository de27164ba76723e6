import { Markdown } from '@/components/markdown/markdown'
import { Panel } from '@/components/ui/panel'
import { Unknown } from '@/components/ui/unknown'
import type { ProposalView } from '@/lib/schema/proposal'

/** What is proposed, as it would be read. */
export function ProposedContent({ proposal, lang }: { proposal: ProposalView; lang: string }) {
  const { content } = proposal
  return (
    <Panel title="Proposed" id="proposed">
      {'text' in content ? (
        <Markdown text={content.text} lang={lang} />
      ) : (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5">
          <dt className="text-faint">Title</dt>
          <dd className="[overflow-wrap:anywhere]">{content.title}</dd>
          <dt className="text-faint">Kind</dt>
          <dd>{content.itemKind ?? <Unknown />}</dd>
          <dt className="text-faint">Owner</dt>
          <dd>{content.owner ?? <Unknown />}</dd>
          <dt className="text-faint">Due</dt>
          <dd>{content.due ?? <Unknown />}</dd>
        </dl>
      )}
    </Panel>
  )
}
