import { useLocale, useTranslations } from 'next-intl'
import { compareEditions, type ComparedRow, type Difference, type Said } from '@/lib/domain/compare-editions'
import { languageLabel } from '@/lib/render/language'
import { zonedTime } from '@/lib/render/time'
import type { EditionView, IncidentView } from '@/lib/schema/incident'
import type { Locale } from '@/lib/schema/locale'
import { Badge } from '../ui/badge'
import { InlineText } from '../ui/inline-text'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { useTimes } from '../ui/use-times'

/** "German", and of several in one language the file it came from. */
function editionName(edition: EditionView, editions: EditionView[], locale: Locale): string {
  const several = editions.filter(({ lang }) => lang === edition.lang).length > 1
  const origin = edition.source.origin?.split(/[/\\]/).pop()
  const language = languageLabel(edition.lang, locale)
  return several ? `${language}: ${origin ?? edition.slug}` : language
}

type Zone = Pick<IncidentView, 'zone' | 'zoneText'>

function SaidCell({ said, lang, differs, zone }: { said: Said; lang: string; differs: Difference | null; zone: Zone }) {
  const phases = useTranslations('labels.phase')
  const times = useTimes()
  const at = said.at ? zonedTime({ at: said.at, ...zone }, 'source') : null
  const when = at ? `${times.dayShort(at.date)} ${at.time}` : said.timeText
  return (
    <>
      {when || said.phase ? (
        <span className="flex flex-wrap items-center gap-x-2 font-mono text-xs text-faint tabular-nums">
          {when ? differs === 'time' ? <mark>{when}</mark> : when : null}
          {said.phase && differs === 'phase' ? (
            <mark className="font-sans">{phases(said.phase)}</mark>
          ) : said.phase && said.phase !== 'note' ? (
            <span className="font-sans">{phases(said.phase)}</span>
          ) : null}
        </span>
      ) : null}
      <span lang={lang === 'und' ? undefined : lang} className="[overflow-wrap:anywhere]">
        <InlineText text={said.text} />
      </span>
    </>
  )
}

function Row({ row, editions, zone }: { row: ComparedRow; editions: EditionView[]; zone: Zone }) {
  const t = useTranslations('incident.editionComparison')
  return (
    <TableRow>
      {editions.map((edition, index) => {
        const said = row.said[index]
        return (
          <TableCell key={edition.id} className="min-w-56 py-2 align-top">
            {said ? (
              <SaidCell said={said} lang={edition.lang} differs={row.differs} zone={zone} />
            ) : (
              <span className="text-faint italic">{t('doesNotSay')}</span>
            )}
          </TableCell>
        )
      })}
      <TableCell className="py-2 align-top whitespace-nowrap">
        {row.differs ? (
          <Badge tone="amber">{t(`differs.${row.differs}`)}</Badge>
        ) : (
          <span className="text-faint">{t('same')}</span>
        )}
      </TableCell>
    </TableRow>
  )
}

function Comparison({
  name,
  rows,
  editions,
  zone,
}: {
  name: string
  rows: ComparedRow[]
  editions: EditionView[]
  zone: Zone
}) {
  const t = useTranslations('incident.editionComparison')
  const locale = useLocale()
  if (rows.length === 0) return null
  const apart = rows.filter(({ differs }) => differs !== null).length
  return (
    <div className="min-w-0">
      <h3 className="mb-1 font-medium">
        {name}{' '}
        <span className="text-xs font-normal text-faint">
          {apart === 0 ? t('allSame') : t('apart', { apart, count: rows.length })}
        </span>
      </h3>
      <Table caption={t('caption', { name })}>
        <TableHead>
          <TableRow>
            {editions.map((edition) => (
              <TableHeader key={edition.id}>{editionName(edition, editions, locale)}</TableHeader>
            ))}
            <TableHeader>{t('compared')}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row, index) => (
            <Row key={row.said.find((one) => one !== null)?.id ?? index} row={row} editions={editions} zone={zone} />
          ))}
        </TableBody>
      </Table>
    </div>
  )
}

/** What each edition says, side by side: marked is what only some of them say, and what they give another time or phase. */
export function EditionComparison({ incident }: { incident: IncidentView }) {
  const t = useTranslations('incident.editionComparison')
  const { timeline, causes, actionItems } = compareEditions(incident)
  const { editions, zone, zoneText } = incident
  const shown = { editions, zone: { zone, zoneText } }
  return (
    <div className="flex flex-col gap-6">
      <Comparison name={t('timeline')} rows={timeline} {...shown} />
      <Comparison name={t('causes')} rows={causes} {...shown} />
      <Comparison name={t('actionItems')} rows={actionItems} {...shown} />
    </div>
  )
}
