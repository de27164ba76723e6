// Skills held against what is there: an alert against their triggers, one version against another, one skill against the others.
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()
const SKILL = '/skills/auth-jwks-rotation-spike'
const INCIDENT = '2026-01-08-stale-jwks-after-key-rotation'

test('an alert is tried on the triggers by keyboard, on the page of a skill and where it is edited', async () => {
  const page = await app.open(SKILL)
  const open = page.getByText('Try the triggers on an alert')
  await open.focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('An alert or a message').focus()
  await page.keyboard.type('auth 401 rate is 9x baseline')
  await page.keyboard.press('Control+Enter')
  await page.getByText('met', { exact: true }).first().waitFor()
  await screenshot(page, 'trigger-trial')
  await expectAccessible(page)

  await page.goto(`${app.url}${SKILL}/edit`)
  await page.getByRole('spinbutton', { name: 'Value of trigger 1' }).fill('50')
  await page.getByText('Try the triggers on an alert').press('Enter')
  await page
    .getByLabel('An alert or a message')
    .fill('{"alerts":[{"annotations":{"summary":"auth 401 rate is 9x baseline"}}]}')
  await page.getByRole('button', { name: 'Try', exact: true }).press('Enter')
  // What is typed counts, not what is stored.
  await page.getByText('not reached', { exact: true }).first().waitFor()
})

test('any two versions are compared, and the comparison has an address', async () => {
  const page = await app.open(`${SKILL}/edit`)
  for (const owner of ['first words', 'second words']) {
    await page.goto(`${app.url}${SKILL}/edit`)
    await page.getByLabel('What changed, and why').fill(owner)
    await page
      .getByRole('textbox', { name: /^symptom \d+$/ })
      .last()
      .fill(`Tokens of ${owner} are refused`)
    await expect.poll(() => page.getByLabel('Skill as Markdown').inputValue()).toContain(`Tokens of ${owner}`)
    await page.getByLabel('What changed, and why').press('Enter')
    await page.waitForURL(`${app.url}${SKILL}`)
  }
  await page.goto(`${app.url}${SKILL}/history`)
  await page.getByLabel('From version').selectOption('1')
  await page.getByLabel('To version').selectOption('3')
  await page.getByRole('button', { name: 'Compare', exact: true }).press('Enter')
  await page.waitForURL(/against=1&revision=3$/)
  await page.getByRole('heading', { name: 'Version 3, against version 1' }).waitFor()
  await page.getByText('second words').first().waitFor()
  expect(await page.getByLabel('From version').inputValue()).toBe('1')
  await screenshot(page, 'skill-compare')
  await expectAccessible(page)
  const narrow = await app.open(`${SKILL}/history?against=2&revision=1`, { width: 'narrow', theme: 'dark' })
  await narrow.getByRole('heading', { name: 'From version 1 to 2' }).waitFor()
  await expectNoSidewaysScroll(narrow)
  await screenshot(narrow, 'skill-compare-narrow')
})

const isFalling = (values: number[]) => values.every((value, index) => index === 0 || value <= (values[index - 1] ?? 0))

test('the list sorts by the computed confidence, and search tells it', async () => {
  const page = await app.open('/skills')
  await page.getByRole('button', { name: /^Computed/ }).press('Enter')
  await page.waitForURL(/sort=computed/)
  const meters = page.getByRole('meter', { name: /^Computed confidence of/ })
  const read = async () =>
    Promise.all((await meters.all()).map(async (one) => Number(await one.getAttribute('aria-valuenow'))))
  await expect.poll(async () => (await read()).length > 1 && isFalling(await read())).toBe(true)
  await screenshot(page, 'skills-computed')
  await expectAccessible(page)
  await page.goto(`${app.url}/search?q=jwks&kind=skill`)
  await page.getByText(/confidence \d+ % computed, 88 % stated/).waitFor()
})

test('a draft of an incident cites its places and is sent to review by keyboard', async () => {
  const page = await app.open(`/draft-skill?incident=${INCIDENT}`, { theme: 'dark' })
  await page.getByRole('heading', { name: /^Resolution/ }).waitFor()
  expect(await page.getByRole('link', { name: /: timeline$/ }).count()).toBeGreaterThan(2)
  await expectAccessible(page)
  await screenshot(page, 'draft-skill-dark')
  const narrow = await app.open(`/draft-skill?incident=${INCIDENT}`, { width: 'narrow' })
  await expectNoSidewaysScroll(narrow)
  await screenshot(narrow, 'draft-skill-narrow')
  await page.getByRole('button', { name: 'Send to review' }).press('Enter')
  await page.waitForURL(/\/proposals\//)
})

test('the end of a run is asked with the keyboard on the first answer', async () => {
  const page = await app.open(`${SKILL}/run`)
  await page.getByRole('button', { name: /^Begin:/ }).press('Enter')
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { name: 'Step 1 of 6' }).waitFor()
  await page.waitForRequest(/\/api\/v1\/skills\/[^/]+\/runs\/[0-9a-f-]{36}$/)
  await page.keyboard.press('e')
  const first = page.getByRole('radio', { name: /^It worked/ })
  await expect.poll(() => first.evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.press('Escape')
})
