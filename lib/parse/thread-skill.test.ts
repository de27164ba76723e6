import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DocumentDraftSchema, type DocumentDraft } from '@/lib/schema/draft'
import type { ThreadDraft } from '@/lib/schema/thread'
import { chatMessage } from '@/tests/factories/chat'
import { incidentDraft } from '@/tests/factories/draft-fields'
import { threadOfCase } from '@/tests/factories/thread-cases'
import { unsupportedWords } from '@/tests/factories/unsupported-words'
import { skillOfThread } from './thread-skill'

const FIXTURES = path.resolve(import.meta.dirname, '../../tests/fixtures/thread-skill')
const read = (...names: string[]) => readFileSync(path.join(FIXTURES, ...names), 'utf8')

const account = incidentDraft({ references: [{ target: 'threads/the-thread', kind: 'wikilink', note: null }] })

/** The fields that a person has written down for a case; `from` of a step is the place of its messages, from 1. */
function told(document: DocumentDraft | null, thread: ThreadDraft): unknown {
  if (!document?.skill) return null
  const { title, lang, citations = {} } = document
  const { description, owners, triggers, symptoms, diagnosis, resolution, escalation, budgets, recurrence } =
    document.skill
  const places = (field: string) =>
    (citations[field] ?? []).map((id) => thread.messages.findIndex((message) => message.id === id) + 1)
  const steps = (field: string, list: typeof diagnosis) =>
    list.map(({ text, code }, index) => {
      return { text, ...(code.length > 0 ? { code } : {}), from: places(`skill.${field}.${index}`) }
    })
  const unhelpful =
    /## (?:Did not help|Sans effet|Hat nicht geholfen)\n\n([\s\S]*?)\n\n##/.exec(document.body)?.[1] ?? ''
  return {
    title,
    lang,
    description,
    owners,
    triggers,
    symptoms,
    diagnosis: steps('diagnosis', diagnosis),
    resolution: steps('resolution', resolution),
    unhelpful: [...unhelpful.matchAll(/^\d+\. (.*)$/gm)].map((match) => match[1]),
    escalation,
    budgets,
    recurrence: recurrence && { occurrence: recurrence.occurrence, firstOn: recurrence.firstOn, why: recurrence.why },
  }
}

test.each(readdirSync(FIXTURES))('%s gives the skill that a person reads in it', (name) => {
  const thread = threadOfCase(read(name, 'input.txt'))
  const document = skillOfThread(thread, account, 'slack:C0INCIDENT/1.1')
  expect(told(document, thread)).toEqual(JSON.parse(read(name, 'expected.json')))
  expect(document ? unsupportedWords(document, thread) : {}).toEqual({})
  expect(document && DocumentDraftSchema.parse(document)).toEqual(document)
})

const CONVERSATIONS = path.resolve(FIXTURES, '../thread-account')
const others = readdirSync(CONVERSATIONS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'))

test.each(others)('%s: no line says what its messages do not', (name) => {
  const thread = threadOfCase(readFileSync(path.join(CONVERSATIONS, name), 'utf8'))
  const document = skillOfThread(thread, account, null)
  expect(document ? unsupportedWords(document, thread) : {}).toEqual({})
})

test('property: whatever is said, every line is made of words of the messages that it cites', () => {
  const lines = readdirSync(FIXTURES).flatMap((name) => threadOfCase(read(name, 'input.txt')).messages)
  const thread = fc.array(fc.constantFrom(...lines), { maxLength: 25 }).map((messages): ThreadDraft => {
    return {
      workspace: null,
      channel: { id: null, name: 'incidents' },
      participants: [],
      messages: messages.map((message, index) => ({ ...message, id: String(1_780_000_000 + index * 60) })),
      nextCursor: null,
    }
  })
  fc.assert(
    fc.property(thread, (shuffled) => {
      const document = skillOfThread(shuffled, account, null)
      expect(document ? unsupportedWords(document, shuffled) : {}).toEqual({})
    }),
  )
})

test('property: any text is read without an error', () => {
  const pieces = fc.constantFrom(
    '```',
    '\n',
    '- ',
    '@sam ',
    'restarted it',
    'root cause:',
    ' > 5 %',
    '?',
    'back to normal',
    '[x]',
    '`',
    '🎉',
    'if ',
  )
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(' ')),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.boolean()), { maxLength: 8 }), (said) => {
      const messages = said.map(([words, bot], index) => chatMessage({ id: `${index}`, at: null, text: words, bot }))
      const thread = {
        workspace: null,
        channel: { id: null, name: null },
        participants: [],
        messages,
        nextCursor: null,
      }
      const document = skillOfThread(thread, account, null)
      expect(document === null || DocumentDraftSchema.safeParse(document).success).toBe(true)
    }),
  )
})
