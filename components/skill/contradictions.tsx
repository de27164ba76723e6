import { TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { hrefOfSource } from '@/components/source/source-href'
import type { Contradiction } from '@/lib/schema/draft'

type ContradictionsProps = {
  contradictions: Contradiction[]
  /** The source that the spans point into; null when it is not known. */
  source: { id: string; text: string } | null
}

/** Places where the skill says two things at once, both quoted: a reader must not find out at 3 a.m. */
export function Contradictions({ contradictions, source }: ContradictionsProps) {
  if (contradictions.length === 0) return null
  return (
    <section
      aria-labelledby="contradictions-title"
      className="mb-6 rounded-lg border border-amber-line bg-amber-tint px-4 py-3 text-amber-ink"
    >
      <h2 id="contradictions-title" className="flex items-center gap-2 font-semibold">
        <TriangleAlert aria-hidden className="size-4" />
        This skill contradicts itself
      </h2>
      <ul className="mt-2 space-y-3">
        {mergeSame(contradictions, source?.text ?? '').map((contradiction, index) => (
          <li key={index}>
            <p>{contradiction.text}</p>
            {source && (
              <div className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-2">
                {contradiction.spans.map((span) => (
                  <blockquote key={span.join('-')} className="min-w-0 border-l-2 border-amber-line pl-2.5 text-ink">
                    <Link href={hrefOfSource(source.id, span)} className="[overflow-wrap:anywhere] hover:underline">
                      “
                      {source.text
                        .slice(...span)
                        .trim()
                        .replaceAll('**', '')}
                      ”
                    </Link>
                  </blockquote>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One entry for each statement; places whose words are the same count once. */
function mergeSame(contradictions: Contradiction[], text: string): Contradiction[] {
  const merged = new Map<string, Contradiction>()
  for (const contradiction of contradictions) {
    const known = merged.get(contradiction.text)
    const spans = new Map([...(known?.spans ?? []), ...contradiction.spans].map((span) => [text.slice(...span), span]))
    merged.set(contradiction.text, { ...contradiction, spans: [...spans.values()] })
  }
  return [...merged.values()]
}
