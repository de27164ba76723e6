/** Values that a filter in the address may hold. */
export type FilterValues = Record<string, string | number | boolean | undefined>

/**
 * The address of a list: `path` and those values of the filter, changed by `patch`, that differ from the defaults.
 * Any change but one of the page itself goes back to page 1: the old page number means nothing in another list.
 */
export function filterHref<F extends FilterValues>(
  path: string,
  filter: F,
  defaults: Partial<F>,
  patch: Partial<F>,
): string {
  const restart = 'page' in patch ? {} : { page: undefined }
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...filter, ...restart, ...patch })) {
    if (value === undefined || value === '' || value === defaults[name]) continue
    params.set(name, String(value))
  }
  // One order, so that the same list always has the same address.
  params.sort()
  const query = params.toString()
  return query ? `${path}?${query}` : path
}
