import { BarChart, type BarSeries } from '@/components/chart/bar-chart'
import { formatNumber, type ChartTable } from '@/components/chart/chart-table'
import { SpreadChart } from '@/components/chart/spread-chart'
import { formatDays } from '@/lib/render/time'
import type { GroupMeasure, Measure, MeasureFilter, Spread } from '@/lib/schema/measures'
import { csvHref, itemsHref } from './measure-links'
import { counted, formatShare, groupName, sentences, spreadWords, type By } from './measure-words'

/** Groups that a chart draws; the table and the file have all of them. */
const DRAWN = 12
const SERIES: BarSeries[] = [
  { name: 'Done', fill: 'solid' },
  { name: 'Won’t do', fill: 'hatched' },
  { name: 'Unfinished', fill: 'hollow' },
  { name: 'Status unknown', fill: 'dotted' },
]
const FILES: Record<By, Measure> = { kind: 'by-kind', pattern: 'by-pattern', owner: 'by-owner' }
const PLURALS: Record<By, string> = { kind: 'kinds', pattern: 'patterns', owner: 'owners' }

type GroupChartsProps = { by: By; groups: GroupMeasure[]; filter: MeasureFilter }

/** How many items of each group are closed, and how long the others have been open. */
export function GroupCharts({ by, groups, filter }: GroupChartsProps) {
  const drawn = groups.slice(0, DRAWN)
  const left = groups.length - drawn.length
  const more = left > 0 && `${counted(left, 'more group')} in the table.`
  const csv = csvHref(filter, FILES[by])
  const note = by === 'pattern' ? 'An item counts for each pattern of the incident or skill that it is of.' : undefined
  return (
    <div className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-2">
      <BarChart
        id={`closed-by-${by}`}
        title={`Closed, by ${by}`}
        summary={closureSummary(by, groups)}
        note={sentences([note ?? false, more])}
        series={SERIES}
        bars={drawn.map((group) => ({
          name: groupName(by, group),
          values: [group.done, group.wontDo, group.unfinished, group.unknown],
          told: `${formatShare(group.closureRate)} of ${formatNumber(group.total - group.unknown)}`,
        }))}
        unit="action items"
        table={closureTable(by, groups, filter)}
        csv={csv}
      />
      <SpreadChart
        id={`age-by-${by}`}
        title={`Age of unfinished items, by ${by}`}
        summary={ageSummary(by, groups)}
        note={sentences([more])}
        rows={drawn.flatMap((group) =>
          group.age === null
            ? []
            : [
                {
                  name: groupName(by, group),
                  spread: group.age,
                  told: `${formatDays(group.age.median)}, n = ${formatNumber(group.age.n)}`,
                },
              ],
        )}
        unit="days open"
        table={ageTable(by, groups)}
        csv={csv}
      />
    </div>
  )
}

function closureSummary(by: By, groups: readonly GroupMeasure[]): string {
  const rated = groups.filter(({ closureRate }) => closureRate !== null)
  const best = rated.toSorted((a, b) => (b.closureRate ?? 0) - (a.closureRate ?? 0))
  const [first, last] = [best[0], best.at(-1)]
  if (!first || !last) return `Of no action item the status is known, so there is nothing to compare by ${by}.`
  if (first === last)
    return `${groupName(by, first)}: ${formatShare(first.closureRate)} are closed. There is no other to compare with.`
  return `Of ${counted(rated.length, by, PLURALS[by])}, ${groupName(by, first)} has the highest closure rate (${formatShare(first.closureRate)}) and ${groupName(by, last)} the lowest (${formatShare(last.closureRate)}).`
}

function closureTable(by: By, groups: readonly GroupMeasure[], filter: MeasureFilter): ChartTable {
  return {
    columns: [by, 'Done', 'Won’t do', 'Unfinished', 'Status unknown', 'Closure rate', 'Days to close'],
    rows: groups.map((group) => {
      const href = (of: Record<string, string>) => itemsHref(filter, { [by]: group.key ?? 'unknown', ...of })
      const count = (value: number, status: string) => ({
        text: formatNumber(value),
        href: value > 0 ? href({ status }) : null,
      })
      return [
        { text: groupName(by, group), href: href({}) },
        count(group.done, 'done'),
        count(group.wontDo, 'wont-do'),
        // The table's own filter of that name has those of an unknown status, too.
        {
          text: formatNumber(group.unfinished),
          href: group.unknown === 0 && group.unfinished > 0 ? href({ status: 'unfinished' }) : null,
        },
        count(group.unknown, 'unknown'),
        { text: formatShare(group.closureRate) },
        { text: daysTold(group.closing, group.closedUndated) },
      ]
    }),
  }
}

function ageSummary(by: By, groups: readonly GroupMeasure[]): string {
  const aged = groups.filter(({ age }) => age !== null).toSorted((a, b) => (b.age?.median ?? 0) - (a.age?.median ?? 0))
  const undated = by === 'pattern' ? 0 : groups.reduce((sum, group) => sum + group.undated, 0)
  const [oldest] = aged
  if (!oldest?.age) return 'Nothing is unfinished of which it is known since when.'
  return sentences([
    `Oldest by its median: ${groupName(by, oldest)}, ${spreadWords(oldest.age)}.`,
    undated > 0 && `Of ${counted(undated, 'unfinished item')} nobody knows since when.`,
  ])
}

function ageTable(by: By, groups: readonly GroupMeasure[]): ChartTable {
  const days = (spread: Spread | null, of: 'low' | 'median' | 'high') => ({
    text: spread === null ? '–' : formatNumber(Math.round(spread[of] * 10) / 10),
  })
  return {
    columns: [by, 'n', '10 % (days)', 'Median (days)', '90 % (days)', 'Since unknown'],
    rows: groups.map((group) => [
      { text: groupName(by, group) },
      { text: formatNumber(group.age?.n ?? 0) },
      days(group.age, 'low'),
      days(group.age, 'median'),
      days(group.age, 'high'),
      { text: formatNumber(group.undated) },
    ]),
  }
}

function daysTold(spread: Spread | null, unknown: number): string {
  return sentences([
    spread === null ? unknown === 0 && '–' : `${formatDays(spread.median)} (n = ${formatNumber(spread.n)})`,
    unknown > 0 && `${formatNumber(unknown)} unknown`,
  ])
}
