// The item itself: its page with every field, the board, adding and removing, by keyboard, mouse and touch.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()

const column = (page: Page, name: string) => page.getByRole('region', { name: new RegExp(`^${name}`) })

/** The link of the first card of a column, and its title. */
async function firstCard(page: Page, name: string) {
  const link = column(page, name).locator('[data-card-link]').first()
  return { link, id: (await link.getAttribute('data-card-link')) ?? '', title: (await link.innerText()).trim() }
}

test('an item is added to an incident by hand, with the keyboard, and removed again', async () => {
  // One with an account: where nobody has written any, there is nothing that an item could be added to.
  const list = await app.open('/incidents?status=resolved')
  const href = (await list.locator('main tr a[href^="/incidents/"]').first().getAttribute('href')) ?? ''
  const page = await app.open(href)
  await page.getByRole('button', { name: 'Add an action item' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('What to do').waitFor()
  await page.keyboard.type('Ask the vendor for a longer overlap')
  await page.keyboard.press('Tab')
  await page.keyboard.type('maya')
  await page.getByLabel('Description').fill('- by **mail**\n- before the next rotation')
  await page.getByRole('button', { name: 'Add', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Action item added').waitFor()
  const link = page.getByRole('link', { name: 'Ask the vendor for a longer overlap' })
  await link.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Ask the vendor for a longer overlap' }).waitFor()
  await page.getByText('Added by hand').waitFor()
  expect(await page.locator('#description strong').innerText()).toBe('mail')
  await screenshot(page, 'action-item-added')
  await page.getByRole('button', { name: 'Remove' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('Action item removed').waitFor()
  await page.waitForURL(new RegExp(`${href}(#|$)`))
  expect(await page.getByRole('link', { name: 'Ask the vendor for a longer overlap' }).count()).toBe(0)
})

test('every field of an item is changed with the keyboard on its page, and its history is readable', async () => {
  const board = await app.open('/action-items/board')
  const { id } = await firstCard(board, 'In progress')
  const page = await app.open(`/action-items/${id}`)
  await page.getByRole('button', { name: /^(?:Write|Change) the description/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'Description' }).fill('One **gate** before the rotation.')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Description saved').waitFor()
  await page.locator('#description strong', { hasText: 'gate' }).waitFor()
  await page.getByRole('button', { name: /the limited to/ }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('only in eu-west')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Scope saved').waitFor()
  await page.getByLabel(/^Priority of/).selectOption('high')
  await page.getByText('Priority saved').waitFor()
  await page.getByRole('button', { name: /^Write the ticket/ }).click()
  await page.keyboard.type('javascript:alert(1)')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('alert').filter({ hasText: 'Please correct: ticket' }).waitFor()
  // What was refused stays to be mended, and the keyboard with it.
  expect(await page.getByRole('textbox', { name: 'Ticket' }).inputValue()).toBe('javascript:alert(1)')
  await page.getByRole('textbox', { name: 'Ticket' }).fill('OPS-12')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Ticket saved').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Change the ticket')
  const history = page.getByRole('region', { name: /^History/ })
  await history.getByText(/changed scope from unknown to only in eu-west/).waitFor()
  await history.getByText(/changed priority from unknown to high/).waitFor()
  await screenshot(page, 'action-item-page')
  await expectAccessible(page)

  const narrow = await app.open(`/action-items/${id}`, { theme: 'dark', width: 'narrow' })
  await narrow.getByRole('heading', { level: 1 }).waitFor()
  await screenshot(narrow, 'action-item-page-dark-narrow')
  await expectNoSidewaysScroll(narrow)
})

test('one item waits for another, told on both, until that one is done', async () => {
  const board = await app.open('/action-items/board')
  const cards = column(board, 'In progress').locator('[data-card-link]')
  const first = (await cards.nth(0).getAttribute('data-card-link')) ?? ''
  const other = (await cards.nth(1).innerText()).trim()
  const page = await app.open(`/action-items/${first}`)
  await page.getByRole('button', { name: 'Wait for another item' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('Words of its title').fill(other.split(' ').slice(0, 3).join(' '))
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: other }).click()
  const region = page.getByRole('region', { name: 'What comes first' })
  await region.getByText('Waits for').waitFor()
  await region.getByRole('link', { name: other }).click()
  await page.getByText('Comes before').waitFor()
})

test('a card is moved with the keyboard; done asks for evidence, and saying there is none is shown', async () => {
  const page = await app.open('/action-items/board')
  const { link, id, title } = await firstCard(page, 'In progress')
  await link.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.getByText('Status saved').waitFor()
  await column(page, 'Blocked').locator(`[data-card="${id}"]`).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-card-link'))).toBe(id)
  await page.keyboard.press('Shift+ArrowRight')
  const dialog = page.getByRole('dialog', { name: 'What shows that it is done?' })
  await dialog.getByText(title).first().waitFor()
  await screenshot(page, 'board-question')
  // Back: nothing has moved.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  expect(await column(page, 'Blocked').locator(`[data-card="${id}"]`).count()).toBe(1)
  await page.locator(`[data-card-link="${id}"]`).focus()
  await page.keyboard.press('Shift+ArrowRight')
  await dialog.getByRole('button', { name: 'Mark as done' }).click()
  await dialog.getByText(/say openly that there is no evidence/).waitFor()
  await dialog.getByRole('button', { name: 'Done, no evidence' }).focus()
  await page.keyboard.press('Enter')
  await column(page, 'Done').locator(`[data-card="${id}"]`).getByText('no evidence').waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-card-link'))).toBe(id)
  // The newest message: the one of the move before may still be there.
  await page.locator('[data-sonner-toast][data-front=true]').getByRole('button', { name: 'Undo' }).click()
  await column(page, 'Blocked').locator(`[data-card="${id}"]`).waitFor()
})

test('a card is moved with the mouse, and with a finger by its grip', async () => {
  const page = await app.open('/action-items/board')
  const { id } = await firstCard(page, 'Blocked')
  const card = page.locator(`[data-card="${id}"]`)
  const from = await card.boundingBox()
  const to = await column(page, 'Won’t do').boundingBox()
  if (!from || !to) throw new Error('the board is drawn')
  await page.mouse.move(from.x + from.width / 2, from.y + from.height - 60)
  await page.mouse.down()
  await page.mouse.move(to.x + 40, to.y + 60, { steps: 8 })
  await page.mouse.up()
  const dialog = page.getByRole('dialog', { name: 'Why will nobody do it?' })
  await dialog.getByLabel('Reason').fill('The service is retired')
  await page.keyboard.press('Enter')
  await column(page, 'Won’t do').locator(`[data-card="${id}"]`).waitFor()

  const grip = await page.locator(`[data-card="${id}"] [data-grip]`).boundingBox()
  const blocked = await column(page, 'Blocked').boundingBox()
  if (!grip || !blocked) throw new Error('the board is drawn')
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  const start = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 }
  const end = { x: blocked.x + 60, y: blocked.y + 60 }
  await touch('touchStart', [start])
  for (let step = 1; step <= 6; step++) {
    await touch('touchMove', [
      { x: start.x + ((end.x - start.x) * step) / 6, y: start.y + ((end.y - start.y) * step) / 6 },
    ])
  }
  await touch('touchEnd', [])
  await column(page, 'Blocked').locator(`[data-card="${id}"]`).waitFor()
})

test('the board’s filters are in the address, and its looks', async () => {
  const page = await app.open('/action-items/board')
  await screenshot(page, 'board')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Recurrence debt' }).click()
  await page.waitForURL(/board\?debt=true/)
  await page.getByRole('link', { name: 'Table' }).click()
  await page.waitForURL(/action-items\?debt=true/)
  const narrow = await app.open('/action-items/board', { theme: 'dark', width: 'narrow' })
  await narrow.getByRole('heading', { level: 1 }).waitFor()
  await screenshot(narrow, 'board-dark-narrow')
  await expectNoSidewaysScroll(narrow)
  await expectAccessible(narrow)
})
