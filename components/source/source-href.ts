import type { Span } from '@/lib/schema/text'

/** Address of a source's verbatim text; with a span, of the place where it is marked. */
export function hrefOfSource(id: string, span?: Span | null): string {
  return span ? `/sources/${id}?span=${span[0]}-${span[1]}#span` : `/sources/${id}`
}

/** Address of the list of the documents that a source holds. */
export function hrefOfParts(id: string): string {
  return `/sources?of=${id}`
}
