// What a browser test starts with: pages of the running application, signed in, watched for errors.
import fs from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { startApp } from '../../scripts/app-server.mjs'
import { freePort } from '../../scripts/postgres.mjs'
import { appEnv } from '../setup/app-env'
import { cloneDatabase } from '../setup/clone-database'
import { CHROMIUM_ARGUMENTS } from './chromium-arguments'
import { hydrated } from './hydration'

export type OpenOptions = {
  theme?: 'light' | 'dark'
  width?: 'wide' | 'narrow'
  /** A screen that is touched; `fingerOn` of `finger.ts` touches it. */
  touch?: boolean
  /** Without the administrator's cookies. */
  anonymous?: boolean
  /** What the browser asks for; English unless told. */
  locale?: 'en-GB' | 'de-DE' | 'ru-RU'
  /** Console errors that belong to the test, as that of a page which is not there. */
  expectedErrors?: RegExp
}

export type App = {
  /** Without a slash at the end. */
  readonly url: string
  /** The database that it runs on, for what no page does. */
  readonly databaseUrl: string
  /** Opens a path in a context of its own and waits until its controls answer; so do the page's own `goto` and `reload`. */
  open: (pathname: string, options?: OpenOptions) => Promise<Page>
}

const SIZES = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } }
const output = path.resolve(import.meta.dirname, '../output')

/**
 * The running application for one test file, with the demo content in a database of its own: what one file stores, no other
 * sees. A test fails on any error that the browser's console or a page reports. `env`: more variables, asked for before it starts.
 */
export function useApp({ env }: { env?: (url: string) => Promise<Record<string, string>> } = {}): App {
  let url = ''
  let databaseUrl = ''
  let stopApp: () => Promise<void> = async () => undefined
  let browser: Browser
  let contexts: BrowserContext[] = []
  let errors: string[] = []

  beforeAll(async () => {
    const database = await cloneDatabase(inject('postgresUrl'), inject('demoDatabase'))
    databaseUrl = database.url
    const port = await freePort()
    const app = await startApp({
      port,
      env: { ...appEnv(database.url, port), ...(await env?.(`http://localhost:${port}`)) },
    })
    stopApp = async () => {
      await app.stop()
      await database.drop()
    }
    url = `http://localhost:${port}`
    browser = await chromium.launch({ executablePath: inject('chromiumPath'), args: CHROMIUM_ARGUMENTS })
  })
  afterAll(async () => {
    await browser.close()
    await stopApp()
  })
  afterEach(async () => {
    const seen = errors
    errors = []
    await Promise.all(contexts.map((context) => context.close()))
    contexts = []
    expect(seen, 'errors in the browser').toEqual([])
  })

  return {
    get url() {
      return url
    },
    get databaseUrl() {
      return databaseUrl
    },
    async open(pathname, options = {}) {
      const {
        theme = 'light',
        width = 'wide',
        touch = false,
        anonymous = false,
        locale = 'en-GB',
        expectedErrors,
      } = options
      const context = await browser.newContext({
        viewport: SIZES[width],
        hasTouch: touch,
        colorScheme: theme,
        reducedMotion: 'reduce',
        locale,
        // Neither the server's zone nor UTC: a time that only one side formats shows as a difference.
        timezoneId: 'America/Phoenix',
        ...(anonymous ? {} : { storageState: inject('signedIn') }),
      })
      contexts.push(context)
      const page = await context.newPage()
      watch(page, expectedErrors, (error) => errors.push(error))
      const goto = page.goto.bind(page)
      const reload = page.reload.bind(page)
      page.goto = async (address, options) => {
        const response = await goto(address, options)
        await hydrated(page)
        return response
      }
      page.reload = async (options) => {
        const response = await reload(options)
        await hydrated(page)
        return response
      }
      await page.goto(`${url}${pathname}`, { waitUntil: 'load' })
      return page
    },
  }
}

function watch(page: Page, expected: RegExp | undefined, report: (error: string) => void): void {
  const unlessExpected = (text: string) => {
    if (!expected?.test(text)) report(`${new URL(page.url()).pathname}: ${text}`)
  }
  page.on('pageerror', (error) => unlessExpected(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') unlessExpected(message.text())
  })
}

/**
 * Fails with one line for each element at fault. Levels A and AA of WCAG 2.0 to 2.2. Bars that stay in sight while the page scrolls lie
 * in its flow meanwhile: what they cover by half is a matter of where the page happens to stand.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  // The title comes with the rest of the page's stream, also when a page is drawn anew.
  await expect.poll(() => page.title()).not.toBe('')
  await placeBars(page, 'static')
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  await placeBars(page, '')
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`),
  )
  expect(faults, `accessibility of ${page.url()}`).toEqual([])
}

async function placeBars(page: Page, position: 'static' | ''): Promise<void> {
  await page.evaluate((place) => {
    for (const bar of document.querySelectorAll<HTMLElement>('.sticky')) bar.style.position = place
  }, position)
}

/** Fails when the page as a whole can be scrolled sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(excess, `pixels that ${page.url()} is too wide`).toBeLessThanOrEqual(0)
}

/** Writes `tests/output/<name>.png`; not kept in the repository. */
export async function screenshot(page: Page, name: string): Promise<void> {
  fs.mkdirSync(output, { recursive: true })
  await page.screenshot({ path: path.join(output, `${name}.png`) })
}
