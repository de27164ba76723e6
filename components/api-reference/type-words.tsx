import Link from 'next/link'
import type { TypeWord } from '@/lib/schema/api-reference'

/** A type in words; names of schemas lead to them. */
export function TypeWords({ words }: { words: TypeWord[] }) {
  return (
    <span className="font-mono text-xs [overflow-wrap:anywhere]">
      {words.map(({ text, schema }, index) =>
        schema === undefined ? (
          <span key={index}>{text}</span>
        ) : (
          <Link key={index} href={`/api-reference/schemas#${schema}`} className="text-accent-ink underline">
            {text}
          </Link>
        ),
      )}
    </span>
  )
}
