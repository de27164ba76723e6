import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { CodeBlock } from '@/components/markdown/code-block'
import { Markdown } from '@/components/markdown/markdown'
import { Badge } from '@/components/ui/badge'
import { Section } from '@/components/ui/panel'
import { placesOf, tellTrigger } from '@/lib/domain/extracted-skill'
import { EXTRACTED_SECTIONS, type ExtractedLine, type Extraction } from '@/lib/domain/skill-extraction'
import { sentencesIn } from '@/lib/intl/sentences'

type Incidents = readonly { slug: string; title: string }[]
type DraftedLinesProps = { extraction: Extraction; incidents: Incidents; lang: string }

/** What was drafted of incidents, a line a line, each with the places that say so. */
export function DraftedLines({ extraction, incidents, lang }: DraftedLinesProps) {
  const sectionNames = useTranslations('skill.sections')
  const triggers = extraction.triggers.map((one) => ({ ...one, text: tellTrigger(one), code: [] }))
  const sections = [
    { name: 'triggers' as const, lines: triggers },
    ...EXTRACTED_SECTIONS.map((name) => ({ name, lines: extraction[name] })),
  ].filter(({ lines }) => lines.length > 0)
  return sections.map(({ name, lines }) => (
    <Section key={name} title={sectionNames(name)} id={`draft-${name}`} count={lines.length}>
      <ul className="space-y-2.5">
        {lines.map((line, index) => (
          <li key={index} className="grid grid-cols-[1rem_minmax(0,1fr)]">
            <span aria-hidden className="text-faint">
              •
            </span>
            <div className="min-w-0 space-y-1.5">
              <Markdown text={line.text} lang={lang} idPrefix={`draft-${name}-${index}-`} headingOffset={3} />
              {line.code.map((block, place) => (
                <CodeBlock key={place} code={block.text} lang={block.lang} />
              ))}
              <Cited line={line} incidents={incidents} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  ))
}

function Cited({ line, incidents }: { line: Pick<ExtractedLine, 'citations' | 'differ'>; incidents: Incidents }) {
  const t = useTranslations('skill.draftedLines')
  const quoted = useTranslations('skill.quoted')
  const say = sentencesIn(useLocale())
  const told = new Set(line.citations.map(({ incident }) => incident)).size
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
        <span>{t('from')}</span>
        {placesOf(line.citations, incidents).map(({ label, href, incident, place }) => (
          <Link
            key={href}
            href={href}
            aria-label={`${incident}: ${say(place)}`}
            title={`${incident}: ${say(place)}`}
            className="inline-grid min-h-6 min-w-6 place-items-center rounded border border-line px-1.5 tabular-nums text-accent-ink hover:bg-hover"
          >
            {say(label)}
          </Link>
        ))}
        {told > 1 && <Badge tone="blue">{t('share', { told, incidents: incidents.length })}</Badge>}
        {line.differ && <Badge tone="amber">{t('figuresDiffer')}</Badge>}
      </p>
      {line.differ && (
        <ul className="space-y-1">
          {line.citations.map(({ incident, anchor, quote }) => (
            <li key={`${incident} ${anchor}`}>
              <blockquote className="border-l-2 border-amber-line pl-2.5 text-sm text-muted [overflow-wrap:anywhere]">
                {quoted('words', { words: quote })}
              </blockquote>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
