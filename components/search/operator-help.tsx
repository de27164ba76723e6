const OPERATORS = [
  { example: 'kind:incident', words: 'only incidents; also skill, thread, pattern, person, company, action-item' },
  { example: 'lang:de', words: 'only texts in this language' },
  { example: 'pattern:cache-vs-rotation', words: 'what shows this pattern, or one of its family' },
  { example: 'owner:maya', words: 'action items and skills that somebody owns' },
  { example: 'service:checkout', words: 'incidents in which it was affected' },
  { example: 'status:blocked', words: 'action items or incidents that are so' },
  { example: 'before:2026-03', words: 'incidents that began earlier, and their action items' },
  { example: 'after:2025', words: 'incidents that began then or later' },
]

/** How a search is narrowed by what is typed. */
export function OperatorHelp() {
  return (
    <section aria-labelledby="operators" className="px-4 pb-6 text-muted">
      <h2 id="operators" className="mb-2 text-sm font-semibold text-ink">
        Narrow it while you type
      </h2>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {OPERATORS.map(({ example, words }) => (
          <div key={example} className="contents">
            <dt className="font-mono text-xs leading-5 text-ink">{example}</dt>
            <dd className="mb-1 sm:mb-0">{words}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">
        A minus turns one round (<span className="font-mono text-xs text-ink">-lang:en</span>); quotes keep a name of
        two words together. The address of a search can be shared. The same works in the box of every page and in the
        API.
      </p>
    </section>
  )
}
