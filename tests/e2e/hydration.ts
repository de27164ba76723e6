import type { Page } from 'playwright-core'

/**
 * Waits until every control of the page answers. A page is loaded before React has taken over all of it: what is pressed or typed in that
 * moment is nobody's, and on a busy machine it lasts for seconds. That an element has its properties is React's own mark of it
 * (not on the hidden fields of a form that works without scripts).
 */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('button, input:not([type=hidden]), textarea, select')].every((control) =>
      Object.keys(control).some((key) => key.startsWith('__reactProps')),
    ),
  )
}
