// What action items come to, drawn and as tables, and where skills are missing; with the keyboard, and in every look.
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp, type OpenOptions } from './app'

const app = useApp()

const LOOKS: [string, OpenOptions][] = [
  ['wide-light', {}],
  ['wide-dark', { theme: 'dark' }],
  ['narrow-light', { width: 'narrow' }],
  ['narrow-dark', { theme: 'dark', width: 'narrow' }],
]

const ACCOUNT = `# Cranes at the harbour stood still

Date: 2026-01-10

Harbour Lifting told [[companies/harbour-lifting]] of it.

## Timeline

- 08:00 UTC The cranes stop
- 09:00 UTC The cranes move again

## Action items

| Action | Kind | Owner | Status |
| --- | --- | --- | --- |
| Spare fuses on every crane | prevent | maya | open |
| Tell the office when a fuse blows | detect | sam | done |
| Label the fuses | process | sam | in progress |
`

test.each(LOOKS)('the measures can be read: %s', async (look, options) => {
  const page = await app.open('/action-items/measures', options)
  await page.getByRole('heading', { level: 1, name: 'Measures' }).waitFor()
  // Each chart says in words what it shows, whichever of its two drawings is seen.
  const drawings = page.locator('svg[role="img"]:visible')
  expect(await drawings.count()).toBeGreaterThanOrEqual(4)
  for (const drawing of await drawings.all())
    expect((await drawing.getAttribute('aria-label')) ?? '').toMatch(/\w+ \w+/)
  await page.screenshot({ path: `tests/output/measures-${look}.png`, fullPage: true })
  for (const table of await page.locator('details summary').all()) await table.click()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test.each(LOOKS)('the gaps can be read: %s', async (look, options) => {
  const page = await app.open('/skills/gaps', options)
  await page.getByRole('heading', { level: 1, name: 'Gaps' }).waitFor()
  await screenshot(page, `gaps-${look}`)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('with the keyboard: from the table to the measures, a table opened, a figure followed, a filter kept in the address', async () => {
  const start = await app.open('/import')
  const stored = await start.evaluate(async (text) => {
    const form = new FormData()
    form.append('files', new File([text], 'cranes.md', { type: 'text/markdown' }))
    return (await fetch('/api/v1/import', { method: 'POST', body: form })).status
  }, ACCOUNT)
  expect(stored).toBe(200)

  const page = await app.open('/action-items')
  await page.getByRole('link', { name: 'Measures', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/action-items\/measures$/)
  const chart = page.getByRole('figure', { name: 'Closed, by kind' })
  await chart.waitFor()
  await chart.locator('summary').focus()
  await page.keyboard.press('Enter')
  const row = chart.getByRole('row', { name: /^Detect/ })
  await row.waitFor()
  await page.keyboard.press('Tab')
  const figure = row.getByRole('link', { name: /, Done: 1$/ })
  await figure.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/kind=detect.*status=done/)
  await page.getByText('Tell the office when a fuse blows').first().waitFor()

  await page.goBack()
  await page.getByLabel('Owner', { exact: true }).selectOption('sam')
  await page.waitForURL(/owner=sam/)
  // One of two is done.
  await page.getByText('50 %', { exact: true }).first().waitFor()
  const files = await chart.getByRole('link', { name: /download as CSV$/ }).getAttribute('href')
  expect(files).toBe('/api/v1/measures/csv?of=by-kind&owner=sam')
  const csv = await page.evaluate(async (href) => (await fetch(href)).text(), files ?? '')
  expect(csv.split('\r\n').filter((line) => /^(?:detect|process),/.test(line))).toHaveLength(2)
})

test('the item that would have prevented the second incident leads to both', async () => {
  const page = await app.open('/action-items/measures')
  const part = page.getByRole('region', { name: /^Would have prevented a later incident/ })
  await part.getByText('March 2026').waitFor()
  await part.getByText('49 days', { exact: true }).waitFor()
  await part.locator('tbody a[href^="/incidents/"]').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/incidents\//)
})

test('nothing in a selection says what to do', async () => {
  const page = await app.open('/action-items/measures?owner=nobody-here&from=1999-01-01&to=1999-02-01')
  await page.getByText('Nothing in this selection').waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.waitForURL(/\/action-items\/measures$/)
  await page.getByRole('term').filter({ hasText: 'Closure rate' }).waitFor()
})

test('an alert that nothing answers is a gap, and is led to the history', async () => {
  const page = await app.open('/skills')
  await page.getByRole('link', { name: 'Gaps', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/skills\/gaps$/)
  await page.goto(`${app.url}/recognise`)
  await page.getByLabel('Alert, symptom or log lines').fill('The heating of hall 7 whistles')
  await page.getByRole('button', { name: 'Recognise', exact: true }).click()
  await page.getByText('Nothing like it is known').waitFor()
  await page.goto(`${app.url}/skills/gaps`)
  const alerts = page.getByRole('list', { name: 'Alerts that were not recognised' })
  await alerts.getByText('The heating of hall 7 whistles').waitFor()
  await alerts.getByRole('link', { name: /^In the history/ }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/recognise\/history/)
  await page.getByText('The heating of hall 7 whistles').first().waitFor()
})
