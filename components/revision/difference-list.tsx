import { useLocale, useTranslations } from 'next-intl'
import { languageName } from '@/lib/render/language'
import type { FieldDifference, PartDifference } from '@/lib/schema/revision'
import { fieldName } from '../review/field-name'
import { Badge } from '../ui/badge'
import { ValueWords } from './value-words'
import { Words } from './words'

/** Fields of a part that are shown at once; the others are folded. */
const SHOWN = 40

/** What differs between two revisions, part by part and field by field. */
export function DifferenceList({ parts }: { parts: readonly PartDifference[] }) {
  const t = useTranslations('revision.differenceList')
  const locale = useLocale()
  if (parts.length === 0) return <p className="text-muted">{t('nothing')}</p>
  return (
    <div className="space-y-6">
      {parts.map(({ part, change, fields }) => (
        <section key={part?.slug ?? ''} aria-label={part ? t('account', { slug: part.slug }) : t('fields')}>
          {part ? (
            <h3 className="mb-2 flex flex-wrap items-center gap-2 font-medium">
              {t('accountIn', { language: languageName(part.lang, locale) })}
              <span className="font-mono text-xs text-faint">{part.slug}</span>
              {change === 'added' ? <Badge tone="green">{t('came')}</Badge> : null}
              {change === 'removed' ? <Badge tone="red">{t('went')}</Badge> : null}
            </h3>
          ) : null}
          <Fields fields={fields} />
        </section>
      ))}
    </div>
  )
}

function Fields({ fields }: { fields: readonly FieldDifference[] }) {
  const t = useTranslations('revision.differenceList')
  const rest = fields.slice(SHOWN)
  return (
    <>
      <dl className="divide-y divide-line rounded-lg border border-line bg-surface">
        {fields.slice(0, SHOWN).map((field, index) => (
          <Field key={index} field={field} />
        ))}
      </dl>
      {rest.length > 0 ? (
        <details className="mt-2">
          <summary className="min-h-6 cursor-pointer text-muted">{t('more', { count: rest.length })}</summary>
          <dl className="mt-2 divide-y divide-line rounded-lg border border-line bg-surface">
            {rest.map((field, index) => (
              <Field key={index} field={field} />
            ))}
          </dl>
        </details>
      ) : null}
    </>
  )
}

/** An item as a whole is told by the name of its list: its place says nothing to a reader. */
const ofList = (path: string) => path.replace(/\.\d+$/, '')

function Field({ field: { path, change, before, after, words } }: { field: FieldDifference }) {
  const t = useTranslations('revision.differenceList')
  const sayField = useTranslations('review.fieldName')
  return (
    <div className="grid gap-x-6 gap-y-1 px-4 py-2.5 md:grid-cols-[11rem_minmax(0,1fr)]">
      <dt className="text-muted">
        {fieldName(sayField, ofList(path))} <span className="block text-xs text-faint">{t(`change.${change}`)}</span>
      </dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        {words ? (
          <Words pieces={words} />
        ) : (
          <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
            {change === 'added' ? null : (
              <del className="min-w-0 rounded-sm bg-red-tint px-1 whitespace-pre-wrap text-red-ink decoration-red-ink/60">
                <span className="sr-only">{t('before')} </span>
                <ValueWords value={before} />
              </del>
            )}
            {change === 'removed' ? null : (
              <ins className="min-w-0 rounded-sm bg-green-tint px-1 whitespace-pre-wrap text-green-ink no-underline">
                <span className="sr-only">{t('after')} </span>
                <ValueWords value={after} />
              </ins>
            )}
          </div>
        )}
      </dd>
    </div>
  )
}
