// The pattern map: two drawings and a table of the same, by pointer and by keyboard.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useApp } from './app'

const app = useApp()

const drawn = (page: Page) => page.locator('canvas[data-ready]').waitFor()

test.each([
  ['/map', 'light', 'wide'],
  ['/map', 'dark', 'narrow'],
  ['/map?view=lanes', 'dark', 'wide'],
  ['/map?view=lanes&lanes=family', 'light', 'narrow'],
  ['/map?pattern=no-such-pattern', 'light', 'wide'],
] as const)('%s is accessible, %s and %s, and no wider than its screen', async (path, theme, width) => {
  const page = await app.open(path, { theme, width })
  if (!path.includes('no-such')) await drawn(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
})

test('the keyboard walks over the graph, is told what is there, and opens it', async () => {
  const page = await app.open('/map')
  await drawn(page)
  await page.getByRole('region', { name: 'Pattern map' }).focus()
  await page.keyboard.press('ArrowRight')
  const status = page.getByRole('figure').getByRole('status')
  await status.filter({ hasText: /incident/ }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/(patterns|incidents|skills)\//)
})

test('the keyboard walks along a lane', async () => {
  const page = await app.open('/map?view=lanes&pattern=cache-vs-rotation')
  await drawn(page)
  await page.getByRole('region', { name: 'Swimlanes' }).focus()
  await page.keyboard.press('ArrowRight')
  const status = page.getByRole('figure').getByRole('status')
  await status.filter({ hasText: /\d{4}/ }).waitFor()
  const first = await status.textContent()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => status.textContent()).not.toBe(first)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/incidents\//)
})

test('the filter holds for the drawing, the table, the address and the file', async () => {
  const page = await app.open('/map')
  await drawn(page)
  const rows = page.getByRole('table', { name: 'The pattern map as a table' }).getByRole('row')
  const all = await rows.count()
  await page.getByRole('combobox', { name: 'Pattern', exact: true }).selectOption('cache-vs-rotation')
  await page.waitForURL(/pattern=cache-vs-rotation/)
  await expect.poll(() => rows.count()).toBeLessThan(all)
  await drawn(page)
  await page.getByRole('link', { name: 'Swimlanes by pattern' }).click()
  await page.waitForURL(/pattern=cache-vs-rotation.*view=lanes/)
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href')
  const file = await page.request.get(`${app.url}${href ?? ''}`)
  expect(file.headers()['content-type']).toContain('text/csv')
  expect((await file.text()).trim().split('\r\n')).toHaveLength(await rows.count())
})

test('a filter that leaves nothing says so, and the way back', async () => {
  const page = await app.open('/map?pattern=no-such-pattern')
  await page.getByText('Nothing on the map fits these filters').waitFor()
  await page.getByRole('link', { name: 'Show everything' }).click()
  await drawn(page)
})
