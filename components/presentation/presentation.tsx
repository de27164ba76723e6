import { useLocale, useTranslations } from 'next-intl'
import { sentencesIn } from '@/lib/intl/sentences'
import type { IncidentView } from '@/lib/schema/incident'
import { editionHref, shownTitle, type Showing } from '../incident/incident-address'
import { useTimes } from '../ui/use-times'
import { SlideKeys } from './slide-keys'
import { slidesOf, type Slide } from './slides-of'

function Facts({ incident: { on, severity, status, impactMinutes, windows } }: { incident: IncidentView }) {
  const t = useTranslations('presentation.presentation')
  const statuses = useTranslations('labels.incidentStatus')
  const times = useTimes()
  const facts = [
    on ? times.day(on) : t('dateUnknown'),
    impactMinutes === null ? t('durationUnknown') : t('ofImpact', { duration: times.minutes(impactMinutes) }),
    ...(windows.length > 1 ? [t('windows', { count: windows.length })] : []),
    severity ?? t('severityUnknown'),
    statuses(status),
  ]
  return <p>{facts.join(' · ')}</p>
}

function Ways({ number, count }: { number: number; count: number }) {
  const t = useTranslations('presentation.presentation')
  return (
    <nav aria-label={t('slide', { number, count })} className="ways print:hidden">
      {number > 1 ? <a href={`#${number - 1}`}>{t('back')}</a> : null}
      <span className="tabular-nums">
        {number} / {count}
      </span>
      {number < count ? <a href={`#${number + 1}`}>{t('next')}</a> : null}
    </nav>
  )
}

function OneSlide({ slide, number, count, lang }: { slide: Slide; number: number; count: number; lang?: string }) {
  return (
    // It may be longer than the screen: the tab key reaches it, and arrows then move it.
    <div role="region" id={String(number)} tabIndex={0} aria-labelledby={`slide-${number}`} className="slide">
      {number === 1 ? (
        <h1 id="slide-1" lang={lang}>
          {slide.title}
        </h1>
      ) : (
        <h2 id={`slide-${number}`}>{slide.title}</h2>
      )}
      {slide.content}
      <Ways number={number} count={count} />
    </div>
  )
}

/** An incident for a review meeting: a row of screens. Without a script it is moved by finger, by scrolling and by its links. */
export function Presentation({ incident, showing }: { incident: IncidentView; showing: Showing }) {
  const t = useTranslations('presentation.presentation')
  const slideWords = useTranslations('presentation.slidesOf')
  const title = shownTitle(incident, showing)
  const back = editionHref(incident, showing.edition)
  const first: Slide = {
    title: title.text,
    content: (
      <>
        <Facts incident={incident} />
        <p className="small print:hidden">
          {t('keys')}{' '}
          <a href={back} className="underline">
            {t('backToIncident')}
          </a>
        </p>
      </>
    ),
  }
  const slides = [first, ...slidesOf(incident, showing.choice, slideWords, sentencesIn(useLocale()))]
  return (
    <SlideKeys back={back} label={t('label', { title: title.text })}>
      {slides.map((slide, index) => (
        <OneSlide
          key={index}
          slide={slide}
          number={index + 1}
          count={slides.length}
          lang={title.lang === 'und' ? undefined : title.lang}
        />
      ))}
    </SlideKeys>
  )
}
