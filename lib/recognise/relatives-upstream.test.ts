import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MatchView } from '@/lib/schema/pattern'
import { rankRelated, type RelativeNode } from './relatives'
import { findBlamed, haveDaysInCommon } from './relatives-upstream'

const named = (text: string) => findBlamed('', text).map(({ provider, outright }) => [provider, outright])

test.each([
  ['Our sign-in failed because of an AWS us-east-1 outage.', [['AWS', true]]],
  ['An outage at Zephyr took our payments down.', [['Zephyr', true]]],
  ['Zephyr, our payment provider, was unavailable.', [['Zephyr', true]]],
  ['Ein Ausfall bei Cloudflare legte den Shop lahm.', [['Cloudflare', true]]],
  ['Причина: сбой у Cloudflare.', [['Cloudflare', true]]],
  ['We discussed the issue in Slack and opened a ticket.', [['Slack', false]]],
  ['The page is served by Fastly.', []],
  ['The outage in March was worse.', []],
])('who was in trouble: %s', (text, expected) => {
  expect(named(text)).toEqual(expected)
})

test('the days of two incidents meet, or are not known to', () => {
  const on = (from: string | null, stated: string[] = [], to: string | null = null) => ({ from, to, stated })
  expect(haveDaysInCommon(on('2025-10-20'), on('2025-10-21'))).toBe(true)
  expect(haveDaysInCommon(on('2025-10-20'), on('2025-10-23'))).toBe(false)
  expect(haveDaysInCommon(on('2025-10-18', [], '2025-10-23'), on('2025-10-23'))).toBe(true)
  expect(haveDaysInCommon(on(null), on('2025-10-20'))).toBe(false)
  expect(haveDaysInCommon(on(null, ['2025-10-20']), on('2025-10-28', ['2025-10-20']))).toBe(true)
})

function match(fields: Partial<MatchView> = {}): MatchView {
  const base = { slug: 'external-dependency', title: 'An outside party fails', family: 'dependency', mechanism: '' }
  return { ...base, role: 'root', score: 0.8, state: 'suggested', decidedBy: null, evidence: [], ...fields }
}

function report(slug: string, text: string, fields: Partial<RelativeNode> = {}): RelativeNode {
  const days = { from: '2025-10-20', to: null, stated: [] }
  const blank = { kind: 'incident' as const, stub: false, matches: [], keys: [], terms: [], langs: ['en'], days }
  return { ...blank, slug, title: slug, text, ...fields }
}

const SHOP = report('shop', 'Checkout failed for two hours because our DNS provider Zephyr had an outage.', {
  matches: [match()],
})

test('one provider in the reports of two companies, in two languages, with both quotes', () => {
  const bank = report('bank', 'Der Ausfall bei Zephyr machte das Onlinebanking unerreichbar.', { langs: ['de'] })
  const [view] = rankRelated(SHOP, [bank])
  expect(view).toMatchObject({ slug: 'bank', relation: 'upstream' })
  expect(view?.reason).toContain('Zephyr')
  expect(view?.patterns[0]?.evidence).toEqual({
    here: [{ text: 'Checkout failed for two hours because our DNS provider Zephyr had an outage.', lang: 'en' }],
    there: [{ text: 'Der Ausfall bei Zephyr machte das Onlinebanking unerreichbar.', lang: 'de' }],
  })
})

test('the provider tells of its own trouble', () => {
  const own = report('zephyr', 'Resolvers answer slowly. We are investigating.', { publishers: ['Zephyr'] })
  expect(rankRelated(SHOP, [own])[0]?.relation).toBe('upstream')
  expect(rankRelated(own, [SHOP])[0]?.relation).toBe('upstream')
})

test('it ranks above the same pattern on another day, which is no upstream', () => {
  const same = report('same', 'An outage at Zephyr stopped us.', { matches: [match()] })
  const other = report('other', 'An outage at Zephyr stopped us.', {
    matches: [match()],
    days: { from: '2024-02-01', to: null, stated: [] },
  })
  const views = rankRelated(SHOP, [other, same])
  expect(views.map(({ slug, relation }) => [slug, relation])).toEqual([
    ['same', 'upstream'],
    ['other', 'same-pattern'],
  ])
})

test('a tool that is mentioned is no upstream, nor is an unknown day', () => {
  const chat = (slug: string) => report(slug, 'We saw the problem late and talked about the failure in Slack.')
  expect(rankRelated(chat('a'), [chat('b')])).toEqual([])
  expect(
    rankRelated(SHOP, [{ ...SHOP, slug: 'undated', days: { from: null, to: null, stated: [] } }])[0]?.relation,
  ).toBe('same-pattern')
})

test('property: whatever the text, names are found without an error, each once', () => {
  const words = fc.array(
    fc.constantFrom('AWS', 'outage', 'at', 'Zephyr', ',', 'our', 'provider', '.', '\n\n', 'Störung bei'),
  )
  fc.assert(
    fc.property(words, (list) => {
      const providers = findBlamed('', list.join(' ')).map(({ provider }) => provider)
      expect(new Set(providers).size).toBe(providers.length)
    }),
  )
})
