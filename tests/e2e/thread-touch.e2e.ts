// Messages of a conversation become lines of its drafts by a finger, and by the keyboard alone.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'
import { fingerOn } from './finger'

const app = useApp()

const CHAT = `maya  11:42 AM
error rate of checkout is at 38 %, declaring an incident
sam  11:46 AM
the pool of checkout-db is full since the deploy at 11:38
sam  11:49 AM
rolling back: \`kubectl rollout undo deployment/checkout\`
maya  11:54 AM
back to normal
deepak  12:01 PM
nobody had an alert on the pool
`

const thread = (page: Page) => page.getByRole('region', { name: 'Thread' })
const message = (page: Page, words: string) => thread(page).locator('[data-cited]').filter({ hasText: words })
const targets = (page: Page) => page.getByTestId('drop-targets')
const toDo = (page: Page) =>
  page.getByRole('region', { name: /^Action items( \d+)?$/ }).getByRole('textbox', { name: 'What to do' })

async function openThread(width: 'wide' | 'narrow', theme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await app.open('/import', { touch: true, width, theme })
  await page.getByLabel('Text of a postmortem, status report, chat or skill').fill(CHAT)
  await page.getByRole('button', { name: 'Preview' }).click()
  await thread(page).waitFor()
  return page
}

test.each(['wide', 'narrow'] as const)('a message is dragged to a section by a finger (%s)', async (width) => {
  const page = await openThread(width)
  const finger = await fingerOn(page)
  const before = await toDo(page).count()
  await finger.press(message(page, 'nobody had an alert').getByTestId('grip'))
  await targets(page).waitFor()
  const section = targets(page).getByText('Action items')
  await finger.moveTo(section)
  await targets(page).locator('.outline-accent').waitFor()
  await screenshot(page, `thread-touch-${width}`)
  await finger.lift()
  await toDo(page).nth(before).waitFor()
  expect(await toDo(page).nth(before).inputValue()).toBe('nobody had an alert on the pool')
  await targets(page).waitFor({ state: 'detached' })

  // Let go where nothing takes it, a message stays where it is.
  await finger.press(message(page, 'back to normal').getByTestId('grip'))
  await targets(page).waitFor()
  await finger.moveTo({ x: 20, y: 20 })
  await finger.lift()
  await targets(page).waitFor({ state: 'detached' })
  expect(await toDo(page).count()).toBe(before + 1)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('near the edge of the screen the page scrolls below the finger', async () => {
  const page = await openThread('narrow')
  const finger = await fingerOn(page)
  const scrolled = () => page.evaluate(() => document.scrollingElement?.scrollTop ?? 0)
  await finger.press(message(page, 'declaring an incident').getByTestId('grip'))
  await targets(page).waitFor()
  const from = await scrolled()
  await finger.moveTo({ x: 200, y: 835 })
  await page.waitForFunction((start) => (document.scrollingElement?.scrollTop ?? 0) > start + 100, from)
  await finger.moveTo({ x: 200, y: 400 })
  await finger.lift()
  await targets(page).waitFor({ state: 'detached' })
})

test('the keyboard adds a message by its menu', async () => {
  const page = await openThread('wide', 'dark')
  const before = await toDo(page).count()
  await message(page, 'nobody had an alert')
    .getByRole('button', { name: /^Add to/ })
    .focus()
  await page.keyboard.press('Enter')
  const item = page.getByRole('menuitem', { name: 'Action items' })
  await item.waitFor()
  for (let steps = 0; steps < 20 && !(await item.evaluate((one) => one === document.activeElement)); steps++) {
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await toDo(page).nth(before).waitFor()
  expect(await toDo(page).nth(before).inputValue()).toBe('nobody had an alert on the pool')
  await screenshot(page, 'thread-pane-dark')
})
