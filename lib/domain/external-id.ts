/** The publisher's part of an `externalId`: all before the last slash. */
function publisherOf(externalId: string): string {
  return externalId.slice(0, externalId.lastIndexOf('/') + 1)
}

/**
 * Whether two names (`externalId` of a draft) are those of different incidents of one publisher, which never are one incident.
 * False when either has no name, and for names of different publishers.
 */
export function areOthersOfOnePublisher(a: string | null | undefined, b: string | null | undefined): boolean {
  return typeof a === 'string' && typeof b === 'string' && a !== b && publisherOf(a) === publisherOf(b)
}
