import { expect, test } from 'vitest'
import { parseSource } from './parse-source'

const causesOf = (rootCause: string) =>
  parseSource(`# Outage of the ledger\n\nDate: 2025-03-04\n\n## Root cause\n\n${rootCause}\n`, {}).documents[0]
    ?.incident?.causes

test.each([
  ['The origin of the issue was a missing limit.', 'Because of this the pool took the default of 500 connections.'],
  ['Die Ursache war ein fehlendes Limit.', 'Dadurch galt der Standardwert von 500 Verbindungen.'],
  ['Первопричиной стал пропущенный лимит.', 'Из-за этого действовало значение по умолчанию: 500 соединений.'],
])('the root cause includes what followed from it at once: %s', (root, consequence) => {
  const rest = 'The dashboards were green.'
  expect(causesOf(`${root} ${consequence} ${rest}`)).toMatchObject([{ role: 'root', text: `${root} ${consequence}` }])
})

test.each([
  'This diagram shows how a missing limit was the root cause.',
  'Dieses Diagramm zeigt, dass das fehlende Limit die Ursache war.',
])('the caption of a picture that is not there is no cause: %s', (caption) => {
  const causes = causesOf(`The origin of the issue was a missing limit. ${caption}`)
  expect(causes).toMatchObject([{ role: 'root', text: 'The origin of the issue was a missing limit.' }])
})

test('a label above deeper items names them and is no cause; what is told of the repair is none either', () => {
  const causes = causesOf(
    '- **Explanation:**\n  - The balancer sent all requests to one server.\n- **Resolution details:**\n  - The balancer was set up again.',
  )
  expect(causes?.map(({ role, text }) => [role, text])).toEqual([
    ['root', 'The balancer sent all requests to one server.'],
  ])
})

test('what a heading rules out is a false lead', () => {
  const causes = causesOf(
    'A limit was missing.\n\n## What did *not* cause this\n\n- Not the network: all packets came.',
  )
  expect(causes?.map(({ role, text }) => [role, text])).toEqual([
    ['root', 'A limit was missing.'],
    ['false-lead', 'Not the network: all packets came.'],
  ])
})
