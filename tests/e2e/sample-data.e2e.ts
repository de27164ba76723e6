// The sample data of a fresh place: it is named as such, goes in one click, and comes back in one.
import { expect, test } from 'vitest'
import { expectAccessible, useApp } from './app'

const app = useApp()

/** Pages that have nothing to show without incidents and skills. */
const EMPTY = [
  '/people',
  '/companies',
  '/stale-skills',
  '/recognise',
  '/premortem',
  '/search',
  '/action-items',
  '/sources',
]

test('an administrator removes the sample data, finds the import offered everywhere, and brings it back', async () => {
  const page = await app.open('/')
  await page.getByRole('note').getByText('There is sample data here').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove the sample data' }).click()
  const dialog = page.getByRole('dialog', { name: 'Remove the sample data?' })
  await dialog.waitFor()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Remove it' }).click()
  await page.getByRole('heading', { level: 1, name: 'Nothing has been imported yet' }).waitFor()
  await expectAccessible(page)

  for (const path of EMPTY) {
    await page.goto(`${app.url}${path}`)
    const first = page.locator('main').getByRole('link', { name: 'Import the first document' })
    await first.waitFor()
    expect(await first.getAttribute('href')).toBe('/import')
  }
  await page.goto(`${app.url}/recognise`)
  await expectAccessible(page)

  await page.goto(`${app.url}/`)
  await page.getByRole('button', { name: 'Load the sample data' }).click()
  await page.getByRole('heading', { level: 1, name: 'What needs attention' }).waitFor()
  await page.getByRole('region', { name: 'Recurrence debt' }).waitFor()
})

test('what is removed can be brought back from the word that says so', async () => {
  const page = await app.open('/')
  await page.getByRole('button', { name: 'Remove the sample data' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await page.getByText('The sample data is gone.').waitFor()
  await page.getByRole('button', { name: 'Bring it back' }).click()
  await page.getByRole('heading', { level: 1, name: 'What needs attention' }).waitFor()
})
