import type { Page } from 'playwright-core'

/**
 * Controls that React has not taken over: that an element has its properties is React's own mark of it. The hidden fields of a form and
 * the buttons within rendered Markdown never have them.
 */
const findSleeping = () =>
  [...document.querySelectorAll('button:enabled, input:enabled, textarea:enabled, select:enabled')]
    .filter((control) => !control.matches('[type=hidden], [data-copy-code]'))
    .filter((control) => !Object.keys(control).some((key) => key.startsWith('__reactProps')))
    .map((control) => control.outerHTML.slice(0, 200))

/**
 * Waits until every control of the page answers. A page is loaded before React has taken over all of it: what is pressed or typed in that
 * moment is nobody's, and on a busy machine it lasts for seconds. Throws with the controls that never do.
 */
export async function hydrated(page: Page): Promise<void> {
  let sleeping: string[] = []
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    sleeping = await page.evaluate(findSleeping)
    if (sleeping.length === 0) return
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)))
  }
  throw new Error(`${page.url()}: nothing answers to ${sleeping.join(', ')}`)
}
