import { expect, test } from 'vitest'
import { renderMarkdown } from './markdown'
import { renderMessages } from './messages'

test.each([
  'The 401s are back to normal (12 %), thanks',
  "sam's restart didn't help — trying again…",
  'Ошибка 401 на каждом втором запросе',
  'see www.example.org',
  'a *bold* word and `code`',
  '1. first',
  '- first',
  'one line\nand another',
  'ends with a dash -',
  'trailing blanks  ',
  'a<b>c</b>',
])('%s is the same HTML as its Markdown', async (text) => {
  expect(await renderMessages([{ id: 'one', text }])).toEqual({
    one: await renderMarkdown(text, { idPrefix: 'm0-', headingOffset: 3 }),
  })
})

test('a message without words has no HTML', async () => {
  expect(await renderMessages([{ id: 'one', text: ' \n' }])).toEqual({})
})
