import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Draft, DraftSchema } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { parseSource } from './parse-source'
import { splitSource } from './split-source'

const FIXTURES = join(import.meta.dirname, '../../tests/fixtures')

function readFixture(name: string): { text: string; expected: unknown } {
  const read = (file: string) => readFileSync(join(FIXTURES, name, file), 'utf8')
  return { text: read('input.json'), expected: JSON.parse(read('expected.json')) }
}

function threadsOf(draft: Draft): ThreadDraft[] {
  return draft.documents.flatMap(({ thread }) => thread ?? [])
}

function messagesOf(text: string, filename: string | null = null): MessageDraft[] {
  return threadsOf(parseSource(text, { filename })).flatMap(({ messages }) => messages)
}

function inOrder(texts: readonly string[]): string[] {
  return texts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}

/** Valid by the schema, every message at its own object, none twice, in order of time. */
function expectSound(text: string): void {
  const draft = parseSource(text)
  expect(() => DraftSchema.parse(draft)).not.toThrow()
  expect(draft.problems.filter(({ level }) => level === 'error')).toEqual([])
  const all = threadsOf(draft).flatMap(({ messages }) => messages)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  for (const { id, at, span } of all) {
    const object = JSON.parse(text.slice(...span)) as { ts?: unknown }
    expect(at === null ? id : object.ts).toBe(id)
  }
  for (const { messages } of threadsOf(draft)) {
    const times = messages.flatMap(({ at }) => at ?? [])
    expect(times).toEqual(inOrder(times))
  }
}

describe('answers of the API', () => {
  test('a thread with an alert, rich text, files, a broadcast and a deletion', () => {
    const { text, expected } = readFixture('slack-thread/checkout-pool')
    const draft = parseSource(text)
    const thread = draft.documents.find(({ kind }) => kind === 'thread')?.thread
    expect({ format: draft.format, thread }).toMatchObject(expected as object)
    expectSound(text)
  })

  test('a page of the history, newest first', () => {
    const { text, expected } = readFixture('slack-thread/history-page')
    const draft = parseSource(text)
    const threads = threadsOf(draft).map(({ messages }) => ({
      ids: messages.map(({ id }) => id),
      kinds: messages.map(({ kind }) => kind),
      texts: messages.map(({ text: words }) => words),
    }))
    const byTime = threads.toSorted((a, b) => ((a.ids[0] ?? '') < (b.ids[0] ?? '') ? -1 : 1))
    expect({ format: draft.format, threads: byTime }).toEqual(expected)
    expectSound(text)
  })

  test('pages one after the other, as lines and as a list are one thread', () => {
    const root = { type: 'message', user: 'U1', text: 'down', ts: '1767953520.000100', thread_ts: '1767953520.000100' }
    const reply = { ...root, text: 'up', ts: '1767953620.000100' }
    const pages = [
      { ok: true, messages: [root], has_more: true, response_metadata: { next_cursor: 'abc' } },
      { ok: true, messages: [root, reply], has_more: false, response_metadata: { next_cursor: '' } },
    ]
    const [one, two] = pages.map((page) => JSON.stringify(page))
    for (const text of [`${one}\n${two}\n`, `${one}${two}`, JSON.stringify(pages), JSON.stringify(pages, null, 2)]) {
      const threads = threadsOf(parseSource(text))
      expect(threads.map(({ messages }) => messages.map((message) => message.text))).toEqual([['down', 'up']])
      expect(threads[0]?.nextCursor).toBeNull()
    }
  })

  test('one message with its thread, an event, the payload of a shortcut', () => {
    const nested = {
      type: 'message',
      user: 'U1',
      text: 'down',
      ts: '1767953520.000100',
      slackdump_thread_replies: [{ type: 'message', user: 'U2', text: 'up', ts: '1767953530.000100' }],
    }
    expect(messagesOf(JSON.stringify(nested)).map(({ text, replyTo }) => [text, replyTo])).toEqual([
      ['down', null],
      ['up', '1767953520.000100'],
    ])
    const changed = {
      type: 'event_callback',
      event: {
        type: 'message',
        subtype: 'message_changed',
        channel: 'C0OPS12',
        ts: '1767953590.000200',
        message: { type: 'message', user: 'U1', text: 'was down', ts: '1767953520.000100' },
        previous_message: { type: 'message', user: 'U1', text: 'down', ts: '1767953520.000100' },
      },
    }
    expect(messagesOf(JSON.stringify(changed))).toMatchObject([
      { id: '1767953520.000100', text: 'was down', editedAt: '2026-01-09T10:13:10Z' },
    ])
    const shortcut = {
      type: 'message_action',
      team: { id: 'T1', domain: 'shop' },
      channel: { id: 'C0OPS12', name: 'ops' },
      message: { type: 'message', user: 'U1', text: 'down', ts: '1767953520.000100' },
    }
    const [thread] = threadsOf(parseSource(JSON.stringify(shortcut)))
    expect(thread).toMatchObject({ workspace: 'shop.slack.com', channel: { id: 'C0OPS12', name: 'ops' } })
    expect(thread?.messages[0]?.permalink).toBe('https://shop.slack.com/archives/C0OPS12/p1767953520000100')
  })
})

describe('exports', () => {
  test('the text of a channel gives its conversations, each with the people whom it names', () => {
    const { text, expected } = readFixture('slack-export/orders-channel')
    const parts = splitSource(text, { filename: null, context: {} })
    const threads = parts.flatMap(({ start, end, context }) => {
      const documents = parseSource(text.slice(start, end), { context }).documents
      return documents.flatMap(({ thread, externalId }) =>
        thread
          ? [
              {
                key: externalId,
                ids: thread.messages.map(({ id }) => id),
                authors: thread.messages.map(({ author }) => author),
                texts: thread.messages.map((message) => message.text),
                people: Object.keys(context.chat?.people ?? {}),
              },
            ]
          : [],
      )
    })
    expect({ format: 'slack-export', threads }).toEqual(expected)
    expectSound(text)
  })

  test('what is known beside the text names the people, of each part those in it', () => {
    const { text } = readFixture('slack-thread/history-page')
    const person = (name: string) => ({ name, handle: null, zone: null, bot: false })
    const chat = {
      workspace: 'shop.slack.com',
      channel: { id: 'C0GENERAL', name: 'general' },
      people: { U0DEEPAK: person('Deepak'), U0MAYA: person('Maya') },
    }
    const parts = splitSource(text, { filename: null, context: { chat } })
    expect(parts.map(({ context }) => Object.keys(context.chat?.people ?? {}))).toEqual([['U0DEEPAK'], ['U0MAYA']])
    const threads = threadsOf(parseSource(text, { context: { chat } }))
    expect(threads.map(({ participants }) => participants.map(({ name }) => name))).toEqual([['Deepak'], ['Maya']])
    expect(threads[0]?.messages[0]?.permalink).toBe('https://shop.slack.com/archives/C0GENERAL/p1767988800000100')
  })

  test('a day file takes the channel of its folder', () => {
    const day = JSON.stringify([{ type: 'message', user: 'U1', text: 'hello', ts: '1452845865.000008' }])
    const [thread] = threadsOf(parseSource(day, { filename: 'export/incidents/2016-01-15.json' }))
    expect(thread?.channel).toEqual({ id: null, name: 'incidents' })
    const [other] = threadsOf(parseSource(day, { filename: 'C0ABCDEFG/2016-01-15.json' }))
    expect(other?.channel).toEqual({ id: 'C0ABCDEFG', name: null })
  })

  test('a channel of one incident is one conversation', () => {
    const messages = ['1767953520.000100', '1768053520.000100', '1768153520.000100'].map((ts) => ({
      type: 'message',
      user: 'U1',
      text: ts,
      ts,
      channel_name: 'inc-204-checkout',
    }))
    expect(threadsOf(parseSource(JSON.stringify(messages)))).toHaveLength(1)
  })

  test('a text that ends too early gives what is whole, and says so', () => {
    const day = JSON.stringify(
      [1, 2, 3].map((n) => ({ type: 'message', user: 'U1', text: `line ${n}`, ts: `176795352${n}.000100` })),
    )
    const draft = parseSource(day.slice(0, -30))
    expect(threadsOf(draft).flatMap(({ messages }) => messages.map(({ text }) => text))).toEqual(['line 1', 'line 2'])
    expect(draft.problems.map(({ message }) => message)).toEqual([expect.stringContaining('ends in the middle')])
  })
})

test.each([
  ['channel_join', 'join'],
  ['group_leave', 'join'],
  ['bot_add', 'join'],
  ['channel_name', 'notice'],
  ['channel_archive', 'notice'],
  ['pinned_item', 'notice'],
  ['reminder_add', 'notice'],
  ['huddle_thread', 'notice'],
  ['me_message', 'message'],
  ['file_comment', 'message'],
  ['reply_broadcast', 'broadcast'],
  ['something_new', 'message'],
])('subtype %s', (subtype, kind) => {
  const [message] = messagesOf(
    JSON.stringify([{ type: 'message', subtype, user: 'U1', text: 'x', ts: '1767953520.000100' }]),
  )
  expect(message?.kind).toBe(kind)
  expect(message?.noise).toBe(kind === 'join' || kind === 'notice' ? kind : null)
})

test.each([
  ['lists', '['.repeat(200_000)],
  ['closed lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['events', '{"event":'.repeat(100_000)],
  ['messages', `${'{"message":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  [
    'sections',
    `[{"ts":"1767953520.000100","blocks":[{"type":"rich_text","elements":${'[{"elements":'.repeat(20_000)}[]${'}]'.repeat(20_000)}}]}]`,
  ],
])('JSON of %s within each other is read without a fault', (_, text) => {
  expect(splitSource(`${text} "ts":`, { filename: null, context: {} })).toEqual([])
  const { problems } = parseSource(text)
  expect(problems.filter(({ message }) => message.startsWith('The document could not be read'))).toEqual([])
})

test.each([
  [
    'fields below their labels and a button with an address',
    {
      text: 'fallback',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: ':fire: Incident 12' } },
        {
          type: 'section',
          fields: [
            { type: 'mrkdwn', text: '*Status*\nfiring' },
            { type: 'mrkdwn', text: '*Since:*\n11:42' },
          ],
        },
        { type: 'divider' },
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://x.example/1' }],
        },
        {
          type: 'context',
          elements: [
            { type: 'mrkdwn', text: 'from _prod_' },
            { type: 'image', image_url: 'x', alt_text: 'y' },
          ],
        },
      ],
    },
    '**🔥 Incident 12**\n\n**Status:** firing\n**Since:** 11:42\n\n[Open](https://x.example/1)\n\nfrom _prod_',
  ],
  [
    'buttons alone',
    {
      text: 'Deploy 41 is *live*',
      blocks: [{ type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Undo' } }] }],
    },
    'Deploy 41 is **live**',
  ],
  [
    'an alert without anything but its fallback',
    { text: '', attachments: [{ fallback: 'disk &gt; 90 %' }, { fallback: '[no preview available]' }] },
    'disk > 90 %',
  ],
  [
    'a message that was shared',
    {
      text: 'see',
      attachments: [{ is_msg_unfurl: true, author_name: 'Sam', text: 'same as in <#C1|march>', footer: 'Thread' }],
    },
    'see\n\n> Sam\n> same as in #march\n> Thread',
  ],
  [
    'a snippet',
    { text: 'the query', files: [{ id: 'F1', mode: 'snippet', filetype: 'sql', preview: 'select 1;\r\nselect 2;' }] },
    'the query\n\n```sql\nselect 1;\nselect 2;\n```',
  ],
  [
    'a call',
    { subtype: 'huddle_thread', text: '', room: { created_by: 'U1', participant_history: ['U1', 'U2'] } },
    'Huddle: U1, U2',
  ],
])('the text of %s', (_, message, markdown) => {
  const text = JSON.stringify([{ type: 'message', user: 'U1', ts: '1767953520.000100', ...message }])
  expect(messagesOf(text)[0]?.text).toBe(markdown)
})

test.each([
  [
    'a program with a name of its own',
    { bot_id: 'B1', username: 'Pager' },
    { author: 'Pager', authorId: 'B1', bot: true },
  ],
  [
    'an app',
    { user: 'UBOT', bot_id: 'B1', bot_profile: { name: 'Grafana' } },
    { author: 'Grafana', authorId: 'UBOT', bot: true },
  ],
  ['nobody', {}, { author: null, authorId: null, bot: false }],
  ['Slackbot', { user: 'USLACKBOT' }, { author: 'Slackbot', bot: true }],
  [
    'a comment on a file',
    { subtype: 'file_comment', comment: { user: 'U7' } },
    { author: 'U7', authorId: 'U7', bot: false },
  ],
])('the author: %s', (_, message, author) => {
  const text = JSON.stringify([{ type: 'message', text: 'x', ts: '1767953520.000100', ...message }])
  expect(messagesOf(text)[0]).toMatchObject(author)
})

test('a quote of sections, a list within a list, styles side by side', () => {
  const section = (...elements: object[]) => ({ type: 'rich_text_section', elements })
  const words = (text: string, style?: object) => ({ type: 'text', text, style })
  const blocks = [
    {
      type: 'rich_text',
      elements: [
        section(words('one ', { bold: true }), words('two', { bold: true, italic: true }), words(' three\nfour_*_')),
        { type: 'rich_text_quote', elements: [section(words('first')), section(words('second'))] },
        { type: 'rich_text_list', style: 'bullet', elements: [section(words('a')), section(words('b'))] },
        { type: 'rich_text_list', style: 'ordered', indent: 1, elements: [section(words('c'))] },
        section({ type: 'channel', channel_id: 'C0OPS12' }, words(' '), { type: 'broadcast', range: 'here' }),
      ],
    },
  ]
  const text = JSON.stringify([{ type: 'message', user: 'U1', ts: '1767953520.000100', blocks }])
  expect(messagesOf(text)[0]?.text).toBe(
    '**one _two_** three\nfour_*_\n\n> first\n> second\n\n- a\n- b\n   1. c\n\n#C0OPS12 @here',
  )
})

describe('what is no conversation of Slack', () => {
  test.each([
    ['an error of the API', { ok: false, error: 'channel_not_found' }, 'channel_not_found'],
    ['no messages', { ok: true, messages: [], has_more: false }, 'holds no messages'],
    [
      'Discord',
      [
        {
          id: '1',
          content: 'hi',
          author: { username: 'sam' },
          timestamp: '2026-01-09T10:00:00Z',
          edited_timestamp: null,
        },
      ],
      'Discord',
    ],
    [
      'Teams',
      {
        value: [{ id: '1', messageType: 'message', createdDateTime: '2026-01-09T10:00:00Z', body: { content: 'hi' } }],
      },
      'Teams',
    ],
    ['Mattermost', { posts: { a: { id: 'a', create_at: 1767953520000, message: 'hi', user_id: 'u' } } }, 'Mattermost'],
    [
      'Telegram',
      {
        name: 'ops',
        type: 'private_group',
        messages: [{ id: 1, type: 'message', date_unixtime: '1767953520', from: 'Sam', text: 'hi' }],
      },
      'Telegram',
    ],
    ['a log', [{ level: 'info', ts: 1767953520.123, message: 'started the worker pool', text: 'x' }], 'not a document'],
    ['numbers', { ts: [1, 2, 3], message: 'hello world, this is a log' }, 'not a document'],
  ])('%s', (_, value, reason) => {
    const draft = parseSource(JSON.stringify(value))
    expect(draft.documents).toEqual([])
    expect(draft.problems[0]?.message).toContain(reason)
  })
})

describe('any messages', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('<@U1> *hi* `x`', '&lt;a&gt;', '```\nx\n```', null, 7),
  )
  const stamp = fc.integer({ min: 1_700_000_000, max: 1_700_300_000 })
  const message = fc.record(
    {
      type: fc.constant('message'),
      user: fc.constantFrom('U1', 'U2'),
      text,
      subtype: fc.constantFrom('channel_join', 'bot_message', 'tombstone', 'thread_broadcast', 'unheard_of', 5),
      blocks: fc.oneof(
        fc.json().map((json): unknown => JSON.parse(json)),
        fc.constant([{ type: 'rich_text', elements: [{}] }]),
      ),
      attachments: fc.oneof(fc.constant([{ fields: [{ title: 'a', value: 'b' }] }, null]), fc.string()),
      files: fc.constantFrom([{ id: 'F1' }], 'none', [null]),
      reactions: fc.constantFrom([{ name: 'eyes', count: 0 }], [{}], {}),
      edited: fc.constantFrom({ ts: '1700000000.000000' }, { ts: 'x' }, null),
    },
    { requiredKeys: ['type', 'user'] },
  )
  const channel = fc
    .array(fc.tuple(message, fc.option(stamp), fc.option(fc.nat(5))), { minLength: 1, maxLength: 40 })
    .map((all) => {
      const seen = new Set<number>()
      return all.flatMap(([one, seconds, root]) => {
        if (seconds === null) return [one]
        if (seen.has(seconds)) return []
        seen.add(seconds)
        const roots = [...seen]
        const thread = root === null ? {} : { thread_ts: `${roots[root % roots.length] ?? seconds}.000100` }
        return [{ ...one, ...thread, ts: `${seconds}.000100` }]
      })
    })

  test('every message is kept once, wherever it stands', () => {
    fc.assert(
      fc.property(channel, fc.boolean(), (messages, composed) => {
        fc.pre(messages.length > 0)
        const chat = { workspace: null, channel: { id: 'C1', name: 'ops' }, people: {} }
        const source = composed
          ? `{"slackExport":1,"chat":${JSON.stringify(chat)},"messages":[\n${messages.map((one) => JSON.stringify(one)).join(',\n')}\n]}`
          : JSON.stringify({ ok: true, messages })
        expectSound(source)
        const all = messagesOf(source)
        expect(all).toHaveLength(messages.length)
        const told = messages.flatMap((one) => ('ts' in one ? [String(one.ts)] : []))
        expect(inOrder(all.flatMap(({ id, at }) => (at === null ? [] : [id])))).toEqual(inOrder(told))
      }),
    )
  })

  test('parts hold all messages, and a part alone gives the same', () => {
    fc.assert(
      fc.property(channel, (messages) => {
        const source = JSON.stringify(messages)
        const parts = splitSource(source, { filename: null, context: {} })
        const alone = parts.flatMap(({ start, end, context }) =>
          threadsOf(parseSource(source.slice(start, end), { context })),
        )
        const kept = alone.flatMap((thread) => thread.messages).length
        expect(kept).toBe(parts.length === 0 ? 0 : messages.length)
      }),
    )
  })

  test('texts that are cut anywhere are read without a fault', () => {
    const { text: whole } = readFixture('slack-thread/checkout-pool')
    fc.assert(
      fc.property(fc.nat(whole.length), (end) => {
        const { problems } = parseSource(whole.slice(0, end))
        expect(problems.filter(({ message: told }) => told.startsWith('The document could not be read'))).toEqual([])
      }),
    )
  })
})

const CORPUS = join(import.meta.dirname, '../../../shared/corpus/slack')
let corpus: string[] = []
try {
  corpus = readdirSync(CORPUS).filter((file) => file.endsWith('.json'))
} catch {
  corpus = []
}

describe.skipIf(corpus.length === 0)('messages of others', () => {
  test.each(corpus)('%s', (file) => {
    const source = readFileSync(join(CORPUS, file), 'utf8')
    expectSound(source)
    const stamps = new Set([...source.matchAll(/[^_]ts"\s*:\s*"(\d+\.\d+)"/g)].flatMap((match) => match[1] ?? []))
    expect(messagesOf(source).map(({ id }) => id)).toEqual(inOrder([...stamps]))
  })
})
