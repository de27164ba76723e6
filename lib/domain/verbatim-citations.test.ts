import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DraftLine, ProposedLine, RewordingRequest } from '@/lib/schema/rewording'
import { checkRewording, MIN_QUOTE } from './verbatim-citations'
import { amountsOf } from './verbatim-citations-facts'

const PEOPLE = ['maya', 'Sam Ortiz', 'deepak']

type Told = { said?: string; author?: string; lang?: string; list?: string; quote?: string }

/** One line that is made of one message, and how a model would say it; the whole message is quoted unless told otherwise. */
function reword(
  before: string,
  after: string,
  { said = before, author = 'maya', lang = 'en', list = 'timeline', quote }: Told = {},
) {
  const request: RewordingRequest = {
    lang,
    lines: [{ list, index: 0, text: before, messages: ['1'] }],
    messages: [{ id: '1', author, text: said }],
    people: PEOPLE,
  }
  return checkRewording(request, [{ line: 0, text: after, citations: [{ message: '1', quote: quote ?? said }] }])
}
const reasonOf = (...told: Parameters<typeof reword>) => {
  const { lines, dropped } = reword(...told)
  return dropped[0]?.reason ?? (lines.length === 1 ? 'kept' : 'unchanged')
}

test('a line that says the same in better words is kept, with its quotes', () => {
  const said = 'so uh seeing the auth 401 rate at like 12x of baseline, about 10% of requests'
  expect(reword(said, 'The auth 401 rate is at 12x of baseline, about 10 % of requests').lines).toEqual([
    {
      line: 0,
      before: said,
      after: 'The auth 401 rate is at 12x of baseline, about 10 % of requests',
      quotes: [{ message: '1', quote: said }],
    },
  ])
  expect(reasonOf('I rolled back, errors gone', 'maya rolled back; errors are gone')).toBe('kept')
  expect(reasonOf('we should alert on this', 'Alert on this', { list: 'actionItems' })).toBe('kept')
  expect(reasonOf('habe die zwei Worker neu gestartet', 'Die 2 Worker wurden neu gestartet', { lang: 'de' })).toBe(
    'kept',
  )
  expect(reasonOf('認証サービスを再起動しました', '認証サービスを再起動した', { lang: 'ja' })).toBe('kept')
})

test('a quote stands word for word, but for white space and forms of characters', () => {
  const line = 'restarting “the workers”\nnow — they fetch the keys'
  const after = 'Restarting the workers now; they fetch the keys'
  expect(reasonOf(line, after, { quote: 'restarting "the workers" now - they' })).toBe('kept')
  expect(reasonOf(line, after, { quote: 'restarted the workers' })).toBe('not-verbatim')
  expect(reasonOf(line, after, { quote: 'Restarting “the workers”' })).toBe('not-verbatim')
  expect(reasonOf(line, after, { quote: 'workers' })).toBe('short-quote')
  expect(reasonOf(line, after, { quote: '' })).toBe('short-quote')
  expect(reasonOf('it is up', 'Now it is up', { quote: 'it is up' })).toBe('kept')
})

test('a number counts with its unit', () => {
  expect(reasonOf('took 5 min to drain', 'It took 5 minutes to drain')).toBe('kept')
  expect(reasonOf('took 5 min to drain', 'It took 5 s to drain')).toBe('number')
  expect(reasonOf('took 5 min to drain', 'It took 6 min to drain')).toBe('number')
  expect(reasonOf('took a while to drain', 'It took ten minutes to drain')).toBe('number')
  expect(reasonOf('lost 1,200 orders', 'Lost 1200 orders')).toBe('kept')
  expect(reasonOf('lost 1,200 orders at 11:42', 'Orders were lost at 11:42')).toBe('lost')
  expect(reasonOf('rotated at 11:40', 'Rotated at 11:04')).toBe('number')
  expect(reasonOf('lag is 1.2M messages', 'The lag is 1.2B messages')).toBe('number')
  expect(reasonOf('lag is 1.2M messages', 'The lag is 1.2 minutes')).toBe('number')
  expect(reasonOf('lag is 1.2M messages', 'The lag is 1.2 million messages')).toBe('kept')
  expect(reasonOf('at 12rps', 'At 12rpm')).toBe('number')
  expect(reasonOf('rotated at 11:40 am', 'Rotated at 11:40pm')).toBe('number')
})

test('code, commands and names of things are copied', () => {
  const line = 'ran `kubectl rollout restart deploy/auth` and auth.401 went quiet'
  expect(reasonOf(line, 'Ran `kubectl rollout restart deploy/auth`, auth.401 went quiet')).toBe('kept')
  expect(reasonOf(line, 'Ran `kubectl rollout restart  deploy/auth`, auth.401 went quiet')).toBe('code')
  expect(reasonOf(line, 'Ran `kubectl rollout undo deploy/auth`, auth.401 went quiet')).toBe('code')
  expect(reasonOf(line, 'Ran the restart and auth.401 went quiet')).toBe('lost')
  expect(reasonOf('the key cache was stale', 'The JWKS cache was stale')).toBe('code')
  expect(reasonOf('restarted it', 'Restarted it with --force')).toBe('code')
  expect(reasonOf('see the wiki', 'See the wiki https://evil.example/x')).toBe('code')
})

test('days and people are those of the message', () => {
  expect(reasonOf('rotated on Apr 19', 'Rotated on April 19')).toBe('kept')
  expect(reasonOf('rotated on 19 April', 'Rotated on 19 March')).toBe('date')
  expect(reasonOf('rotated it', 'Rotated it yesterday')).toBe('date')
  expect(reasonOf('rolled back', 'Rolled back by deepak')).toBe('name')
  expect(reasonOf('rolled back', 'Rolled back by ortiz')).toBe('name')
  expect(reasonOf('rolled back', 'Rolled back by maya')).toBe('kept')
  expect(reasonOf('the vendor rotated keys', 'The vendor Initech rotated keys')).toBe('name')
})

test('the meaning is not turned', () => {
  expect(reasonOf('the database was not overloaded', 'The database was overloaded')).toBe('meaning')
  expect(reasonOf('the database was overloaded', 'The database was never overloaded')).toBe('meaning')
  expect(reasonOf("didn't deploy anything", 'Nothing was deployed, no deploy')).toBe('kept')
  expect(reasonOf('maybe the cache is stale', 'The cache is stale')).toBe('meaning')
  expect(reasonOf('the cache is stale?', 'The cache is stale')).toBe('meaning')
  expect(reasonOf('we should restart the workers', 'Restart of the workers')).toBe('meaning')
  expect(reasonOf('error rate at 12x', 'The error rate rose to 12x')).toBe('meaning')
  expect(reasonOf('vielleicht der Cache', 'Der Cache war es', { lang: 'de' })).toBe('meaning')
  expect(reasonOf('база не перегружена', 'База перегружена', { lang: 'ru' })).toBe('meaning')
})

test('words of its own make another line', () => {
  expect(reasonOf('restarting the workers', 'Customers received apologies and refunds from support')).toBe('words')
  expect(reasonOf('restarting the workers', 'x '.repeat(200))).toBe('too-long')
  expect(reasonOf('restarting the workers', 'Restarting\n- the workers')).toBe('layout')
  expect(reasonOf('restarting the workers', 'Restarting <b>the</b> workers')).toBe('layout')
  expect(reasonOf('restarting the workers', '[Restarting](//evil.example) the workers')).toBe('layout')
  expect(reasonOf('restarting the workers', '...')).toBe('empty')
  expect(reasonOf('restarting the workers', ' restarting  the workers')).toBe('unchanged')
})

const LINES: DraftLine[] = ['alpha cache', 'beta queue', 'gamma pool'].map((text, index) => ({
  list: 'causes',
  index,
  text,
  messages: [String(index)],
}))
const REQUEST: RewordingRequest = {
  lang: 'en',
  lines: [...LINES, ...LINES.map((line) => ({ ...line, list: 'timeline' }))],
  messages: LINES.map(({ text }, index) => ({ id: String(index), author: null, text: `the ${text} failed` })),
  people: [],
}
const same = (line: number): ProposedLine => ({ line, text: REQUEST.lines[line]?.text ?? '', citations: [] })

test('an order counts when it names each line of its list, and time keeps its own', () => {
  expect(checkRewording(REQUEST, [2, 0, 1].map(same)).orders).toEqual([{ list: 'causes', order: [2, 0, 1] }])
  expect(checkRewording(REQUEST, [2, 0].map(same)).orders).toEqual([])
  expect(checkRewording(REQUEST, [2, 0, 2, 1].map(same)).dropped).toMatchObject([{ line: 2, reason: 'twice' }])
  expect(checkRewording(REQUEST, [5, 4, 3].map(same)).orders).toEqual([])
  expect(checkRewording(REQUEST, [0, 1, 2].map(same))).toEqual({ lines: [], orders: [], dropped: [], unchanged: 6 })
})

test('a line is supported by its own messages alone, and by some', () => {
  const quoting = (message: string, quote: string) => ({
    line: 0,
    text: 'The alpha cache',
    citations: [{ message, quote }],
  })
  expect(checkRewording(REQUEST, [quoting('0', 'the alpha cache')]).lines).toHaveLength(1)
  expect(checkRewording(REQUEST, [quoting('1', 'the beta queue')]).dropped[0]?.reason).toBe('other-message')
  expect(checkRewording(REQUEST, [quoting('7', 'the alpha cache')]).dropped[0]?.reason).toBe('other-message')
  expect(checkRewording(REQUEST, [{ ...quoting('', ''), citations: [] }]).dropped[0]?.reason).toBe('no-quote')
  expect(checkRewording(REQUEST, [{ ...quoting('', ''), line: 99 }]).dropped[0]).toMatchObject({
    line: null,
    reason: 'no-such-line',
  })
})

const word = fc.constantFrom(
  'cache',
  'workers',
  'restart',
  'keys',
  'rate',
  'queue',
  'fetch',
  '`ls -l`',
  '12',
  '5 %',
  'p99',
  'sam',
  'not',
)
const sentence = fc.array(word, { minLength: 2, maxLength: 12 }).map((words) => words.join(' '))
const anything = fc.oneof(sentence, fc.string({ unit: 'binary', maxLength: 60 }))
const proposal = fc.record({
  line: fc.option(fc.integer({ min: -2, max: 6 }), { nil: null }),
  text: anything,
  citations: fc.array(fc.record({ message: fc.constantFrom('0', '1', '2', '9'), quote: anything }), { maxLength: 3 }),
})
const plain = (text: string) => text.normalize('NFKC').replace(/\s+/g, ' ').trim()

test('whatever a model answers: each proposal is kept, dropped or no change, and what is kept is proven', () => {
  let kept = 0
  fc.assert(
    fc.property(
      fc.array(sentence, { minLength: 3, maxLength: 3 }),
      fc.array(proposal, { maxLength: 8 }),
      (said, answer) => {
        const messages = said.map((text, index) => ({ id: String(index), author: 'maya', text }))
        const lines = said.map((text, index) => ({ list: 'causes', index, text, messages: [String(index)] }))
        // Half of the quotes are made true, and every other of these has the words of its line in another order.
        const truer = answer.map((one, index) => {
          const own = said[one.line ?? 0] ?? ''
          const text = index % 4 === 0 ? `So ${own.split(' ').toReversed().join(' ')}` : one.text
          return index % 2 === 0 ? { ...one, text, citations: [{ message: String(one.line), quote: own }] } : one
        })
        const found = checkRewording({ lang: 'en', lines, messages, people: PEOPLE }, truer)
        expect(found.lines.length + found.dropped.length).toBeLessThanOrEqual(truer.length)
        expect(found.unchanged).toBeGreaterThanOrEqual(0)
        kept += found.lines.length
        for (const { line, before, after, quotes } of found.lines) {
          const own = said[line] ?? ''
          expect(before).toBe(own)
          for (const { message, quote } of quotes) {
            expect(message).toBe(String(line))
            expect(plain(own)).toContain(plain(quote))
          }
          const values = amountsOf(own, 'en').map(({ value }) => value)
          for (const { value } of amountsOf(after, 'en')) expect(values).toContain(value)
          for (const code of own.match(/`[^`]+`/g) ?? []) expect(after).toContain(code.slice(1, -1))
          expect(/\bnot\b/.test(after)).toBe(/\bnot\b/.test(own))
        }
      },
    ),
    { numRuns: 500 },
  )
  expect(kept).toBeGreaterThan(50)
})

test('a number that nobody said never gets in, and a quote is never shorter than it may be', () => {
  fc.assert(
    fc.property(
      sentence,
      fc.integer({ min: 1000, max: 9_999_999 }),
      fc.integer({ min: 0, max: 12 }),
      (said, number, at) => {
        const words = said.split(' ')
        const after = words.toSpliced(Math.min(at, words.length), 0, String(number)).join(' ')
        expect(reword(said, after).lines).toEqual([])
      },
    ),
  )
  fc.assert(
    fc.property(sentence, fc.integer({ min: 0, max: MIN_QUOTE - 1 }), (said, length) => {
      fc.pre((said.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= MIN_QUOTE)
      expect(reword(said, `Well ${said}`, { quote: said.slice(0, length) }).lines).toEqual([])
    }),
  )
})

test('a long line of any kind is checked in time that grows with it', () => {
  const long = '`a/b.c-1 '.repeat(20_000)
  expect(reword(long, `${long} x`).lines.length).toBeLessThanOrEqual(1)
})
