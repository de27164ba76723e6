// A configured model rewords a draft: what goes out, what is offered, and that nothing changes before a person accepts it.
import type { Page } from 'playwright-core'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { completion, materialOf, refuse, sendJson, startModelServer, type ModelAnswer } from '../factories/model-server'
import { expectAccessible, expectNoSidewaysScroll, useApp } from './app'

const model = await startModelServer()
const app = useApp({
  env: () => Promise.resolve({ MODEL_BASE_URL: model.url, MODEL_NAME: 'loopback-model', MODEL_API_KEY: 'of-the-test' }),
})
afterAll(() => model.close())
beforeEach(() => {
  model.calls.length = 0
  model.answers.length = 0
})

const CHAT = `maya  11:42 AM
Datadog shows auth.401 rate at 12x baseline, about 10% of requests get 401 Unauthorized. Declaring an incident.
sam  11:46 AM
Confirmed: the keys were rotated at 11:40, and the verifier logs are full of "kid mismatch"
sam  11:49 AM
Restarting the workers so that they fetch the keys again
maya  11:54 AM
401 rate is back to normal
deepak  12:01 PM
I'll open a ticket to subscribe to the rotation webhook
`

const panel = (page: Page) => page.getByRole('region', { name: 'Rewording' })

async function review(page: Page): Promise<void> {
  await page.getByLabel('Text of a postmortem, status report, chat or skill').fill(CHAT)
  await page.getByRole('button', { name: 'Preview' }).click()
  await panel(page).waitFor()
}

const timeline = async (page: Page) => {
  const boxes = page.getByRole('region', { name: /^Timeline/ }).getByRole('textbox')
  return (await Promise.all((await boxes.all()).map((box) => box.inputValue()))).join('\n')
}

/** Rewords the restart, changes a number elsewhere, and adds a line. */
const answer: ModelAnswer = (response, call) => {
  const { lines, messages } = materialOf(call)
  const said = lines.map(({ line, text, from: [message = ''] }) => ({
    line,
    text: text
      .replace('Restarting the workers so that they fetch', 'The workers are restarted to fetch')
      .replace('12x baseline', '15x baseline'),
    citations: [{ message, quote: messages.find((one) => one.message === message)?.text ?? '' }],
  }))
  sendJson(
    response,
    completion(JSON.stringify({ lines: [...said, { line: 999, text: 'The vendor apologised.', citations: [] }] })),
  )
}

test.each([{ theme: 'light', width: 'wide' } as const, { theme: 'dark', width: 'narrow' } as const])(
  'lines are shown before and after, accepted and taken back ($theme, $width)',
  async (look) => {
    model.answers.push(answer)
    const page = await app.open('/import', look)
    await review(page)
    expect(model.calls).toEqual([])
    await panel(page)
      .getByText(`to ${new URL(model.url).host}`)
      .waitFor()
    const before = await timeline(page)

    await panel(page).getByRole('button', { name: 'Reword with loopback-model' }).click()
    await panel(page)
      .getByRole('button', { name: /^Accept (?:all|it)/ })
      .waitFor()
    expect(model.calls).toMatchObject([{ model: 'loopback-model', authorization: 'Bearer of-the-test' }])
    expect(await timeline(page)).toBe(before)
    await panel(page)
      .getByText(/dropped: the/)
      .click()
    await panel(page).getByText('has a number that its messages do not (15x)').first().waitFor()
    await panel(page).getByText('rewords no line of the draft').waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)

    await panel(page)
      .getByRole('button', { name: /^Accept (?:all|it)/ })
      .click()
    await panel(page)
      .getByRole('button', { name: /^Undo (?:all|it)/ })
      .waitFor()
    expect(await timeline(page)).toContain('The workers are restarted to fetch the keys again')
    expect(await timeline(page)).not.toMatch(/15x|apologised/)
    await panel(page)
      .getByRole('button', { name: /^Undo (?:all|it)/ })
      .click()
    await panel(page)
      .getByRole('button', { name: /^Accept (?:all|it)/ })
      .waitFor()
    expect(await timeline(page)).toBe(before)
  },
)

test('a failure is a sentence, and the draft is as it was', async () => {
  model.answers.push(refuse(401, 'no such key'))
  const page = await app.open('/import', { expectedErrors: /415/ })
  await review(page)
  const before = await timeline(page)
  await panel(page)
    .getByRole('button', { name: /^Reword with/ })
    .click()
  await panel(page)
    .getByRole('alert')
    .getByText(/refuses the key.*The draft is as it was/)
    .waitFor()
  expect(await timeline(page)).toBe(before)
})
