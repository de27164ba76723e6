import { expect, test } from 'vitest'
import { growth } from '@/tests/factories/growth'
import { readOpening } from './opening'

const event = (over: Record<string, unknown>, outer: Record<string, unknown> = {}) => ({
  type: 'event_callback',
  event_id: 'Ev1',
  api_app_id: 'A0HINDSIGHT',
  authorizations: [{ user_id: 'U0BOT', is_bot: true }],
  event: { type: 'message', channel: 'C0INC', channel_type: 'channel', ts: '1795424400.000100', ...over },
  ...outer,
})
const textOf = (over: Record<string, unknown>) => readOpening(event(over))?.text ?? null

test('a message of a person opens a conversation, in channels alone', () => {
  expect(readOpening(event({ user: 'U0MAYA', text: 'checkout answers 502 &lt;all regions&gt;' }))).toEqual({
    delivery: 'event:Ev1',
    channel: 'C0INC',
    ts: '1795424400.000100',
    text: 'checkout answers 502 <all regions>',
  })
  expect(textOf({ user: 'U0MAYA', text: 'in a private channel', channel_type: 'group' })).toBe('in a private channel')
  expect(textOf({ user: 'U0MAYA', text: 'to you alone', channel_type: 'im' })).toBeNull()
})

test('replies, edits, deletions and joins open nothing', () => {
  const said = { user: 'U0MAYA', text: 'rolled back' }
  expect(textOf({ ...said, thread_ts: '1795424000.000100' })).toBeNull()
  expect(textOf({ ...said, thread_ts: '1795424000.000100', subtype: 'thread_broadcast' })).toBeNull()
  expect(textOf({ subtype: 'message_changed', hidden: true, message: said, previous_message: said })).toBeNull()
  expect(textOf({ subtype: 'message_deleted', hidden: true, previous_message: said })).toBeNull()
  expect(textOf({ ...said, subtype: 'channel_join' })).toBeNull()
  expect(textOf({ ...said, thread_ts: '1795424400.000100' })).toBe('rolled back')
})

test('its own messages open nothing, those of other apps do', () => {
  const said = { text: 'ApiLatencyHigh firing', subtype: 'bot_message', bot_id: 'B0ALERT' }
  expect(textOf({ ...said, app_id: 'A0HINDSIGHT' })).toBeNull()
  expect(textOf({ ...said, bot_profile: { app_id: 'A0HINDSIGHT' } })).toBeNull()
  expect(textOf({ text: 'a skill may fit', user: 'U0BOT', bot_id: 'B0OWN' })).toBeNull()
  expect(textOf({ ...said, app_id: 'A0ALERTS', user: 'U0ALERTS' })).toBe('ApiLatencyHigh firing')
})

test('an alert is read where it says something: attachments and blocks, every line once', () => {
  const attachments = [
    {
      fallback: 'Firing: auth 401 rate',
      title: 'Firing: auth 401 rate',
      title_link: 'https://alerts.example/1',
      text: '401 rate at *12x* baseline, see <https://alerts.example/1|the graph>',
      fields: [{ title: 'service', value: 'auth-gateway' }],
    },
  ]
  expect(textOf({ subtype: 'bot_message', text: '', attachments })?.split('\n')).toEqual([
    'Firing: auth 401 rate',
    '401 rate at *12x* baseline, see the graph',
    'service',
    'auth-gateway',
  ])
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'JWKS errors' } },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: 'kid not found' },
      fields: [{ type: 'mrkdwn', text: 'no deploy' }],
    },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'since ' },
            { type: 'text', text: '02:06', style: { bold: true } },
            { type: 'user', user_id: 'U0SAM' },
          ],
        },
      ],
    },
  ]
  expect(textOf({ subtype: 'bot_message', blocks })?.split('\n')).toEqual([
    'JWKS errors',
    'kid not found',
    'no deploy',
    'since 02:06',
  ])
  expect(textOf({ user: 'U0MAYA', text: 'JWKS errors', blocks: [blocks[0]] })).toBe('JWKS errors')
  expect(textOf({ user: 'U0MAYA', text: '<!here>', files: [{ id: 'F1' }], subtype: 'file_share' })).toBeNull()
})

test('a long message is cut, and read in time that grows with it', () => {
  const lines = Array.from({ length: 20_000 }, (_, place) => String.fromCodePoint(0x4e00 + place))
  const read = textOf({ text: lines.join('\n') }) ?? ''
  expect(read).toHaveLength(8_000)
  expect(read.trimEnd().split('\n')).toEqual(lines.slice(0, 4_000))
  const attachments = lines.map((text) => ({ text }))
  expect(textOf({ text: 'firing', attachments })?.split('\n').slice(0, 3)).toEqual(['firing', ...lines.slice(0, 2)])
  expect(growth((size) => textOf({ text: lines.slice(0, size).join('\n') }), 20_000)).toBeLessThan(3)
  // Distinct lines that all say what the first has said.
  const first = lines.slice(0, 7_900).join('')
  const repeated = (size: number) =>
    lines.slice(0, size).map((_, at) => first.slice(at % 7_000, (at % 7_000) + 3 + at / 7_000))
  expect(textOf({ text: [first, ...repeated(20_000)].join('\n') })).toBe(first)
  expect(growth((size) => textOf({ text: [first, ...repeated(size)].join('\n') }), 20_000)).toBeLessThan(3)
})

test('anything else opens nothing', () => {
  for (const value of [null, 'x', [], {}, { type: 'event_callback' }, event({ ts: 'soon', text: 'x' })]) {
    expect(readOpening(value)).toBeNull()
  }
})
