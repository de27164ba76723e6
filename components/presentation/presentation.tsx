import { INCIDENT_STATUSES } from '@/lib/render/labels'
import { formatDay, formatMinutes } from '@/lib/render/time'
import type { IncidentView } from '@/lib/schema/incident'
import { editionHref, shownTitle, type Showing } from '../incident/incident-address'
import { SlideKeys } from './slide-keys'
import { slidesOf, type Slide } from './slides-of'

function facts({ on, severity, status, impactMinutes, windows }: IncidentView): string[] {
  return [
    on ? formatDay(on) : 'date unknown',
    impactMinutes === null ? 'duration unknown' : `${formatMinutes(impactMinutes)} of impact`,
    ...(windows.length > 1 ? [`${windows.length} impact windows`] : []),
    severity ?? 'severity unknown',
    INCIDENT_STATUSES[status].label,
  ]
}

function Ways({ number, count }: { number: number; count: number }) {
  return (
    <nav aria-label={`Slide ${number} of ${count}`} className="ways print:hidden">
      {number > 1 ? <a href={`#${number - 1}`}>Back</a> : null}
      <span className="tabular-nums">
        {number} / {count}
      </span>
      {number < count ? <a href={`#${number + 1}`}>Next</a> : null}
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
  const title = shownTitle(incident, showing)
  const back = editionHref(incident, showing.edition)
  const first: Slide = {
    title: title.text,
    content: (
      <>
        <p>{facts(incident).join(' · ')}</p>
        <p className="small print:hidden">
          Arrow keys or the space bar move on, Escape ends.{' '}
          <a href={back} className="underline">
            Back to the incident
          </a>
        </p>
      </>
    ),
  }
  const slides = [first, ...slidesOf(incident, showing.choice)]
  return (
    <SlideKeys back={back} label={`${title.text}: slides`}>
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
