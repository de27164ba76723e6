'use client'
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
  const large = 'h-12 flex-1 sm:h-9 sm:flex-none'
  return (
    <div
      className="sticky bottom-0 z-10 -mx-3 flex gap-2 border-t border-line bg-surface px-3 py-2 sm:mx-0 sm:rounded-lg sm:border sm:px-3 print:hidden"
      role="group"
      aria-label="Go on"
    >
      <Button className={large} disabled={isFirst} onClick={onPrevious}>
        Previous <KeyHint>p</KeyHint>
      </Button>
      {hasCommand && (
        <Button className={large} onClick={onCopy}>
          Copy <KeyHint>c</KeyHint>
        </Button>
      )}
      <Button className={large} onClick={onExit}>
        Exit <KeyHint>x</KeyHint>
      </Button>
      <Button className={`${large} sm:ml-auto`} variant="primary" onClick={onNext}>
        {isLast ? 'End…' : 'Next'} <KeyHint>n</KeyHint>
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
  ['n', 'next step'],
  ['p', 'previous step'],
  ['c', 'copy the command'],
  ['x', 'exits of this step'],
  ['/', 'note'],
  ['e', 'end the run'],
] as const

export function RunKeysHelp() {
  return (
    <dl className="hidden grid-cols-[2rem_1fr] gap-x-2 gap-y-1 text-xs text-muted lg:grid" aria-label="Keys">
      {HELP.map(([key, what]) => (
        <div key={key} className="contents">
          <dt>
            <Kbd>{key}</Kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  )
}
