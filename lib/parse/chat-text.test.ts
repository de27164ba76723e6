import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Draft, DraftSchema } from '@/lib/schema/draft'
import type { MessageDraft, ThreadDraft } from '@/lib/schema/thread'
import { readChrome } from './chat-chrome'
import { withEmoji } from './chat-emoji'
import { readDay } from './chat-stamp'
import { isChatText } from './chat-text'
import { parseSource } from './parse-source'

const ROOT = join(import.meta.dirname, '../..')
const FIXTURES = join(ROOT, 'tests/fixtures')
const cases = readdirSync(join(FIXTURES, 'chat-text'))
const readCase = (name: string, file: string) => readFileSync(join(FIXTURES, 'chat-text', name, file), 'utf8')

function threadOf(draft: Draft): ThreadDraft {
  const thread = draft.documents.find(({ kind }) => kind === 'thread')?.thread
  if (!thread) throw new Error(`no conversation: ${JSON.stringify(draft.problems)}`)
  return thread
}

/** Whatever is written: ids are unique, places lie in the text in order, and what no message covers is no word of anybody. */
function expectSound(text: string, draft: Draft): void {
  expect(() => DraftSchema.parse(draft)).not.toThrow()
  const { messages } = threadOf(draft)
  expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length)
  let at = 0
  for (const { span } of messages) {
    expect(span[0]).toBeGreaterThanOrEqual(at)
    expect(span[1]).toBeGreaterThanOrEqual(span[0])
    at = span[1]
  }
  expect(at).toBeLessThanOrEqual(text.length)
  expect(listLost(text, messages)).toEqual([])
}

/** Lines from the first message on that stand in none and that no client writes; words that no message keeps. */
function listLost(text: string, messages: readonly MessageDraft[]): string[] {
  const first = messages.find(({ id }) => !id.startsWith('opening'))?.span[0] ?? 0
  const kept = ({ author, timeText, text: told, files, reactions }: MessageDraft) =>
    new Set(
      wordsOf(
        [
          author,
          timeText,
          told,
          ...files.map(({ name }) => name),
          ...reactions.map(({ emoji, count }) => `${emoji} ${count}`),
        ].join(' '),
      ),
    )
  const held = messages.map((message) => ({ span: message.span, words: kept(message) }))
  let at = 0
  return text.split(/(?<=\n)/).flatMap((line) => {
    const [start, said] = [at, line.trim().replace(/\ufeff/g, '')]
    at += line.length
    if (start < first || said === '' || readDay(said) || readChrome(said)) return []
    const holder = held.find(({ span }) => start < span[1] && start + line.length > span[0])
    if (!holder) return [said]
    return wordsOf(withEmoji(said)).filter((word) => !holder.words.has(word) && !/^(?:APP|edited|bot|kB)$/i.test(word))
  })
}

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []

describe('conversations of each client', () => {
  test.each(cases)('%s', (name) => {
    const text = readCase(name, 'input.txt')
    const draft = parseSource(text)
    const expected = JSON.parse(readCase(name, 'expected.json')) as {
      format: string
      thread: object
      problems: object[]
    }
    expect(draft.format).toBe(expected.format)
    expect(threadOf(draft)).toMatchObject(expected.thread)
    expect(draft.problems).toEqual(expected.problems)
    expectSound(text, draft)
  })

  test('line ends of Windows and a byte order mark change no message', () => {
    for (const name of cases) {
      const text = readCase(name, 'input.txt')
      const bare = (draft: Draft) =>
        threadOf(draft).messages.map(({ id, at, author, text: said }) => [id, at, author, said])
      expect(bare(parseSource(`\uFEFF${text.replaceAll('\n', '\r\n')}`))).toEqual(bare(parseSource(text)))
    }
  })
})

describe('date and zone', () => {
  const CHAT = 'maya  11:58 PM\nthe disk is full\nsam  12:04 AM\nfreed some\nmaya  12:09 AM\nthank you\n'
  const times = (text: string, context: object = {}) =>
    threadOf(parseSource(text, { context })).messages.map(({ at }) => at)

  test('what a person says of them places all times, midnight and daylight saving included', () => {
    expect(times(CHAT)).toEqual([null, null, null])
    expect(times(CHAT, { date: '2026-03-28', zone: 'Europe/Berlin' })).toEqual([
      '2026-03-28T22:58:00Z',
      '2026-03-28T23:04:00Z',
      '2026-03-28T23:09:00Z',
    ])
    expect(times(CHAT, { zone: 'UTC' })).toEqual([null, null, null])
  })

  test('"Today" below "Yesterday" is the day after, whichever day that was', () => {
    const text = 'Yesterday\nmaya  11:42 AM\na\nToday\nsam  9:10 AM\nb\nmaya  9:12 AM\nc\n'
    expect(times(text, { date: '2026-04-30', zone: 'UTC' })).toEqual([
      '2026-04-30T11:42:00Z',
      '2026-05-01T09:10:00Z',
      '2026-05-01T09:12:00Z',
    ])
  })

  test('a day without a year has none, until somebody gives one', () => {
    const text =
      'Sunday, April 19th\nmaya  11:42 AM\na\nMonday, April 20th\nsam  9:10 AM\nb\nmaya  9:12 AM\nc\nall times UTC\n'
    expect(times(text, { zone: 'UTC' })).toEqual([null, null, null])
    expect(times(text, { zone: 'UTC', date: '2026-04-19' })[1]).toBe('2026-04-20T09:10:00Z')
  })

  test('a bare reading in a message is on the clock of the chat', () => {
    const text =
      '[13:42] @maya: uploads fail with 503 since about 13:31\n[13:45] @sam: declaring sev2\n[13:50] @sam: restarted the workers\n[13:55] @maya: all resolved\n'
    const draft = parseSource(text, { context: { date: '2025-06-02', zone: 'Europe/Berlin' } })
    expect(draft.documents[0]?.incident?.windows[0]?.startedAt).toBe('2025-06-02T11:31:00Z')
  })

  test('a zone that stands for several is asked for', () => {
    const draft = parseSource('2026-04-19, all times CST\n[11:42] @maya: a\n[11:43] @sam: b\n')
    expect(threadOf(draft).messages.map(({ at }) => at)).toEqual([null, null])
    expect(draft.problems[0]?.message).toMatch(/"CST" stands for several/)
  })

  test('digits that can be read in two ways give no date, until one of them is told apart', () => {
    const text = (day: string) => `04/05/2026, 11:42 - Maya: a\n04/05/2026, 11:43 - Sam: b\n${day}, 11:44 - Maya: c\n`
    expect(times(text('04/05/2026'), { zone: 'UTC' })).toEqual([null, null, null])
    expect(parseSource(text('04/05/2026')).problems[0]?.message).toMatch(/read in two ways/)
    expect(times(text('04/13/2026'), { zone: 'UTC' })[0]).toBe('2026-04-05T11:42:00Z')
    expect(times(text('04/05/2026'), { zone: 'UTC', date: '2026-05-04' })[0]).toBe('2026-05-04T11:42:00Z')
  })

  test('the address of a message tells its instant', () => {
    const link = (ts: string) => `https://acme.slack.com/archives/C0123ABC/p${ts}`
    const text = `maya  [11:42 AM](${link('1776598920000100')})\na\nsam  [11:43 AM](${link('1776598980000100')})\nb\n`
    expect(times(text)).toEqual(['2026-04-19T11:42:00Z', '2026-04-19T11:43:00Z'])
  })

  test.each([
    ['Freitag, 19. April 2024', 'Samstag, 20. April 2024'],
    ['пятница, 19 апреля 2024 г.', 'суббота, 20 апреля 2024 г.'],
    ['vendredi 19 avril 2024', 'samedi 20 avril 2024'],
    ['viernes, 19 de abril de 2024', 'sábado, 20 de abril de 2024'],
    ['2024年4月19日 金曜日', '2024年4月20日 土曜日'],
    ['April 19th, 2024', 'Saturday, April 20th'],
    ['----- 19 April 2024 -----', '----- 20 April 2024 -----'],
  ])('%s', (first, second) => {
    const text = `${first}\nmaya  23:50\na\nsam  23:55\nb\n${second}\nmaya  08:00\nc\n`
    expect(times(text, { zone: 'UTC' })).toEqual([
      '2024-04-19T23:50:00Z',
      '2024-04-19T23:55:00Z',
      '2024-04-20T08:00:00Z',
    ])
    expect(threadOf(parseSource(text)).messages.map(({ text: said }) => said)).toEqual(['a', 'b', 'c'])
  })
})

describe('what the client adds', () => {
  test.each([
    'joined #ops.',
    'has joined the channel',
    'was added to #ops by Sam.',
    'ist #ops beigetreten.',
    'присоединилась к #ops.',
    'a rejoint #ops.',
    'se unió a #ops.',
    '#ops に参加しました。',
  ])('%s', (line) => {
    const text = `maya  11:42\n${line}\nsam  11:43\nhello\nmaya  11:44\nhi\n`
    expect(threadOf(parseSource(text)).messages.map(({ kind }) => kind)).toEqual(['join', 'message', 'message'])
  })

  test.each([
    ['2 replies', 'Last reply 3 days ago', 'View thread'],
    ['2 Antworten', 'Letzte Antwort vor 3 Tagen', 'Thread anzeigen'],
    ['2 ответа', 'Последний ответ 3 дня назад', 'Посмотреть ветку'],
    ['2 réponses', 'Dernière réponse il y a 3 jours', 'Voir le fil'],
    ['2 respuestas', 'Última respuesta hace 3 días', 'Ver hilo'],
    ['2 件の返信', '最終返信: 3日前', 'スレッドを表示する'],
  ])('%s', (replies, last, view) => {
    const said = (lines: string[]) =>
      threadOf(
        parseSource(`maya  11:42\nroot\n${lines.join('\n')}\nsam  11:43\none\nmaya  11:44\ntwo\nsam  11:50\nother\n`),
      ).messages.map(({ text, replyTo }) => [text, replyTo])
    expect(said([replies])).toEqual([
      ['root', null],
      ['one', '11:42-1'],
      ['two', '11:42-1'],
      ['other', null],
    ])
    expect(said([replies, last, view])).toEqual(['root', 'one', 'two', 'other'].map((text) => [text, null]))
  })
})

describe('programs', () => {
  test.each(['APP  9:31 AM', 'APP 9:31 AM', 'BOT  9:31 AM'])('a name with "%s" below it is one', (below) => {
    const text = `Pager\n${below}\n[FIRING:1] UploadsDown\n\nmaya\n  9:32 AM\nlooking\n\nPager\n${below.replace('31', '40')}\n[RESOLVED] UploadsDown\n`
    expect(threadOf(parseSource(text)).messages.map(({ author, bot, text: said }) => [author, bot, said])).toEqual([
      ['Pager', true, '[FIRING:1] UploadsDown'],
      ['maya', false, 'looking'],
      ['Pager', true, '[RESOLVED] UploadsDown'],
    ])
  })

  test('where the client is German', () => {
    const text =
      'maya\n  10:14 Uhr\nDie Suche ist langsam.\n\nPager\nAPP  10:16 Uhr\nSpeicher bei 97 %\n\nmaya\n  10:18 Uhr\nschaue\n'
    expect(threadOf(parseSource(text)).messages.map(({ author, bot }) => [author, bot])).toEqual([
      ['maya', false],
      ['Pager', true],
      ['maya', false],
    ])
  })

  test.each([
    ['icinga-wm', true],
    ['alertmanager', true],
    ['PagerDuty', true],
    ['logmsgbot', true],
    ['deploy-bot', true],
    ['talbot', false],
    ['elliot', false],
    ['maya', false],
  ])('%s by the name: %s', (name, bot) => {
    const text = `2024-05-03 06:01 <${name}> uploads lag\n2024-05-03 06:02 <sam> looking\n2024-05-03 06:03 <${name}> lag again\n`
    expect(threadOf(parseSource(text)).messages[0]).toMatchObject({ author: name, bot })
  })
})

describe('no conversation', () => {
  test.each([
    ['a timeline', '11:42 We found the first error\n11:50 We restarted it\n12:03 All is well\n'],
    ['a list', '- 11:42: sam restarts\n- 11:45: sam waits\n- 11:50: sam goes home\n'],
    [
      'states',
      '11:42 Investigating: logins fail\n11:50 Identified: a key\n12:03 Resolved: it works\n11:50 Update: x\n12:00 Update: y\n',
    ],
    ['a log', '11:42 ERROR: no key\n11:43 ERROR: no key\n11:44 WARN: no key\n'],
    ['headings', 'Detection (11:42)\nAn alert\nMitigation (11:50)\nA restart\n'],
    [
      'a chat within a report',
      '# Login down\n\n## Timeline\n\n[11:42] @maya: it is down\n[11:43] @sam: looking\n[11:50] @maya: up\n\n## Root cause\n\nA key.\n',
    ],
  ])('%s', (_, text) => expect(isChatText(text)).toBe(false))

  const folders = [
    '../shared/corpus/markdown',
    '../shared/corpus/runbooks',
    ...['postmortem', 'skill', 'status-report', 'status-feed'].map((name) => `tests/fixtures/${name}`),
  ]
  test.each(folders.filter((folder) => existsSync(join(ROOT, folder))))('none in %s', (folder) => {
    const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    const chats = files.filter(
      (file) => /\.(?:md|txt|markdown)$/.test(file) && isChatText(readFileSync(join(ROOT, folder, file), 'utf8')),
    )
    expect(chats).toEqual([])
  })
})

const AUTHORS = ['maya', 'Sam', 'Deepak Rao', 'ana.b', 'Ольга', 'Jürgen W']
const WORDS = [
  'pods',
  'restart',
  'the',
  'queue',
  'is',
  'full',
  '401s',
  'warum',
  'снова',
  'ログ',
  '`kubectl get`',
  'a:b',
  '(really)',
  'v1.2',
  '50 %',
  'we',
  'see',
]
const line = fc.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 7 }).map((words) => `x ${words.join(' ')}`)
const said = fc.record({
  author: fc.nat({ max: 2 }),
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  /** Seconds after the message before. */
  gap: fc.integer({ min: 60, max: 5 * 3600 }),
})
const talk = fc.record({
  people: fc.shuffledSubarray(AUTHORS, { minLength: 3, maxLength: 3 }),
  start: fc.integer({ min: 0, max: 24 * 3600 - 1 }),
  said: fc.array(said, { minLength: 4, maxLength: 12 }),
})

type Said = { author: string; lines: string[]; at: Date }
const two = (value: number) => String(value).padStart(2, '0')
const clock = ({ at }: Said) => `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
const full = (one: Said) => `${clock(one)}:${two(one.at.getUTCSeconds())}`
const half = ({ at }: Said) =>
  `${at.getUTCHours() % 12 || 12}:${two(at.getUTCMinutes())} ${at.getUTCHours() < 12 ? 'AM' : 'PM'}`
const iso = ({ at }: Said) => at.toISOString().slice(0, 10)
const german = (one: Said) => iso(one).split('-').toReversed().join('.')
const american = ({ at }: Said) => `${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}/${at.getUTCFullYear()}`
const body = ({ lines }: Said) => lines.join('\n')

const GRAMMARS: [name: string, seconds: boolean, render: (one: Said) => string][] = [
  ['[time] @author:', false, (one) => `[${clock(one)}] @${one.author}: ${body(one)}`],
  ['time <author>', false, (one) => `${clock(one)} <${one.author}> ${body(one)}`],
  ['[date time] <author>', true, (one) => `[${iso(one)} ${full(one)}] <${one.author}> ${body(one)}`],
  ['instant author:', true, (one) => `${iso(one)}T${full(one)}Z ${one.author}: ${body(one)}`],
  ['time author:', false, (one) => `${clock(one)} ${one.author}: ${body(one)}`],
  ['author (time):', false, (one) => `${one.author} (${clock(one)}): ${body(one)}`],
  ['author  time', false, (one) => `${one.author}  ${half(one)}\n${body(one)}`],
  ['author [time]', false, (one) => `${one.author} [${half(one)}]\n${body(one)}`],
  ['author above an indented time', false, (one) => `${one.author}\n  ${half(one)}\n${body(one)}`],
  ['author above a time', false, (one) => `${one.author}\n${clock(one)}\n${body(one)}\n`],
  ['Discord', false, (one) => `${one.author} — ${american(one)} ${half(one)}\n${body(one)}`],
  ['Telegram', false, (one) => `${one.author}, [${german(one)} ${clock(one)}]\n${body(one)}\n`],
  ['WhatsApp', true, (one) => `[${german(one)}, ${full(one)}] ${one.author}: ${body(one)}`],
  [
    'WhatsApp of Android',
    false,
    (one) =>
      `${two(one.at.getUTCDate())}/${two(one.at.getUTCMonth() + 1)}/2026, ${clock(one)} - ${one.author}: ${body(one)}`,
  ],
  ['Teams', false, (one) => `[${german(one)} ${clock(one)}] ${one.author}\n    ${one.lines.join('\n    ')}`],
  ['Google Chat', false, (one) => `${one.author}, ${half(one)}\n${body(one)}`],
]

describe('messages written in a grammar come back', () => {
  test.each(GRAMMARS)('%s', (_, seconds, render) => {
    fc.assert(
      fc.property(talk, ({ people, start, said: told }) => {
        let at = Date.UTC(2026, 3, 19) + start * 1000
        const all: Said[] = told.map(({ author, lines, gap }, index) => {
          at += index === 0 ? 0 : gap * 1000
          // the first two speak again at the end: a grammar needs somebody who repeats
          const who = index === 0 || index === told.length - 1 ? 0 : author
          return { author: people[who] ?? '', lines, at: new Date(at) }
        })
        const text = `#incidents\n2026-04-19 (all times UTC)\n${all.map(render).join('\n')}\n`
        const draft = parseSource(text)
        expectSound(text, draft)
        const messages = threadOf(draft).messages
        expect(messages.map(({ author, text: read }) => [author, read])).toEqual(
          all.map((one) => [one.author, body(one)]),
        )
        expect(messages.map((one) => one.at?.slice(0, seconds ? 19 : 16))).toEqual(
          all.map((one) => one.at.toISOString().slice(0, seconds ? 19 : 16)),
        )
        expect(threadOf(draft).channel.name).toBe('incidents')
      }),
      { numRuns: 60 },
    )
  })

  test('any lines are read without a fault, and every word of a conversation is kept', () => {
    const piece = fc.constantFrom(
      'maya  11:42 AM',
      '[11:42] @sam: hi',
      '11:42',
      'Today',
      '3 replies',
      '```',
      ':eyes: 2',
      '2',
      'a.png',
      '(edited)',
      'maya',
      '> q',
      '',
      '-!- x',
      '19.04.26',
      'New',
      '[',
      '\t  ',
      'sam — 11:4',
      '#x · 2026-04-19',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (lines) => {
        const text = lines.join('\n')
        const draft = parseSource(text, { format: 'chat-text' })
        if (draft.documents.length > 0 && draft.format === 'chat-text') expectSound(text, draft)
        expect(draft.problems.filter(({ message }) => message.startsWith('The document could not be read'))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

test('a name may end with an initial, and "Uhr" is none', () => {
  const ru = 'Вера Л., [16.04.2025 21:14]\nзагрузка не работает\n\nМарат Х., [16.04.2025 21:16]\nсмотрю\n'
  expect(threadOf(parseSource(ru)).messages.map(({ author }) => author)).toEqual(['Вера Л.', 'Марат Х.'])
  const de =
    'Anna R.\n  06:12 Uhr\nHochladen geht nicht\nIgor W.\n  06:20 Uhr\nschaue\nAnna R.\n  06:31 Uhr\ngeht wieder\n'
  expect(threadOf(parseSource(de)).messages.map(({ author }) => author)).toEqual(['Anna R.', 'Igor W.', 'Anna R.'])
})

test.each([
  ['[8:11 AM] Okafor, Ngozi (Radiology)', '[8:17 AM] Lindqvist, Henrik (PACS)', 'Okafor, Ngozi (Radiology)'],
  ['Соня (стажёр), [20.07.2025 09:15]', 'Тимур, [20.07.2025 09:17]', 'Соня (стажёр)'],
])('"%s" opens a message', (first, second, author) => {
  const text = [first, 'films do not arrive', '', second, 'looking at it', '', first, 'they arrive again'].join('\n')
  const messages = threadOf(parseSource(text, { filename: 'thread.txt' })).messages
  expect(messages.map(({ text: said }) => said)).toEqual(['films do not arrive', 'looking at it', 'they arrive again'])
  expect(messages.map(({ author: name }) => name === author)).toEqual([true, false, true])
})
