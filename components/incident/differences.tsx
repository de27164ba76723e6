import { languageName } from '@/lib/render/language'
import type { Difference } from '@/lib/schema/incident'

/** "timeline.2.phase" as words: "timeline 3, phase". */
function fieldWords(field: string): string {
  return field
    .split('.')
    .map((part) =>
      /^\d+$/.test(part) ? String(Number(part) + 1) : part.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase(),
    )
    .join(' ')
}

/** Where the editions of one incident say different things; neither is taken for the right one. */
export function Differences({ differences }: { differences: Difference[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {differences.map(({ field, values }, index) => (
        <li key={`${field}-${index}`} className="grid gap-x-6 gap-y-1 sm:grid-cols-[9rem_1fr]">
          <span className="text-xs text-faint">{fieldWords(field)}</span>
          <dl className="min-w-0">
            {Object.entries(values).map(([lang, value]) => (
              <div key={lang} className="flex gap-2">
                <dt className="w-20 shrink-0 text-xs leading-5 text-faint">{languageName(lang)}</dt>
                <dd lang={lang === 'und' ? undefined : lang} className="min-w-0 [overflow-wrap:anywhere]">
                  {value}
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
