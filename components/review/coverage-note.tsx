import { Meter } from '@/components/ui/meter'
import type { Coverage } from '@/lib/schema/draft'

/** 0.996 is not "100 %": nothing is claimed to be whole that is not. */
export const percentOf = (share: number): number => Math.floor(share * 100 + 1e-9)

/**
 * How much of a document's text was used. `kept` counts words that stand in a field or in the body, the rest was left out as
 * page furniture; `fields` counts characters that a field was read from.
 */
export function CoverageNote({ coverage }: { coverage: Coverage }) {
  const kept = percentOf(coverage.kept)
  return (
    <span
      className="inline-flex flex-wrap items-center gap-x-2 text-xs text-muted tabular-nums"
      title="Kept: words of the source that stand in a field or in the body; the rest is navigation and the like. In fields: characters that a field was read from."
    >
      <Meter label="Text that is kept" value={kept / 100} />
      <span>
        of the text is in a field or a section; {percentOf(coverage.fields)} % was read into fields
        {kept < 100 && `, ${100 - kept} % was left out`}
      </span>
    </span>
  )
}
