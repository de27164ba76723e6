// An incident shown in a review meeting, printed, and taken along as Markdown.
import fs from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()
/** A busy machine may take a while to answer. */
const SOON = { timeout: 15_000 }
const INCIDENT = '/incidents/2026-01-08-stale-jwks-after-key-rotation'
const WINDOWS = '/incidents/2024-01-15-database-credentials-revoked'
const SKILL = '/skills/auth-jwks-rotation-spike'

const hash = (page: Page) => new URL(page.url()).hash
/** The title of the slide that fills the screen. */
const titleShown = (page: Page) =>
  page.evaluate(() => {
    const slide = [...document.querySelectorAll('.slide')].find((one) => Math.abs(one.getBoundingClientRect().left) < 2)
    return slide?.querySelector('h1, h2')?.textContent ?? ''
  })
const countSlides = (page: Page) => page.locator('.slide').count()

test('keys move from slide to slide, the address says which, and Escape goes back', async () => {
  const page = await app.open(`${WINDOWS}/present`)
  const first = await titleShown(page)
  expect(first).toContain('credentials')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => hash(page), SOON).toBe('#2')
  expect(await titleShown(page)).toBe('What happened')
  await page.keyboard.press(' ')
  await expect.poll(() => hash(page), SOON).toBe('#3')
  expect(await titleShown(page)).toBe('Impact, in 3 windows')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => hash(page), SOON).toBe('#2')
  await page.keyboard.press('End')
  await expect.poll(() => hash(page), SOON).toBe(`#${await countSlides(page)}`)
  expect(await titleShown(page)).toMatch(/^Questions/)
  await page.keyboard.press('ArrowRight')
  expect(hash(page)).toBe(`#${await countSlides(page)}`)
  await page.keyboard.press('Escape')
  await page.waitForURL((url) => url.pathname === WINDOWS)
})

test('an address with a number opens that slide, and its links lead on without a script', async () => {
  const page = await app.open(`${WINDOWS}/present#3`)
  await expect.poll(() => titleShown(page), SOON).toBe('Impact, in 3 windows')
  await page.getByRole('navigation', { name: 'Slide 3 of' }).getByRole('link', { name: 'Next' }).click()
  await expect.poll(() => hash(page), SOON).toBe('#4')
})

test('nothing but the slides is on the screen, in both themes, wide and narrow', async () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const width of ['wide', 'narrow'] as const) {
      const page = await app.open(`${WINDOWS}/present#3`, { theme, width })
      await page.getByRole('heading', { name: 'Impact, in 3 windows' }).waitFor()
      expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
      await expectNoSidewaysScroll(page)
      await expectAccessible(page)
      await screenshot(page, `present-${theme}-${width}`)
    }
  }
})

test('what is scrolled sideways comes to rest on a slide, and the address follows', async () => {
  const page = await app.open(`${WINDOWS}/present`, { width: 'narrow' })
  await page.mouse.move(200, 400)
  await page.mouse.wheel(390, 0)
  await expect.poll(() => hash(page), SOON).toBe('#2')
  await expect.poll(() => titleShown(page), SOON).toBe('What happened')
})

test('the menu of the page leads to the slides and copies it as Markdown', async () => {
  const page = await app.open(`${INCIDENT}?lang=ru`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'More of this page' }).click()
  await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click()
  await page.getByText('Copied as Markdown').waitFor(SOON)
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toMatch(/^---\nhindsight: postmortem\n[\s\S]*\nlang: ru\n/)
  await page.getByRole('button', { name: 'More of this page' }).click()
  await page.getByRole('menuitem', { name: 'Present' }).click()
  await page.waitForURL((url) => url.pathname === `${INCIDENT}/present` && url.search === '?lang=ru')
})

test('stretches of each window have names and lengths, and the axis says when the public was told', async () => {
  const page = await app.open(WINDOWS)
  const windows = page.getByRole('region', { name: 'Impact windows' })
  const [first, second, third] = await windows.getByRole('list', { name: 'What the time went to' }).all()
  expect(await first?.textContent()).toMatch(/Detection 3 min.*Response .*Repair 15 min/)
  expect(await second?.textContent()).toMatch(/Detection 3 min.*Response and repair 17 min/)
  expect(await third?.textContent()).toBe('Detection, response and repair 25 min')
  await windows.getByText(/^The public was first told/).waitFor()
  // A mark of the axis leads to its entry.
  const mark = windows.locator('a[href^="#t-"]').first()
  const entry = (await mark.getAttribute('href')) ?? ''
  expect(await page.locator(`[id="${entry.slice(1)}"]`).count()).toBe(1)
})

test('editions stand side by side, with what only one of them says marked', async () => {
  const page = await app.open(`${INCIDENT}?lang=all`)
  const table = page.getByRole('table', { name: 'Timeline, edition by edition' })
  expect(await table.getByRole('columnheader').allTextContents()).toEqual(['German', 'Russian', 'Compared'])
  expect(await table.getByRole('row').count()).toBeGreaterThan(3)
  const rows = await table.getByRole('row').allTextContents()
  for (const row of rows.filter((text) => text.includes('does not say'))) expect(row).toContain('not in all')
})

/** The text of a PDF as its viewer would find it is compressed; its pages are counted by their objects. */
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0

test.each([
  ['incident', INCIDENT],
  ['windows', WINDOWS],
  ['skill', SKILL],
  ['list', '/incidents'],
])('on paper: %s', async (name, address) => {
  const page = await app.open(address)
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
  expect(await page.locator('main .button:visible').count()).toBe(0)
  // What is folded on the screen is open on paper, and the page says where it is found again.
  for (const folded of await page.locator('main details:not([class*="print:hidden"])').all()) {
    expect(await folded.evaluate((one) => one.getBoundingClientRect().height)).toBeGreaterThan(
      await folded.locator('summary').evaluate((one) => one.getBoundingClientRect().height),
    )
  }
  const printed = name === 'list' ? page.getByRole('heading', { level: 1 }) : page.getByText(`${app.url}${address}`)
  expect(await printed.first().isVisible()).toBe(true)
  const pdf = await page.pdf({ format: 'A4' })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pagesOf(pdf)).toBeGreaterThan(0)
  const output = path.resolve(import.meta.dirname, '../output')
  fs.mkdirSync(output, { recursive: true })
  fs.writeFileSync(path.join(output, `print-${name}.pdf`), pdf)
})

test('slides are printed one a page', async () => {
  const page = await app.open(`${WINDOWS}/present`)
  const pdf = await page.pdf({ format: 'A4', landscape: true })
  expect(pagesOf(pdf)).toBeGreaterThanOrEqual(await countSlides(page))
})

test('who is not signed in is shown a preview that is that of any page', async () => {
  const page = await app.open(INCIDENT, { anonymous: true })
  await page.waitForURL(/\/sign-in/)
  const image = await page.locator('meta[property="og:image"]').getAttribute('content')
  expect(image).toBe(`${app.url}/public/preview.png`)
  expect(await page.locator('meta[property="og:title"]').getAttribute('content')).toBe('Hindsight')
  const answer = await page.request.get(image ?? '')
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/png'])
  fs.writeFileSync(path.resolve(import.meta.dirname, '../output/preview.png'), await answer.body())
})
