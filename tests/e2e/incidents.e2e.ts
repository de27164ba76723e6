// The list of incidents and the page of one, on the demo content.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, useApp } from './app'

const app = useApp()
/** A busy machine may take a while to answer. */
const SOON = { timeout: 15_000 }

const rowTitles = (page: Page) => page.locator('a[data-row-link]').allTextContents()

/** Opens the first incident of the list that fits a filter. */
async function openIncident(query: string): Promise<Page> {
  const page = await app.open(`/incidents?${query}`)
  await page.locator('a[data-row-link]').first().click()
  await page.waitForURL(/\/incidents\/[^?]+$/)
  return page
}

test('the list keeps its state in the address', async () => {
  const page = await app.open('/incidents')
  const all = await rowTitles(page)
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ru')
  await page.waitForURL(/lang=ru/)
  await expect.poll(async () => (await rowTitles(page)).length, SOON).toBeLessThan(all.length)
  const filtered = await rowTitles(page)
  await page.reload()
  expect(await rowTitles(page)).toEqual(filtered)
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.poll(() => rowTitles(page), SOON).toEqual(all)
})

test('a column sorts both ways and says so', async () => {
  const page = await app.open('/incidents')
  const heading = page.getByRole('columnheader', { name: 'Incident' })
  await heading.getByRole('button').click()
  await page.waitForURL(/sort=title/)
  await expect.poll(() => heading.getAttribute('aria-sort'), SOON).toBe('ascending')
  const ascending = await rowTitles(page)
  await heading.getByRole('button').click()
  await expect.poll(() => heading.getAttribute('aria-sort'), SOON).toBe('descending')
  expect(await rowTitles(page)).toEqual(ascending.toReversed())
})

test('the keyboard moves between rows and opens one', async () => {
  const page = await app.open('/incidents')
  const titles = await rowTitles(page)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  expect(await page.locator(':focus').textContent()).toBe(titles[0])
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/incidents\//)
})

test('a hidden column stays hidden', async () => {
  const page = await app.open('/incidents')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Severity' }).click()
  await page.getByRole('columnheader', { name: 'Severity' }).waitFor({ state: 'detached' })
  await page.reload()
  await page.getByRole('columnheader', { name: 'Severity' }).waitFor({ state: 'detached' })
})

test('an incident that is only referred to has a page, with what it is related to', async () => {
  const page = await app.open('/incidents')
  await page.getByRole('row').filter({ hasText: 'Only referred to' }).first().locator('a[data-row-link]').click()
  await page.getByText('Known only by reference').waitFor(SOON)
  await page.locator('#related').getByRole('link').first().waitFor()
  await expectAccessible(page)
})

test('an address with nonsense in it still shows the list', async () => {
  const page = await app.open('/incidents?page=-3&sort=nothing&size=abc&from=yesterday')
  expect((await rowTitles(page)).length).toBeGreaterThan(0)
})

test('two editions of one incident: switching changes title and text, and the language is named', async () => {
  const page = await openIncident('lang=ru')
  const editions = page.getByRole('navigation', { name: 'Editions' })
  const heading = page.getByRole('heading', { level: 1 })
  await editions.getByRole('link', { name: 'German' }).click()
  await expect.poll(() => heading.getAttribute('lang'), SOON).toBe('de')
  await editions.getByRole('link', { name: 'Russian' }).click()
  await expect.poll(() => heading.getAttribute('lang'), SOON).toBe('ru')
  await editions.getByRole('link', { name: 'All languages' }).click()
  await page.waitForURL(/lang=all/)
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await timeline.locator('[lang=ru]').first().waitFor()
  await timeline.locator('[lang=de]').first().waitFor()
  await expectAccessible(page)
})

test('the clock can be the source’s, UTC, or the reader’s', async () => {
  const page = await openIncident('lang=ru')
  const times = page.getByRole('region', { name: 'Timeline' }).locator('time')
  expect(await times.first().textContent()).toMatch(/8 Jan.*16:00/)
  await page.getByRole('button', { name: 'UTC' }).click()
  expect(await times.first().textContent()).toMatch(/9 Jan.*00:00/)
  // The browser of the tests stands in Phoenix, UTC-7 without summer time.
  await page.getByRole('button', { name: 'Mine' }).click()
  expect(await times.first().textContent()).toMatch(/8 Jan.*17:00/)
})

test('several impact windows stand on one axis, with their gaps, and as a table', async () => {
  const page = await openIncident('q=credential')
  const windows = page.getByRole('region', { name: 'Impact windows' })
  await windows.getByRole('img', { name: /3 impact windows on one time axis in MST, with gaps of/ }).waitFor()
  await windows.getByText('As a table').click()
  const rows = windows.getByRole('table').getByRole('row')
  expect(await rows.count()).toBe(4)
  expect(await rows.nth(1).textContent()).toContain('2 h 18 min')
})

test('the public lane stands apart from the internal one', async () => {
  const page = await openIncident('q=credential')
  const timeline = page.getByRole('region', { name: 'Timeline' })
  const entries = timeline.getByRole('listitem')
  const both = await entries.count()
  await page.getByRole('button', { name: 'Public', exact: true }).click()
  const told = await entries.count()
  await page.getByRole('button', { name: 'Internal', exact: true }).click()
  expect((await entries.count()) + told).toBe(both)
  expect(told).toBeGreaterThan(0)
})

test('“source” opens the verbatim text with the words highlighted', async () => {
  const page = await openIncident('lang=ru')
  await page
    .getByRole('region', { name: 'Timeline' })
    .getByRole('link', { name: /^source/ })
    .first()
    .click()
  await page.waitForURL(/source=.*&span=/)
  const mark = page.locator('mark#span')
  await mark.waitFor()
  expect((await mark.textContent())?.length).toBeGreaterThan(3)
  await expect.poll(() => mark.evaluate((element) => element.getBoundingClientRect().top), SOON).toBeLessThan(800)
  await expectAccessible(page)
})

test('from the Russian edition one click reaches the skill of the same pattern, quoted from both sides', async () => {
  const page = await openIncident('lang=ru')
  const related = page.getByRole('region', { name: 'Had before, or related' })
  const skill = related
    .getByRole('listitem')
    .filter({ has: page.locator('a[href^="/skills/"]') })
    .first()
  await skill.locator('blockquote[lang], blockquote [lang=ru], blockquote [lang=de]').first().waitFor()
  await skill.locator('blockquote [lang=en]').first().waitFor()
  await skill.locator('a[href^="/skills/"]').first().click()
  await page.waitForURL(/\/skills\//)
})

test('a pattern is confirmed, and the decision can be taken back', async () => {
  const page = await openIncident('q=credential')
  const patterns = page.getByRole('region', { name: 'Patterns' })
  await patterns
    .getByRole('button', { name: /^Confirm/ })
    .first()
    .click()
  await patterns
    .getByText(/^confirmed/)
    .first()
    .waitFor()
  await patterns
    .getByRole('button', { name: /^Take back/ })
    .first()
    .click()
  await patterns.getByText(/^confirmed/).waitFor({ state: 'detached' })
})

test('of two people who edit at once the second is told what changed', async () => {
  const mine = await openIncident('q=credential')
  const theirs = await app.open(new URL(mine.url()).pathname)
  for (const [page, severity] of [
    [theirs, 'SEV2'],
    [mine, 'SEV1'],
  ] as const) {
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByLabel('Severity').fill(severity)
  }
  await theirs.getByRole('button', { name: 'Save' }).click()
  await theirs.getByRole('dialog').waitFor({ state: 'detached' })
  await mine.getByRole('button', { name: 'Save' }).click()
  const severity = mine.getByRole('dialog').getByRole('group', { name: 'Severity' })
  expect(await severity.textContent()).toMatch(/It was: unknown.*SEV1.*SEV2/)
  await mine.getByRole('button', { name: 'Save' }).click()
  await mine.getByRole('dialog').waitFor({ state: 'detached' })
  await mine.getByText('SEV1').first().waitFor()
  await mine.getByRole('button', { name: 'Edit' }).click()
  await mine.getByLabel('Severity').fill('')
  await mine.getByRole('button', { name: 'Save' }).click()
  await mine.getByRole('dialog').waitFor({ state: 'detached' })
})

test('on paper only the page remains', async () => {
  const page = await openIncident('lang=ru')
  await page.emulateMedia({ media: 'print' })
  expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
  expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
})

test('an incident whose title has no Latin letters has a page and an answer of the API at its own name', async () => {
  const page = await app.open('/import')
  const text = '# 決済サービスの障害\n\n発生日: 2024-03-05\n\n## 原因\n\n証明書の有効期限が切れていた。\n'
  const { imported, answered } = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' }
    const made = await fetch('/api/v1/import', { method: 'POST', headers, body: JSON.stringify({ text: body }) })
    const { documents } = (await made.json()) as { documents: { slug: string }[] }
    const slug = documents[0]?.slug ?? ''
    const found = await fetch(`/api/v1/incidents/${encodeURIComponent(slug)}`)
    return { imported: slug, answered: ((await found.json()) as { slug?: string }).slug }
  }, text)
  expect(imported).toBe('2024-03-05-決済サービスの障害')
  expect(answered).toBe(imported)
  const incident = await app.open(`/incidents/${encodeURIComponent(imported)}`)
  await incident.getByRole('heading', { name: '決済サービスの障害', level: 1 }).waitFor()
})
