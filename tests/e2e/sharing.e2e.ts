// Who may read an incident is said by keyboard, and another person finds it or does not.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()
/** A busy machine may take a while to answer. */
const SOON = { timeout: 20_000 }

/** Types into the field of this name and sends the form. */
async function enter(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  await field.focus()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

/** Puts the focus on a button of this name and presses it. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole('button', { name }).first()
  await button.waitFor(SOON)
  await button.focus()
  await page.keyboard.press('Enter')
}

/** Ticks who has this name in the list of the open dialog, by the filter above it. */
async function tick(page: Page, label: string, name: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(label).focus()
  await page.keyboard.type(name)
  await page.keyboard.press('Tab')
  const box = dialog.getByRole('checkbox', { name: new RegExp(name) })
  await expect.poll(() => box.evaluate((element) => element === document.activeElement), SOON).toBe(true)
  await page.keyboard.press('Space')
  expect(await box.isChecked()).toBe(true)
}

/** Chooses one of the three in the open dialog with the arrow keys. */
async function chooseVisibility(page: Page, name: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog')
  const wanted = dialog.getByRole('radio', { name })
  await wanted.waitFor(SOON)
  await dialog.getByRole('radio', { checked: true }).focus()
  for (let presses = 0; presses < 3 && !(await wanted.isChecked()); presses++) await page.keyboard.press('ArrowDown')
  expect(await wanted.isChecked()).toBe(true)
}

const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached', ...SOON })

/** Invites somebody as an editor, and gives a page on which they are signed in by the link that was shown. */
async function invite(admin: Page, email: string): Promise<Page> {
  await admin.getByLabel('Role', { exact: true }).first().selectOption('editor')
  await enter(admin, 'E-mail address', email)
  const link = await admin.locator('code', { hasText: '/sign-in/link?token=' }).textContent(SOON)
  const page = await app.open('/sign-in', { anonymous: true, expectedErrors: /404/ })
  await page.goto(link ?? '')
  await page.getByRole('heading', { level: 1 }).first().waitFor(SOON)
  return page
}

const titles = async (page: Page) => {
  await page.goto(`${app.url}/incidents`)
  await page.locator('a[data-row-link]').first().waitFor(SOON)
  return page.locator('a[data-row-link]').allTextContents()
}

test('a restricted incident is not found by somebody else until a team of theirs is named', async () => {
  const admin = await app.open('/settings/people')
  const sam = await invite(admin, 'sam@example.com')
  const [title = ''] = await titles(sam)
  await sam.locator('a[data-row-link]').first().click()
  await sam.waitForURL(/\/incidents\/[^?]+$/)
  const address = sam.url()

  await admin.goto(address)
  await press(admin, 'Share')
  await chooseVisibility(admin, /^Restricted/)
  await screenshot(admin, 'share-dialog')
  await expectAccessible(admin)
  await press(admin, 'Save')
  await closed(admin)
  await admin.getByText('Restricted', { exact: true }).first().waitFor(SOON)
  expect(await titles(sam)).not.toContain(title)
  expect((await sam.goto(address))?.status()).toBe(404)
  expect(await sam.content()).not.toContain(title)

  await admin.goto(`${app.url}/settings/teams`)
  await enter(admin, 'Name', 'Responders')
  await press(admin, 'Change Responders')
  await tick(admin, 'Find people', 'sam')
  await press(admin, 'Save')
  await closed(admin)
  expect((await sam.goto(address))?.status()).toBe(404)

  await admin.goto(address)
  await press(admin, 'Share')
  await tick(admin, 'Find people and teams', 'Responders')
  await press(admin, 'Save')
  await closed(admin)
  expect((await sam.goto(address))?.status()).toBe(200)
  expect(await titles(sam)).toContain(title)
  await sam.goto(`${app.url}/incidents?visibility=restricted`)
  await expect.poll(() => sam.locator('a[data-row-link]').allTextContents(), SOON).toEqual([title])
})

test('an incident is published only by who says that nothing in it is confidential', async () => {
  const page = await app.open('/incidents')
  await page.locator('a[data-row-link]').last().click()
  await page.waitForURL(/\/incidents\/[^?]+$/)
  await press(page, 'Share')
  await chooseVisibility(page, /^Public/)
  const publish = page.getByRole('button', { name: 'Publish' })
  expect(await publish.isDisabled()).toBe(true)
  await page.getByRole('checkbox', { name: /nothing in it is confidential/ }).focus()
  await page.keyboard.press('Space')
  await press(page, 'Publish')
  await closed(page)
  await page.getByText('Public', { exact: true }).first().waitFor(SOON)
})

test('before an import one says who may read what is imported', async () => {
  const page = await app.open('/import')
  await page.getByRole('radio', { name: /^Internal/ }).focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('list', { name: 'People and teams' }).waitFor(SOON)
  await expect.poll(() => page.getByRole('checkbox').count(), SOON).toBeGreaterThan(0)
  await screenshot(page, 'import-readers')
  await expectAccessible(page)
  await page
    .getByLabel(/^Text of a postmortem/)
    .fill('# Gateway outage\n\nDate: 2026-03-04\n\nThe gateway was down from 10:00 to 10:40 UTC.\n')
  await press(page, 'Preview')
  await press(page, /^Save/)
  await page.getByRole('heading', { name: 'Saved' }).waitFor(SOON)
  await page.goto(`${app.url}/incidents?visibility=restricted`)
  await page.locator('a[data-row-link]', { hasText: 'Gateway outage' }).waitFor(SOON)
})

test.each([
  ['light', 'wide'],
  ['dark', 'narrow'],
] as const)('accounts, teams and the share dialog are good to use, %s and %s', async (theme, width) => {
  for (const path of ['/settings/people', '/settings/teams']) {
    const page = await app.open(path, { theme, width })
    await page.getByRole('heading', { level: 2 }).first().waitFor(SOON)
    await screenshot(page, `${path.slice('/settings/'.length)}-${theme}-${width}`)
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
  }
  const page = await app.open('/incidents', { theme, width })
  await page.locator('a[data-row-link]').first().click()
  await page.waitForURL(/\/incidents\/[^?]+$/)
  await press(page, 'Share')
  await chooseVisibility(page, /^Restricted/)
  await screenshot(page, `share-${theme}-${width}`)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})
