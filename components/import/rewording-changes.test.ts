import { expect, test } from 'vitest'
import { checkRewording } from '@/lib/domain/verbatim-citations'
import { documentsOfThread } from '@/lib/parse/thread-documents'
import type { DocumentDraft } from '@/lib/schema/draft'
import { chatMessage } from '@/tests/factories/chat'
import { messagesOf } from './citations'
import { changesOf, stateOf, withChange } from './rewording-changes'
import { findList, requestOf } from './rewording-lines'

const MESSAGES = [
  chatMessage({
    id: '1776600000.000100',
    text: 'Datadog shows the auth 401 rate at 12x baseline. Declaring an incident.',
  }),
  chatMessage({ id: '1776600240.000200', author: 'sam', text: 'root cause: the signing keys were rotated at 11:40' }),
  chatMessage({
    id: '1776600420.000300',
    author: 'sam',
    text: 'Restarting the workers:\n```\nkubectl rollout restart deployment/auth\n```',
  }),
  chatMessage({ id: '1776600720.000400', text: '401 rate is back to normal' }),
  chatMessage({ id: '1776601260.000500', author: 'deepak', text: "I'll open a ticket for the rotation webhook" }),
  chatMessage({ id: '1776601300.000600', author: 'maya', text: "I'll add an alert on the 401 rate" }),
]
const person = (name: string) => ({ id: null, name, handle: null, zone: null, bot: false, messages: 1, roles: [] })
const documents = documentsOfThread(
  {
    workspace: null,
    channel: { id: 'C0INCIDENT', name: 'incidents' },
    participants: ['maya', 'sam', 'deepak'].map(person),
    messages: MESSAGES,
    nextCursor: null,
  },
  null,
)
function found(kind: DocumentDraft['kind']): DocumentDraft {
  const one = documents.find((doc) => doc.kind === kind)
  if (!one) throw new Error(`a document of kind ${kind}`)
  return one
}
const incident = found('incident')
const thread = found('thread')
const titles = (doc: DocumentDraft) => doc.incident?.actionItems.map(({ title, owner }) => [title, owner])

/** What a model would say to the action items: the last one first, each in other words. */
function ask(doc: DocumentDraft) {
  const request = requestOf(doc, thread)
  if (!request) throw new Error('lines to reword')
  const items = request.lines.flatMap(({ list, text, messages: [message = ''] }, line) => {
    const quote = request.messages.find(({ id }) => id === message)?.text ?? ''
    return list === 'actionItems' ? [{ line, text: `So: ${text}`, citations: [{ message, quote }] }] : []
  })
  return { request, changes: changesOf(request, checkRewording(request, items.toReversed())) }
}

test('lines go with the messages that they are made of, code and owners stay here', () => {
  const request = requestOf(incident, thread)
  expect(request?.lines.length).toBeGreaterThan(3)
  for (const { list, index, messages } of request?.lines ?? []) {
    expect(messages).toEqual(messagesOf(incident, index === null ? list : `${list}.${index}`))
  }
  expect(JSON.stringify(request?.lines)).not.toContain('```')
  expect(requestOf({ ...incident, citations: {} }, thread)).toBeNull()
})

test('words and an order are accepted and taken back; owners and citations go with their lines', () => {
  const before = titles(incident)
  expect(before).toHaveLength(2)
  const { changes } = ask(incident)
  expect(changes.map(({ kind }) => kind)).toEqual(['words', 'words', 'order'])
  const accepted = changes.reduce((doc, change) => withChange(doc, change, true), incident)
  expect(titles(accepted)).toEqual(before?.toReversed().map(([title, owner]) => [`So: ${title}`, owner]))
  expect(messagesOf(accepted, 'actionItems.0')).toEqual(messagesOf(incident, 'actionItems.1'))
  expect(accepted.body).toContain(`So: ${before?.[0]?.[0]}`)
  expect(changes.map((change) => stateOf(accepted, change))).toEqual(['accepted', 'accepted', 'accepted'])
  const undone = changes.reduceRight((doc, change) => withChange(doc, change, false), accepted)
  expect(undone).toEqual(incident)
})

test('the order can be accepted before the words, and taken back after them', () => {
  const { changes } = ask(incident)
  const [first, second, order] = changes
  if (!first || !second || !order) throw new Error('three changes')
  const all = [order, second, first].reduce((doc, change) => withChange(doc, change, true), incident)
  expect(titles(all)).toEqual(
    titles([first, second, order].reduce((doc, change) => withChange(doc, change, true), incident)),
  )
  expect([order, first, second].reduce((doc, change) => withChange(doc, change, false), all)).toEqual(incident)
})

test('what a person has changed since is left alone', () => {
  const { changes } = ask(incident)
  const [change] = changes
  const list = findList(incident, 'actionItems')
  if (!change || !list) throw new Error('a change of an action item')
  const edited = list.withText(incident, 0, 'Something else')
  expect(stateOf(edited, change)).toBe('gone')
  expect(withChange(edited, change, true)).toBe(edited)
  expect(changes.map((one) => stateOf(edited, one))).toEqual(['gone', 'open', 'gone'])
})

test('each list of a draft takes other words and gives them back', () => {
  for (const doc of [incident, found('skill')]) {
    for (const { list, index, text } of requestOf(doc, thread)?.lines ?? []) {
      const change = { kind: 'words' as const, list, index: index ?? 0, before: text, after: `Now ${text}`, quotes: [] }
      const changed = withChange(doc, change, true)
      expect(findList(doc, list)?.texts(changed)[index ?? 0]).toBe(`Now ${text}`)
      expect(changed.citations).toEqual(doc.citations)
      expect(withChange(changed, change, false)).toEqual(doc)
    }
  }
})
