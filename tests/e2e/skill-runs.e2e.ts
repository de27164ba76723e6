// A skill that is followed during an incident: by keyboard, by two people, while the server is away, and what is made of it.
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()
const SKILL = '/skills/auth-jwks-rotation-spike'

async function begin(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Begin:/ }).press('Enter')
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/)
  await page.getByRole('heading', { name: 'Step 1 of 6' }).waitFor()
  await untilAlive(page)
  return new URL(page.url()).pathname
}

/** A page that asks for its run hears keys as well; on a busy machine that takes seconds after its text is there. */
async function untilAlive(page: Page): Promise<void> {
  await page.waitForRequest(/\/api\/v1\/skills\/[^/]+\/runs\/[0-9a-f-]{36}$/)
}

test('the page of a skill says what it can be trusted for, takes a word about it, and takes it back', async () => {
  const page = await app.open(SKILL)
  const trust = page.getByRole('region', { name: 'Trust' })
  expect(await trust.getByRole('meter', { name: 'Stated confidence' }).getAttribute('aria-valuenow')).toBe('88')
  const computed = Number(await trust.getByRole('meter', { name: 'Computed confidence' }).getAttribute('aria-valuenow'))
  expect(computed).toBeGreaterThan(0)
  await trust.getByText('It comes from a conversation that it names.').waitFor()
  await trust.getByText(/^Last verified \d+ days ago\.$/).waitFor()

  await page.getByRole('button', { name: 'This failed' }).press('Enter')
  await page.getByLabel('What failed?').fill('The dashboard has moved.')
  await page.keyboard.press('Control+Enter')
  await trust.getByText('failed since').waitFor()
  const runs = page.getByRole('region', { name: /^Runs/ })
  await runs.getByText('The dashboard has moved.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await runs.getByText('Nobody has followed it here yet.').waitFor()
  await trust.getByText('failed since').waitFor({ state: 'detached' })

  await page.getByRole('button', { name: 'Verify now' }).press('Enter')
  await trust.getByText('Runs of it worked once, last today.').waitFor()
  expect(await trust.getByText(/^stale:/).count()).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await trust.getByText(/^stale: \d+ days ago$/).waitFor()
  await expectAccessible(page)
})

// Before a run that worked verifies the skill: then it leaves the queue.
test('skills going stale wait in a queue', async () => {
  const page = await app.open('/skills')
  await page.getByRole('link', { name: 'Going stale' }).press('Enter')
  await page.waitForURL(/\/stale-skills$/)
  const queue = page.getByRole('list', { name: 'Skills going stale' })
  await queue
    .getByText(/Last verified \d+ days ago/)
    .first()
    .waitFor()
  await screenshot(page, 'stale-skills')
  await page.getByRole('link', { name: 'sam', exact: true }).press('Enter')
  await page.waitForURL(/owner=sam/)
  await page.getByRole('link', { name: 'sam', exact: true, includeHidden: false }).waitFor()
  expect(await queue.getByRole('link').count()).toBe(1)
  await expectAccessible(page)
})

test('it is followed by keyboard to the end, and becomes a draft of an incident', async () => {
  const page = await app.open(`${SKILL}/run`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const path = await begin(page)
  await page
    .getByRole('timer', { name: 'Time' })
    .getByText(/Diagnosis \d:\d\d of 3:00/)
    .waitFor()
  await screenshot(page, 'skill-run-step')
  const log = page.getByRole('list', { name: 'Log' })

  await page.keyboard.press('c')
  await log.getByText('copied: gh release list --limit 5').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('gh release list --limit 5')
  await page.keyboard.press('/')
  await page.keyboard.type('No release since noon.')
  await page.keyboard.press('Enter')
  await log.getByText('noted: No release since noon.').waitFor()
  await page.keyboard.press('n')
  await page.getByRole('heading', { name: 'Step 2 of 6' }).waitFor()
  await page.keyboard.press('p')
  await page.getByRole('heading', { name: 'Step 1 of 6' }).waitFor()
  const told = (await log.getByRole('listitem').allInnerTexts()).map(
    (text) => /began|copied|noted|step \d/.exec(text)?.[0],
  )
  expect(told).toEqual(['began', 'copied', 'noted', 'step 2', 'step 1'])

  // The step says when to leave.
  await page.getByRole('button', { name: 'a release went out within the last hour: not this' }).waitFor()
  await page.keyboard.press('x')
  const exit = page.getByRole('region', { name: /^Not this: a release went out/ })
  await exit.getByText(/First contact/).waitFor()
  await exit.getByRole('link', { name: 'slow-api-bad-deploy' }).waitFor()
  await screenshot(page, 'skill-run-exit')
  await exit.getByRole('button', { name: 'Stay' }).click()

  // It survives a reload, with its place and its clock.
  for (let step = 2; step <= 4; step++) {
    await page.keyboard.press('n')
    await page.getByRole('heading', { name: `Step ${step} of 6` }).waitFor()
  }
  await log.getByText(/went to step 4/).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'Step 4 of 6' }).waitFor()
  await page.getByText(/Resolution \d:\d\d of 5:00/).waitFor()
  await expectAccessible(page)

  await page.keyboard.press('e')
  await page.getByRole('dialog', { name: 'How did it end?' }).waitFor()
  await screenshot(page, 'skill-run-end')
  await page.getByLabel('Note', { exact: true }).fill('Back to normal after the restart.')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('heading', { name: 'This run has ended' }).waitFor()
  await page.getByText('Back to normal after the restart.').first().waitFor()
  await screenshot(page, 'skill-run-ended')
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Make an incident draft' }).press('Enter')
  await page.waitForURL(/\/import\?/)
  const text = page.getByRole('textbox').first()
  await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('timeline:') === true)
  expect(await text.inputValue()).toContain(`${path}#entry-`)
  await page.getByRole('button', { name: 'Preview' }).click()
  await page
    .getByText(/No release since noon/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: /^Save/ }).first().click()
  await page.getByRole('heading', { name: 'Saved' }).waitFor()

  const skill = await app.open(SKILL)
  const runs = skill.getByRole('region', { name: /^Runs/ })
  await runs.getByText('Back to normal after the restart.').waitFor()
  await runs.getByText('worked', { exact: true }).waitFor()
})

test('two people see the same step; what is done while the server is away is sent when it is back', async () => {
  const one = await app.open(`${SKILL}/run`, { expectedErrors: /ERR_INTERNET_DISCONNECTED|Failed to load/ })
  const path = await begin(one)
  const other = await app.open(path)
  await other.getByRole('heading', { name: 'Step 1 of 6' }).waitFor()
  await untilAlive(other)
  await other.keyboard.press('n')
  await one.getByRole('heading', { name: 'Step 2 of 6' }).waitFor()

  await one.context().setOffline(true)
  await one.keyboard.press('n')
  await one.getByRole('heading', { name: 'Step 3 of 6' }).waitFor()
  await one.getByText(/One entry is kept in this browser/).waitFor()
  await one.keyboard.press('/')
  await one.keyboard.type('kid mismatch is in the log')
  await one.keyboard.press('Enter')
  await one.getByText(/2 entries are kept in this browser/).waitFor()
  expect(await other.getByRole('heading', { name: 'Step 2 of 6' }).count()).toBe(1)
  await one.context().setOffline(false)
  await other.getByRole('heading', { name: 'Step 3 of 6' }).waitFor()
  await other.getByText('noted: kid mismatch is in the log').waitFor()
  await one.getByText(/kept in this browser/).waitFor({ state: 'detached' })

  await other.keyboard.press('e')
  await other.getByRole('dialog').waitFor()
  await other.getByRole('radio', { name: /^Just leave/ }).press('Space')
  await other.keyboard.press('Control+Enter')
  await one.getByRole('heading', { name: 'This run has ended' }).waitFor()
})

test('with one hand on a phone, in the dark', async () => {
  const page = await app.open(`${SKILL}/run`, { width: 'narrow', theme: 'dark' })
  await begin(page)
  await screenshot(page, 'skill-run-step-narrow')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  const next = page.getByRole('button', { name: /^Next/ })
  const box = await next.boundingBox()
  expect(box && box.height >= 44 && box.y + box.height <= 844).toBe(true)
  await next.click()
  await page.getByRole('heading', { name: 'Step 2 of 6' }).waitFor()
})

test('who begins to follow a retired skill is told so, and why', async () => {
  const page = await app.open(SKILL)
  await page.getByRole('button', { name: 'Retire…' }).press('Enter')
  await page.getByRole('dialog').getByLabel('Why').fill('The keys are fetched again by themselves.')
  await page.keyboard.press('Enter')
  await page.getByText('Not to be followed any more: The keys are fetched again by themselves.').waitFor()
  const start = await app.open(`${SKILL}/run`, { width: 'narrow', theme: 'dark' })
  const stage = start.getByRole('region', { name: 'Stage' })
  await stage.getByText('Not to be followed any more: The keys are fetched again by themselves.').waitFor()
  await start.getByRole('button', { name: /^Begin:/ }).waitFor()
  await screenshot(start, 'skill-run-retired-narrow')
  await expectNoSidewaysScroll(start)
  await expectAccessible(start)
})
