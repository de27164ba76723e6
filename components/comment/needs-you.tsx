import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import type { MentionView } from '@/lib/schema/comment'
import type { AskedReview } from '@/lib/schema/stage'
import { Panel } from '../ui/panel'
import { TimeText } from '../ui/time-text'

/** What waits for the viewer in person: reviews that they are asked for, comments that name them. Nothing when nothing waits. */
export function NeedsYou({ reviews, mentions }: { reviews: AskedReview[]; mentions: MentionView[] }) {
  const t = useTranslations('comment.needsYou')
  if (reviews.length + mentions.length === 0) return null
  return (
    <Panel id="needs-you" title={t('title')} count={reviews.length + mentions.length} flush className="mb-5">
      <ul className="divide-y divide-line">
        {reviews.map(({ slug, title, askedBy, askedAt }) => (
          <Row key={slug} href={hrefOf('incident', slug)} title={title} at={askedAt}>
            {t('asks', { by: askedBy })}
          </Row>
        ))}
        {mentions.map(({ commentId, kind, slug, title, by, at, excerpt }) => (
          <Row key={commentId} href={`${hrefOf(kind, slug)}#comment-${commentId}`} title={title} at={at}>
            {t('names', { by, excerpt })}
          </Row>
        ))}
      </ul>
    </Panel>
  )
}

function Row(props: { href: string; title: string; at: string; children: React.ReactNode }) {
  return (
    <li className="relative px-4 py-2 hover:bg-hover">
      <Link
        href={props.href}
        className="inline-flex min-h-6 items-center font-medium [overflow-wrap:anywhere] hover:underline"
      >
        {props.title}
      </Link>
      <p className="text-xs [overflow-wrap:anywhere] text-muted">
        {props.children} · <TimeText at={props.at} show="day-time" />
      </p>
    </li>
  )
}
