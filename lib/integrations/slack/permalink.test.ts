import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPermalink, writePermalink } from './permalink'

test('the address of a reply names its thread', () => {
  expect(
    readPermalink(
      'https://acme.slack.com/archives/C024BE91L/p1713526980000200?thread_ts=1713526920.000100&cid=C024BE91L',
    ),
  ).toEqual({ workspace: 'acme.slack.com', channel: 'C024BE91L', ts: '1713526980.000200', root: '1713526920.000100' })
  expect(readPermalink(' https://acme.slack.com/archives/C024BE91L/p1713526920000100\n')?.root).toBe(
    '1713526920.000100',
  )
})

test('no other address is one', () => {
  for (const text of [
    '',
    'hello',
    'http://acme.slack.com/archives/C024BE91L/p1713526920000100',
    'https://acme.slack.com.example.org/archives/C024BE91L/p1713526920000100',
    'https://slack.example.org/archives/C024BE91L/p1713526920000100',
    'https://acme.slack.com/archives/C024BE91L',
    'https://acme.slack.com/archives/../api/p1713526920000100',
  ])
    expect(readPermalink(text)).toBeNull()
})

test('what is written is read', () => {
  const ts = fc
    .tuple(fc.integer({ min: 1_000_000_000, max: 1_999_999_999 }), fc.nat(999_999))
    .map(([seconds, rest]) => {
      return `${seconds}.${String(rest).padStart(6, '0')}`
    })
  const link = fc.record({
    workspace: fc.constantFrom('acme.slack.com', 'big-co.enterprise.slack.com'),
    channel: fc.stringMatching(/^[CDG][A-Z0-9]{8}$/),
    ts,
    root: ts,
  })
  fc.assert(
    fc.property(link, (permalink) => {
      expect(readPermalink(writePermalink(permalink))).toEqual(permalink)
    }),
  )
})
