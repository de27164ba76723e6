/**
 * Gives the items in their order and asks for up to `depth` of them before they are wanted, so that what makes them goes on while
 * those before them are used. What `items` throws is thrown where its item would have come; `items` is closed when the caller stops.
 */
export async function* readAhead<T>(items: AsyncGenerator<T>, depth: number): AsyncGenerator<T> {
  const asked: Promise<IteratorResult<T>>[] = []
  const ask = () => {
    const next = items.next()
    // It is awaited below: until then a failure must not count as one that nobody handles.
    next.catch(() => undefined)
    asked.push(next)
  }
  try {
    for (let count = 0; count < depth; count++) ask()
    for (let next = asked.shift(); next !== undefined; next = asked.shift()) {
      const result = await next
      if (result.done) return
      ask()
      yield result.value
    }
  } finally {
    await items.return(undefined)
  }
}
