import { CopyButton } from '@/components/ui/copy-button'
import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import type { DeliveryTry, DeliveryView } from '@/lib/schema/webhook'

/** Text as it went over the line, in a box that the keyboard can scroll. */
function Verbatim({ label, text }: { label: string; text: string }) {
  return (
    <pre
      tabIndex={0}
      role="region"
      aria-label={label}
      className="max-h-96 overflow-auto rounded-md border border-line bg-subtle px-3 py-2 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]"
    >
      {text}
    </pre>
  )
}

function Try({ one, number }: { one: DeliveryTry; number: number }) {
  const headers = Object.entries(one.headers).map(([name, value]) => `${name}: ${value}`)
  return (
    <li className="space-y-2 border-t border-line px-4 py-3 first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className="font-medium">Try {number}</span>
        <TimeText at={one.at} className="text-xs text-muted" />
        <span className="text-xs text-faint tabular-nums">{one.milliseconds.toLocaleString('en')} ms</span>
        <span className={one.error === null ? 'text-green-ink' : 'text-red-ink'}>
          {one.error ?? `answered ${one.status}`}
        </span>
      </p>
      <Verbatim label={`Signed headers of try ${number}`} text={headers.join('\n')} />
      {one.answer && <Verbatim label={`Answer to try ${number}`} text={one.answer} />}
    </li>
  )
}

/** What was sent, letter for letter, how it was signed, and what the receiver answered each time. */
export function WebhookDelivery({ delivery }: { delivery: DeliveryView }) {
  const { payload, tries, eventId } = delivery
  return (
    <>
      <Panel title="Body" id="body" actions={<CopyButton text={payload} label="Copy the body" />}>
        <p className="mb-2 max-w-prose text-xs text-muted">
          Signed is <code className="font-mono [overflow-wrap:anywhere]">{eventId}.timestamp.body</code> with
          HMAC-SHA256, as{' '}
          <a
            className="underline hover:text-ink"
            href="https://www.standardwebhooks.com/"
            rel="noopener noreferrer nofollow"
          >
            Standard Webhooks
          </a>{' '}
          say. Event id and body are the same at every try.
        </p>
        <Verbatim label="Body" text={payload} />
      </Panel>
      <Panel title="Tries" id="tries" count={tries.length} flush={tries.length > 0}>
        {tries.length === 0 ? (
          <p className="text-muted">It has not been sent yet. Load the page again in a moment.</p>
        ) : (
          <ol>
            {tries.map((one, index) => (
              <Try key={one.at} one={one} number={tries.length - index} />
            ))}
          </ol>
        )}
      </Panel>
    </>
  )
}
