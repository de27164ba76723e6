// A skill: can it be trusted, and can it be followed.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()
const path = '/skills/auth-jwks-rotation-spike'

test('shows what speaks for and against trusting it', async () => {
  const page = await app.open(path)
  const trust = page.getByRole('region', { name: 'Trust' })
  await trust.getByRole('meter', { name: 'Stated confidence' }).waitFor()
  await trust.getByText('19 Apr 2026').waitFor()
  await trust.getByText(/^stale: \d+ days ago$/).waitFor()
  const from = page.getByRole('region', { name: /^Extracted from/ })
  expect(await from.getByRole('link').count()).toBe(2)
  await page.getByRole('heading', { name: 'This skill contradicts itself' }).waitFor()
})

test('steps have code to copy, and follow-ups their debt', async () => {
  const page = await app.open(path)
  const resolution = page.getByRole('region', { name: 'Resolution' })
  await resolution.getByRole('button', { name: 'Copy code' }).first().waitFor()
  await page
    .getByRole('region', { name: /^Follow-ups/ })
    .getByText(/recurrence debt/)
    .first()
    .waitFor()
})

test('related things show the words of both sides', async () => {
  const page = await app.open(path)
  const related = page.getByRole('region', { name: /^Related/ })
  expect(await related.getByRole('listitem').count()).toBeGreaterThan(0)
  await related.getByText('German').first().or(related.getByText('Russian').first()).first().waitFor()
  await expectNoSidewaysScroll(page)
})

test('the list filters by the address and says unknown where nothing is known', async () => {
  const page = await app.open('/skills?q=jwks')
  expect(await page.locator('tbody tr').count()).toBe(1)
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.waitForURL(/\/skills$/)
  await page.locator('tbody tr').nth(1).waitFor()
  // Next puts the title in after the page itself.
  await page.waitForFunction(() => document.title !== '')
  await expectAccessible(page)
})

test('an unknown skill is not found', async () => {
  const page = await app.open('/skills/no-such-skill', { expectedErrors: /404|script tag/ })
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/not|no /i)
})

const runbook = (title: string, symptom: string, readers: number) => `# Runbook: ${title}

## When to use

Somebody is paged.

## Symptoms

- ${symptom}

## Diagnosis

1. Look at the readers: \`kubectl get pods\`

## Resolution

1. Scale the readers up: \`kubectl scale deployment/orders-reader --replicas=${readers}\`
`

/** Imports the text of a skill and gives its page, published. */
async function importSkill(text: string): Promise<Page> {
  const page = await app.open('/import')
  await page.getByLabel('Text of a postmortem, status report, chat or skill').fill(text)
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('region', { name: 'Source text' }).waitFor()
  await page.getByRole('textbox', { name: 'Title' }).press('ControlOrMeta+Enter')
  await page.getByRole('heading', { name: 'Saved' }).waitFor()
  await page.getByRole('main').locator('a[href^="/skills/"]').first().click()
  await page.waitForURL(/\/skills\/[^?]+$/)
  return page
}

test('where another skill says otherwise, each says so with both quotes and leads to the other', async () => {
  await importSkill(runbook('Orders queue is full', 'orders_queue_depth > 500', 6))
  const page = await importSkill(runbook('drill for a slow order pipeline', 'orders_queue_depth > 2000', 2))
  const box = page.getByRole('region', { name: 'Another skill says otherwise' })
  await box.getByText('orders_queue_depth > 500').waitFor()
  await box.getByText('orders_queue_depth > 2000').waitFor()
  await box.scrollIntoViewIfNeeded()
  await screenshot(page, 'skill-says-otherwise')
  await expectAccessible(page)
  await box
    .getByRole('link', { name: /Orders queue is full$/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: /Orders queue is full$/ }).waitFor()
  await box
    .getByRole('link', { name: /drill for a slow order pipeline$/ })
    .first()
    .waitFor()
})
