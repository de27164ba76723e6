import Link from 'next/link'
import { Button } from '../ui/button'
import { PageHeader } from '../ui/page-header'
import { seldom } from '../ui/seldom'
import type { SampleDataActions } from './sample-data'

const LoadSampleData = seldom<Pick<SampleDataActions, 'load'>>(() =>
  import('./sample-data').then((part) => part.LoadSampleData),
)

const STEPS = [
  {
    title: 'Bring in what you have',
    text: 'Paste a postmortem, a status page report, a runbook or a Slack thread, in any language, or drop a folder. You see what was read out of it, and the words it was read from, before anything is stored.',
  },
  {
    title: 'See what it reminds of',
    text: 'Each incident is compared with known failure patterns and with every other incident and skill. What matches is quoted from both sides, for you to confirm or reject.',
  },
  {
    title: 'Ask when something breaks',
    text: 'Paste an alert or a symptom into Recognise: it answers with the incident you had before, the skill that fixed it, and the action item, still open, that would have prevented it.',
  },
]

/** The home page of an empty database. `load`: brings the sample data in; null for those who may not. */
export function FirstSteps({ load, mayWrite }: { load: SampleDataActions['load'] | null; mayWrite: boolean }) {
  return (
    <div className="mx-auto max-w-2xl pt-6">
      <PageHeader
        title="Nothing has been imported yet"
        description="Hindsight keeps what was learned from incidents, and tells you when you have had one before."
      />
      <ol className="flex flex-col gap-5">
        {STEPS.map(({ title, text }, index) => (
          <li key={title} className="flex gap-4">
            <span
              aria-hidden
              className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong font-mono text-xs text-muted"
            >
              {index + 1}
            </span>
            <div>
              <h2 className="font-medium">{title}</h2>
              <p className="mt-0.5 text-muted">{text}</p>
            </div>
          </li>
        ))}
      </ol>
      <div className="mt-6 flex flex-wrap gap-2 pl-10">
        {mayWrite ? (
          <Button asChild variant="primary">
            <Link href="/import">Import the first document</Link>
          </Button>
        ) : null}
        {load ? <LoadSampleData load={load} /> : null}
        <Button asChild>
          <Link href="/patterns">Look at the patterns</Link>
        </Button>
      </div>
      {mayWrite ? null : (
        <p className="mt-4 pl-10 text-muted">You may read here: somebody with the right to write imports the first.</p>
      )}
    </div>
  )
}
