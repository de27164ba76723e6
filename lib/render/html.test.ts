import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html'

test('what is put in is escaped, what was made so is not escaped again', () => {
  const inner = html`<b title="${'"x"'}">${'<i>'}</b>`
  expect(html`<p>${inner}${null}${false}${['a & b', html`<br />`, 3]}</p>`.text).toBe(
    '<p><b title="&quot;x&quot;">&lt;i&gt;</b>a &amp; b<br />3</p>',
  )
})

test('no text opens a tag or leaves an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`${text}`.text).not.toMatch(/[<>"']/)
    }),
  )
})
