// Patterns: where a mechanism was seen, and a person's word on it.
import { expect, test } from 'vitest'
import { useApp } from './app'

const app = useApp()

test('incidents and skills stand side by side with their evidence and the days in between', async () => {
  const page = await app.open('/patterns/cache-vs-rotation')
  await page
    .getByRole('region', { name: /^Incidents/ })
    .getByText(/again after \d+ days/)
    .first()
    .waitFor()
  await page
    .getByRole('region', { name: /^Skills/ })
    .getByRole('link', { name: /JWKS/i })
    .first()
    .waitFor()
  await page.getByRole('region', { name: 'Ask before a change' }).getByRole('listitem').first().waitFor()
  expect(await page.getByRole('link', { name: 'in the source' }).count()).toBeGreaterThan(0)
})

test('a match is confirmed, and taken back', async () => {
  const page = await app.open('/patterns/cache-vs-rotation')
  const card = page
    .getByRole('region', { name: /^Skills/ })
    .getByRole('article')
    .first()
  await card.getByRole('button', { name: /^Confirm/ }).click()
  await card.getByText(/^confirmed/).waitFor()
  // The answer is shown before it is stored; the way back opens once it is.
  await card.getByRole('button', { name: /^Take back/, disabled: false }).waitFor()
  await page.reload()
  await card.getByText(/^confirmed/).waitFor()
  await card.getByRole('button', { name: /^Take back/ }).click()
  await card.getByRole('button', { name: /^Confirm/ }).waitFor()
})

test('evidence leads to its words in the verbatim source', async () => {
  const page = await app.open('/patterns/cache-vs-rotation')
  await page.getByRole('link', { name: 'in the source' }).first().click()
  await page.waitForURL(/\/sources\/.*span=/)
  await page.locator('#span mark').waitFor()
})
