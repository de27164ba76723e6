// Every page of the product: loads without an error, is accessible, and fits a telephone, in light and dark.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'
import { PAGES } from './pages'

const app = useApp()

/** Pages of one thing, reached by the first link of their list. */
const details = ['incidents', 'skills', 'patterns', 'action-items', 'people', 'companies', 'sources', 'sources/imports']

async function expectGoodPage(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await screenshot(page, name)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
}

const fileName = (pathname: string) => pathname.replace(/\?.*/, '').replaceAll('/', '-').replace(/^-/, '') || 'home'

test.each(PAGES)('%s', async (pathname) => {
  await expectGoodPage(await app.open(pathname), `${fileName(pathname)}-light`)
  await expectGoodPage(
    await app.open(pathname, { theme: 'dark', width: 'narrow' }),
    `${fileName(pathname)}-dark-narrow`,
  )
})

test.each(details)('the first of %s', async (noun) => {
  const list = await app.open(`/${noun}`)
  const link = list.locator(`main tr a[href^="/${noun}/"], main li a[href^="/${noun}/"]`).first()
  const pathname = (await link.getAttribute('href')) ?? ''
  expect(pathname).toMatch(new RegExp(`^/${noun}/[^/]+$`))
  const name = noun.replace('/', '-')
  await expectGoodPage(await app.open(pathname), `${name}-detail-light`)
  await expectGoodPage(await app.open(pathname, { theme: 'dark', width: 'narrow' }), `${name}-detail-dark-narrow`)
})

test.each(['incidents', 'skills', 'patterns'])('the history of the first of %s', async (noun) => {
  const list = await app.open(`/${noun}`)
  const link = list.locator(`main tr a[href^="/${noun}/"], main li a[href^="/${noun}/"]`).first()
  const pathname = `${(await link.getAttribute('href')) ?? ''}/history`
  await expectGoodPage(await app.open(pathname), `${noun}-history-light`)
  await expectGoodPage(await app.open(pathname, { theme: 'dark', width: 'narrow' }), `${noun}-history-dark-narrow`)
})

const UNSURE = `# Pallets were counted twice

Date: 2026-04-14

## Timeline

- 06:40 The counter restarted
- 07:05 The counts were right again
`

const HISTORY = `# Incident log

## 2026-04-01: Lifts stood still

**Severity:** SEV-3

- 11:00 UTC noticed by the guard
- 11:20 UTC moved again

**Cause:** a fuse

Action items:

- [ ] Spare fuses

## 2026-04-02: Doors stayed open

**Severity:** SEV-3

- 12:00 UTC noticed by the guard
- 12:20 UTC closed again

**Cause:** a magnet

Action items:

- [ ] Stronger magnets
`

test('what an import leaves to do: a field to review, the documents of a source', async () => {
  const page = await app.open('/import')
  const imported = await page.evaluate(
    async (files) => {
      const form = new FormData()
      for (const [name, text] of files) form.append('files', new File([text], name, { type: 'text/markdown' }))
      return (await fetch('/api/v1/import', { method: 'POST', body: form })).status
    },
    [
      ['pallets.md', UNSURE],
      ['guard-log.md', HISTORY],
    ] as const,
  )
  expect(imported).toBe(200)
  await page.goto(`${app.url}/review`)
  const walk = await page.getByRole('link', { name: 'Pallets were counted twice' }).getAttribute('href')
  await page.goto(`${app.url}/sources`)
  const row = page.getByRole('row').filter({ hasText: 'guard-log.md' })
  const parts = await row.getByRole('link', { name: '2 documents' }).getAttribute('href')
  await page.goto(`${app.url}/sources/imports`)
  await page.locator('main tr a').first().click()
  const toReview = page.getByRole('link', { name: /field.* to review/ })
  await toReview.waitFor()
  for (const [name, pathname] of Object.entries({ 'review-walk': walk, 'source-parts': parts })) {
    await expectGoodPage(await app.open(pathname ?? ''), `${name}-light`)
    await expectGoodPage(await app.open(pathname ?? '', { theme: 'dark', width: 'narrow' }), `${name}-dark-narrow`)
  }
  // Other tests of the run expect nothing to review.
  await toReview.click()
  await page.waitForURL(/importId=/)
  await page.goBack()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo 3 documents' }).click()
  await page.getByRole('region', { name: 'Progress' }).getByText('undone', { exact: true }).waitFor()
})

test('the sign-in page, for who is not signed in', async () => {
  const page = await app.open('/incidents', { anonymous: true })
  await page.waitForURL(/\/sign-in/)
  await expectGoodPage(page, 'sign-in-light')
  await expectGoodPage(
    await app.open('/sign-in', { anonymous: true, theme: 'dark', width: 'narrow' }),
    'sign-in-dark-narrow',
  )
})

test('an address that does not exist says so', async () => {
  const page = await app.open('/incidents/there-is-no-such-incident', { expectedErrors: /404/ })
  await expectGoodPage(page, 'not-found-light')
})
