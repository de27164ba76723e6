// The shell around every page, and the home page: navigation, command palette, shortcuts, themes.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, useApp } from './app'

const app = useApp()

/** Presses a key until the page, which may still be waking up, opens a dialog. */
async function openByKey(page: Page, key: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect
    .poll(
      async () => {
        if ((await dialog.count()) === 0) await page.keyboard.press(key)
        return dialog.count()
      },
      { timeout: 15_000, interval: 250 },
    )
    .toBe(1)
}

test('home says what needs attention and leads there', async () => {
  const page = await app.open('/')
  await page.getByRole('heading', { level: 1, name: 'What needs attention' }).waitFor()
  const debt = page.getByRole('region', { name: 'Recurrence debt' })
  expect(await debt.textContent()).toMatch(/open since March 2026; recurred once, 19 Apr 2026/i)
  await debt.getByRole('listitem').getByRole('link').first().click()
  await page.waitForURL(/\/action-items\//)
})

test('home tells what keeps happening, with a table and a file beside each drawing', async () => {
  const page = await app.open('/')
  const part = page.getByRole('region', { name: 'What keeps happening' })
  for (const title of ['Patterns by month', 'Time to notice', 'Time to repair']) {
    const figure = part.getByRole('figure', { name: title })
    await figure.locator('summary').click()
    await figure.getByRole('table').waitFor()
    const file = await page.request.get(
      new URL((await figure.getByRole('link', { name: /CSV/ }).getAttribute('href')) ?? '', app.url).href,
    )
    expect(file.headers()['content-type']).toContain('text/csv')
  }
  expect(await part.getByRole('figure', { name: 'Patterns by month' }).textContent()).toMatch(
    /Cached credential outlives its rotation/,
  )
  await expectAccessible(page)
  const month = part.getByRole('figure', { name: 'Patterns by month' }).getByRole('row').nth(1).getByRole('link')
  await month.nth(1).click()
  await page.waitForURL((url) => url.pathname === '/incidents' && url.searchParams.has('pattern'))
})

test('a word of the house says what it means', async () => {
  const page = await app.open('/')
  const means = page.getByText('An action item that was still open when a later incident')
  expect(await means.isVisible()).toBe(false)
  await page.getByRole('button', { name: 'What is recurrence debt?' }).click()
  await means.waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await means.waitFor({ state: 'hidden' })
})

test('the palette finds an incident by a word of another language than the page’s', async () => {
  const page = await app.open('/')
  await openByKey(page, 'Control+k')
  const input = page.getByRole('combobox')
  await input.fill('ротации ключа')
  const hit = page.getByRole('option').filter({ hasText: 'Incident' }).first()
  await hit.waitFor()
  await expectAccessible(page)
  await hit.click()
  await page.waitForURL(/\/incidents\//)
})

test('the palette hands an error on to Recognise', async () => {
  const page = await app.open('/')
  await openByKey(page, '/')
  await page.getByRole('combobox').fill('kid mismatch')
  await page.getByRole('option', { name: /^Recognise: / }).click()
  await page.waitForURL((url) => url.pathname === '/recognise' && url.searchParams.get('text') === 'kid mismatch')
})

test('Enter in the palette opens the first hit, though hits come after the typing', async () => {
  const page = await app.open('/')
  await openByKey(page, 'Control+k')
  await page.getByRole('combobox').fill('rotation')
  const first = page.getByRole('group', { name: 'Found' }).getByRole('option').first()
  await first.and(page.locator('[aria-selected=true]')).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/(incidents|skills|patterns|action-items)\/./)
})

test('the name of a page goes there', async () => {
  const page = await app.open('/')
  await openByKey(page, 'Control+k')
  await page.getByRole('combobox').fill('setti')
  await page.getByRole('option', { name: 'Settings', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/settings$/)
})

test('a page of the settings is found with letters swapped', async () => {
  const page = await app.open('/')
  await openByKey(page, 'Control+k')
  await page.getByRole('combobox').fill('bakcups')
  await page.getByRole('option', { name: 'Settings: Backups', selected: true }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/settings\/backups$/)
})

test('what is chosen in the palette is shown before it is opened', async () => {
  const page = await app.open('/')
  await openByKey(page, 'Control+k')
  await page.getByRole('combobox').fill('kind:incident rotation')
  const preview = page.getByRole('complementary', { name: 'Preview' })
  await preview.getByText('action items not done').waitFor()
  await expectAccessible(page)
  await page.getByRole('combobox').fill('kind:skill rotation')
  await preview.getByText('Auth JWKS rotation spike').waitFor()
  await preview.getByText('verified 19 Apr 2026').waitFor()
})

test('what was opened from the palette is offered again', async () => {
  const page = await app.open('/')
  await openByKey(page, 'Control+k')
  await page.getByRole('combobox').fill('rotation')
  const hit = page.getByRole('group', { name: 'Found' }).getByRole('option').first()
  await hit.click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await openByKey(page, 'Control+k')
  expect(await page.getByRole('group', { name: 'Recent' }).getByRole('option').count()).toBe(1)
})

test('g and a letter go to a page; typing in a field does not', async () => {
  const page = await app.open('/')
  await openByKey(page, '?')
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.waitForURL(/\/incidents$/)
  await page.getByRole('searchbox', { name: 'Search incidents' }).click()
  await page.keyboard.type('gs?')
  await page.waitForURL(/q=gs/)
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('? lists the shortcuts', async () => {
  const page = await app.open('/')
  await openByKey(page, '?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('the theme can be chosen and stays', async () => {
  const page = await app.open('/')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitem', { name: 'Dark' }).click()
  await page.locator('html.dark').waitFor()
  await page.reload()
  await page.locator('html.dark').waitFor()
})

test('on a telephone the navigation is a drawer', async () => {
  const page = await app.open('/', { width: 'narrow' })
  await page.getByRole('button', { name: 'Open navigation' }).click()
  const drawer = page.getByRole('dialog', { name: 'Hindsight' })
  await expectAccessible(page)
  await drawer.getByRole('link', { name: 'Patterns' }).click()
  await page.waitForURL(/\/patterns$/)
  await drawer.waitFor({ state: 'detached' })
})
