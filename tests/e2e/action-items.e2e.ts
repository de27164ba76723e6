// Action items: changed in place, with a way back and a history.
import { expect, test } from 'vitest'
import { useApp } from './app'

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
