import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { filterHref } from '@/components/table/filter-href'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { AuditFilter } from '@/lib/schema/directory'
import { actionWords, nounWords } from './action-words'

type AuditFilterProps = { filter: AuditFilter; choices: { actions: string[]; kinds: string[] } }

/** Which entries are shown: a form that leads to their address, also without a script. */
export function AuditFilterForm({ filter, choices }: AuditFilterProps) {
  const t = useTranslations('audit.auditFilter')
  const actions = useTranslations('audit.actionWords')
  const { page: _page, ...chosen } = filter
  const isFiltered = Object.values(chosen).some((value) => value !== undefined && value !== '')
  return (
    <form
      action="/audit"
      className="mb-4 flex flex-wrap items-end gap-3 print:hidden"
      role="search"
      aria-label={t('label')}
    >
      <Field label={t('who')}>
        {(control) => <Input {...control} name="by" defaultValue={filter.by} maxLength={200} className="w-40" />}
      </Field>
      <Choice
        label={t('did')}
        name="action"
        value={filter.action}
        options={choices.actions}
        words={(action) => actionWords(actions, action)}
      />
      <Choice
        label={t('what')}
        name="kind"
        value={filter.kind}
        options={choices.kinds}
        words={(kind) => nounWords(actions, kind)}
      />
      <Field label={t('from')}>
        {(control) => <Input {...control} type="date" name="from" defaultValue={filter.from} />}
      </Field>
      <Field label={t('to')}>
        {(control) => <Input {...control} type="date" name="to" defaultValue={filter.to} />}
      </Field>
      {filter.target ? <input type="hidden" name="target" value={filter.target} /> : null}
      <Button type="submit">{t('show')}</Button>
      {isFiltered ? (
        <Button asChild variant="ghost">
          <Link href="/audit">{t('showAll')}</Link>
        </Button>
      ) : null}
      <Button asChild variant="ghost">
        <a href={filterHref('/api/v1/audit.csv', chosen, {}, {})} download>
          CSV
        </a>
      </Button>
      <Button asChild variant="ghost">
        <a href={filterHref('/api/v1/audit', chosen, {}, {})}>JSON</a>
      </Button>
    </form>
  )
}

type ChoiceProps = {
  label: string
  name: string
  value: string | undefined
  options: string[]
  words: (option: string) => string
}

function Choice({ label, name, value, options, words }: ChoiceProps) {
  const t = useTranslations('audit.auditFilter')
  // What an address names is kept, also where no entry has it.
  const all = value && !options.includes(value) ? [value, ...options] : options
  return (
    <Field label={label}>
      {(control) => (
        <Select {...control} name={name} defaultValue={value ?? ''}>
          <option value="">{t('anything')}</option>
          {all.map((option) => (
            <option key={option} value={option}>
              {words(option)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
