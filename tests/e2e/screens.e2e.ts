// The pictures of the README, taken of the demo content. `UPDATE_SCREENS=1` writes them; otherwise this proves that the pages
// they show can be taken.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { useApp } from './app'

const app = useApp()
const folder = path.resolve(import.meta.dirname, '../../docs/screens')
const update = process.env.UPDATE_SCREENS === '1'

const screens = [
  { name: 'home', pathname: '/', theme: 'light' },
  { name: 'incident', pathname: '/incidents/2024-01-15-database-credentials-revoked', theme: 'light' },
  { name: 'incident-dark', pathname: '/incidents/2024-01-15-database-credentials-revoked', theme: 'dark' },
] as const

test.each(screens)('$name', async ({ name, pathname, theme }) => {
  const page = await app.open(pathname, { theme })
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const picture = await page.screenshot()
  expect(picture.length).toBeGreaterThan(20_000)
  if (!update) return
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, `${name}.png`), picture)
})
