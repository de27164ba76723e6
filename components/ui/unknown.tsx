import { useTranslations } from 'next-intl'

/** A value that the source does not give. Never a guess, never an empty cell. */
export function Unknown({ what }: { what?: string }) {
  const t = useTranslations('ui.unknown')
  return (
    <span className="whitespace-nowrap text-faint italic" title={what ? t('silentOn', { what }) : t('silent')}>
      {t('unknown')}
    </span>
  )
}
