import { useLocale, useTranslations } from 'next-intl'
import { languageLabel } from '@/lib/render/language'
import type { Difference } from '@/lib/schema/incident'
import type { Locale } from '@/lib/schema/locale'
import { TimeText } from '../ui/time-text'
import { fieldWords } from './field-words'

type Zone = { zone: string | null; zoneText: string | null }

/** "ru" is "Russian", "ru 2" the second Russian edition. */
function editionWords(label: string, locale: Locale): string {
  const [lang = label, number] = label.split(' ')
  return number ? `${languageLabel(lang, locale)} ${number}` : languageLabel(lang, locale)
}

const isInstant = (value: string) => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)

type DifferencesProps = {
  differences: Difference[]
  /** Languages that the incident has editions in. */
  langs: string[]
  zone: Zone
}

/** Languages of which no edition says anything about the field. */
const silent = (langs: string[], values: Difference['values']) =>
  langs.filter((lang) => !Object.keys(values).some((label) => label.split(' ')[0] === lang))

/** Where the editions of one incident say different things; neither is taken for the right one. */
export function Differences({ differences, langs, zone }: DifferencesProps) {
  const t = useTranslations('incident.differences')
  const fields = useTranslations('incident.fields')
  const locale = useLocale()
  return (
    <ul className="flex flex-col gap-3">
      {differences.map(({ field, values }, index) => (
        <li key={`${field}-${index}`} className="grid gap-x-6 gap-y-1 sm:grid-cols-[9rem_1fr]">
          {/* "windows.1.detectedAt" is "impact window 1 detected": the numbers count from 1 already. */}
          <span className="text-xs text-faint">{fieldWords(fields, field, ' ')}</span>
          <dl className="min-w-0">
            {Object.entries(values).map(([label, value]) => (
              <div key={label} className="flex gap-2">
                <dt className="w-20 shrink-0 text-xs leading-5 text-faint">{editionWords(label, locale)}</dt>
                <dd className="min-w-0 [overflow-wrap:anywhere]">
                  {isInstant(value) ? <TimeText at={value} {...zone} /> : value}
                </dd>
              </div>
            ))}
            {silent(langs, values).map((lang) => (
              <div key={lang} className="flex gap-2">
                <dt className="w-20 shrink-0 text-xs leading-5 text-faint">{languageLabel(lang, locale)}</dt>
                <dd className="text-faint italic">{t('doesNotSay')}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
