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
import { documentsOfThread } from './thread-documents'
import { readThread } from './thread-events'
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
  const document = skillOfThread(thread, readThread(thread).events, account, 'slack:C0INCIDENT/1.1')
  expect(told(document, thread)).toEqual(JSON.parse(read(name, 'expected.json')))
  expect(document ? unsupportedWords(document, thread) : {}).toEqual({})
  expect(document && DocumentDraftSchema.parse(document)).toEqual(document)
})

const CONVERSATIONS = path.resolve(FIXTURES, '../thread-account')
const others = readdirSync(CONVERSATIONS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'))

test.each(others)('%s: no line says what its messages do not', (name) => {
  const thread = threadOfCase(readFileSync(path.join(CONVERSATIONS, name), 'utf8'))
  const document = skillOfThread(thread, readThread(thread).events, account, null)
  expect(document ? unsupportedWords(document, thread) : {}).toEqual({})
})

/** The steps that helped, of a conversation given as "name: text". */
function resolutionOf(...talk: string[]): string[] {
  const lines = talk.map((line, index) => `@@ 11:${10 + index} ${line.replace(': ', '\n')}`)
  const thread = threadOfCase(`channel: ops\ndate: 2025-03-04\n${lines.join('\n')}`)
  return (
    skillOfThread(thread, readThread(thread).events, account, null)?.skill?.resolution.map(({ text }) => text) ?? []
  )
}

test('a command within a sentence is a step that helped', () => {
  const talk = [
    'maya: uploads fail with 503',
    'sam: found it: the limit of the gateway is 0',
    'maya: uploads work again',
  ]
  const done = 'done with `kubectl set env deploy/gateway LIMIT=50`'
  expect(resolutionOf(...talk.slice(0, 2), `sam: ${done}`, ...talk.slice(2))).toContain(done)
})

test('what was done the night before helped nobody', () => {
  const steps = resolutionOf(
    'maya: uploads fail with 503',
    'sam: we rotated the upload keys overnight',
    'sam: found it: the limit of the gateway is 0',
    'sam: raised the limit to 50',
    'maya: uploads work again',
  )
  expect(steps.join(' ')).not.toContain('rotated')
  expect(steps).not.toEqual([])
})

test('what was set is no condition of the trouble', () => {
  const talk = [
    'maya\nuploads fail with 503, queue > 200',
    'sam\nfound it: the limit of the gateway is 0',
    'sam\nset upload_limit = 50',
    'maya\nuploads work again',
  ]
  const lines = talk.map((line, index) => `@@ 11:${10 + index} ${line}`)
  const thread = threadOfCase(`channel: ops\ndate: 2025-03-04\n${lines.join('\n')}`)
  const skill = documentsOfThread(thread, null).find(({ kind }) => kind === 'skill')?.skill
  expect(skill?.triggers.map(({ value }) => value)).toEqual([200])
})

test('what is said of a cause once it is over is not the cause', () => {
  const talk = [
    'maya\nuploads fail with 503',
    'sam\nand we sign with the old key so the rotation broke every client',
    'sam\nrotated the key back',
    'maya\nuploads work again',
    'maya\nthe old key ends in May, so this one is not optional',
  ]
  const lines = talk.map((line, index) => `@@ 11:${10 + index} ${line}`)
  const thread = threadOfCase(`channel: ops\ndate: 2025-03-04\n${lines.join('\n')}`)
  const skill = documentsOfThread(thread, null).find(({ kind }) => kind === 'skill')?.skill
  expect(skill?.description).toContain('broke every client')
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
      const document = skillOfThread(shuffled, readThread(shuffled).events, account, null)
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
      const document = skillOfThread(thread, readThread(thread).events, account, null)
      expect(document === null || DocumentDraftSchema.safeParse(document).success).toBe(true)
    }),
  )
})

/** The skill of a conversation whose messages are "name: text" or "name bot: text", one a minute from 11:10 on. */
function skillOf(...talk: string[]): DocumentDraft | null {
  const messages = talk.map((line, index) => {
    const [name = '', ...text] = line.split(': ')
    return `@@ 11:${10 + index} ${name}\n${text.join(': ')}`
  })
  const thread = threadOfCase(`channel: inc-uploads\ndate: 2025-03-04\n${messages.join('\n')}`)
  const [incident] = documentsOfThread(thread, null).filter(({ kind }) => kind === 'incident')
  const skill = documentsOfThread(thread, null).find(({ kind }) => kind === 'skill') ?? null
  expect(skill ? unsupportedWords(skill, thread) : {}).toEqual({})
  expect(incident).toBeDefined()
  return skill
}
const END = ['sam: rolled back to 4.1', 'maya: uploads work again']

test('a cause that nobody names is the one that the postmortem presumes', () => {
  const skill = skillOf(
    'maya: uploads fail with 503',
    'sam: the validator takes it that every file has an owner',
    ...END,
  )
  expect(skill?.skill?.description).toBe('uploads fail with 503. the validator takes it that every file has an owner.')
})

test('what opens the thread is a symptom, whatever its words', () => {
  const skill = skillOf(
    'maya: uploads fail. saving takes 20+ min',
    'sam: i see ENOSPC in the logs of the importer',
    'sam: the importer keeps every version of a file',
    ...END,
  )
  expect(skill?.skill?.symptoms).toContain('saving takes 20+ min')
})

test('a suspicion that was given up is no symptom', () => {
  const skill = skillOf(
    'maya: uploads fail with 503',
    'sam: first thought was the deploy failing, not that',
    'sam: the importer keeps every version of a file',
    ...END,
  )
  expect(skill?.skill?.symptoms).toEqual(['uploads fail with 503'])
})

test('a command that changes something is a step that helped, one that looks is none', () => {
  const skill = skillOf(
    'maya: uploads fail with 503',
    'sam: ```\n$ kubectl get pods\nNAME STATUS RESTARTS\nuploads-1 CrashLoopBackOff 14\n```',
    'sam: the importer keeps every version of a file',
    'sam: on it\n```\nhelm rollback uploads 41\n```',
    'maya: uploads work again',
  )
  expect(skill?.skill?.resolution.flatMap(({ code }) => code.map(({ text }) => text))).toEqual([
    'helm rollback uploads 41',
  ])
  expect(skill?.skill?.diagnosis.flatMap(({ code }) => code.map(({ text }) => text.split('\n')[0]))).toEqual([
    '$ kubectl get pods',
  ])
})

test('a command in a line of its own is code', () => {
  const skill = skillOf(
    'maya: uploads fail with 503',
    'sam: dig says SERVFAIL\n$ dig +short uploads.example.com',
    'sam: the zone was removed with the old cluster',
    'sam: scaled the importer to 0\nkubectl -n uploads scale deploy/importer --replicas=0',
    'maya: uploads work again',
  )
  const codes = (steps: { code: { text: string }[] }[] = []) =>
    steps.flatMap(({ code }) => code.map(({ text }) => text))
  expect(codes(skill?.skill?.diagnosis)).toEqual(['$ dig +short uploads.example.com'])
  expect(codes(skill?.skill?.resolution)).toEqual(['kubectl -n uploads scale deploy/importer --replicas=0'])
})

test('what is wished for is no threshold', () => {
  const skill = skillOf(
    'maya: uploads fail with 503',
    'sam: the importer keeps every version of a file',
    ...END,
    'sam: alert on queue depth > 5000 would have told us an hour earlier',
  )
  expect(skill?.skill?.triggers).toEqual([])
})

test.each([
  [
    'Pager bot: 5xx ratio on uploads is 7.4% (threshold 2% for 5m)',
    '5xx ratio on uploads: the validator takes it that every file has an owner',
  ],
  [
    'Pager bot: P2 alert: uploads failing, 429 Too Many Requests > 200/min',
    'uploads failing, 429 Too Many Requests: the validator takes it that every file has an owner',
  ],
  [
    'Pager bot: PROBLEM - lag of db2074 is CRITICAL: lag 641 seconds',
    'lag of db2074: the validator takes it that every file has an owner',
  ],
  [
    'Pager bot: [FIRING:1] UploadProbeFailed uploads.example.com — 3 of 3 probes down for 4m',
    'UploadProbeFailed uploads.example.com: the validator takes it that every file has an owner',
  ],
  [
    'Pager bot: CRITICAL: portal - Zertifikat abgelaufen am 2025-03-11 06:59:59 UTC',
    'portal - Zertifikat abgelaufen: the validator takes it that every file has an owner',
  ],
])('"%s" names a skill by failure, service and cause', (alert, title) => {
  expect(
    skillOf(alert, 'maya: uploads fail with 503', 'sam: the validator takes it that every file has an owner', ...END)
      ?.title,
  ).toBe(title)
})

test('a greeting is no symptom and no title', () => {
  const skill = skillOf(
    'maya: support here. saved filters of 31 customers are gone',
    'sam: the validator takes it that every file has an owner',
    ...END,
  )
  expect(skill?.title).toBe(
    'saved filters of 31 customers are gone: the validator takes it that every file has an owner',
  )
  expect(skill?.skill?.symptoms).toEqual(['saved filters of 31 customers are gone'])
})

test('"cannot get back in" is no improvement', () => {
  const skill = skillOf(
    'maya: just got kicked out and cant get back in',
    'sam: the gateway keeps the old key for 12h',
    ...END,
  )
  expect(skill?.title).toBe('just got kicked out and cant get back in: the gateway keeps the old key for 12h')
})
