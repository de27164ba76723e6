import { useTranslations } from 'next-intl'
import { oneText, type LangChoice } from '@/lib/render/localised'
import type { TimelineEntryView, WindowView } from '@/lib/schema/incident'
import { LocalisedItems } from '../incident/localised'
import { TimeText } from '../ui/time-text'
import { Unknown } from '../ui/unknown'
import { useTimes } from '../ui/use-times'
import { StretchBar } from './stretch-bar'
import { gapMinutes, minutesAfterStart, STAMPS, type StampName } from './window-stamps'

type Zone = { zone: string | null; zoneText: string | null }

function Stamp({ window, name, zone }: { window: WindowView; name: StampName; zone: Zone }) {
  const t = useTranslations('timeline.windowList')
  const stamps = useTranslations('timeline.stamps')
  const times = useTimes()
  const at = window[name]
  const after = minutesAfterStart(window, name)
  return (
    <div className="min-w-0">
      <dt className="text-xs text-faint">{stamps(name)}</dt>
      <dd className="flex flex-wrap gap-x-1.5 font-mono text-xs whitespace-nowrap text-ink">
        {at ? <TimeText at={at} {...zone} show="time" /> : <Unknown what={t(`unknownStamp.${name}`)} />}
        {after !== null && after > 0 ? <span className="text-faint">+{times.minutes(after)}</span> : null}
      </dd>
    </div>
  )
}

function Functions({ label, list, choice }: { label: string; list: WindowView['affected']; choice: LangChoice }) {
  if (Object.values(list).every((items) => items.length === 0)) return null
  return (
    <div className="min-w-0">
      <h4 className="mb-0.5 text-xs text-faint">{label}</h4>
      <LocalisedItems list={list} choice={choice} className="text-xs text-muted" />
    </div>
  )
}

/** Every impact window with its stamps, its length, the gap before it, and what it did and did not affect. */
export function WindowList({
  windows,
  timeline,
  zone,
  choice,
}: {
  windows: WindowView[]
  timeline: TimelineEntryView[]
  zone: Zone
  choice: LangChoice
}) {
  const t = useTranslations('timeline.windowList')
  const times = useTimes()
  return (
    <ol className="mt-4">
      {windows.map((window, index) => {
        const gap = gapMinutes(windows[index - 1], window)
        const label = oneText(window.label, choice)
        const length = () => (window.minutes === null ? <Unknown what={t('howLong')} /> : times.minutes(window.minutes))
        return (
          <li key={window.id} id={`window-${index + 1}`} className="scroll-mt-16">
            {gap === null ? null : (
              <p className="my-2 flex items-center gap-3 text-xs text-faint before:h-px before:w-6 before:bg-line-strong after:h-px after:flex-1 after:bg-line">
                {t('without', { gap: times.minutes(gap) })}
              </p>
            )}
            <div className="grid gap-x-6 gap-y-2 rounded-md py-2 md:grid-cols-[10rem_1fr]">
              <h3 className="min-w-0">
                <span className="font-medium">
                  {windows.length > 1
                    ? t.rich('window', { number: String(index + 1), length })
                    : t.rich('impact', { length })}
                </span>
                {window.startedAt ? (
                  <span className="block text-xs text-faint">
                    <TimeText at={window.startedAt} {...zone} show="full" />
                  </span>
                ) : null}
                {label ? (
                  <span lang={label.lang} className="block text-xs text-muted">
                    {label.text}
                  </span>
                ) : null}
              </h3>
              <div className="min-w-0">
                <dl className="grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-5">
                  {STAMPS.map((stamp) => (
                    <Stamp key={stamp.name} window={window} name={stamp.name} zone={zone} />
                  ))}
                </dl>
                <StretchBar window={window} timeline={timeline} />
                <div className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2">
                  <Functions label={t('affected')} list={window.affected} choice={choice} />
                  <Functions label={t('unaffected')} list={window.unaffected} choice={choice} />
                </div>
              </div>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
