// What was asked, whether it was right, and that it counts the next time; the palette that answers an alert at once.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp, type OpenOptions } from './app'

const app = useApp()

const ALERT = 'FIRING: 401 rate is 12x baseline on /api, no deploy, log says kid mismatch'
const ODD = 'The heating of hall 7 whistles'

const LOOKS: [string, OpenOptions][] = [
  ['wide-light', {}],
  ['wide-dark', { theme: 'dark' }],
  ['narrow-light', { width: 'narrow' }],
  ['narrow-dark', { theme: 'dark', width: 'narrow' }],
]

async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel('Alert, symptom or log lines').fill(text)
  await page.getByRole('button', { name: 'Recognise', exact: true }).click()
}

test('an answer is judged on the page, stands in the history, and comes first the next time', async () => {
  const page = await app.open('/recognise')
  await ask(page, ALERT)
  const first = page.getByRole('group', { name: 'Was it right?' })
  await first.getByRole('button', { name: 'Yes, this' }).click()
  await first.getByText('It was right. Kept').waitFor()
  await ask(page, ODD)
  await page.getByText('Nothing like it is known').waitFor()
  await page.getByRole('group', { name: 'Was it right?' }).getByRole('button', { name: 'None of these' }).click()
  await page.getByText('Nothing known fits. Kept').waitFor()

  await page.goto(`${app.url}/recognise/history`)
  await page.getByText('The first answer was right 1 of 2 times (50 %).').waitFor()
  await page
    .getByRole('region', { name: /^Asked and not recognised/ })
    .getByText(ODD)
    .waitFor()
  await page.getByLabel('Was it right', { exact: true }).selectOption('right')
  await page.waitForURL(/state=right/)
  await page.getByText('It was right (').waitFor()
  expect(await page.getByRole('group', { name: 'Was it right?' }).count()).toBe(1)

  await page.goto(`${app.url}/recognise?${new URLSearchParams({ text: ALERT.replace('12x', '14x') })}`)
  await page.getByText(/^Confirmed for this alert on \d{4}-\d\d-\d\d$/).waitFor()
})

test('who may see a question is said before it is asked, and it can be taken out of the history', async () => {
  const page = await app.open('/recognise')
  await page.getByText('Everybody here can read it there').waitFor()
  await ask(page, 'The blinds of hall 9 rattle')
  await page.getByText('Nothing like it is known').waitFor()
  await page.goto(`${app.url}/recognise/history?q=rattle`)
  await page.getByRole('button', { name: 'Remove question' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove question' }).click()
  await page.getByText('Nothing here yet').waitFor()

  await page.goto(`${app.url}/premortem`)
  await page.getByLabel('Plan, pull request').fill('We paint the blinds of hall 9')
  await page.getByRole('button', { name: 'Look for what went wrong before' }).click()
  await page.waitForURL(/premortem\/[0-9a-f-]+$/)
  await page.getByRole('button', { name: 'Remove pre-mortem' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove pre-mortem' }).click()
  await page.waitForURL(/premortem$/)
  await page.getByRole('heading', { name: 'Pre-mortem', exact: true }).waitFor()
  expect(await page.getByText('We paint the blinds').count()).toBe(0)
})

test.each(LOOKS)('the history is accessible and fits: %s', async (look, options) => {
  const page = await app.open('/recognise/history', options)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await screenshot(page, `recognition-history-${look}`)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test.each(LOOKS)('the palette answers an alert: %s', async (look, options) => {
  const page = await app.open('/', options)
  await page
    .getByRole('button', { name: /^Search/ })
    .first()
    .waitFor()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByPlaceholder(/paste an error/).fill('401 rate 12x baseline, no deploy')
  // The search finds it too, and first: this is the row that says how sure it is.
  const recognised = page.getByRole('option', { name: /JWKS.*\d %/i }).first()
  await recognised.waitFor()
  await screenshot(page, `palette-${look}`)
  await expectAccessible(page)
  await recognised.click()
  await page.waitForURL(/\/skills\//)
})
