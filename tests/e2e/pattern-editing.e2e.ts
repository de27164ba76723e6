// Patterns in a team's hands: written with a look at what they would match, confirmed from what is offered, none of these.
import { expect, test } from 'vitest'
import { useApp } from './app'

const app = useApp()

test('a pattern is written with a look at what it would match, saved, and found in the background', async () => {
  const page = await app.open('/patterns/new')
  await page.getByLabel('Title').fill('Keys nobody counted')
  await page.getByLabel('Family').fill('people')
  const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`
  await page.getByLabel('Mechanism').fill(`A key changes and not all of its readers are told: ${secret}`)
  const cues = page.getByLabel('Cues, English')
  await cues.fill('ca*che')
  await page.getByText('Line 1: “ca*che” is not a word').waitFor()
  await cues.fill('key|keys rotat* ^5\nrotat* key|keys ^5\njwks ^5')
  await page.getByRole('button', { name: 'Look through everything' }).click()
  await page.getByText(/^Done: [1-9]\d* match/).waitFor()
  expect(
    await page.getByRole('region', { name: 'What it would match' }).getByRole('blockquote').count(),
  ).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Save pattern' }).click()
  await page.getByRole('heading', { level: 1, name: 'Keys nobody counted' }).waitFor()
  await page.getByText('not all of its readers are told').first().waitFor()
  expect(await page.content()).not.toContain(secret.slice(0, 20))
  await page
    .getByRole('region', { name: /^(Incidents|Skills)/ })
    .getByRole('article')
    .first()
    .waitFor()
  await page.getByRole('link', { name: 'Edit' }).click()
  await page.getByRole('heading', { level: 1, name: /Edit/ }).waitFor()
  await page.getByLabel('Title').fill('Keys that nobody counted')
  await page.getByRole('button', { name: 'Save pattern' }).click()
  await page.getByRole('heading', { level: 1, name: 'Keys that nobody counted' }).waitFor()
  await page.getByRole('region', { name: 'Revisions' }).getByText(/^2:/).waitFor()
})

test('one of the offered patterns is confirmed, and none of these is kept', async () => {
  const page = await app.open('/incidents?pattern=cache-vs-rotation')
  await page
    .getByRole('table')
    .getByRole('link', { name: /^Anmeldefehler/ })
    .click()
  await page
    .getByRole('region', { name: /^Patterns/ })
    .getByText('Something else?')
    .click()
  const patterns = page.getByRole('region', { name: /^Patterns/ })
  await patterns.getByRole('button', { name: 'None of these' }).click()
  await patterns.getByText('found that no known pattern fits').waitFor()
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  await patterns
    .getByRole('button', { name: /^Confirm .* in / })
    .last()
    .click()
  await patterns
    .getByText(/^confirmed by/)
    .first()
    .waitFor()
  await patterns.getByRole('button', { name: 'None of these' }).waitFor()
  await patterns.getByRole('button', { name: 'None of these' }).click()
  await patterns.getByText('found that no known pattern fits').waitFor()
  await page.goto(`${app.url}/patterns`)
  await page
    .getByRole('region', { name: /^New pattern/ })
    .getByRole('link', { name: title, exact: true })
    .waitFor()
  await page.getByRole('link', { name: `Make a pattern of ${title}` }).click()
  await page.getByRole('heading', { level: 1, name: 'New pattern' }).waitFor()
  expect(await page.getByLabel('Title').inputValue()).not.toBe('')
  expect(await page.getByLabel(/^Cues/).first().inputValue()).toBeDefined()
})
