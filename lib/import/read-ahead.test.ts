import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAhead } from './read-ahead'

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = []
  for await (const item of items) taken.push(item)
  return taken
}

/** Counts up to `end` and writes down what it has made. */
async function* count(end: number, made: number[]): AsyncGenerator<number> {
  for (let number = 0; number < end; number++) {
    await Promise.resolve()
    made.push(number)
    yield number
  }
}

test('all items come in their order, however far it reads ahead', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(20), fc.integer({ min: 1, max: 6 }), async (end, depth) => {
      expect(await collect(readAhead(count(end, []), depth))).toEqual(Array.from({ length: end }, (_, at) => at))
    }),
  )
})

test('it makes some more than are taken, and no more than that', async () => {
  const made: number[] = []
  const items = readAhead(count(100, made), 3)
  await items.next()
  await new Promise(setImmediate)
  expect(made).toEqual([0, 1, 2, 3])
  await items.return(undefined)
})

test('a failure comes in its place', async () => {
  async function* failing() {
    yield 'one'
    await Promise.resolve()
    throw new Error('broken')
  }
  const items = readAhead(failing(), 4)
  expect((await items.next()).value).toBe('one')
  await expect(items.next()).rejects.toThrow('broken')
})

test('who stops closes what it came from', async () => {
  const state = { closed: false }
  async function* open() {
    try {
      for (let number = 0; ; number++) yield await Promise.resolve(number)
    } finally {
      state.closed = true
    }
  }
  for await (const number of readAhead(open(), 2)) if (number === 3) break
  expect(state.closed).toBe(true)
})
