// Action items: changed in place, with a way back and a history.
import { expect, test } from 'vitest'
import { expectAccessible, useApp } from './app'

const app = useApp()

test('an owner is given, taken back, and both are in the history', async () => {
  const page = await app.open('/action-items')
  const row = page.locator('tbody tr').first()
  const title = (await row.getByRole('link').first().innerText()).trim()
  await row.getByRole('button', { name: /^Owner of/ }).click()
  await row.getByRole('textbox', { name: /^Owner of/ }).fill('lena')
  await page.keyboard.press('Enter')
  await page.getByText('Owner saved').waitFor()
  await row.getByRole('button', { name: /^Owner of .*: lena/ }).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undone').waitFor()
  await row.getByRole('button', { name: /^Owner of .*: unknown/ }).waitFor()

  await row.getByRole('link', { name: title }).click()
  const history = page.getByRole('region', { name: /^History/ })
  await history.getByText(/changed owner from lena to unknown/).waitFor()
  await history.getByText(/changed owner from unknown to lena/).waitFor()
})

test('recurrence debt is a filter, and is explained on the item', async () => {
  const page = await app.open('/action-items')
  await page.getByRole('button', { name: 'Recurrence debt' }).click()
  await page.waitForURL(/debt=true/)
  await page.locator('tbody tr').first().getByRole('link').first().click()
  await page.getByRole('heading', { name: 'Recurrence debt' }).waitFor()
  expect(await page.getByText(/when the same pattern struck again/).count()).toBe(1)
})

test('the state of the list is in the address', async () => {
  const page = await app.open('/action-items?status=done')
  expect(await page.getByLabel('Status', { exact: true }).inputValue()).toBe('done')
  await page.getByRole('button', { name: 'Action item', exact: true }).click()
  await page.waitForURL(/sort=title/)
  await page.goBack()
  await page.waitForURL(/status=done$/)
})

test('on a telephone the filters come when they are asked for, and the button says how many are set', async () => {
  const page = await app.open('/action-items?status=done', { width: 'narrow' })
  const status = page.getByLabel('Status', { exact: true })
  const filters = page.getByRole('button', { name: 'Filters (1)' })
  await filters.waitFor()
  expect(await status.isVisible()).toBe(false)
  await filters.press('Enter')
  await status.waitFor()
  await status.selectOption('open')
  await page.waitForURL(/status=open/)
  await expectAccessible(page)
  await filters.press('Enter')
  await status.waitFor({ state: 'hidden' })
  expect(await filters.getAttribute('aria-expanded')).toBe('false')
})

test('on a telephone everything of an item stands below its name, and nothing scrolls sideways', async () => {
  const page = await app.open('/action-items', { width: 'narrow' })
  const row = page.locator('tbody tr').first()
  for (const cell of await row.locator('td').all()) {
    if (!(await cell.isVisible())) continue
    const box = await cell.boundingBox()
    expect((box?.x ?? 999) + (box?.width ?? 999)).toBeLessThanOrEqual(390)
  }
  const status = row.getByRole('combobox')
  const name = row.getByRole('link').first()
  expect((await status.boundingBox())?.y).toBeGreaterThan((await name.boundingBox())?.y ?? 999)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  expect(await page.getByRole('table').getByRole('row').count()).toBeGreaterThan(2)
  await expectAccessible(page)
})

test('several items are chosen and changed by keyboard, and taken back', async () => {
  const page = await app.open('/action-items?sort=title&dir=asc')
  const rows = page.locator('tbody tr')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('Shift+X')
  await page.getByText('2 items chosen').waitFor()
  await page.keyboard.press('e')
  const dialog = page.getByRole('dialog', { name: 'Change 2 items' })
  await dialog.getByLabel('Status').selectOption('done')
  await dialog.getByRole('button', { name: 'Change them' }).press('Enter')
  await dialog.getByText('Give the evidence, or say that there is none.').waitFor()
  await dialog.getByLabel('Evidence for all of them').fill('v4.0.0')
  await dialog.getByLabel('Owner', { exact: true }).fill('deepak')
  await page.keyboard.press('Enter')
  await page.getByText('2 items changed.').waitFor()
  await rows
    .first()
    .getByRole('button', { name: /^Owner of .*: deepak/ })
    .waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('2 items as before').waitFor()
  await rows
    .first()
    .getByRole('button', { name: /^Owner of .*: unknown/ })
    .waitFor()
})

test('a view is saved, found again by its link, and deleted with a way back', async () => {
  const page = await app.open('/action-items?status=unfinished&sort=due&dir=asc')
  await page.getByRole('button', { name: 'Save view' }).press('Enter')
  await page.getByRole('dialog').getByLabel('Name').fill('Soon')
  await page.keyboard.press('Enter')
  const views = page.getByRole('navigation', { name: 'Views' })
  await views.getByRole('link', { name: 'Soon' }).waitFor()
  await views.getByRole('link', { name: 'Overdue' }).press('Enter')
  await page.waitForURL(/overdue=true/)
  await views.getByRole('link', { name: 'Soon' }).press('Enter')
  await page.waitForURL(/sort=due&status=unfinished/)
  await page.getByRole('button', { name: 'Edit views' }).press('Enter')
  await page.getByRole('button', { name: 'Delete Soon' }).press('Enter')
  await page.getByText('View “Soon” deleted').waitFor()
  await page.keyboard.press('Escape')
  await views.getByRole('link', { name: 'Soon' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await views.getByRole('link', { name: 'Soon' }).waitFor()
})

test('items are grouped by pattern, and a group leads to its items', async () => {
  const page = await app.open('/action-items?group=pattern')
  const group = page.getByRole('main').getByRole('listitem').getByRole('link').first()
  const total = Number(/(\d+) open/.exec(await group.innerText())?.[1])
  await group.press('Enter')
  await page.waitForURL(/pattern=/)
  await page.getByText(new RegExp(`of ${total}$`)).waitFor()
})
