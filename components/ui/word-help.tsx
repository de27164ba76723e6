import { useTranslations } from 'next-intl'
import { useId } from 'react'
import type { Words } from '@/lib/intl/words'

/** A word of the house that the screen explains where it first stands, in one sentence; ARCHITECTURE.md has all of them. */
export type HouseWord = keyof Words['ui']['wordHelp']

/** A small button beside a word of the house; it opens what the word means. The browser does it all: no script is sent for it. */
export function WordHelp({ of }: { of: HouseWord }) {
  const id = useId()
  const t = useTranslations('ui.wordHelp')
  return (
    <span className="inline-flex align-middle font-normal [anchor-scope:--word] print:hidden">
      <button
        type="button"
        popoverTarget={id}
        aria-label={t(`${of}.ask`)}
        className="inline-flex size-6 items-center justify-center rounded-full text-xs text-faint [anchor-name:--word] hover:bg-hover hover:text-ink"
      >
        <span
          aria-hidden
          className="flex size-4 items-center justify-center rounded-full border border-line-strong leading-none"
        >
          ?
        </span>
      </button>
      <span
        id={id}
        popover="auto"
        // Without anchors it stands in the middle of the window.
        className="m-auto w-72 max-w-[calc(100vw-2rem)] rounded-md border border-line-strong bg-surface px-3 py-2 text-sm font-normal text-ink shadow-float [position-anchor:--word] [position-try-fallbacks:flip-block,flip-inline,flip-block_flip-inline] supports-[anchor-scope:--word]:m-1 supports-[anchor-scope:--word]:[inset:auto] supports-[anchor-scope:--word]:[position-area:bottom_span-right]"
      >
        {t(`${of}.means`)}
      </span>
    </span>
  )
}
