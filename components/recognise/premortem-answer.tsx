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
          <ul className="space-y-2.5">
            {checklist.map((line) => (
              <CheckLine key={line.question} line={line} titles={titles} />
            ))}
          </ul>
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

/** A question with a box to tick while reviewing; ticks are not kept. `because` names patterns or incidents. */
function CheckLine({ line, titles }: { line: Premortem['checklist'][number]; titles: Map<string, string> }) {
  return (
    <li>
      <label className="flex min-h-6 items-start gap-2.5">
        <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent" />
        <span>{line.question}</span>
      </label>
      {line.because.length > 0 && (
        <p className="pl-6.5 text-xs text-faint">
          because of{' '}
          {line.because.map((slug, index) => (
            <span key={slug}>
              {index > 0 && ', '}
              <Link
                href={titles.has(slug) ? hrefOf('pattern', slug) : hrefOf('incident', slug)}
                className="hover:text-ink hover:underline"
              >
                {titles.get(slug) ?? slug}
              </Link>
            </span>
          ))}
        </p>
      )}
    </li>
  )
}
