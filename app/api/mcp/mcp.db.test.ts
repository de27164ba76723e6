import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { connectAgent, makeToken, serveRoute } from '@/tests/factories/mcp'
import * as route from './route'

let url: URL
let close: () => Promise<void>
let agent: Client

beforeAll(async () => {
  await loadDemoContent()
  const served = await serveRoute(route)
  url = served.url
  close = served.close
  agent = await connectAgent(url, (await makeToken('read')).secret)
})
afterAll(async () => {
  await agent.close()
  await close()
})

test('an agent finds an incident by words', async () => {
  const { tools } = await agent.listTools()
  expect(tools.map(({ name }) => name)).toContain('search')
  const answer = await agent.callTool({ name: 'search', arguments: { query: 'stale jwks' } })
  expect(answer.isError ?? false).toBe(false)
  expect(answer.structuredContent).toMatchObject({ untrusted: true })
  expect(JSON.stringify(answer.structuredContent)).toContain(DEMO.keyRotation)
})
