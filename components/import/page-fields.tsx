'use client'
import { X } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { IconButton } from '@/components/ui/button'
import { Quote } from '@/components/ui/quote'
import { languageLabel } from '@/lib/render/language'
import type { DocumentDraft, PatternDraft, PatternMatch, ReferenceDraft } from '@/lib/schema/draft'
import { useActiveFieldStore } from './active-field'
import { BLANK_REFERENCE } from './blank-rows'
import { AreaField, ChoiceField, LinesField, TextField } from './draft-field'
import { referenceRows, type EditDocument } from './draft-rows'
import { FieldGroup } from './field-group'
import { RowList, type RowFieldsProps, type RowKind } from './row-list'

const LANGS: string[] = [
  'en',
  'de',
  'ru',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'cs',
  'uk',
  'sv',
  'tr',
  'ja',
  'ko',
  'zh',
  'und',
]

const REFERENCES: RowKind<ReferenceDraft> = {
  lens: referenceRows,
  noun: 'reference',
  blank: BLANK_REFERENCE,
  Fields: ReferenceFields,
}

type Props = { doc: DocumentDraft; edit: EditDocument }

/** Title, language and labels: what every kind of document has. */
export function HeadFields({ doc, edit }: Props) {
  const t = useTranslations('import.pageFields')
  const locale = useLocale()
  const nameOf = (lang: string) => {
    if (lang === 'und') return t('languageUnknown')
    return LANGS.includes(lang) ? languageLabel(lang, locale) : lang
  }
  const set = (part: Partial<DocumentDraft>) => edit((draft) => ({ ...draft, ...part }))
  return (
    <FieldGroup id="head" title={t('document')}>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        <AreaField
          className="col-span-full"
          field="title"
          label={t('title')}
          value={doc.title}
          onChange={(title) => set({ title })}
        />
        <ChoiceField
          field="lang"
          label={t('language')}
          value={doc.lang}
          options={LANGS.includes(doc.lang) ? LANGS : [doc.lang, ...LANGS]}
          words={nameOf}
          onChange={(lang) => set({ lang: lang ?? 'und' })}
        />
        <TextField
          required
          className="col-span-1 sm:col-span-3"
          field="slug"
          label={t('address')}
          value={doc.slug}
          onChange={(slug) => set({ slug: slug ?? '' })}
        />
        <LinesField
          className="col-span-full sm:col-span-2"
          field="tags"
          label={t('tags')}
          value={doc.tags}
          onChange={(tags) => set({ tags })}
        />
        <LinesField
          className="col-span-full sm:col-span-2"
          field="authors"
          label={t('authors')}
          value={doc.authors}
          onChange={(authors) => set({ authors })}
        />
      </div>
    </FieldGroup>
  )
}

/** The own fields of a pattern, person or company page. */
export function OtherKindFields({ doc, edit }: Props) {
  const t = useTranslations('import.pageFields')
  const { pattern, person, company } = doc
  return (
    <>
      {pattern && (
        <PatternFields
          pattern={pattern}
          set={(part) => edit((draft) => ({ ...draft, pattern: { ...pattern, ...part } }))}
        />
      )}
      {person && (
        <FieldGroup id="person" title={t('person')}>
          <div className="grid grid-cols-2 gap-3">
            <TextField
              field="handle"
              label={t('handle')}
              value={person.handle}
              onChange={(handle) => edit((draft) => ({ ...draft, person: { ...person, handle } }))}
            />
            <TextField
              field="role"
              label={t('role')}
              value={person.role}
              onChange={(role) => edit((draft) => ({ ...draft, person: { ...person, role } }))}
            />
          </div>
        </FieldGroup>
      )}
      {company && (
        <FieldGroup id="company" title={t('company')}>
          <TextField
            field="url"
            label={t('webSite')}
            type="url"
            value={company.url}
            onChange={(url) => edit((draft) => ({ ...draft, company: { url } }))}
          />
        </FieldGroup>
      )}
    </>
  )
}

function PatternFields({ pattern, set }: { pattern: PatternDraft; set: (part: Partial<PatternDraft>) => void }) {
  const t = useTranslations('import.pageFields')
  return (
    <FieldGroup id="pattern" title={t('pattern')}>
      <div className="space-y-3">
        <TextField
          required
          field="family"
          label={t('family')}
          value={pattern.family}
          onChange={(family) => set({ family: family ?? '' })}
        />
        <AreaField
          field="mechanism"
          label={t('mechanism')}
          value={pattern.mechanism}
          onChange={(mechanism) => set({ mechanism })}
        />
        <LinesField
          field="questions"
          label={t('questions')}
          value={pattern.questions}
          onChange={(questions) => set({ questions })}
        />
        <LinesField
          field="controls"
          label={t('controls')}
          value={pattern.controls}
          onChange={(controls) => set({ controls })}
        />
        {Object.entries(pattern.cues).map(([lang, cues]) => (
          <LinesField
            key={lang}
            mono
            field={`cues.${lang}`}
            label={t('cues', { lang })}
            value={cues}
            onChange={(list) => set({ cues: { ...pattern.cues, [lang]: list } })}
          />
        ))}
      </div>
    </FieldGroup>
  )
}

/** Patterns that were recognised in the text, each with the words that speak for it; a wrong one is taken out. */
export function PatternMatches({ doc, edit, titles }: Props & { titles: Record<string, string> }) {
  const t = useTranslations('import.pageFields')
  return (
    <FieldGroup id="patterns" title={t('patterns')} count={doc.patterns.length}>
      {doc.patterns.length === 0 && <p className="text-faint italic">{t('noPattern')}</p>}
      <ul className="space-y-3">
        {doc.patterns.map((match) => (
          <MatchRow
            key={match.slug}
            match={match}
            title={titles[match.slug] ?? match.slug}
            lang={doc.lang}
            remove={() =>
              edit((draft) => ({ ...draft, patterns: draft.patterns.filter((other) => other.slug !== match.slug) }))
            }
          />
        ))}
      </ul>
    </FieldGroup>
  )
}

function MatchRow({
  match,
  title,
  lang,
  remove,
}: {
  match: PatternMatch
  title: string
  lang: string
  remove: () => void
}) {
  const t = useTranslations('import.pageFields')
  const roles = useTranslations('labels.matchRole')
  const store = useActiveFieldStore()
  return (
    <li className="space-y-2" data-field={`patterns.${match.slug}`}>
      <div className="flex items-center gap-2">
        <span className="min-w-0 flex-1 font-medium">{title}</span>
        <Badge>{roles(match.role)}</Badge>
        <span className="text-xs text-muted tabular-nums">{Math.round(match.score * 100)} %</span>
        <IconButton label={t('takeOut', { title })} onClick={remove}>
          <X aria-hidden />
        </IconButton>
      </div>
      {match.evidence.map((quote, index) => {
        const field = `patterns.${match.slug}.evidence.${index}`
        return (
          <div
            key={index}
            data-field={field}
            onMouseEnter={() => store.point({ field, origin: 'form', scroll: false })}
            onMouseLeave={() => store.point(null)}
          >
            <Quote
              lang={quote.lang ?? lang}
              action={
                quote.span && (
                  <button
                    type="button"
                    className="min-h-6 text-accent-ink hover:underline"
                    onClick={() => store.point({ field, origin: 'form', scroll: true })}
                  >
                    {t('showInSource')}
                  </button>
                )
              }
            >
              {quote.text}
            </Quote>
          </div>
        )
      })}
    </li>
  )
}

export function References({ doc, edit }: Props) {
  const t = useTranslations('import.pageFields')
  return (
    <FieldGroup id="references" title={t('references')} count={doc.references.length} note={t('referencesNote')}>
      <RowList kind={REFERENCES} rows={doc.references} edit={edit} zone={null} />
    </FieldGroup>
  )
}

function ReferenceFields({ row, field, change }: RowFieldsProps<ReferenceDraft>) {
  const t = useTranslations('import.pageFields')
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      <TextField
        required
        field={`${field}.target`}
        label={t('target')}
        placeholder="skills/name"
        value={row.target}
        onChange={(target) => change({ target: target ?? '' })}
      />
      <TextField field={`${field}.note`} label={t('relation')} value={row.note} onChange={(note) => change({ note })} />
    </div>
  )
}

/** The text that is shown, searched and exported; the verbatim source is kept beside it whatever happens here. */
export function BodyField({ doc, edit }: Props) {
  const t = useTranslations('import.pageFields')
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="min-h-10 cursor-pointer px-4 py-2.5 text-sm font-semibold">{t('body')}</summary>
      <div className="border-t border-line px-4 py-3">
        <AreaField
          mono
          hideLabel
          rows={12}
          field="body"
          label={t('body')}
          value={doc.body}
          onChange={(body) => edit((draft) => ({ ...draft, body }))}
        />
      </div>
    </details>
  )
}
