import { validate } from '@apidevtools/swagger-parser'
import { expect, test } from 'vitest'
import { makeOpenapi } from './document'
import { NOUNS } from './nouns'
import { findOperations, readReference } from './reference'

test('the document is valid OpenAPI 3.1 and refers to nothing that is not there', async () => {
  const document = makeOpenapi('http://localhost:3000')
  expect(document.openapi).toBe('3.1.0')
  await expect(validate(structuredClone(document) as never)).resolves.toBeTruthy()
  const text = JSON.stringify(document)
  const named = new Set(Object.keys(document.components.schemas))
  for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) expect(named).toContain(name)
  expect(text).not.toContain('$defs')
  expect(text).not.toContain('__shared')
})

test('each entry has a name of its own, and its example is what it takes', () => {
  const entries = NOUNS.flatMap((noun) => noun.entries)
  const ids = entries.map((entry) => entry.id)
  expect(new Set(ids).size).toBe(ids.length)
  const faults = entries.flatMap(({ id, body }) => {
    const error = body?.schema.safeParse(body.example).error
    return error ? [`${id}: ${error.message}`] : []
  })
  expect(faults).toEqual([])
})

test('the pages of the reference show each call with a command that a shell takes', () => {
  const api = readReference(makeOpenapi('http://localhost:3000'))
  const calls = api.nouns.flatMap((noun) => noun.operations)
  expect(calls.map(({ id }) => id).toSorted()).toEqual(
    NOUNS.flatMap((noun) => noun.entries.map(({ id }) => id)).toSorted(),
  )
  const patch = calls.find(({ id }) => id === 'updateIncident')
  expect(patch?.curl).toBe(
    [
      "curl -X PATCH 'http://localhost:3000/api/v1/incidents/2026-01-08-stale-jwks-after-key-rotation'",
      '-H "Authorization: Bearer $HINDSIGHT_TOKEN"',
      `-H 'If-Match: "3"'`,
      "-H 'Content-Type: application/json'",
      `-d '{"severity":"SEV2","tags":["auth"]}'`,
    ].join(' \\\n  '),
  )
  expect(patch?.body?.fields.map(({ name }) => name)).toContain('readers.users')
  expect(findOperations(api, 'rotate token').flatMap((noun) => noun.operations.map(({ id }) => id))).toContain(
    'rotateToken',
  )
  expect(findOperations(api, 'no such words at all')).toEqual([])
})
