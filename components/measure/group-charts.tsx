import { useTranslations } from 'next-intl'
import { BarChart } from '@/components/chart/bar-chart'
import type { ChartTable, Fill } from '@/components/chart/chart-table'
import { SpreadChart } from '@/components/chart/spread-chart'
import type { Say } from '@/lib/intl/say'
import type { GroupMeasure, Measure, MeasureFilter, Spread } from '@/lib/schema/measures'
import { csvHref, itemsHref } from './measure-links'
import { formatShare, sentences, useMeasureWords, type By, type MeasureWords } from './measure-words'

/** Groups that a chart draws; the table and the file have all of them. */
const DRAWN = 12
const SERIES = [
  { name: 'done', fill: 'solid' },
  { name: 'wontDo', fill: 'hatched' },
  { name: 'unfinished', fill: 'hollow' },
  { name: 'unknown', fill: 'dotted' },
] as const satisfies { name: string; fill: Fill }[]
const FILES: Record<By, Measure> = { kind: 'by-kind', pattern: 'by-pattern', owner: 'by-owner' }

type GroupChartsProps = { by: By; groups: GroupMeasure[]; filter: MeasureFilter }

/** How many items of each group are closed, and how long the others have been open. */
export function GroupCharts({ by, groups, filter }: GroupChartsProps) {
  const t = useTranslations('measure.groupCharts')
  const words = useMeasureWords()
  const drawn = groups.slice(0, DRAWN)
  const left = groups.length - drawn.length
  const more = left > 0 && t('moreGroups', { count: left })
  const csv = csvHref(filter, FILES[by])

  return (
    <div className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-2">
      <BarChart
        id={`closed-by-${by}`}
        title={t('closedBy', { by })}
        summary={closureSummary(t, words, by, groups)}
        note={sentences([by === 'pattern' && t('countsForEach'), more])}
        series={SERIES.map(({ name, fill }) => ({ name: t(name), fill }))}
        bars={drawn.map((group) => ({
          name: words.groupName(by, group),
          values: [group.done, group.wontDo, group.unfinished, group.unknown],
          told: t('shareOf', { share: formatShare(group.closureRate), count: group.total - group.unknown }),
        }))}
        unit={t('actionItems')}
        table={closureTable(t, words, by, groups, filter)}
        csv={csv}
      />
      <SpreadChart
        id={`age-by-${by}`}
        title={t('ageBy', { by })}
        summary={ageSummary(t, words, by, groups)}
        note={sentences([more])}
        rows={drawn.flatMap((group) =>
          group.age === null
            ? []
            : [{ name: words.groupName(by, group), spread: group.age, told: words.medianOf(group.age) }],
        )}
        unit={t('daysOpen')}
        table={ageTable(t, words, by, groups)}
        csv={csv}
      />
    </div>
  )
}

type SayGroups = Say<'measure.groupCharts'>

function closureSummary(say: SayGroups, words: MeasureWords, by: By, groups: readonly GroupMeasure[]): string {
  const rated = groups.filter(({ closureRate }) => closureRate !== null)
  const best = rated.toSorted((a, b) => (b.closureRate ?? 0) - (a.closureRate ?? 0))
  const [first, last] = [best[0], best.at(-1)]
  if (!first || !last) return say('nothingRated', { by })
  const firstShare = formatShare(first.closureRate)
  if (first === last) return say('onlyOne', { group: words.groupName(by, first), share: firstShare })
  return say('highestAndLowest', {
    by,
    count: rated.length,
    first: words.groupName(by, first),
    firstShare,
    last: words.groupName(by, last),
    lastShare: formatShare(last.closureRate),
  })
}

function closureTable(
  say: SayGroups,
  words: MeasureWords,
  by: By,
  groups: readonly GroupMeasure[],
  filter: MeasureFilter,
): ChartTable {
  const { groupName, number } = words
  return {
    columns: [say(`group.${by}`), ...SERIES.map(({ name }) => say(name)), say('closureRate'), say('daysToClose')],
    rows: groups.map((group) => {
      const href = (of: Record<string, string>) => itemsHref(filter, { [by]: group.key ?? 'unknown', ...of })
      const count = (value: number, status: string) => ({
        text: number(value),
        href: value > 0 ? href({ status }) : null,
      })
      return [
        { text: groupName(by, group), href: href({}) },
        count(group.done, 'done'),
        count(group.wontDo, 'wont-do'),
        // The table's own filter of that name has those of an unknown status, too.
        {
          text: number(group.unfinished),
          href: group.unknown === 0 && group.unfinished > 0 ? href({ status: 'unfinished' }) : null,
        },
        count(group.unknown, 'unknown'),
        { text: formatShare(group.closureRate) },
        { text: daysTold(say, words, group.closing, group.closedUndated) },
      ]
    }),
  }
}

function ageSummary(say: SayGroups, words: MeasureWords, by: By, groups: readonly GroupMeasure[]): string {
  const aged = groups.filter(({ age }) => age !== null).toSorted((a, b) => (b.age?.median ?? 0) - (a.age?.median ?? 0))
  const undated = by === 'pattern' ? 0 : groups.reduce((sum, group) => sum + group.undated, 0)
  const [oldest] = aged
  if (!oldest?.age) return say('nothingAged')
  return sentences([
    say('oldest', { group: words.groupName(by, oldest), spread: words.spread(oldest.age) }),
    undated > 0 && say('undated', { count: undated }),
  ])
}

function ageTable(
  say: SayGroups,
  { groupName, number }: MeasureWords,
  by: By,
  groups: readonly GroupMeasure[],
): ChartTable {
  const days = (spread: Spread | null, of: 'low' | 'median' | 'high') => ({
    text: spread === null ? '–' : number(Math.round(spread[of] * 10) / 10),
  })
  return {
    columns: [say(`group.${by}`), 'n', say('low'), say('median'), say('high'), say('sinceUnknown')],
    rows: groups.map((group) => [
      { text: groupName(by, group) },
      { text: number(group.age?.n ?? 0) },
      days(group.age, 'low'),
      days(group.age, 'median'),
      days(group.age, 'high'),
      { text: number(group.undated) },
    ]),
  }
}

function daysTold(say: SayGroups, { times }: MeasureWords, spread: Spread | null, unknown: number): string {
  return sentences([
    spread === null ? unknown === 0 && '–' : say('days', { median: times.days(spread.median), n: spread.n }),
    unknown > 0 && say('unknownCount', { count: unknown }),
  ])
}
