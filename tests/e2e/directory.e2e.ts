// People, companies, names without a page, sources, and settings.
import { expect, test } from 'vitest'
import { useApp } from './app'

const app = useApp()

test('a person shows what they own and what refers to them', async () => {
  const page = await app.open('/people/sam')
  await page
    .getByRole('region', { name: /^Owner of skills/ })
    .getByRole('link')
    .first()
    .waitFor()
  await page
    .getByRole('region', { name: /^Referred to by/ })
    .getByRole('link')
    .first()
    .waitFor()
})

test('a company is reached from the list', async () => {
  const page = await app.open('/companies')
  await page.getByRole('main').getByRole('link').first().click()
  await page.waitForURL(/\/companies\/.+/)
  await page.getByRole('region', { name: /^Referred to by/ }).waitFor()
})

test('names without a page say what refers to them', async () => {
  const page = await app.open('/sources/unresolved')
  const rows = page.locator('tbody tr')
  expect(await rows.count()).toBeGreaterThan(0)
  await rows.first().getByRole('link').first().waitFor()
})

test('a source is shown word for word', async () => {
  const page = await app.open('/skills')
  await page.locator('main tr a[href^="/skills/"]').first().click()
  await page.locator('main a[href^="/sources/"]').first().click()
  await page.getByRole('region', { name: 'Verbatim text' }).waitFor()
  await page.getByText(/sha-256/).waitFor()
})

test('an API token is shown once, works, and is refused after it was revoked', async () => {
  const page = await app.open('/settings/tokens')
  await page.getByLabel('Name').fill('browser test')
  await page.getByRole('button', { name: 'Create token' }).click()
  const secret = await page.locator('code', { hasText: /^hs_/ }).innerText()
  const ask = () => fetch(`${app.url}/api/v1/patterns`, { headers: { Authorization: `Bearer ${secret}` } })
  expect((await ask()).status).toBe(200)

  await page.reload()
  expect(await page.getByText(secret).count()).toBe(0)
  const row = page.getByRole('row').filter({ hasText: 'browser test' }).first()
  await row.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await row.getByText('revoked').waitFor()
  expect((await ask()).status).toBe(401)
})
