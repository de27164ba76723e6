import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { ActionItemList } from '@/components/action-item/action-item-list'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Meter } from '@/components/ui/meter'
import { Panel } from '@/components/ui/panel'
import { hrefOf } from '@/lib/render/links'
import type { Recognition } from '@/lib/schema/recognise'
import { HitList } from './hit-list'
import { VerdictForm, type JudgeAsked } from './verdict-form'

/** What a symptom reminds of: the skill to follow first, then the mechanism, the incidents, and what was left undone. */
export function RecognitionAnswer({ answer, judge }: { answer: Recognition; judge: JudgeAsked | null }) {
  const t = useTranslations('recognise.recognitionAnswer')
  const { patterns, skills, incidents, actionItems } = answer
  const verdict =
    judge && answer.askedId ? (
      <VerdictForm
        key={answer.askedId}
        id={answer.askedId}
        hits={[
          ...skills.map((hit) => ({ kind: 'skill' as const, ...hit })),
          ...incidents.map((hit) => ({ kind: 'incident' as const, ...hit })),
        ]}
        verdict={null}
        right={null}
        judge={judge}
      />
    ) : null
  if (patterns.length + skills.length + incidents.length === 0) {
    return (
      <div className="space-y-4">
        <EmptyState title={t('nothing.title')}>{t('nothing.text')}</EmptyState>
        {verdict}
      </div>
    )
  }
  return (
    <div className="space-y-4">
      {verdict}
      <p className="text-xs text-faint">{t('took', { ms: Math.round(answer.tookMs) })}</p>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {skills.length > 0 && (
          <Panel title={t('skills')} id="skills" count={skills.length}>
            <HitList hits={skills} kind="skill" />
          </Panel>
        )}
        {patterns.length > 0 && (
          <Panel title={t('patterns')} id="patterns" count={patterns.length}>
            <PatternHits patterns={patterns} />
          </Panel>
        )}
        {incidents.length > 0 && (
          <Panel title={t('incidents')} id="incidents" count={incidents.length}>
            <HitList hits={incidents} kind="incident" />
          </Panel>
        )}
        {actionItems.length > 0 && (
          <Panel title={t('actionItems')} id="action-items" count={actionItems.length}>
            <ActionItemList items={actionItems} />
          </Panel>
        )}
      </div>
    </div>
  )
}

function PatternHits({ patterns }: { patterns: Recognition['patterns'] }) {
  const t = useTranslations('recognise.recognitionAnswer')
  return (
    <ul className="space-y-3">
      {patterns.map((pattern) => (
        <li key={pattern.slug}>
          <div className="flex flex-wrap items-center justify-between gap-x-3">
            <Link
              href={hrefOf('pattern', pattern.slug)}
              className="min-h-6 font-medium text-accent-ink hover:underline"
            >
              {pattern.title}
            </Link>
            <Meter label={t('score', { title: pattern.title })} value={pattern.score} />
          </div>
          <p className="mt-1 flex flex-wrap items-center gap-1 text-xs">
            <Badge>{pattern.family}</Badge>
            {pattern.evidence.map((words) => (
              <mark key={words} className="px-1 [overflow-wrap:anywhere]">
                {words}
              </mark>
            ))}
          </p>
        </li>
      ))}
    </ul>
  )
}
