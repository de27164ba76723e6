// From a pasted text to something stored, found and worked on.
import fs from 'node:fs'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { numberedReport } from '../factories/numbered-report'
import { statusHistory, statusIncident } from '../factories/status-history'
import { expectAccessible, expectNoSidewaysScroll, useApp } from './app'

const app = useApp()
const fixture = (name: string) => path.resolve(import.meta.dirname, '../fixtures/browser', name)

async function preview(page: Page, text: string): Promise<void> {
  await page.getByLabel('Text of a postmortem, status report, chat or skill').fill(text)
  await page.getByRole('button', { name: 'Preview' }).click()
}

const source = (page: Page) => page.getByRole('region', { name: 'Source text' })
const failure = (page: Page) => page.locator('main').getByRole('alert')

test('paste, correct, save, find, mark an action item done, see it in the audit', async () => {
  const page = await app.open('/import')
  await preview(page, fs.readFileSync(fixture('expired-certificate.txt'), 'utf8'))
  await source(page).waitFor()
  await expectAccessible(page)

  await page.getByRole('textbox', { name: 'Title' }).fill('Checkout rejected payments: certificate expired')
  const started = page.getByRole('textbox', { name: 'Time', exact: true }).first()
  expect(await started.inputValue()).toBe('2026-05-14 09:12')
  await started.fill('09:10')
  await page.keyboard.press('ControlOrMeta+Enter')
  await page.getByRole('heading', { name: 'Saved' }).waitFor()

  await page.getByRole('main').getByRole('link').filter({ hasText: 'certificate' }).click()
  await page.getByRole('heading', { level: 1, name: 'Checkout rejected payments: certificate expired' }).waitFor()
  await page.getByText('09:10').first().waitFor()

  await page.goto(`${app.url}/search?q=renewal+certificate`)
  await page.getByRole('link', { name: 'Checkout rejected payments: certificate expired' }).first().waitFor()

  await page.goto(`${app.url}/action-items?q=Alert+14+days`)
  const status = page.getByLabel(/^Status of Alert 14 days/)
  expect(await status.inputValue()).toBe('in-progress')
  await status.selectOption('done')
  await page.getByLabel('Evidence').fill('The alert fired in the drill of May')
  await page.keyboard.press('Enter')
  await page.getByText('Status saved').waitFor()

  await page.goto(`${app.url}/audit`)
  const row = page.getByRole('row').filter({ hasText: 'Alert 14 days' }).first()
  await row.getByText('in-progress').waitFor()
  await row.getByText('done').waitFor()
})

test('pointing at a field marks its words in the source, and a click on the words goes to the field', async () => {
  const page = await app.open('/import')
  await preview(page, fs.readFileSync(fixture('broker-restart.txt'), 'utf8'))
  await source(page).waitFor()

  await page.getByRole('textbox', { name: 'Time', exact: true }).nth(1).focus()
  const lit = source(page).locator('mark.outline')
  await lit.first().waitFor()
  expect(await lit.first().innerText()).toBe('11:25')

  await source(page).locator('mark', { hasText: 'Producers gave up' }).click()
  const focused = page.locator('textarea:focus')
  await focused.waitFor()
  expect(await focused.inputValue()).toContain('Producers gave up after three attempts')
})

test('nothing is stored before Save, and the text is still there after going back', async () => {
  const text =
    'Postmortem: cache warmed up with the wrong tenant\nDate: 2026-07-01\n\n10:00 errors started\n10:30 fixed'
  const page = await app.open('/import')
  await preview(page, text)
  await source(page).waitFor()
  await page.getByRole('button', { name: 'Back to the text' }).click()
  expect(await page.getByLabel('Text of a postmortem, status report, chat or skill').inputValue()).toBe(text)
  await page.goto(`${app.url}/search?q=wrong+tenant+warmed`)
  expect(await page.getByRole('link', { name: /cache warmed up with the wrong tenant/ }).count()).toBe(0)
})

test.each([
  [
    'an HTML error page',
    '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502</h1></body></html>',
  ],
  ['JSON of another kind', '{"menu":{"items":[1,2,3]}}'],
])('%s is refused in words and the text is kept', async (_name, text) => {
  const page = await app.open('/import')
  await preview(page, text)
  await failure(page).waitFor()
  expect(await failure(page).innerText()).toMatch(/\w+ \w+/)
  expect(await page.getByLabel('Text of a postmortem, status report, chat or skill').inputValue()).toBe(text)
  expect(await page.getByText(/at .*\.(ts|js):\d+/).count()).toBe(0)
})

const progress = (page: Page) => page.getByRole('region', { name: 'Progress' })
const files = (page: Page) => page.getByLabel('Files to import', { exact: true })
const asFile = (name: string, text: string) => ({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) })

test('several files are imported in the background; those that cannot be read say why', async () => {
  const page = await app.open('/import')
  await files(page).setInputFiles([
    { name: 'broker-restart.txt', mimeType: 'text/plain', buffer: fs.readFileSync(fixture('broker-restart.txt')) },
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
  ])
  await page.getByRole('heading', { level: 1, name: '3 files' }).waitFor()
  await progress(page).getByText('finished').waitFor()
  const address = page.url()
  expect(new URL(address).pathname).toMatch(/^\/sources\/imports\/[0-9a-f-]{36}$/)
  const rows = page.getByRole('table', { name: 'Documents of this import' }).getByRole('row')
  await rows.filter({ hasText: 'broker-restart.txt' }).getByRole('link').first().waitFor()
  await expectAccessible(page)

  await page.getByRole('navigation', { name: 'Outcome' }).getByRole('link', { name: 'Failed 2' }).click()
  await page.waitForURL(/outcome=failed/)
  await rows.filter({ hasText: 'broker-restart.txt' }).waitFor({ state: 'detached' })
  await rows.filter({ hasText: 'empty.txt' }).getByText('The document is empty.').waitFor()
  await rows.filter({ hasText: 'picture.png' }).getByText('a PNG image').waitFor()

  await page.goto(`${app.url}/sources/imports`)
  const row = page.getByRole('row').filter({ hasText: '3 files' }).first()
  await row.getByText('2 failed').waitFor()
  await row.getByRole('link', { name: '3 files' }).click()
  await page.waitForURL(address)
  const phone = await app.open(new URL(address).pathname, { theme: 'dark', width: 'narrow' })
  await phone.getByText('The document is empty.').waitFor()
  await expectAccessible(phone)
  await expectNoSidewaysScroll(phone)
})

test('an archive is imported with progress, and undone as a whole', async () => {
  const zip = new ZipFile()
  for (let number = 0; number < 30; number++) {
    zip.addBuffer(Buffer.from(numberedReport(number)), `reports/${number}.md`)
  }
  zip.end()
  const page = await app.open('/import')
  await files(page).setInputFiles({
    name: 'reports.zip',
    mimeType: 'application/zip',
    buffer: await buffer(zip.outputStream),
  })
  await page.getByRole('heading', { level: 1, name: 'reports.zip' }).waitFor()
  await progress(page).getByText('finished').waitFor()
  await page.getByRole('navigation', { name: 'Outcome' }).getByRole('link', { name: 'All 30' }).waitFor()
  await page.getByRole('link', { name: 'The search-9 service refused requests' }).waitFor()

  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo 30 documents' }).click()
  await progress(page).getByText('undone', { exact: true }).waitFor()
  await page.goto(`${app.url}/search?q=search-9+refused`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: /search-9 service/ }).count()).toBe(0)
})

test('a history of many documents is not reviewed one by one, but imported in the background', async () => {
  const history = statusHistory(
    'harbour',
    Array.from({ length: 60 }, (_, index) => statusIncident(index)),
  )
  const page = await app.open('/import')
  await preview(page, history)
  await page.getByRole('heading', { level: 1, name: 'pasted text' }).waitFor()
  await progress(page).getByText('60 documents').waitFor()
  await progress(page).getByText('finished').waitFor()
  await page.goto(`${app.url}/sources`)
  await page.getByRole('row').filter({ hasText: 'pasted text' }).getByRole('link', { name: '60 documents' }).click()
  await page.getByRole('heading', { level: 1, name: 'Documents in pasted text' }).waitFor()
  await page.getByRole('link', { name: 'Next' }).click()
  await page.waitForURL(/page=2/)
  await page.locator('main tbody tr').first().getByRole('link').first().click()
  await page.getByText('part of pasted text').waitFor()
})

test('a running import shows how far it is, survives a reload, and can be cancelled', async () => {
  const page = await app.open('/import')
  const reports = Array.from({ length: 1500 }, (_, number) => asFile(`${number}.md`, numberedReport(1000 + number)))
  await files(page).setInputFiles(reports)
  await page.getByRole('heading', { level: 1, name: '1,500 files' }).waitFor()
  const bar = progress(page).getByRole('progressbar', { name: 'Documents imported' })
  await bar.waitFor()
  await progress(page)
    .getByText(/of 1,500 documents/)
    .waitFor()
  await progress(page)
    .getByText(/a second/)
    .waitFor()
  // So many that the list has a second page.
  await progress(page)
    .getByText(/^(1[1-9]\d|[2-9]\d\d|1,\d{3}) of 1,500/)
    .waitFor()
  await page.reload()
  await bar.waitFor()
  await page.getByRole('button', { name: 'Cancel the import' }).click()
  await progress(page).getByText('cancelled', { exact: true }).waitFor()
  const done = Number(/(\d[\d,]*) documents/.exec(await progress(page).innerText())?.[1]?.replace(',', ''))
  expect(done).toBeGreaterThan(100)
  expect(done).toBeLessThan(1500)
  await page.getByRole('link', { name: 'Next' }).click()
  await page.waitForURL(/page=2/)
  await page.getByRole('row').filter({ hasText: '100.md' }).waitFor()
})

test('an archive that cannot be opened is refused in words, and so is an address of the own network', async () => {
  const page = await app.open('/import', { expectedErrors: /status of 4\d\d/ })
  const broken = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), Buffer.alloc(400, 7)])
  await files(page).setInputFiles({ name: 'broken.zip', mimeType: 'application/zip', buffer: broken })
  await failure(page).waitFor()
  expect(await failure(page).innerText()).toMatch(/archive|ZIP/i)
  await page.getByLabel('Or the address of a page').fill('http://127.0.0.1:9/postmortem')
  await page.getByRole('button', { name: 'Import the page' }).click()
  await failure(page).filter({ hasText: '127.0.0.1' }).waitFor()
})

test('a draft under review fits a phone, however long the lines of its source', async () => {
  const page = await app.open('/import')
  await page.setViewportSize({ width: 390, height: 844 })
  const paragraph =
    'The gateway kept answering from a copy that nobody had thought of while the primary was away. '.repeat(8)
  await preview(page, `Postmortem: gateway answered from an old copy\nDate: 2026-07-02\n\nSummary\n${paragraph}`)
  await source(page).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})

test('files dropped beside the panel are taken, and a drop during a review does not leave the page', async () => {
  const page = await app.open('/import')
  const drop = () =>
    page.evaluate(() => {
      const files = new DataTransfer()
      files.items.add(
        new File(['Postmortem: stale route table\nDate: 2026-07-03\n\n10:00 errors started'], 'route.txt'),
      )
      const heading = document.querySelector('h1')
      const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: files })
      return !heading?.dispatchEvent(event)
    })
  // A refused default means that the browser does not open the file.
  expect(await drop()).toBe(true)
  await source(page).waitFor()
  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toContain('stale route table')
  expect(await drop()).toBe(true)
  expect(await source(page).count()).toBe(1)
})

test('a file of 100 MB is refused at once', async () => {
  const page = await app.open('/import')
  await page.evaluate(() => {
    const files = new DataTransfer()
    files.items.add(new File([new Uint8Array(100_000_000)], 'dump.log'))
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no file input')
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await failure(page).filter({ hasText: 'dump.log has 100 MB' }).waitFor()
})
