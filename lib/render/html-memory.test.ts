import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HtmlMemory } from './html-memory'

/** Makes what it is asked for and notes it. */
function maker() {
  const made: string[] = []
  const ask = (memory: HtmlMemory, text: string, options: object = {}) =>
    memory.recall([text, options], () => {
      made.push(text)
      return Promise.resolve(`<p>${text}</p>`)
    })
  return { made, ask }
}

test('the same text with the same options is made once', async () => {
  const memory = new HtmlMemory()
  const { made, ask } = maker()
  expect([await ask(memory, 'a'), await ask(memory, 'a')]).toEqual(['<p>a</p>', '<p>a</p>'])
  await ask(memory, 'a', { idPrefix: 'x-' })
  expect(made).toEqual(['a', 'a'])
})

test('what could not be made is tried again', async () => {
  const memory = new HtmlMemory()
  expect(await memory.recall(['a'], () => Promise.resolve(null))).toBeNull()
  expect(await memory.recall(['a'], () => Promise.resolve('<p>a</p>'))).toBe('<p>a</p>')
})

test('the longest unused is forgotten first', async () => {
  const memory = new HtmlMemory(25)
  const { made, ask } = maker()
  for (const text of ['a', 'b', 'c', 'a', 'd', 'a', 'b']) await ask(memory, text)
  expect(made).toEqual(['a', 'b', 'c', 'd', 'b'])
})

test('whatever is asked in whatever order, the answer is that of the text', async () => {
  const texts = fc.array(fc.string({ maxLength: 12 }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(texts, async (asked) => {
      const memory = new HtmlMemory(60)
      const { ask } = maker()
      const answers = await Promise.all(asked.map((text) => ask(memory, text)))
      expect(answers).toEqual(asked.map((text) => `<p>${text}</p>`))
    }),
  )
})
