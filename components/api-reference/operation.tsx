import { Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { CopyButton } from '@/components/ui/copy-button'
import { InlineText } from '@/components/ui/inline-text'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { ApiOperation } from '@/lib/schema/api-reference'
import { FieldTable } from './field-table'
import { MethodBadge } from './method-badge'
import { TypeWords } from './type-words'

/** One call: what it takes, what it answers, and how to try it. */
export function Operation({ operation }: { operation: ApiOperation }) {
  const t = useTranslations('api-reference.operation')
  const { id, method, path, does, more, scope, parameters, body, answers, curl } = operation
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-16 rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-4 py-2.5">
        <MethodBadge method={method} />
        <code className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">{path}</code>
        <span className="ml-auto flex items-center gap-2">
          <Badge>{scope === null ? t('noToken') : t('scope', { scope })}</Badge>
          <a
            href={`#${id}`}
            aria-label={t('link', { call: does })}
            className="inline-flex size-6 items-center justify-center text-faint hover:text-ink"
          >
            <Link2 aria-hidden className="size-4" />
          </a>
        </span>
      </header>
      <div className="flex flex-col gap-4 px-4 py-3">
        <div>
          <h2 lang="en" id={`${id}-title`} className="font-semibold">
            {does}
          </h2>
          <p lang="en" className="mt-1 max-w-prose text-muted">
            <InlineText text={more} />
          </p>
        </div>
        <FieldTable caption={t('parameters')} fields={parameters} asked />
        {body ? <FieldTable caption={t('body')} fields={body.fields} asked /> : null}
        <Answers answers={answers} />
        {answers.map(({ status, fields }) => (
          <FieldTable key={status} caption={t('fieldsOf', { status })} fields={fields} asked={false} />
        ))}
        <Example label={t('tryIt')} text={curl} copy={t('copy')} />
      </div>
    </section>
  )
}

function Answers({ answers }: Pick<ApiOperation, 'answers'>) {
  const t = useTranslations('api-reference.operation')
  return (
    <Table caption={t('answers')}>
      <TableHead>
        <TableRow className="last:border-b">
          <TableHeader className="pl-0">{t('answers')}</TableHeader>
          <TableHeader>{t('gives')}</TableHeader>
          <TableHeader className="pr-0">{t('when')}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {answers.map(({ status, about, type, headers }) => (
          <TableRow key={status}>
            <TableCell className="pl-0 font-mono text-xs">{status}</TableCell>
            <TableCell className="min-w-32">
              <TypeWords words={type} />
            </TableCell>
            <TableCell className="min-w-40 pr-0 text-muted">
              <InlineText text={about} />
              {headers.length > 0 ? (
                <span className="text-faint"> {t('headers', { names: headers.join(', ') })}</span>
              ) : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

function Example({ label, text, copy }: { label: string; text: string; copy: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex items-center justify-between text-xs font-medium text-faint">
        {label}
        <CopyButton text={text} label={copy} />
      </figcaption>
      <div
        role="region"
        tabIndex={0}
        aria-label={label}
        className="overflow-x-auto rounded border border-line bg-subtle p-3 font-mono text-xs whitespace-pre"
      >
        {text}
      </div>
    </figure>
  )
}
