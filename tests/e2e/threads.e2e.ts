// A conversation from the paste to its page: reviewed beside its drafts, saved, and led to from what was made of it.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()

const CHAT = `maya  11:42 AM
Datadog shows auth.401 rate at 12x baseline, about 10% of /api/* requests get 401 Unauthorized. Declaring an incident.
sam  11:44 AM
No deploy in the last 12 hours, so it is not a release. I think the keys were rotated
deepak  11:44 AM
joined #incidents
sam  11:46 AM
Confirmed: the dashboard says last rotated 11:40, and the verifier logs are full of "kid mismatch"
deepak  11:47 AM
+1
sam  11:49 AM
Restarting the workers so that they fetch the keys again:
\`\`\`
kubectl rollout restart deployment/token-checker -n prod
\`\`\`
maya  11:54 AM
401 rate is back to normal
deepak  12:01 PM
I'll open a ticket to subscribe to the rotation webhook
sam  12:03 PM
Nobody had looked at the dashboard before I did
`

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const message = (page: Page, words: string) => thread(page).locator('[data-cited]').filter({ hasText: words })
/** A titled part of a page; beside its title it may say how many things are in it. */
const group = (page: Page, name: string) =>
  page.getByRole('region', { name: new RegExp(`^${name}( \\d+| \\d+ min budget)?$`) })
const boxes = (page: Page, name: string, label: string) => group(page, name).getByRole('textbox', { name: label })

async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel('Text of a postmortem, status report, chat or skill').fill(text)
  await page.getByRole('button', { name: 'Preview' }).click()
  await thread(page).waitFor()
}

async function placeTimes(page: Page): Promise<void> {
  const question = page.getByRole('form', { name: 'When was this' })
  await question.getByLabel('Day of the first message').fill('2026-04-19')
  await question.getByLabel('Zone of its times').fill('UTC')
  await question.getByRole('button', { name: 'Place the times' }).click()
  await question.waitFor({ state: 'detached' })
}

/** How many lines of the draft are made of a message, as the message says. */
const linesOf = async (page: Page, words: string) =>
  Number(/(\d+) lines?/.exec(await message(page, words).innerText())?.[1] ?? 0)

const texts = async (page: Page, name: string, label: string) =>
  Promise.all((await boxes(page, name, label).all()).map((box) => box.inputValue()))

test('without a thread the list says how to bring Slack in', async () => {
  const page = await app.open('/threads')
  await page.getByText('No thread has been imported').waitFor()
  await page.getByRole('link', { name: 'import page' }).waitFor()
  await expectAccessible(page)
})

test('lines and messages lead to each other, and messages become lines by menu and by hand', async () => {
  const page = await app.open('/import')
  await paste(page, CHAT)
  await placeTimes(page)
  await expectAccessible(page)

  const timeline = group(page, 'Timeline')
  const normal = timeline.locator('li').filter({ has: page.locator('textarea', { hasText: 'back to normal' }) })
  await normal.getByRole('button', { name: '1 message' }).click()
  await thread(page).locator('[data-cited].border-accent').first().waitFor()
  expect(await thread(page).locator('[data-cited].border-accent').innerText()).toContain('back to normal')

  await message(page, 'Confirmed: the dashboard').getByRole('button', { name: /line/ }).click()
  await page.locator('form, main').locator('li.border-accent[data-field]').first().waitFor()

  const cited = await linesOf(page, 'Nobody had looked')
  const before = await boxes(page, 'Causes', 'Cause').count()
  await message(page, 'Nobody had looked')
    .getByRole('button', { name: /^Add to/ })
    .click()
  await page.getByRole('menuitem', { name: 'Causes' }).click()
  await boxes(page, 'Causes', 'Cause').nth(before).waitFor()
  expect((await texts(page, 'Causes', 'Cause')).at(-1)).toBe('Nobody had looked at the dashboard before I did')
  await expectAccessible(page)

  const items = await boxes(page, 'Action items', 'What to do').count()
  await message(page, 'Nobody had looked')
    .getByTitle('Drag to a section of the draft')
    .dragTo(group(page, 'Action items'))
  await boxes(page, 'Action items', 'What to do').nth(items).waitFor()
  expect((await texts(page, 'Action items', 'Owner')).at(-1)).toBe('sam')
  expect(await linesOf(page, 'Nobody had looked')).toBe(cited + 2)

  await group(page, 'Causes').getByRole('button', { name: 'Add cause' }).click()
  await group(page, 'Causes').getByText('added by hand').waitFor()
  await group(page, 'Causes')
    .getByRole('button', { name: `Remove cause ${before + 1}`, exact: true })
    .click()
  expect(await linesOf(page, 'Nobody had looked')).toBe(cited + 1)

  await message(page, 'Nobody had looked')
    .getByRole('button', { name: /^Add to/ })
    .click()
  await page.getByRole('menuitem', { name: 'Mark as noise' }).click()
  await thread(page).getByText('1 message folded: small talk').waitFor()
  await page.getByRole('button', { name: 'Source text' }).click()
  await page.getByRole('region', { name: 'Source text' }).getByText('deepak  12:01 PM').waitFor()
})

test('a pasted thread is saved with its postmortem and its skill, and found by their words', async () => {
  const page = await app.open('/import')
  await paste(page, CHAT)
  await placeTimes(page)
  await page.getByRole('button', { name: 'Save 3 documents' }).click()
  const outcome = group(page, 'Saved')
  await outcome.waitFor()
  const hrefs = await outcome
    .locator('li a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  const [incident = '', skill = '', stored = ''] = ['incidents', 'skills', 'threads'].map(
    (folder) => hrefs.find((href) => href.startsWith(`/${folder}/`)) ?? '',
  )

  await page.goto(`${app.url}${incident}`)
  await page.getByText('Made from').waitFor()
  const cited = group(page, 'Timeline')
    .locator('li')
    .filter({ hasText: 'back to normal' })
    .getByRole('link', { name: /^message/ })
  const target = await cited.getAttribute('href')
  expect(target).toMatch(/^\/threads\/.+#m-/)
  await cited.click()
  await page.waitForURL((at) => at.pathname.startsWith('/threads/'))
  await page.locator('[data-message]:focus').waitFor()
  expect(await page.locator('[data-message]:focus').innerText()).toContain('back to normal')
  await page.keyboard.press('k')
  expect(await page.locator('[data-message]:focus').innerText()).toContain('Restarting the workers')
  await page.keyboard.press('j')
  expect(await page.locator('[data-message]:focus').innerText()).toContain('back to normal')

  const fold = page.getByText('1 message folded: join')
  await fold.click()
  await page.getByText('joined #incidents').waitFor()
  expect(await page.getByRole('complementary', { name: 'About this thread' }).innerText()).toContain('sam')
  await screenshot(page, 'thread-light')
  await expectAccessible(page)
  const phone = await app.open(stored, { theme: 'dark', width: 'narrow' })
  await phone.getByRole('heading', { level: 1 }).waitFor()
  await screenshot(phone, 'thread-dark-narrow')
  await expectNoSidewaysScroll(phone)
  await expectAccessible(phone)

  await page.goto(`${app.url}/threads`)
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="${stored}"]`) })
  await row.locator(`a[href="${incident}"]`).waitFor()
  await row.locator(`a[href="${skill}"]`).waitFor()
  await expectAccessible(page)
  const list = await app.open('/threads', { theme: 'dark', width: 'narrow' })
  await expectNoSidewaysScroll(list)
  await expectAccessible(list)

  await page.goto(`${app.url}/search?q=${encodeURIComponent('"so that they fetch the keys again"')}`)
  await page.locator(`main a[href^="${stored}"]`).first().waitFor()
  await page.goto(`${app.url}${skill}`)
  await page.getByText('Made from').waitFor()
  await group(page, 'Resolution')
    .getByRole('link', { name: /^message/ })
    .first()
    .waitFor()
})

test('a conversation under review fits a phone', async () => {
  const page = await app.open('/import', { theme: 'dark', width: 'narrow' })
  await paste(page, CHAT)
  await screenshot(page, 'thread-review-dark-narrow')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})
