import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CopyButton } from '@/components/ui/copy-button'

/** A secret that has just been made, for the one time that it can be seen. */
export function TokenSecret({ secret, children }: { secret: string; children: ReactNode }) {
  const t = useTranslations('settings.tokenSecret')
  return (
    <div role="status" className="rounded-md border border-green-line bg-green-tint px-3 py-2 text-green-ink">
      <p>{children}</p>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <code className="font-mono text-xs [overflow-wrap:anywhere] text-ink">{secret}</code>
        <CopyButton text={secret} label={t('copy')} />
      </p>
    </div>
  )
}
