import type { Locator, Page } from 'playwright-core'

type Point = { x: number; y: number }

export type Finger = {
  /** Puts the finger down and leaves it there. */
  press: (on: Locator) => Promise<void>
  moveTo: (to: Locator | Point) => Promise<void>
  lift: () => Promise<void>
}

/** One finger on a page, as Chromium has it from a touch screen. */
export async function fingerOn(page: Page): Promise<Finger> {
  const session = await page.context().newCDPSession(page)
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
  return {
    press: async (on) => {
      await on.scrollIntoViewIfNeeded()
      await touch('touchStart', [await middleOf(on)])
    },
    moveTo: async (to) => touch('touchMove', ['x' in to ? to : await middleOf(to)]),
    lift: () => touch('touchEnd', []),
  }
}

async function middleOf(element: Locator): Promise<Point> {
  const box = await element.boundingBox()
  if (!box) throw new Error('This element is not shown.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
