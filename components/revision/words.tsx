import { useTranslations } from 'next-intl'
import type { TextPiece } from '@/lib/schema/revision'

/** Characters that stay readable around a change; more of what is the same is folded away. */
const AROUND = 120

/** Two texts compared: what went is struck through, what came is marked, and said to those who hear the page. */
export function Words({ pieces }: { pieces: readonly TextPiece[] }) {
  const t = useTranslations('revision.words')
  return (
    <p className="max-w-prose [overflow-wrap:anywhere] whitespace-pre-wrap">
      {pieces.map(({ kind, text }, index) => {
        if (kind === 'removed')
          return (
            <del key={index} className="mr-0.5 rounded-sm bg-red-tint text-red-ink decoration-red-ink/60">
              <span className="sr-only">{t('removed')} </span>
              {text}
            </del>
          )
        if (kind === 'added')
          return (
            <ins key={index} className="rounded-sm bg-green-tint text-green-ink no-underline">
              <span className="sr-only">{t('added')} </span>
              {text}
            </ins>
          )
        return <span key={index}>{folded(text, index === 0, index === pieces.length - 1)}</span>
      })}
    </p>
  )
}

/** The ends of a long stretch that is the same, next to what changed. */
function folded(text: string, isFirst: boolean, isLast: boolean): string {
  if (text.length <= 2 * AROUND + 40) return text
  const head = isFirst ? '' : text.slice(0, AROUND)
  const tail = isLast ? '' : text.slice(-AROUND)
  return `${head} […] ${tail}`
}
