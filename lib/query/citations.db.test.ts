import { afterAll, beforeEach, expect, test } from 'vitest'
import { database } from '@/lib/database'
import { chatMessage, threadDocument } from '@/tests/factories/chat'
import { actionItem, incidentDocument, skillDocument } from '@/tests/factories/documents'
import { emptyDatabase, saveDrafts } from '@/tests/factories/store-state'
import { testViewer } from '@/tests/factories/viewer'
import { findThreadSources } from './citations'

beforeEach(emptyDatabase)
afterAll(() => database.$disconnect())

const alert = chatMessage({ id: '1713526920.000100', text: 'One request in ten is refused' })
const fix = chatMessage({ id: '1713526980.000200', text: 'Restarting the workers', author: 'sam', replyTo: alert.id })
const thread = threadDocument([alert, fix])
const references = [{ target: `threads/${thread.slug}`, kind: 'wikilink' as const, note: null }]
const entry = {
  at: fix.at,
  precision: 'minute' as const,
  timeText: null,
  phase: 'mitigated' as const,
  lane: 'internal' as const,
}

test('what was made of a thread names it, and its lines their messages', async () => {
  const incident = incidentDocument(
    {
      slug: 'refused',
      references,
      citations: {
        'incident.timeline.0': [fix.id],
        'incident.actionItems.0': [fix.id],
        'incident.impact.summary': [alert.id],
        title: [alert.id],
      },
      title: 'Requests were refused',
    },
    {
      timeline: [{ ...entry, text: 'The workers were restarted' }],
      actionItems: [actionItem('Restart the workers by machine')],
      impact: { summary: 'One in ten', affected: [], unaffected: [], negativeFindings: [], residual: [] },
    },
  )
  const skill = skillDocument(
    { slug: 'restart', references, citations: { 'skill.resolution.0': [fix.id], 'skill.symptoms.0': [alert.id] } },
    { symptoms: ['Requests are refused'], resolution: [{ text: 'Restart the workers', code: [] }] },
  )
  await saveDrafts([incident, skill, thread])
  const { id: incidentId } = await database.incident.findUniqueOrThrow({ where: { slug: 'refused' } })
  const { id: skillId } = await database.skill.findUniqueOrThrow({ where: { slug: 'restart' } })
  const threads = [{ slug: thread.slug, title: thread.title, channel: 'incidents', startedAt: alert.at }]
  expect(await findThreadSources(testViewer('read'), { kind: 'incident', id: incidentId })).toEqual({
    threads,
    cited: {
      'The workers were restarted': [{ thread: thread.slug, message: fix.id }],
      'Restart the workers by machine': [{ thread: thread.slug, message: fix.id }],
      'One in ten': [{ thread: thread.slug, message: alert.id }],
      'Requests were refused': [{ thread: thread.slug, message: alert.id }],
    },
  })
  expect(await findThreadSources(testViewer('read'), { kind: 'skill', id: skillId })).toEqual({
    threads,
    cited: {
      'Restart the workers': [{ thread: thread.slug, message: fix.id }],
      'Requests are refused': [{ thread: thread.slug, message: alert.id }],
    },
  })
})

test('what was written by hand names no thread', async () => {
  await saveDrafts([incidentDocument({ slug: 'by-hand' })])
  const { id } = await database.incident.findUniqueOrThrow({ where: { slug: 'by-hand' } })
  expect(await findThreadSources(testViewer('read'), { kind: 'incident', id })).toEqual({ threads: [], cited: {} })
})
