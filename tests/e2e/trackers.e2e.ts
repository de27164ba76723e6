import { afterAll, expect, test } from 'vitest'
import { GITHUB_SECRET, startGithubTracker, type GithubServer } from '../trackers/github-server'
import { startJira, type JiraServer } from '../trackers/jira-server'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp, type OpenOptions } from './app'

let github: GithubServer
let jira: JiraServer
const app = useApp({
  env: async () => {
    ;[github, jira] = await Promise.all([startGithubTracker(), startJira()])
    return {
      GITHUB_TRACKER_URL: github.url,
      GITHUB_TRACKER_TOKEN: 'loopback-github',
      GITHUB_TRACKER_WEBHOOK_SECRET: GITHUB_SECRET,
      JIRA_URL: jira.url,
      JIRA_EMAIL: 'ops@example.org',
      JIRA_TOKEN: 'loopback-jira',
    }
  },
})
afterAll(() => Promise.all([github.close(), jira.close()]))

type Page = Awaited<ReturnType<typeof app.open>>

const LOOKS: [string, OpenOptions][] = [
  ['light', {}],
  ['dark-narrow', { theme: 'dark', width: 'narrow' }],
]

async function expectGood(path: string, name: string): Promise<void> {
  for (const [look, options] of LOOKS) {
    const page = await app.open(path, options)
    await page.getByRole('heading', { name: name === 'settings' ? 'Calls' : 'Tracker' }).waitFor()
    await screenshot(page, `trackers-${name}-${look}`)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
  }
}

/** Addresses of action items of the demo content that nobody has closed, by title: an order that no test changes. */
async function itemPaths(): Promise<string[]> {
  const page = await app.open('/action-items')
  return page.evaluate(async () => {
    const answer = await fetch('/api/v1/action-items?status=unfinished&sort=title')
    const { items } = (await answer.json()) as { items: { id: string }[] }
    return items.map(({ id }) => `/action-items/${id}`)
  })
}

/** Changes an action item by the API, as the one who is signed in. Gives the status of the answer. */
function changeItem(page: Page, path: string, patch: { due?: string; status?: string }): Promise<number> {
  return page.evaluate(
    async ([id, wanted]) => {
      const address = `/api/v1/action-items/${id}`
      const etag = (await fetch(address)).headers.get('etag') ?? '*'
      const headers = { 'Content-Type': 'application/json', 'If-Match': etag }
      return (await fetch(address, { method: 'PATCH', headers, body: JSON.stringify(wanted) })).status
    },
    [path.split('/').at(-1) ?? '', patch] as const,
  )
}

const panelOf = (page: Page) => page.getByRole('region', { name: 'Tracker', exact: true })

/** Looks at the page again until the panel says so. */
async function untilPanel(page: Page, words: string | RegExp): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.reload()
        return panelOf(page).innerText()
      },
      { timeout: 20_000 },
    )
    .toMatch(words)
}

async function pressOn(page: Page, name: string): Promise<void> {
  const button = panelOf(page).getByRole('button', { name, exact: true })
  await button.focus()
  await page.keyboard.press('Enter')
}

test('before a project is known the page of an item says who can change that', async () => {
  const [path = ''] = await itemPaths()
  const page = await app.open(path)
  await panelOf(page).getByText('An administrator says in the').waitFor()
})

test('a project is added, tested and set up with the keyboard', async () => {
  const page = await app.open('/settings/trackers')
  await page.getByText('No action item goes to a tracker yet').waitFor()
  await page.getByLabel('Repository').focus()
  await page.keyboard.type('acme/none')
  await page.keyboard.press('Enter')
  await page.getByText('GitHub has no project acme/none').waitFor()
  await page.getByLabel('Repository').fill('acme/ops')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'GitHub · acme/ops' }).waitFor()
  await page.getByLabel('Tracker').selectOption('jira')
  await page.getByLabel('Project key').fill('OPS')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Jira · OPS' }).waitFor()
  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Jira · OPS' }) })
  await row.getByRole('button', { name: 'Test connection' }).press('Enter')
  await page.getByText('Operations answers, with 5 states').waitFor()
  // The buttons wait until the page shows what the one before has changed.
  await row.getByRole('button', { name: 'Find people', disabled: false }).press('Enter')
  await page.getByText('2 people are new').waitFor()
  await row.getByRole('button', { name: 'States', disabled: false }).press('Enter')
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByLabel('Blocked').inputValue()).toBe('4')
  await screenshot(page, 'trackers-states-light')
  await dialog.getByLabel('In progress').selectOption('3')
  await dialog.getByRole('button', { name: 'Save states' }).press('Enter')
  await page.getByText('The states are saved').waitFor()
  await page.getByLabel('Owner that Sam of Jira is').fill('@sam')
  await page.keyboard.press('Enter')
  await page.getByText('Sam is @sam here').waitFor()
})

test('an issue is made from an item, a conflict is decided, and a failed call is made again', async () => {
  const [, path = ''] = await itemPaths()
  const page = await app.open(path)
  await panelOf(page).getByLabel('Project').selectOption({ label: 'Jira · OPS' })
  await pressOn(page, 'Make an issue')
  await untilPanel(page, /Jira OPS-1[\s\S]*in step/)
  const set = (due: string) => changeItem(page, path, { due })
  expect(await set('2027-01-10')).toBe(200)
  await expect.poll(() => jira.issues[0]?.fields.duedate, { timeout: 15_000 }).toBe('2027-01-10')
  await untilPanel(page, 'in step')
  jira.change('OPS-1', { fields: { duedate: '2027-02-20' } })
  expect(await set('2027-03-30')).toBe(200)
  await untilPanel(page, /conflict[\s\S]*30 Mar 2027[\s\S]*20 Feb 2027/)
  await expectGood(path, 'conflict')
  await panelOf(page).getByRole('button', { name: 'Due: take what Jira says' }).press('Enter')
  await untilPanel(page, 'in step')
  await page.getByRole('main').getByText('Feb 2027').or(page.locator('input[value="2027-02-20"]')).first().waitFor()
  jira.troubles.push(null, { status: 403, body: { errorMessages: ['You do not have permission'] } })
  expect(await set('2027-04-01')).toBe(200)
  await untilPanel(page, /failed[\s\S]*You do not have permission/)
  await expectGood(path, 'failed')
  await expectGood('/settings/trackers', 'settings')
  await pressOn(page, 'Try again')
  await untilPanel(page, 'in step')
  expect(jira.issues[0]?.fields.duedate).toBe('2027-04-01')
})

test('an issue that is there is linked by its address, is followed by webhook, and is unlinked', async () => {
  const [, , path = ''] = await itemPaths()
  const issue = github.add('Flush')
  const page = await app.open(path)
  expect(await changeItem(page, path, { status: 'in-progress' })).toBe(200)
  await panelOf(page).getByLabel('Or an issue that is there').focus()
  await page.keyboard.type('hello')
  await page.keyboard.press('Enter')
  await panelOf(page).getByText('Give the address or the key of an issue').waitFor()
  await panelOf(page).getByLabel('Or an issue that is there').fill(issue.html_url)
  await page.keyboard.press('Enter')
  await panelOf(page).getByRole('link', { name: 'GitHub acme/ops#1' }).waitFor()
  // The two have never met, and each says something else: a person decides which of them holds.
  await untilPanel(page, /conflict[\s\S]*In progress[\s\S]*Open/)
  await panelOf(page).getByRole('button', { name: 'Status: keep what is here' }).press('Enter')
  await untilPanel(page, 'in step')
  expect(github.issues[0]?.labels).toEqual([{ name: 'in progress' }])
  github.change(1, { state: 'closed', state_reason: 'completed' })
  const webhook = github.webhook(1, 'closed')
  const sent = await fetch(`${app.url}/api/trackers/github`, {
    method: 'POST',
    headers: webhook.headers,
    body: await webhook.text(),
  })
  expect(sent.status).toBe(202)
  const statusOf = () =>
    page.evaluate(
      async (id) => {
        const answer = await fetch(`/api/v1/action-items/${id}`)
        return ((await answer.json()) as { status: string }).status
      },
      path.split('/').at(-1) ?? '',
    )
  await expect.poll(statusOf, { timeout: 20_000 }).toBe('done')
  await untilPanel(page, 'in step')
  await expectGood(path, 'linked')
  await pressOn(page, 'Unlink')
  await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).press('Enter')
  await panelOf(page).getByRole('button', { name: 'Make an issue' }).waitFor()
})
