import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Say } from '@/lib/intl/say'
import type { EmbeddingProgress, Gain } from '@/lib/schema/meaning'

const LISTS = ['related', 'recognise', 'search'] as const
const nameTag = (chunks: ReactNode) => <span className="font-medium text-ink">{chunks}</span>
const codeTag = (chunks: ReactNode) => <code className="font-mono text-xs">{chunks}</code>

/** What is sent to a model, how much of it has been, and which lists use what came back. */
export function MeaningProgress({ progress }: { progress: EmbeddingProgress }) {
  const { model, host, rerank, embedded, total, kept, error } = progress
  const t = useTranslations('settings.meaningProgress')
  const count = (chunks: ReactNode) => <span className="tabular-nums">{chunks}</span>
  return (
    <div className="space-y-3">
      <p className="max-w-prose text-muted">
        {t.rich('sent', { host, model, name: nameTag, code: codeTag })}
        {rerank !== null && <> {t.rich('ranked', { model: rerank, name: nameTag })}</>}
      </p>
      <p>
        {kept > 0
          ? t.rich('embeddedAndKept', { embedded, total, kept, count })
          : t.rich('embedded', { embedded, total, count })}
      </p>
      {error !== null && (
        <p role="alert" className="text-red-ink">
          {error}
        </p>
      )}
      <table className="w-full text-left">
        <caption className="pb-1 text-left text-muted">{t('caption')}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="py-1 pr-4 font-medium">
              {t('list')}
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              {t('uses')}
            </th>
            <th scope="col" className="py-1 pr-4 font-medium">
              {t('measured')}
            </th>
          </tr>
        </thead>
        <tbody>
          {LISTS.map((list) => (
            <tr key={list} className="border-t border-line">
              <td className="py-1 pr-4">{t(`lists.${list}`)}</td>
              <td className="py-1 pr-4">{progress.gains[list]?.helps ? t('helps') : t('doesNotHelp')}</td>
              <td className="py-1 tabular-nums">{sayGain(progress.gains[list], t)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="max-w-prose text-muted">{t.rich('measuring', { code: codeTag })}</p>
    </div>
  )
}

function sayGain(gain: Gain | null, t: Say<'settings.meaningProgress'>): string {
  if (!gain) return t('notYet')
  const { measure, without, with: used, questions } = gain
  return t('gain', { measure, without, with: used, questions })
}
