// Action items as a file, changes of several taken back, and columns in the address: by keyboard.
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()

test('the table written out and taken in again changes nothing', async () => {
  const page = await app.open('/action-items/import')
  const file = await page.evaluate(async () => (await fetch('/api/v1/action-items.csv')).text())
  await page.getByLabel('Or a table, pasted').fill(file)
  await page.getByRole('button', { name: 'See what it would do' }).press('Enter')
  await page.getByText(/^\d+ as it is$/).waitFor()
  expect(await page.getByText(/^\d+ (?:changed|added|left out)$/).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Nothing to do' }).isDisabled()).toBe(true)
})

test('a pasted table is looked at, carried out and taken back with the keyboard', async () => {
  const list = await app.open('/action-items?sort=title&dir=asc')
  const href = (await list.locator('[data-row-link]').first().getAttribute('href')) ?? ''
  const id = href.split('/').at(-1) ?? ''
  const page = await app.open('/action-items/import')
  await screenshot(page, 'item-file')
  await expectAccessible(page)
  await page.getByLabel('Or a table, pasted').focus()
  const rows = [
    'id;Assignee;Due date;Summary;Incident;Type',
    `${id};deepak;31.12.2027;;;Task`,
    ';maya;03/04/2027;Rehearse the key rotation;no-such-incident;Task',
  ]
  await page.keyboard.insertText(rows.join('\n'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByText('2 left out').waitFor()
  await page
    .getByText(/“Task” is no kind/)
    .first()
    .waitFor()
  await page.getByText(/“03\/04\/2027” can be two days/).waitFor()
  // Columns that are not meant are left out, and the rest is looked at anew.
  await page.getByRole('checkbox', { name: /^Type/ }).press('Space')
  await page
    .getByText(/“Task” is no kind/)
    .first()
    .waitFor({ state: 'detached' })
  await page.getByText('An action item needs a title.').waitFor()
  await page.getByRole('checkbox', { name: /^Summary/ }).press('Space')
  await page.getByText('1 changed').waitFor()
  await screenshot(page, 'item-file-plan')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Change 1, leave out 1' }).press('Enter')
  await page.getByRole('heading', { name: /the pasted table: done/ }).waitFor()
  await page.getByRole('link', { name: 'To the action items' }).waitFor()
  const item = await app.open(`/action-items/${id}`)
  await item.getByText(/changed owner from .* to deepak/).waitFor()
  const narrow = await app.open('/action-items/changes', { theme: 'dark', width: 'narrow' })
  await narrow.getByText(/due date of 1 item/).waitFor()
  await screenshot(narrow, 'item-changes-dark-narrow')
  await expectNoSidewaysScroll(narrow)
  await expectAccessible(narrow)
  await narrow.getByRole('button', { name: 'Take it all back' }).first().press('Enter')
  await narrow.getByText('1 item as before.').waitFor()
  await item.reload()
  await item.getByText(/changed owner from deepak to/).waitFor()
})

test('a change of several is taken back from the history of one of them, which says what is left and why', async () => {
  const page = await app.open('/action-items?sort=title&dir=asc')
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).press('Space')
  await page.getByText(/items chosen/).waitFor()
  await screenshot(page, 'action-items-chosen')
  await page.keyboard.press('Escape')
  for (const key of ['j', 'x', 'j', 'x', 'e']) await page.keyboard.press(key)
  const dialog = page.getByRole('dialog', { name: 'Change 2 items' })
  await dialog.getByLabel('Owner', { exact: true }).fill('noor')
  await page.keyboard.press('Enter')
  await page.getByText('2 items changed.').waitFor()
  const [first, second] = await page
    .locator('[data-row-link]')
    .evaluateAll((links) => links.slice(0, 2).map((link) => link.getAttribute('href') ?? ''))
  const other = await app.open(second ?? '')
  await other.getByRole('button', { name: /^Owner of/ }).press('Enter')
  await other.getByRole('textbox', { name: /^Owner of/ }).fill('sam')
  await other.keyboard.press('Enter')
  await other.getByText('Owner saved').waitFor()
  await expect
    .poll(() => other.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toMatch(/^Owner of .*: sam/)
  const item = await app.open(first ?? '')
  const history = item.getByRole('region', { name: /^History/ })
  await history.getByText('with 1 other').waitFor()
  await screenshot(item, 'item-history-batch')
  await history.getByRole('button', { name: 'Take back all 2' }).press('Enter')
  await history.getByText('1 item as before; 1 item changed since, left alone.').waitFor()
  await history.getByText('owner was changed since by').waitFor()
})

test('which columns are shown is in the address, and in a saved view', async () => {
  const page = await app.open('/action-items?status=unfinished')
  await page.getByRole('button', { name: 'Columns' }).press('Enter')
  await page.getByRole('menuitemcheckbox', { name: 'Owner' }).press('Enter')
  await page.waitForURL(/columns=/)
  await page.getByRole('columnheader', { name: 'Owner' }).waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save view' }).press('Enter')
  await page.getByRole('dialog').getByLabel('Name').fill('Without owners')
  await page.keyboard.press('Enter')
  const views = page.getByRole('navigation', { name: 'Views' })
  await views.getByRole('link', { name: 'Without owners' }).waitFor()
  await views.getByRole('link', { name: 'All', exact: true }).press('Enter')
  await page.getByRole('columnheader', { name: 'Owner' }).waitFor()
  await views.getByRole('link', { name: 'Without owners' }).press('Enter')
  await page.getByRole('columnheader', { name: 'Owner' }).waitFor({ state: 'detached' })
  const narrow = await app.open('/action-items?columns=priority,kind', { width: 'narrow', theme: 'dark' })
  await narrow.getByRole('columnheader', { name: 'Kind' }).waitFor()
  await screenshot(narrow, 'action-items-columns-dark-narrow')
  expect(await narrow.getByRole('columnheader', { name: 'Status' }).count()).toBe(0)
})
