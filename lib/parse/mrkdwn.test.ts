import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { markdownOfMrkdwn } from './mrkdwn'
import { emojiOf } from './mrkdwn-emoji'
import { escapeMarkdown } from './mrkdwn-inline'

const PEOPLE: Record<string, string> = { U01MAYA: 'Maya', U02SAM: 'sam_k' }
const names = {
  person: (id: string) => PEOPLE[id] ?? null,
  channel: (id: string) => (id === 'C0OPS' ? 'ops' : null),
}
const read = (mrkdwn: string) => markdownOfMrkdwn(mrkdwn, names)

describe("Slack's marks as Markdown", () => {
  test.each([
    ['*pool* is _full_ and ~fine~', '**pool** is _full_ and ~~fine~~'],
    ['*_both_* of `max_conns`', '**_both_** of `max_conns`'],
    ['**already bold**', '**already bold**'],
    ['2 * 3 * 4, a_b_c, __init__ and ~5 to ~6', '2 * 3 * 4, a_b_c, \\_\\_init\\_\\_ and ~5 to ~6'],
    ['*not closed', '*not closed'],
    ['*one\ntwo*', '\\*one\ntwo\\*'],
    ['<@U01MAYA> ask <@U02SAM> or <@U061F7AUR>', '@Maya ask @sam_k or @U061F7AUR'],
    ['<@U9|deepak> in <#C0OPS> and <#C1|payments>', '@deepak in #ops and #payments'],
    ['<!here> <!channel|channel> <!subteam^S1|@sre> <!subteam^S2>', '@here @channel @sre @S2'],
    ['at <!date^1713526920^{time}|11:42>', 'at 11:42'],
    ['at <!date^1713526920^{time}>', 'at 2024-04-19 11:42 UTC'],
    ['see <https://x.example/a_b?q=1&amp;r=2|the board>', 'see [the board](https://x.example/a_b?q=1&r=2)'],
    ['see <https://x.example/a_b_c>, then', 'see https://x.example/a_b_c, then'],
    ['run <http://setup.py|setup.py>, mail <mailto:a@b.example|a@b.example>', 'run setup.py, mail a@b.example'],
    ['p99 &gt; 2s &amp; &lt;b&gt;', 'p99 > 2s & \\<b>'],
    [':fire: :+1::skin-tone-3: :party-blob: 10:30:45', '🔥 👍🏼 :party-blob: 10:30:45'],
    ['• one\n    ◦ two\nthen', '- one\n  - two\n\nthen'],
    ['before\n&gt; a *b*\n&gt; c\nafter', 'before\n\n> a **b**\n> c\n\nafter'],
    ['&gt;&gt;&gt; all\nof it', '> all\n> of it'],
    ['ran ```select 1;``` twice', 'ran\n```\nselect 1;\n```\ntwice'],
    ['```sql\nselect * from &lt;t&gt;;\n```', '```sql\nselect * from <t>;\n```'],
    ['```<http://a.example|a.example> *x*```', '```\na.example *x*\n```'],
    ['# no heading\n---', '\\# no heading\n\\---'],
    ['[FIRING:1] pool', '[FIRING:1] pool'],
    ['[note]: kept', '\\[note]: kept'],
    ['C:\\temp\\*.log', 'C:\\temp\\\\*.log'],
    ['`<https://x.example|x.example>` and `a`', '`x.example` and `a`'],
    ['<https://x.example/a(b)|f(x)>', '[f(x)](https://x.example/a%28b%29)'],
    ['<unknown>', '\\<unknown>'],
  ])('%s', (mrkdwn, markdown) => {
    expect(read(mrkdwn)).toBe(markdown)
  })

  test('every word is kept, whatever marks stand around it', () => {
    const mark = fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      '\n',
      ' ',
      '&gt; ',
      '• ',
      ':',
      '- ',
      '&amp;',
      '<',
      '>',
      '|',
      '[',
      '](',
      '\\',
    )
    const word = fc.stringMatching(/^[a-z]{3,8}$/)
    fc.assert(
      fc.property(fc.array(fc.oneof(mark, word, fc.constant(' ')), { maxLength: 60 }), (parts) => {
        // what stands in brackets is a target: it may be replaced by its label
        const text = parts.join(' ').replace(/<[^<>\n]*>/g, ' ')
        const markdown = read(text)
        const words = (from: string) => from.replace(/&(?:amp|lt|gt);/g, ' ').match(/[a-z]{3,8}/g) ?? []
        expect(words(markdown)).toEqual(words(text))
      }),
    )
  })

  test('plain words without marks stay as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Za-z0-9.,;]{1,9}$/), { minLength: 1 }), (words) => {
        const text = words.join(' ')
        expect(escapeMarkdown(text)).toBe(text)
      }),
    )
  })

  test('long runs of marks cost no more than their length', () => {
    for (const mark of ['*a ', '`', '<', '_a', ':a', '~', '[', '&gt;', ' ', '\n', '&gt; \n', '```', '\\']) {
      const text = mark.repeat(60_000)
      expect(read(`${text}end`)).toContain('end')
    }
  })
})

test.each([
  ['thinking_face', '🤔'],
  ['man-shrugging', '🤷‍♂️'],
  ['female-technologist', '👩‍💻'],
  ['flag-de', '🇩🇪'],
  ['raised_hand::skin-tone-6', '✋🏿'],
  ['large_green_circle', '🟢'],
  ['constructor', null],
  ['our-own-parrot', null],
])('emoji %s', (name, look) => {
  expect(emojiOf(name)).toBe(look)
})
