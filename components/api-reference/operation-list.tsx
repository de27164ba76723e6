import Link from 'next/link'
import type { ApiNoun } from '@/lib/schema/api-reference'
import { MethodBadge } from './method-badge'

/** All calls by noun, each leading to where it is described. */
export function OperationList({ nouns }: { nouns: ApiNoun[] }) {
  return (
    <div className="flex flex-col gap-5">
      {nouns.map(({ slug, name, about, operations }) => (
        <section key={slug} lang="en" aria-labelledby={`${slug}-title`}>
          <h2 id={`${slug}-title`} className="font-semibold">
            <Link href={`/api-reference/${slug}`} className="hover:underline">
              {name}
            </Link>
          </h2>
          <p className="mb-2 text-muted">{about}</p>
          <ul className="rounded-lg border border-line bg-surface">
            {operations.map(({ id, method, path, does }) => (
              <li key={id} className="border-b border-line last:border-b-0">
                <Link
                  href={`/api-reference/${slug}#${id}`}
                  className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 hover:bg-subtle"
                >
                  <MethodBadge method={method} />
                  <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{path}</span>
                  <span className="text-muted sm:ml-auto">{does}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
