// Fields that an import was not sure of, one after the other, by keyboard.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()

const ORDERS = `# Orders were handed over late

Date: 2026-03-03
Severity: SEV-2

## Summary

A worker of the warehouse kept a lock, and parcels waited up to forty minutes.

## Timeline

- 10:02 Parcels began to wait
- 10:15 Maya was paged
- 10:48 Nothing waited any more

## Action items

- ~~Split the worker of the warehouse~~
- Tell the carriers earlier
`

const LABELS = `# Labels came out blank

Date: 2026-06-20
Severity: SEV-3

## Summary

A font went missing with an update of the printers, in two of nine halls.

## Timeline

- 07:31 The first blank label
- 08:04 The font was put back

## Action items

- ~~Pin the image of the printers~~
- Compare a test print each morning
`

/** As a program would import them: nobody has looked at the drafts. */
async function importUnseen(page: Page): Promise<void> {
  const status = await page.evaluate(
    async (files) => {
      const form = new FormData()
      for (const [name, text] of files) form.append('files', new File([text], name, { type: 'text/markdown' }))
      const answer = await fetch('/api/v1/import', { method: 'POST', body: form })
      return `${answer.status} ${await answer.text()}`
    },
    [
      ['orders.md', ORDERS],
      ['labels.md', LABELS],
    ] as const,
  )
  expect(status).toMatch(/^200 /)
}

const progress = (page: Page) => page.getByRole('status').filter({ hasText: ' of ' })
const lit = (page: Page) => page.getByRole('region', { name: 'Source text' }).locator('mark.outline').first()

test('a walk by keyboard: confirm, correct, take back, choose the zone once, go on to the next document', async () => {
  const page = await app.open('/review')
  await page.getByText('Nothing to review').waitFor()
  await importUnseen(page)
  await page.reload()
  await page.getByRole('link', { name: 'Orders were handed over late' }).waitFor()
  await page.getByRole('link', { name: 'Labels came out blank' }).waitFor()
  await screenshot(page, 'review-light')
  await expectAccessible(page)

  await page.getByLabel('Reason').selectOption({ label: 'The item is struck out: done, or given up. (2)' })
  await page.waitForURL(/reason=/)
  await page.getByRole('link', { name: 'Orders were handed over late' }).click()
  await page.getByText('1 of 2, 2 to review').waitFor()
  expect(await lit(page).innerText()).toContain('Split the worker of the warehouse')
  await screenshot(page, 'review-walk-light')
  await expectAccessible(page)

  await page.keyboard.press('j')
  await page.getByText('2 of 2, 2 to review').waitFor()
  await screenshot(page, 'review-zone-light')
  await page.keyboard.press('k')
  await page.getByText('1 of 2, 2 to review').waitFor()

  await page.keyboard.press('e')
  await page.locator('select:focus').waitFor()
  await page.getByLabel('Status', { exact: true }).selectOption('done')
  await screenshot(page, 'review-edit-light')
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.getByText('2 of 2, 1 to review').waitFor()
  await page.keyboard.press('k')
  await page.getByText('corrected', { exact: true }).waitFor()

  await page.keyboard.press('u')
  await page.getByText('1 of 2, 2 to review').waitFor()
  await page.keyboard.press('c')
  await page.getByText('2 of 2, 1 to review').waitFor()

  const zone = page.getByLabel('These times have no zone. Which clock are they on?')
  await zone.fill('Europe/Atlantis')
  await page.keyboard.press('Enter')
  await page.locator('main').getByRole('alert').getByText('is no zone that is known here').waitFor()
  await zone.fill('Europe/Berlin')
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { level: 1, name: 'Labels came out blank' }).waitFor()
  expect(await progress(page).innerText()).toContain('1 of 2')
  await page.keyboard.press('?')
  await page.getByRole('dialog').getByText('Review: confirm the field').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { level: 1, name: 'Review' }).waitFor()
  expect(await page.getByRole('link', { name: 'Orders were handed over late' }).count()).toBe(0)

  await page.goto(`${app.url}/audit`)
  await page.getByRole('cell', { name: 'corrected review' }).first().waitFor()
  await page.getByRole('cell', { name: 'confirmed review' }).first().waitFor()
  await page.goto(`${app.url}/incidents`)
  await page.getByRole('link', { name: 'Orders were handed over late' }).click()
  await page.getByRole('region', { name: 'Timeline' }).getByText('10:02').first().waitFor()
  await page.goto(app.url)
  await page.getByRole('link', { name: '2 fields to review' }).waitFor()
})

test('on a telephone, in the dark', async () => {
  const page = await app.open('/review', { theme: 'dark', width: 'narrow' })
  await screenshot(page, 'review-dark-narrow')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Labels came out blank' }).click()
  await page.getByText('1 of 2, 2 to review').waitFor()
  await screenshot(page, 'review-walk-dark-narrow')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Next' }).click()
  await page.getByText('2 of 2, 2 to review').waitFor()
})

test('a correction that comes too late shows both, and goes on top of what somebody else has stored', async () => {
  const openItem = async () => {
    const page = await app.open('/review', { expectedErrors: /412/ })
    await page.getByRole('link', { name: 'Labels came out blank' }).click()
    await page.getByText('1 of 2, 2 to review').waitFor()
    await page.keyboard.press('e')
    await page.locator('select:focus').waitFor()
    return page
  }
  const [first, second] = [await openItem(), await openItem()]
  await first.getByLabel('Status', { exact: true }).selectOption('done')
  await first.keyboard.press('ControlOrMeta+Enter')
  await first.getByText('2 of 2, 1 to review').waitFor()

  await second.getByLabel('Status', { exact: true }).selectOption('blocked')
  await second.keyboard.press('ControlOrMeta+Enter')
  const both = second.getByRole('region', { name: 'Changed by somebody else' })
  await both.getByText('Stored now').waitFor()
  await second.getByText('corrected', { exact: true }).waitFor()
  await screenshot(second, 'review-late-light')
  await expectAccessible(second)
  await both.getByRole('button', { name: 'Keep mine' }).click()
  await second.getByText('2 of 2, 1 to review').waitFor()
  await second.reload()
  await second.keyboard.press('k')
  await second
    .locator('main')
    .getByText(/blocked/i)
    .first()
    .waitFor()
})
