// Editing a skill by keyboard: fields and Markdown follow each other, and what is saved is a version of its own.
import { expect, test } from 'vitest'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()
const SKILL = '/skills/auth-jwks-rotation-spike'

test('steps are moved, written and taken back by keyboard; the text follows, and leads; saving makes a version', async () => {
  const page = await app.open(`${SKILL}/edit`)
  const markdown = page.getByLabel('Skill as Markdown')
  const step = (number: number) => page.getByLabel(`Resolution step ${number}`, { exact: true })
  const [first, second] = [await step(1).inputValue(), await step(2).inputValue()]
  await step(1).focus()
  await page.keyboard.press('Alt+ArrowDown')
  expect(await step(2).inputValue()).toBe(first)
  expect(await step(2).evaluate((field) => field === document.activeElement)).toBe(true)
  await expect
    .poll(async () => {
      const text = await markdown.inputValue()
      return text.indexOf(second.slice(0, 20)) < text.indexOf(first.slice(0, 20))
    })
    .toBe(true)
  await page.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  expect(await step(1).inputValue()).toBe(first)

  await page.getByRole('button', { name: 'Add symptom' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Every worker restarts at once')
  await expect.poll(() => markdown.inputValue()).toContain('- Every worker restarts at once')
  await markdown.focus()
  await markdown.fill((await markdown.inputValue()).replace('restarts at once', 'restarts within a minute'))
  await expect.poll(() => page.getByText('Suggested: minor.').count()).toBe(1)
  await expect
    .poll(() =>
      page
        .getByRole('textbox', { name: /^symptom \d+$/ })
        .last()
        .inputValue(),
    )
    .toBe('Every worker restarts within a minute')
  await screenshot(page, 'skill-editor-light')
  await expectAccessible(page)
  await page.getByLabel('What changed, and why').focus()
  await page.keyboard.type('The workers restart as well')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${app.url}${SKILL}`)
  await page.getByText('Every worker restarts within a minute').first().waitFor()
  await page.goto(`${app.url}${SKILL}/history`)
  await page.getByText('The workers restart as well').first().waitFor()
  await screenshot(page, 'skill-history-light')
})

test('a part of the text that is no field is named with its line, and nothing is stored before it is mended', async () => {
  const page = await app.open(`${SKILL}/edit`)
  const markdown = page.getByLabel('Skill as Markdown')
  const before = await markdown.inputValue()
  await markdown.fill(before.replace('hindsight: skill\n', 'hindsight: skill\ncolour: red\n'))
  await page.getByText(/Line 3: .*colour/).waitFor()
  await page.getByRole('button', { name: 'Save skill' }).click()
  await page.getByRole('alert').filter({ hasText: 'Line 3' }).waitFor()
})

test('the editor fits a telephone, in the dark too', async () => {
  const page = await app.open(`${SKILL}/edit`, { theme: 'dark', width: 'narrow' })
  await screenshot(page, 'skill-editor-dark-narrow')
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Markdown' }).click()
  await page.getByLabel('Skill as Markdown').waitFor()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})
