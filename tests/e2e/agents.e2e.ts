// An agent with the official client, and the people who decide about what it proposes, in the built application.
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { DEMO } from '../factories/demo-content'
import { connectAgent } from '../factories/mcp'
import { expectAccessible, expectNoSidewaysScroll, screenshot, useApp } from './app'

const app = useApp()
let agent: Client

beforeAll(async () => {
  const page = await app.open('/settings/tokens')
  const made: unknown = await page.evaluate(async () => {
    const body = JSON.stringify({ name: 'night watch', scope: 'write', expiresInDays: 1 })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/api/v1/tokens', { method: 'POST', headers, body })
    return answer.json() as Promise<unknown>
  })
  const { token } = z.object({ token: z.string() }).parse(made)
  agent = await connectAgent(new URL(`${app.url}/api/mcp`), token)
})
afterAll(() => agent.close())

async function propose(name: string, args: Record<string, unknown>): Promise<string> {
  const answer = await agent.callTool({ name, arguments: args })
  return z.object({ id: z.string() }).parse(answer.structuredContent).id
}
const statusOf = async (id: string) =>
  (await agent.callTool({ name: 'proposal_status', arguments: { id } })).structuredContent

const ACCOUNT =
  '# Payments were refused for twenty minutes\n\n2026-05-12, UTC\n\n## Timeline\n- 08:00 Cards are refused.\n- 08:20 The gateway is restarted.\n\n## Root cause\nA certificate had expired.\n'

test('an agent recognises an alert in the built application', async () => {
  const answer = await agent.callTool({
    name: 'recognise',
    arguments: { text: 'auth-service 401 rate 12x of baseline, Auth0 rotated its keys, JWKS cache stale' },
  })
  const { untrusted, skills } = z
    .object({ untrusted: z.literal(true), skills: z.array(z.object({ slug: z.string() })) })
    .parse(answer.structuredContent)
  expect([untrusted, skills[0]?.slug]).toEqual([true, DEMO.skill])
})

test('a proposal waits, is looked at beside what it would change, and accepted by keyboard', async () => {
  const id = await propose('propose_postmortem', { text: ACCOUNT, note: 'From the channel of this morning' })
  const list = await app.open('/proposals')
  await list.getByRole('navigation', { name: 'Main' }).getByText('1 waiting').waitFor()
  await list.getByRole('link', { name: 'Payments were refused for twenty minutes' }).focus()
  await list.keyboard.press('Enter')
  await list.waitForURL(`**/proposals/${id}`)
  await list.getByText('Makes a new page.').waitFor()
  await list.getByText('2 timeline entries', { exact: false }).waitFor()
  await expectAccessible(list)
  await screenshot(list, 'proposal-light')
  await list.getByRole('button', { name: 'Accept' }).focus()
  await list.keyboard.press('Enter')
  await list.waitForURL('**/incidents/2026-05-12-payments-were-refused-for-twenty-minutes')
  await list.getByRole('heading', { level: 1, name: 'Payments were refused for twenty minutes' }).waitFor()
  expect(await statusOf(id)).toMatchObject({ state: 'accepted', result: { kind: 'incident' } })
})

test('a changed runbook is shown against the present one, and rejected with a reason that the agent is told, without the secret in it', async () => {
  const read = await agent.callTool({ name: 'read_skill', arguments: { slug: DEMO.skill } })
  const { markdown } = z.object({ markdown: z.string() }).parse(read.structuredContent)
  const id = await propose('propose_skill', { text: `${markdown}\n## Afterwards\n\nTell the customers.\n` })
  const page = await app.open(`/proposals/${id}`, { theme: 'dark', width: 'narrow' })
  await page.getByText('Becomes the newer version of').waitFor()
  await page.getByRole('region', { name: 'Difference' }).getByText('Tell the customers.').waitFor()
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await screenshot(page, 'proposal-dark-narrow')
  const secret = `ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`
  await page.getByLabel('Or reject it, and say why').fill(`The customers are told by support. ${secret}`)
  await page.getByRole('button', { name: 'Reject' }).click()
  await page.waitForURL('**/proposals')
  const status = await statusOf(id)
  const reason: unknown = expect.stringContaining('The customers are told by support.')
  expect(status).toMatchObject({ state: 'rejected', reason })
  expect(JSON.stringify(status)).not.toContain(secret.slice(0, 20))
})

test('the reference of the API is read without a session: found by words, linked deeply, by keyboard', async () => {
  const page = await app.open('/api-reference', { anonymous: true })
  await page.getByRole('searchbox', { name: 'Search the API' }).fill('rotate token')
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: /\/api\/v1\/tokens\/\{id\}\/rotate/ }).click()
  await page.waitForURL('**/api-reference/tokens-and-services#rotateToken')
  await page.locator('#rotateToken').getByText('curl -X POST').waitFor()
  await screenshot(page, 'api-reference-noun')
  await page.locator('#createToken').getByRole('link', { name: 'MadeToken' }).waitFor({ state: 'attached' })
  await expectAccessible(page)
  const schemas = await app.open('/api-reference/schemas#Incident', { anonymous: true, theme: 'dark', width: 'narrow' })
  await schemas.getByRole('heading', { name: 'Incident', exact: true }).waitFor()
  await expectNoSidewaysScroll(schemas)
  await screenshot(schemas, 'api-reference-schemas-dark-narrow')
})
