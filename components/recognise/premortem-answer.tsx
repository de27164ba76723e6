import Link from 'next/link'
import { EmptyState } from '@/components/ui/empty-state'
import { Meter } from '@/components/ui/meter'
import { Panel } from '@/components/ui/panel'
import { hrefOf } from '@/lib/render/links'
import type { Premortem } from '@/lib/schema/recognise'
import { HitList } from './hit-list'

/** What can go wrong with a plan: questions to answer first, with the incidents that taught them. */
export function PremortemAnswer({ answer }: { answer: Premortem }) {
  const { patterns, checklist, incidents } = answer
  if (patterns.length + checklist.length + incidents.length === 0) {
    return (
      <EmptyState title="No known mechanism fits this plan">
        Say which parts are changed (keys, caches, lifetimes, limits, rollout) and in which order; the mechanisms are
        told apart by such words.
      </EmptyState>
    )
  }
  const titles = new Map(patterns.map((pattern) => [pattern.slug, pattern.title]))
  return (
    <div className="space-y-4">
      <p className="text-xs text-faint">Answered in {Math.round(answer.tookMs)} ms.</p>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel title="Answer before you start" id="checklist" count={checklist.length}>
          <div className="space-y-4">
            {groupByReason(checklist).map(({ because, questions }) => (
              <CheckGroup key={because.join(' ')} because={because} questions={questions} titles={titles} />
            ))}
          </div>
        </Panel>
        <div className="min-w-0 space-y-4">
          <Panel title="Mechanisms to watch for" id="patterns" count={patterns.length}>
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
                    <Meter label={`Score of ${pattern.title}`} value={pattern.score} />
                  </div>
                  <p className="text-xs text-muted">{pattern.why.join('; ')}</p>
                </li>
              ))}
            </ul>
          </Panel>
          {incidents.length > 0 && (
            <Panel title="It went wrong here" id="incidents" count={incidents.length}>
              <HitList hits={incidents} kind="incident" />
            </Panel>
          )}
        </div>
      </div>
    </div>
  )
}

type CheckLine = Premortem['checklist'][number]

/** Questions that have the same reasons, in their order. */
function groupByReason(checklist: CheckLine[]): { because: string[]; questions: string[] }[] {
  const groups = new Map<string, { because: string[]; questions: string[] }>()
  for (const { question, because } of checklist) {
    const key = because.join(' ')
    const group = groups.get(key) ?? { because, questions: [] }
    group.questions.push(question)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** Questions with a box to tick while reviewing (ticks are not kept). `because` names patterns or incidents. */
function CheckGroup({
  because,
  questions,
  titles,
}: {
  because: string[]
  questions: string[]
  titles: Map<string, string>
}) {
  return (
    <div>
      {because.length > 0 && (
        <p className="mb-1 text-xs text-faint">
          Because of{' '}
          {because.map((slug, index) => (
            <span key={slug}>
              {index > 0 && ', '}
              <Link
                href={titles.has(slug) ? hrefOf('pattern', slug) : hrefOf('incident', slug)}
                className="underline decoration-line-strong hover:text-ink"
              >
                {titles.get(slug) ?? slug}
              </Link>
            </span>
          ))}
        </p>
      )}
      <ul className="space-y-1.5">
        {questions.map((question) => (
          <li key={question}>
            <label className="flex min-h-6 items-start gap-2.5">
              <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent" />
              <span>{question}</span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}
