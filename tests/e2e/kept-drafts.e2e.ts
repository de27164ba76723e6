// The application is killed and comes back as after a deployment while people are typing.
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startApp } from '../../scripts/app-server.mjs'
import { freePort } from '../../scripts/postgres.mjs'
import { appEnv } from '../setup/app-env'
import { cloneDatabase } from '../setup/clone-database'
import { screenshot } from './app'
import { CHROMIUM_ARGUMENTS } from './chromium-arguments'
import { hydrated } from './hydration'

type Running = { pid: number; ended: Promise<number>; stop: () => Promise<void> }
const ROTATION = '/incidents/2026-01-08-stale-jwks-after-key-rotation'
let database: Awaited<ReturnType<typeof cloneDatabase>>
let port = 0
let app: Running
let browser: Browser

async function start(): Promise<void> {
  app = await startApp({ port, env: appEnv(database.url, port) })
}
async function kill(): Promise<void> {
  process.kill(app.pid, 'SIGKILL')
  await app.ended
}

beforeAll(async () => {
  database = await cloneDatabase(inject('postgresUrl'), inject('demoDatabase'))
  port = await freePort()
  await start()
  browser = await chromium.launch({ executablePath: inject('chromiumPath'), args: CHROMIUM_ARGUMENTS })
})
afterAll(async () => {
  await browser.close()
  await app.stop()
  await database.drop()
})

async function open(pathname: string): Promise<Page> {
  const context = await browser.newContext({
    storageState: inject('signedIn'),
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  // Leaving a review that is not saved asks once.
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(`http://localhost:${port}${pathname}`, { waitUntil: 'load' })
  await hydrated(page)
  return page
}

const POSTMORTEM =
  '# Parcels waited\n\nDate: 2026-05-04\n\n## Timeline\n\n- 10:00 UTC The queue grew\n- 10:40 UTC It was empty again\n'

test('D18: a redeploy with an editor open keeps the text: of an incident, a comment, a pattern and an import in review', async () => {
  const edit = await open(ROTATION)
  await edit.getByRole('button', { name: /^Edit/ }).click()
  await edit.getByRole('dialog').getByLabel('Title').fill('An hour of careful words')
  const comment = await open(ROTATION)
  await comment.getByLabel('Add a comment').fill('A comment that nobody has seen yet')
  const pattern = await open('/patterns/new')
  await pattern.getByLabel('Title').fill('Half a pattern')
  await pattern.getByLabel('Mechanism').fill('It is known how it begins.')
  const review = await open('/import')
  await review.getByLabel('Text of a postmortem, status report, chat or skill').fill(POSTMORTEM)
  await review.getByRole('button', { name: 'Preview' }).first().click()
  await review.getByRole('textbox', { name: 'Title' }).fill('Parcels waited for forty minutes')

  await kill()
  await edit.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await edit.getByText(/The server did not answer. What you typed is kept/).waitFor()
  await comment.getByRole('button', { name: 'Comment', exact: true }).click()
  await comment.getByText(/The server did not answer. What you typed is kept/).waitFor()
  await start()

  await edit.reload()
  await edit.getByRole('button', { name: 'Edit · not saved' }).click()
  await screenshot(edit, 'kept-draft-light')
  await edit.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  expect(await edit.getByRole('dialog').getByLabel('Title').inputValue()).toBe('An hour of careful words')
  await edit.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await edit.getByRole('dialog').waitFor({ state: 'detached' })
  await edit.reload()
  await edit.getByRole('button', { name: 'Edit', exact: true }).waitFor()

  await comment.reload()
  await comment.getByRole('button', { name: 'Restore' }).click()
  expect(await comment.getByLabel('Add a comment').inputValue()).toBe('A comment that nobody has seen yet')
  await comment.getByRole('button', { name: 'Comment', exact: true }).click()
  await comment.getByRole('listitem').getByText('A comment that nobody has seen yet').waitFor()

  await pattern.reload()
  await pattern.getByText(/“Half a pattern”.*was not saved/).waitFor()
  await pattern.getByRole('button', { name: 'Restore' }).click()
  expect(await pattern.getByLabel('Mechanism').inputValue()).toBe('It is known how it begins.')

  await review.reload()
  await review.getByText(/Your review of “Parcels waited for forty minutes”/).waitFor()
  await review.getByRole('button', { name: 'Restore' }).click()
  expect(await review.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Parcels waited for forty minutes')
  await review.getByRole('button', { name: 'Save', exact: true }).click()
  await review.getByRole('region', { name: /^Saved/ }).waitFor()
  await review.goto(`http://localhost:${port}/import`)
  await review.getByRole('heading', { level: 1 }).waitFor()
  expect(await review.getByText(/Your review of/).count()).toBe(0)
  // Two starts of the application and four editors.
}, 240_000)

test('what is discarded is not offered again', async () => {
  const page = await open('/patterns/new')
  await page.getByLabel('Title').fill('A title for nothing')
  await page.reload()
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.reload()
  await page.getByLabel('Title').waitFor()
  expect(await page.getByText(/was not saved/).count()).toBe(0)
})
