// Every page of the product: loads without an error, is accessible, and fits a telephone, in light and dark.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()

const lists = [
  '/',
  '/incidents',
  '/skills',
  '/patterns',
  '/action-items',
  '/people',
  '/companies',
  '/search?q=rotation',
  '/recognise',
  '/import',
  '/review',
  '/sources',
  '/audit',
  '/settings',
]
/** Pages of one thing, reached by the first link of their list. */
const details = ['incidents', 'skills', 'patterns', 'action-items', 'people', 'companies', 'sources']

async function expectGoodPage(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await screenshot(page, name)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
}

const fileName = (pathname: string) => pathname.replace(/\?.*/, '').replaceAll('/', '-').replace(/^-/, '') || 'home'

test.each(lists)('%s', async (pathname) => {
  await expectGoodPage(await app.open(pathname), `${fileName(pathname)}-light`)
  await expectGoodPage(
    await app.open(pathname, { theme: 'dark', width: 'narrow' }),
    `${fileName(pathname)}-dark-narrow`,
  )
})

test.each(details)('the first of %s', async (noun) => {
  const list = await app.open(`/${noun}`)
  const link = list.locator(`main a[href^="/${noun}/"]`).first()
  const pathname = (await link.getAttribute('href')) ?? ''
  expect(pathname).toMatch(new RegExp(`^/${noun}/[^/]+$`))
  await expectGoodPage(await app.open(pathname), `${noun}-detail-light`)
  await expectGoodPage(await app.open(pathname, { theme: 'dark', width: 'narrow' }), `${noun}-detail-dark-narrow`)
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
