import Link from 'next/link'

type ViewLinksProps = {
  label: string
  views: { name: string; query: string }[]
  /** The query string of what is shown. */
  current: string
  hrefOf: (query: string) => string
}

/** What is kept under a name, as links in one row; the one that is shown is marked. */
export function ViewLinks({ label, views, current, hrefOf }: ViewLinksProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1">
      {views.map(({ name, query }) => (
        <Link
          key={`${name} ${query}`}
          href={hrefOf(query)}
          aria-current={query === current ? 'page' : undefined}
          className="rounded-md border border-transparent px-2 py-1 text-sm text-muted hover:bg-hover hover:text-ink aria-[current=page]:border-accent-line aria-[current=page]:bg-accent-tint aria-[current=page]:text-accent-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
