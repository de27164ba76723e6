import { expect, test } from 'vitest'
import { chatMessage } from '@/tests/factories/chat'
import { incidentDocument, skillDocument } from '@/tests/factories/documents'
import { fieldsCiting, messagesOf } from './citations'
import { insertRow, removeRow, timelineRows, withSkill } from './draft-rows'
import { BLANK_CAUSE } from './blank-rows'
import { withMessageLine } from './message-line'
import { tidyDocument } from './tidy-draft'

const entry = (at: string | null, text: string) => ({
  at,
  precision: 'minute' as const,
  timeText: null,
  phase: 'note' as const,
  lane: 'internal' as const,
  text,
})
const incident = incidentDocument(
  {
    slug: 'refused',
    citations: {
      'incident.timeline.0': ['a'],
      'incident.timeline.1': ['b'],
      'incident.timeline.2': ['c'],
      title: ['a'],
    },
  },
  {
    timeline: [
      entry('2026-04-19T11:42:00Z', 'alert'),
      entry('2026-04-19T11:50:00Z', 'restarted'),
      entry('2026-04-19T11:58:00Z', 'normal'),
    ],
  },
)
const message = chatMessage({
  id: 'm',
  at: '2026-04-19T11:51:30Z',
  author: 'sam',
  text: 'Restarting:\n\n```bash\nkubectl get pods\n```',
  span: [10, 40],
})

test('a message stands in the timeline at its time, and the citations of later entries follow them', () => {
  const { doc, field } = withMessageLine(incident, 'timeline', message)
  expect(field).toBe('timeline.2')
  expect(doc.incident?.timeline[2]).toMatchObject({ at: message.at, text: message.text, span: [10, 40] })
  expect(doc.citations).toEqual({
    'incident.timeline.0': ['a'],
    'incident.timeline.1': ['b'],
    'incident.timeline.2': ['m'],
    'incident.timeline.3': ['c'],
    title: ['a'],
  })
})

test('an action item is owned by who wrote the message, unless a program did', () => {
  expect(withMessageLine(incident, 'actionItems', message).doc.incident?.actionItems[0]).toMatchObject({
    owner: 'sam',
    status: null,
  })
  const alert = { ...message, bot: true }
  expect(withMessageLine(incident, 'actionItems', alert).doc.incident?.actionItems[0]?.owner).toBeNull()
})

test('the code of a message is the code of a step', () => {
  const { doc, field } = withMessageLine(skillDocument({ slug: 'restart' }), 'resolution', message)
  expect(doc.skill?.resolution).toEqual([{ text: 'Restarting:', code: [{ lang: 'bash', text: 'kubectl get pods' }] }])
  expect(messagesOf(doc, `${field}.code.0`)).toEqual(['m'])
  expect(fieldsCiting(doc, 'm')).toEqual(['resolution.0'])
})

test('a second message in the impact stands beside the first', () => {
  const once = withMessageLine(incident, 'impact', { ...message, text: 'Every seventh request' }).doc
  const twice = withMessageLine(once, 'impact', { ...message, id: 'n', text: 'Only in Europe' }).doc
  expect(twice.incident?.impact.summary).toBe('Every seventh request\n\nOnly in Europe')
  expect(messagesOf(twice, 'impact.summary')).toEqual(['m', 'n'])
})

test('citations follow rows that are removed and added, and blank rows that saving leaves out', () => {
  const removed = removeRow(timelineRows, 0)(incident)
  expect(removed.citations).toEqual({ 'incident.timeline.0': ['b'], 'incident.timeline.1': ['c'], title: ['a'] })
  const blank = insertRow(timelineRows, 1, entry(null, ' '))(incident)
  expect(messagesOf(blank, 'timeline.1')).toEqual([])
  expect(messagesOf(blank, 'timeline.3')).toEqual(['c'])
  expect(tidyDocument(blank).citations).toEqual(incident.citations)
})

test('citations follow lines that are edited as one text', () => {
  const skill = skillDocument(
    { slug: 'lines', citations: { 'skill.symptoms.0': ['a'], 'skill.symptoms.1': ['b'], 'skill.symptoms.2': ['c'] } },
    { symptoms: ['first', 'second', 'third'] },
  )
  const cited = (symptoms: string[]) => withSkill(skill, { symptoms }).citations
  expect(cited(['first', 'third'])).toEqual({ 'skill.symptoms.0': ['a'], 'skill.symptoms.1': ['c'] })
  expect(cited(['first', 'second, reworded', 'third'])).toEqual(skill.citations)
  expect(cited(['by hand', 'first', 'second', 'third'])).toEqual({
    'skill.symptoms.1': ['a'],
    'skill.symptoms.2': ['b'],
    'skill.symptoms.3': ['c'],
  })
  expect(cited(['third', 'second', 'first'])).toEqual({
    'skill.symptoms.0': ['c'],
    'skill.symptoms.1': ['b'],
    'skill.symptoms.2': ['a'],
  })
})

test('a row that was added by hand cites nothing', () => {
  const doc = { ...incident, incident: incident.incident && { ...incident.incident, causes: [BLANK_CAUSE] } }
  expect(messagesOf(doc, 'causes.0')).toEqual([])
})
