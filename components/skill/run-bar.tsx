'use client'
import { useTranslations } from 'next-intl'
import { Kbd } from '@/components/ui/kbd'
import { Button } from '@/components/ui/button'

type RunBarProps = {
  isFirst: boolean
  isLast: boolean
  hasCommand: boolean
  onPrevious: () => void
  onNext: () => void
  onCopy: () => void
  onExit: () => void
}

/** Within reach of a thumb: it stays at the foot of the screen. */
export function RunBar({ isFirst, isLast, hasCommand, onPrevious, onNext, onCopy, onExit }: RunBarProps) {
  const t = useTranslations('skill.runBar')
  const large = 'h-12 flex-1 sm:h-9 sm:flex-none'
  return (
    <div
      className="sticky bottom-0 z-10 -mx-3 flex gap-2 border-t border-line bg-surface px-3 py-2 sm:mx-0 sm:rounded-lg sm:border sm:px-3 print:hidden"
      role="group"
      aria-label={t('label')}
    >
      <Button className={large} disabled={isFirst} onClick={onPrevious}>
        {t('previous')} <KeyHint>p</KeyHint>
      </Button>
      {hasCommand && (
        <Button className={large} onClick={onCopy}>
          {t('copy')} <KeyHint>c</KeyHint>
        </Button>
      )}
      <Button className={large} onClick={onExit}>
        {t('exit')} <KeyHint>x</KeyHint>
      </Button>
      <Button className={`${large} sm:ml-auto`} variant="primary" onClick={onNext}>
        {isLast ? t('end') : t('next')} <KeyHint>n</KeyHint>
      </Button>
    </div>
  )
}

function KeyHint({ children }: { children: string }) {
  return (
    <span aria-hidden className="hidden lg:inline">
      <Kbd>{children}</Kbd>
    </span>
  )
}

const HELP = [
  ['n', 'next'],
  ['p', 'previous'],
  ['c', 'copy'],
  ['x', 'exit'],
  ['/', 'note'],
  ['e', 'end'],
] as const

export function RunKeysHelp() {
  const t = useTranslations('skill.runKeys')
  return (
    <dl className="hidden grid-cols-[2rem_1fr] gap-x-2 gap-y-1 text-xs text-muted lg:grid" aria-label={t('label')}>
      {HELP.map(([key, what]) => (
        <div key={key} className="contents">
          <dt>
            <Kbd>{key}</Kbd>
          </dt>
          <dd>{t(what)}</dd>
        </div>
      ))}
    </dl>
  )
}
