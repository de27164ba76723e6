import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import directory from '@/words/en/directory.json'
import { ReferenceList } from './reference-list'

const drawn = (target: string) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ directory }}>
      <ReferenceList references={[{ target, kind: 'url', note: null, span: null, resolved: null }]} />
    </NextIntlClientProvider>,
  )

test('an address of the web is a link', () => {
  expect(drawn('https://status.example.com/')).toContain('href="https://status.example.com/"')
})

test.each(['javascript:alert(1)', 'data:text/html,hi', 'vbscript:x', 'file:///etc/passwd', '//evil.example'])(
  'an address with another scheme is text: %s',
  (target) => {
    const html = drawn(target)
    expect(html).toContain(target)
    expect(html).not.toContain('href')
  },
)
