import { useTranslations } from 'next-intl'
import type { RevisionRow } from '@/lib/schema/revision'
import { Button } from '../ui/button'
import { Select } from '../ui/select'

type CompareFormProps = {
  /** The address of the history: the two versions are asked for in it, so that the comparison has an address. */
  href: string
  revisions: readonly RevisionRow[]
  /** Numbers of the two that are compared now. */
  from: number
  to: number
}

/** Chooses any two versions to compare. Works without scripts. */
export function CompareForm({ href, revisions, from, to }: CompareFormProps) {
  const t = useTranslations('revision.compareForm')
  if (revisions.length < 2) return null
  const named = (number: number, version: string | null | undefined) =>
    version ? `${number} (${version})` : String(number)
  const choices = revisions.map(({ number, version, current }) => (
    <option key={number} value={number}>
      {current ? t('now', { version: named(number, version) }) : named(number, version)}
    </option>
  ))
  return (
    <form action={href} aria-label={t('label')} className="flex flex-wrap items-center gap-2">
      <span className="text-muted">{t('compare')}</span>
      {/* Drawn anew with another comparison: what is chosen follows the address. */}
      <Select key={`from ${from}`} name="against" aria-label={t('from')} defaultValue={from} className="w-36">
        {choices}
      </Select>
      <span className="text-muted">{t('with')}</span>
      <Select key={`to ${to}`} name="revision" aria-label={t('to')} defaultValue={to} className="w-36">
        {choices}
      </Select>
      <Button type="submit">{t('submit')}</Button>
    </form>
  )
}
