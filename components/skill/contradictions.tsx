import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { hrefOfSource } from '@/components/source/source-href'
import { sentencesIn } from '@/lib/intl/sentences'
import type { Contradiction } from '@/lib/schema/draft'
import { Disagreement, Side, Sides } from './disagreement'

type ContradictionsProps = {
  contradictions: Contradiction[]
  /** The source that the spans point into; null when it is not known. */
  source: { id: string; text: string } | null
}

/** Places where the skill says two things at once, both quoted: a reader must not find out at 3 a.m. */
export function Contradictions({ contradictions, source }: ContradictionsProps) {
  const t = useTranslations('skill.contradictions')
  const quoted = useTranslations('skill.quoted')
  const say = sentencesIn(useLocale())
  if (contradictions.length === 0) return null
  return (
    <Disagreement id="contradictions-title" title={t('title')}>
      {mergeSame(contradictions, source?.text ?? '').map((contradiction, index) => (
        <li key={index}>
          <p>{say(contradiction.text)}</p>
          {source && (
            <Sides>
              {contradiction.spans.map((span) => (
                <Side key={span.join('-')}>
                  <Link href={hrefOfSource(source.id, span)} className="hover:underline">
                    {quoted('words', {
                      words: source.text
                        .slice(...span)
                        .trim()
                        .replaceAll(/\*\*|`/g, ''),
                    })}
                  </Link>
                </Side>
              ))}
            </Sides>
          )}
        </li>
      ))}
    </Disagreement>
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
