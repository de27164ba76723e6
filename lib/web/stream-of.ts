/** The heading of a file, and the first rows below it. */
const FIRST = 2

/**
 * A stream that reads on only as fast as its reader takes it, and stops when its reader has gone. Its first parts are read before it is given:
 * what cannot be read at all throws here, where it can still be answered, and not in the middle of a file.
 */
export async function streamOf(parts: AsyncGenerator<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const first: IteratorResult<Uint8Array>[] = []
  while (first.length < FIRST && !first.at(-1)?.done) first.push(await parts.next())
  return new ReadableStream({
    async pull(controller) {
      const next = first.shift() ?? (await parts.next())
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}
