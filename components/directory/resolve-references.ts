import { hrefOf } from '@/lib/render/links'
import type { LinkResolver } from '@/lib/render/wiki-links'
import type { ReferenceView } from '@/lib/schema/reference'

/**
 * Finds where a `[[name]]` of a text leads from the references that were read from it. A name may be written with its
 * folder, with a file ending, or bare: `skills/x.skill`, `skills/x` and `x` mean the same.
 */
export function resolveByReferences(references: ReferenceView[]): LinkResolver {
  const byName = new Map(references.map((reference) => [plainName(reference.target), reference]))
  return (target) => {
    const resolved = byName.get(plainName(target))?.resolved
    return resolved ? { href: hrefOf(resolved.kind, resolved.slug), title: resolved.title, known: true } : null
  }
}

function plainName(target: string): string {
  return target.replace(/\.(skill\.md|skill|md)$/, '').toLowerCase()
}
