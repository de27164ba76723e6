import { useLocale, useTranslations } from 'next-intl'
import { CopyButton } from '@/components/ui/copy-button'
import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { sentencesIn } from '@/lib/intl/sentences'
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
  const t = useTranslations('settings.webhookDelivery')
  const say = sentencesIn(useLocale())
  const headers = Object.entries(one.headers).map(([name, value]) => `${name}: ${value}`)
  return (
    <li className="space-y-2 border-t border-line px-4 py-3 first:border-t-0">
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
        <span className="font-medium">{t('try', { number })}</span>
        <TimeText at={one.at} className="text-xs text-muted" />
        <span className="text-xs text-faint tabular-nums">{t('duration', { milliseconds: one.milliseconds })}</span>
        <span className={one.error === null ? 'text-green-ink' : 'text-red-ink'}>
          {one.error === null ? t('answered', { status: String(one.status) }) : say(one.error)}
        </span>
      </p>
      <Verbatim label={t('headers', { number })} text={headers.join('\n')} />
      {one.answer && <Verbatim label={t('answer', { number })} text={one.answer} />}
    </li>
  )
}

/** What was sent, letter for letter, how it was signed, and what the receiver answered each time. */
export function WebhookDelivery({ delivery }: { delivery: DeliveryView }) {
  const t = useTranslations('settings.webhookDelivery')
  const { payload, tries, eventId } = delivery
  return (
    <>
      <Panel title={t('body')} id="body" actions={<CopyButton text={payload} label={t('copyBody')} />}>
        <p className="mb-2 max-w-prose text-xs text-muted">
          {t.rich('signed', {
            eventId,
            code: (chunks) => <code className="font-mono [overflow-wrap:anywhere]">{chunks}</code>,
            link: (chunks) => (
              <a
                className="underline hover:text-ink"
                href="https://www.standardwebhooks.com/"
                rel="noopener noreferrer nofollow"
              >
                {chunks}
              </a>
            ),
          })}
        </p>
        <Verbatim label={t('body')} text={payload} />
      </Panel>
      <Panel title={t('tries')} id="tries" count={tries.length} flush={tries.length > 0}>
        {tries.length === 0 ? (
          <p className="text-muted">{t('notSent')}</p>
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
