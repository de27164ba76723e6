// Search and recognition.
import { expect, test } from 'vitest'
import { expectAccessible, useApp } from './app'

const app = useApp()

test('finds words of three languages and marks them', async () => {
  const page = await app.open('/search')
  const field = page.getByLabel('Search everything')
  for (const [words, lang] of [
    ['rotation', 'English'],
    ['Signaturschlüssel', 'German'],
    ['ключ', 'Russian'],
  ] as const) {
    await field.fill(words)
    await page.waitForURL((url) => url.searchParams.get('q') === words)
    await page.locator('main ol').getByText(lang).first().waitFor()
    await page.locator('main mark').first().waitFor()
  }
})

test('the keyboard goes from the field to the results and opens one', async () => {
  const page = await app.open('/search?q=rotation')
  await page.getByLabel('Search everything').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const second = page.locator('a[data-result]').nth(1)
  expect(await second.evaluate((link) => link === document.activeElement)).toBe(true)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  expect(await page.getByLabel('Search everything').evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname !== '/search')
})

test('operators narrow what is typed, and one that is none says what it takes', async () => {
  const page = await app.open('/search')
  await page.getByRole('heading', { name: 'Narrow it while you type' }).waitFor()
  await expectAccessible(page)
  const field = page.getByLabel('Search everything')
  await field.fill('pattern:cache-vs-rotation -kind:incident lang:en')
  await page
    .getByRole('link', { name: /JWKS rotation/i })
    .first()
    .waitFor()
  await field.fill('rotation before:yesterday')
  await page.getByRole('alert').getByText('2026-03-01').waitFor()
  await page.locator('a[data-result]').first().waitFor()
})

test('says so when nothing is found', async () => {
  const page = await app.open('/search?q=qqzzxxyyvv')
  await page.getByText('Nothing found for “qqzzxxyyvv”').waitFor()
})

test('recognises a symptom, and the address can be shared', async () => {
  const page = await app.open('/recognise')
  await page
    .getByLabel('Alert, symptom or log lines')
    .fill('401 burst, kid mismatch in the verifier logs, no deploy today')
  await page.getByRole('button', { name: 'Recognise', exact: true }).click()
  await page
    .getByRole('region', { name: /^Skills to follow/ })
    .getByRole('link', { name: /JWKS/i })
    .first()
    .waitFor()
  await expectAccessible(page)
  const shared = await app.open(new URL(page.url()).pathname + new URL(page.url()).search)
  await shared.getByRole('region', { name: /^Skills to follow/ }).waitFor()
})

test('a plan gets questions, with the mechanism they come from', async () => {
  const page = await app.open('/recognise?mode=premortem')
  await page
    .getByLabel('Plan, pull request, change ticket or diff')
    .fill('We rotate the signing key tomorrow; the JWKS is cached for a day.')
  await page.getByRole('button', { name: 'Look for what went wrong before' }).click()
  const list = page.getByRole('region', { name: /^Answer before you start/ })
  await list.getByRole('checkbox').first().check()
  await list.getByText(/^1 of \d+ answered$/).waitFor()
  await expectAccessible(page)
  const shared = await app.open(new URL(page.url()).pathname)
  await shared.getByRole('checkbox', { checked: true }).first().waitFor()
})

test('a search is kept under a name, offered in the palette, and deleted again', async () => {
  const page = await app.open('/search?q=owner:sam&kind=skill')
  await page.getByRole('button', { name: 'Save this search' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save this search' })
  await dialog.getByLabel('Name').fill('Skills of Sam')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  const kept = page.getByRole('navigation', { name: 'Saved searches' }).getByRole('link', { name: 'Skills of Sam' })
  await kept.and(page.locator('[aria-current=page]')).waitFor()
  await page.goto(`${app.url}/incidents`)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('skills of')
  await page.getByRole('option', { name: 'Skills of Sam' }).click()
  await page.waitForURL((url) => url.pathname === '/search' && url.searchParams.get('q') === 'owner:sam')
  await page.getByRole('button', { name: 'Edit saved searches' }).click()
  await page.getByRole('button', { name: 'Delete Skills of Sam' }).click()
  await page.getByText('Search “Skills of Sam” deleted').waitFor()
  await page.keyboard.press('Escape')
  await kept.waitFor({ state: 'detached' })
})
