import { CodeBlock } from '@/components/markdown/code-block'
import { Markdown } from '@/components/markdown/markdown'
import { MessageLinks } from '@/components/thread/message-links'
import type { SkillStep } from '@/lib/schema/draft'
import type { ThreadSources } from '@/lib/schema/thread'

/** Numbered steps of a runbook, each with its code ready to copy. */
export function Steps({
  steps,
  lang,
  cited,
}: {
  steps: SkillStep[]
  lang: string
  /** The messages that steps were taken from. */
  cited: ThreadSources['cited']
}) {
  return (
    <ol className="space-y-4">
      {steps.map((step, index) => (
        <li key={index} className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-2">
          <span
            aria-hidden
            className="mt-px grid size-5 place-items-center rounded-full border border-line-strong text-2xs font-medium text-muted tabular-nums"
          >
            {index + 1}
          </span>
          <div className="min-w-0 space-y-2">
            {step.text && <Markdown text={step.text} lang={lang} idPrefix={`step-${index}-`} headingOffset={3} />}
            {step.code.map((block, place) => (
              <CodeBlock key={place} code={block.text} lang={block.lang} />
            ))}
            <MessageLinks cited={cited} words={[step.text]} />
          </div>
        </li>
      ))}
    </ol>
  )
}
