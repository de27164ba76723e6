import fs from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { findModel, modelClient } from './client'

const root = path.resolve(import.meta.dirname, '../../..')

beforeAll(() => {
  // Vite's own, and no address.
  delete process.env.BASE_URL
  delete process.env.MODEL_BASE_URL
  delete process.env.MODEL_NAME
})

test('without an endpoint there is no model, and asking says what to set', async () => {
  expect(findModel()).toBeNull()
  const limits = { deadline: Date.now() + 1000, stop: new AbortController() }
  await expect(modelClient(limits)).rejects.toThrow(/Set MODEL_BASE_URL and MODEL_NAME/)
})

test('the client is loaded when it is called and by nothing else', () => {
  const sources = ['app', 'components', 'lib', 'scripts'].flatMap((room) =>
    fs
      .readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:tsx?|mjs)$/.test(name) && !name.includes('.test.'))
      .map((name) => path.join(room, name)),
  )
  const loading = sources.filter((name) =>
    /^import (?!type ).*from 'openai|require\('openai/m.test(fs.readFileSync(path.join(root, name), 'utf8')),
  )
  const asking = sources.filter((name) => fs.readFileSync(path.join(root, name), 'utf8').includes("import('openai')"))
  expect(loading).toEqual([])
  expect(asking).toEqual([path.join('lib', 'integrations', 'model', 'client.ts')])
})
