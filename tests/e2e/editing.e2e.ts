// Several people at one incident: who comes second sees what the first did, nothing typed is lost, an account goes through a review.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { hashSecret } from '@/lib/domain/secret'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()
const ROTATION = '/incidents/2026-01-08-stale-jwks-after-key-rotation'
const cookies: Record<string, string> = {}

/** Runs statements on the database of the application. */
async function onDatabase<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: app.databaseUrl })
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  for (const [name, role] of [
    ['Maya', 'editor'],
    ['Sam', 'editor'],
    ['Deepak', 'viewer'],
  ] as const) {
    const [id, token] = [randomUUID(), randomUUID()]
    await onDatabase('INSERT INTO "User" (id, name, email, role) VALUES ($1, $2, $3, $4::"Role")', [
      id,
      name,
      `${name.toLowerCase()}@acme.example`,
      role,
    ])
    await onDatabase(
      `INSERT INTO "Session" (id, "tokenHash", "userId", expires) VALUES ($1, $2, $3, now() + interval '1 day')`,
      [randomUUID(), hashSecret(token), id],
    )
    cookies[name] = token
  }
})

async function openAs(name: string, pathname: string, options: Parameters<typeof app.open>[1] = {}): Promise<Page> {
  const page = await app.open('/sign-in', { ...options, anonymous: true })
  const cookie = { name: 'authjs.session-token', value: cookies[name] ?? '', url: app.url }
  await page.context().addCookies([cookie])
  await page.goto(`${app.url}${pathname}`, { waitUntil: 'load' })
  return page
}

const dialogOf = (page: Page) => page.getByRole('dialog')
async function startEditing(page: Page, fields: Record<string, string>): Promise<void> {
  await page.getByRole('button', { name: /^Edit/ }).click()
  for (const [label, text] of Object.entries(fields)) await dialogOf(page).getByLabel(label).fill(text)
}
const save = (page: Page) => dialogOf(page).getByRole('button', { name: 'Save', exact: true }).click()

test('two editors: the second sees side by side what the first saved, and takes or keeps field by field', async () => {
  const maya = await openAs('Maya', ROTATION)
  const sam = await openAs('Sam', ROTATION)
  await startEditing(maya, { Severity: 'SEV1', Title: 'Sign-in failed after a rotation', Tags: 'auth, keys' })
  await startEditing(sam, { Severity: 'SEV3', Title: 'Keys went stale' })
  await save(maya)
  await dialogOf(maya).waitFor({ state: 'detached' })
  await save(sam)
  const conflict = sam.getByRole('region', { name: 'Changed by somebody else' })
  await conflict.getByText('Nothing that you typed is lost').waitFor()
  expect(await conflict.getByRole('group', { name: 'Title' }).textContent()).toMatch(
    /Keys went stale.*Sign-in failed after a rotation/,
  )
  await conflict.getByText(/Tags: auth, keys/).waitFor()
  await screenshot(sam, 'editing-conflict-light')
  await expectAccessible(sam)
  const title = dialogOf(sam).getByRole('textbox', { name: 'Title' })
  await conflict.getByRole('button', { name: 'Take theirs: Title' }).click()
  expect(await title.inputValue()).toBe('Sign-in failed after a rotation')
  await conflict.getByRole('button', { name: 'Keep mine: Title' }).click()
  expect(await title.inputValue()).toBe('Keys went stale')
  await conflict.getByRole('button', { name: 'Take theirs: Severity' }).click()
  await save(sam)
  await dialogOf(sam).waitFor({ state: 'detached' })
  const [stored] = await onDatabase('SELECT title, severity, tags FROM "Incident" WHERE $1 LIKE \'%\' || slug', [
    ROTATION,
  ])
  expect(stored).toEqual({ title: 'Keys went stale', severity: 'SEV1', tags: ['auth', 'keys'] })
})

test('the history shows what each version changed, and an earlier one is restored as a new version', async () => {
  const page = await openAs('Maya', `${ROTATION}/history`)
  const versions = page.getByRole('navigation', { name: 'Versions' })
  await versions.getByRole('link', { name: /now.*Sam/ }).waitFor()
  await page.getByText('removed: ').first().waitFor({ state: 'attached' })
  await screenshot(page, 'history-light')
  await expectAccessible(page)
  const count = await versions.getByRole('link').count()
  await versions.getByRole('link').last().click()
  await page.getByRole('heading', { name: /the first$/ }).waitFor()
  await page.getByRole('button', { name: 'Restore this version' }).click()
  await dialogOf(page)
    .getByText(/Sam changed it/)
    .waitFor()
  await screenshot(page, 'history-restore-light')
  await dialogOf(page).getByRole('button', { name: 'Restore', exact: true }).click()
  await versions.getByRole('link', { name: /now.*Maya restored an earlier version/ }).waitFor()
  expect(await versions.getByRole('link').count()).toBe(count + 1)
  const dark = await openAs('Deepak', `${ROTATION}/history`, { theme: 'dark', width: 'narrow' })
  await expectNoSidewaysScroll(dark)
  await expectAccessible(dark)
  await screenshot(dark, 'history-dark-narrow')
  expect(await dark.getByRole('button', { name: 'Restore this version' }).count()).toBe(0)
})

test('a name is completed by keyboard; who is named finds it on the first page until it is read', async () => {
  const maya = await openAs('Maya', ROTATION)
  const field = maya.getByLabel('Add a comment')
  await field.pressSequentially('Is the second cache flushed, @sa')
  await maya.getByRole('listbox', { name: 'People' }).getByRole('option', { name: /Sam/ }).waitFor()
  await field.press('Enter')
  expect(await field.inputValue()).toBe('Is the second cache flushed, @sam ')
  await field.pressSequentially('and who knows **why**?')
  await field.press('ControlOrMeta+Enter')
  const comments = maya.getByRole('region', { name: /^Comments/ })
  await comments.getByRole('listitem').getByText('why', { exact: true }).waitFor()
  expect(await field.inputValue()).toBe('')
  await screenshot(maya, 'comments-light')
  await expectAccessible(maya)
  const sam = await openAs('Sam', '/')
  const needs = sam.getByRole('region', { name: /^Needs you/ })
  await needs.getByText(/Maya names you: Is the second cache flushed/).waitFor()
  await screenshot(sam, 'needs-you-light')
  await expectAccessible(sam)
  await needs.getByRole('link').first().click()
  const read = sam.waitForResponse((answer) => answer.request().method() === 'POST')
  await sam.getByText('names you', { exact: true }).scrollIntoViewIfNeeded()
  await read
  await sam.getByRole('button', { name: 'Resolve' }).click()
  await sam.getByText('resolved by Sam').waitFor()
  await sam.goto(`${app.url}/`)
  await sam.getByRole('heading', { level: 1 }).waitFor()
  expect(await needs.count()).toBe(0)
})

test('a mention of somebody who may not read a restricted incident is said to the author and tells that person nothing', async () => {
  const [incident] = await onDatabase<{ id: string; slug: string }>(
    `UPDATE "Incident" SET visibility = 'restricted' WHERE slug LIKE '%credential%' RETURNING id, slug`,
  )
  await onDatabase(
    `INSERT INTO "IncidentReader" (id, "incidentId", "userId") SELECT $1, $2, id FROM "User" WHERE name = 'Maya'`,
    [randomUUID(), incident?.id],
  )
  const maya = await openAs('Maya', `/incidents/${incident?.slug ?? ''}`)
  await maya.getByLabel('Add a comment').fill('@deepak should know')
  await maya.getByRole('button', { name: 'Comment', exact: true }).click()
  await maya.getByText('Deepak may not read this and is not told.').waitFor()
  const deepak = await openAs('Deepak', '/')
  await deepak.getByRole('heading', { level: 1 }).waitFor()
  expect(await deepak.getByRole('region', { name: /^Needs you/ }).count()).toBe(0)
  await onDatabase(`UPDATE "Incident" SET visibility = 'internal' WHERE id = $1`, [incident?.id])
})

test('an account goes from draft over a review by somebody else to published', async () => {
  const maya = await openAs('Maya', ROTATION)
  const stage = (page: Page) => page.getByRole('button', { name: /^Stage:/ })
  await stage(maya).click()
  await maya.getByRole('menuitem', { name: 'Take back to draft' }).click()
  await maya.getByRole('button', { name: 'Stage: Draft' }).waitFor()
  await stage(maya).click()
  await maya.getByRole('menuitem', { name: /Ask for a review/ }).click()
  await dialogOf(maya).getByRole('checkbox', { name: /Sam/ }).check()
  await screenshot(maya, 'ask-for-review-light')
  await expectAccessible(maya)
  await dialogOf(maya).getByRole('button', { name: 'Ask for a review' }).click()
  await maya.getByRole('button', { name: 'Stage: In review' }).waitFor()
  await stage(maya).click()
  expect(await maya.getByRole('menuitem').allTextContents()).not.toContain('Approve and publish')
  const list = await openAs('Deepak', '/incidents', { theme: 'dark', width: 'narrow' })
  await list.getByText('In review').first().waitFor()
  await expectAccessible(list)
  const sam = await openAs('Sam', '/')
  const needs = sam.getByRole('region', { name: /^Needs you/ })
  await needs.getByText('Maya asks you for a review').waitFor()
  await needs.getByRole('link').first().click()
  await stage(sam).click()
  await sam.getByRole('menuitem', { name: 'Approve and publish' }).click()
  await sam.getByRole('button', { name: 'Stage: Published' }).waitFor()
})

test('signing out takes what was typed and not saved out of the browser', async () => {
  const page = await openAs('Maya', ROTATION)
  await page.getByLabel('Add a comment').fill('Half a thought')
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('hindsight.kept.')))
  expect(await kept()).toHaveLength(1)
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(/sign-in/)
  expect(await kept()).toEqual([])
})
