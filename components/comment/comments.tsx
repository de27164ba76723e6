import { useTranslations } from 'next-intl'
import type { CommentTarget, CommentView } from '@/lib/schema/comment'
import type { Person } from '@/lib/schema/stage'
import { Markdown } from '../markdown/markdown'
import { Section } from '../ui/panel'
import type { CommentActions } from './comment-actions'
import { CommentForm } from './comment-form'
import { CommentItem } from './comment-item'
import { ReadMentions } from './read-mentions'

type CommentsProps = {
  target: CommentTarget
  comments: CommentView[]
  people: Person[]
  actions: CommentActions
  /** The viewer may write. */
  mayWrite: boolean
  /** The viewer may delete what others wrote. */
  mayDelete: boolean
}

/** What people remark about an incident or a skill, oldest first, and a field to add to it. */
export function Comments({ target, comments, people, actions, mayWrite, mayDelete }: CommentsProps) {
  const t = useTranslations('comment.comments')
  const open = comments.filter(({ resolved }) => resolved === null).length
  return (
    <Section title={t('title')} id="comments" count={open}>
      <ReadMentions ids={comments.filter(({ unread }) => unread).map(({ id }) => id)} markRead={actions.markRead} />
      <div className="flex max-w-3xl flex-col gap-3">
        {comments.length === 0 && !mayWrite ? <p className="text-muted">{t('none')}</p> : null}
        {comments.length > 0 ? (
          <ol className="flex flex-col gap-3">
            {comments.map((comment) => (
              <CommentItem
                key={comment.id}
                comment={comment}
                people={people}
                actions={mayWrite ? actions : null}
                mayDelete={mayDelete}
              >
                <Markdown text={comment.text} lang="und" headingOffset={3} idPrefix={`comment-${comment.id}-`} />
              </CommentItem>
            ))}
          </ol>
        ) : null}
        {mayWrite ? (
          <CommentForm
            thing={`${target.kind}:${target.slug}`}
            label={t('add')}
            start=""
            verb={t('comment')}
            people={people}
            save={actions.add.bind(null, target)}
          />
        ) : null}
      </div>
    </Section>
  )
}
