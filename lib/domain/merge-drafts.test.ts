import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DocumentDraft } from '@/lib/schema/draft'
import { actionItem, entry, impactWindow, incidentDocument } from '@/tests/factories/documents'
import { fieldsOf, listAt, valueAt, withValueAt } from './draft-fields'
import { mergeDrafts } from './merge-drafts'

function report(): DocumentDraft {
  return incidentDocument(
    {
      slug: 'queue',
      title: 'The queue was full',
      body: 'It was full.',
      tags: ['queue'],
      spans: { title: [2, 20], 'timeline.1.at': [40, 45] },
    },
    {
      on: '2025-03-02',
      severity: 'SEV2',
      windows: [impactWindow('2025-03-02T10:00:00Z', '2025-03-02T11:00:00Z')],
      timeline: [
        entry('2025-03-02T10:00:00Z', 'Messages pile up', { span: [30, 38] }),
        entry('2025-03-02T10:20:00Z', 'A pager rings', { span: [40, 52] }),
        entry('2025-03-02T11:00:00Z', 'The queue is empty', { span: [54, 70] }),
      ],
      causes: [{ role: 'root', text: 'A consumer had lost its lease' }],
      actionItems: [actionItem('Watch the length of the queue'), actionItem('Renew leases in time', { owner: 'ann' })],
      lessons: ['Leases end.'],
    },
  )
}

function changed(
  change: (draft: DocumentDraft, incident: NonNullable<DocumentDraft['incident']>) => void,
): DocumentDraft {
  const draft = structuredClone(report())
  if (draft.incident) change(draft, draft.incident)
  return draft
}

describe('a field', () => {
  test('that only the source has changed is as the source has it, beside a correction elsewhere', () => {
    const mine = changed((draft) => (draft.title = 'Full queue'))
    const theirs = changed((draft, incident) => {
      incident.severity = 'SEV1'
      draft.body = 'It was very full.'
    })
    const { draft, conflicts } = mergeDrafts(report(), mine, theirs)
    expect(conflicts).toEqual([])
    expect(draft).toMatchObject({ title: 'Full queue', body: 'It was very full.', incident: { severity: 'SEV1' } })
  })

  test('that both have changed stays mine, and the conflict is told', () => {
    const mine = changed((_, incident) => (incident.severity = 'SEV3'))
    const theirs = changed((_, incident) => (incident.severity = 'SEV1'))
    const { draft, conflicts } = mergeDrafts(report(), mine, theirs)
    expect(draft.incident?.severity).toBe('SEV3')
    expect(conflicts).toEqual([{ path: 'severity', base: 'SEV2', mine: 'SEV3', theirs: 'SEV1' }])
    expect(withValueAt(draft, 'severity', 'SEV1')).toEqual(theirs)
  })

  test('that both have changed to the same value is no conflict', () => {
    const both = changed((_, incident) => (incident.severity = 'SEV1'))
    const mine = { ...both, title: 'Full queue' }
    expect(mergeDrafts(report(), mine, both)).toMatchObject({ draft: mine, conflicts: [] })
  })

  test('an unknown value that a person has filled in stays when the source is silent, and is asked about when it speaks', () => {
    const mine = changed((_, { actionItems: [first] }) => first && (first.owner = 'kim'))
    const silent = changed((draft) => (draft.body = 'New words.'))
    expect(mergeDrafts(report(), mine, silent).draft.incident?.actionItems[0]).toMatchObject({ owner: 'kim' })
    const speaking = changed((_, { actionItems: [first] }) => first && (first.owner = 'lee'))
    expect(mergeDrafts(report(), mine, speaking).conflicts).toEqual([
      { path: 'actionItems.0.owner', base: null, mine: 'kim', theirs: 'lee' },
    ])
  })
})

describe('an item', () => {
  test('is found by its content when the source puts others before it', () => {
    const mine = changed((_, { timeline: [, pager] }) => pager && (pager.phase = 'detected'))
    const theirs = changed((draft, { timeline, actionItems }) => {
      timeline.unshift(entry('2025-03-02T09:50:00Z', 'A deploy ends', { span: [20, 28] }))
      for (const one of timeline) if (one.span) one.span = [one.span[0] + 100, one.span[1] + 100]
      draft.spans = { title: [2, 20], 'timeline.2.at': [140, 145] }
      actionItems.reverse()
    })
    const { draft, conflicts, moves } = mergeDrafts(report(), mine, theirs)
    expect(conflicts).toEqual([])
    expect(draft.incident?.timeline.map(({ text, phase, span }) => [text, phase, span])).toEqual([
      ['A deploy ends', 'note', [120, 128]],
      ['Messages pile up', 'note', [130, 138]],
      ['A pager rings', 'detected', [140, 152]],
      ['The queue is empty', 'note', [154, 170]],
    ])
    expect(draft.spans).toEqual({ title: [2, 20], 'timeline.2.at': [140, 145] })
    expect(moves['timeline']).toEqual([1, 2, 3])
    expect(draft.incident?.actionItems.map(({ title }) => title)).toEqual([
      'Renew leases in time',
      'Watch the length of the queue',
    ])
  })

  test('that a person has added stays behind its neighbour, without a place in the new source', () => {
    const mine = changed((_, { timeline }) =>
      timeline.splice(1, 0, entry('2025-03-02T10:10:00Z', 'Ann looks at the graph', { span: [1, 5] })),
    )
    const theirs = changed((_, { timeline }) => timeline.push(entry('2025-03-02T12:00:00Z', 'The report is written')))
    const { draft } = mergeDrafts(report(), mine, theirs)
    expect(draft.incident?.timeline.map(({ text }) => text)).toEqual([
      'Messages pile up',
      'Ann looks at the graph',
      'A pager rings',
      'The queue is empty',
      'The report is written',
    ])
    expect(draft.incident?.timeline[1]?.span).toBeNull()
  })

  test('that a person has removed stays away, unless the source has something new to say of it', () => {
    const mine = changed((_, incident) => incident.actionItems.splice(1, 1))
    const elsewhere = changed((_, incident) => incident.lessons.push('Watch.'))
    expect(mergeDrafts(report(), mine, elsewhere)).toMatchObject({
      draft: {
        incident: { actionItems: [{ title: 'Watch the length of the queue' }], lessons: ['Leases end.', 'Watch.'] },
      },
      conflicts: [],
    })
    const reworded = changed((_, { actionItems: [, second] }) => second && (second.due = '2025-06-01'))
    const { draft, conflicts } = mergeDrafts(report(), mine, reworded)
    expect(draft.incident?.actionItems).toHaveLength(1)
    expect(conflicts).toMatchObject([{ path: 'actionItems.removed.1', mine: null, theirs: { due: '2025-06-01' } }])
    expect(withValueAt(draft, 'actionItems.removed.1', conflicts[0]?.theirs).incident?.actionItems[1]).toMatchObject({
      title: 'Renew leases in time',
      due: '2025-06-01',
    })
  })

  test('that the source has dropped goes, unless a person has worked on it', () => {
    const theirs = changed((_, incident) => (incident.actionItems = []))
    const untouched = changed((draft) => (draft.title = 'Full queue'))
    expect(mergeDrafts(report(), untouched, theirs).draft.incident?.actionItems).toEqual([])
    const mine = changed((_, { actionItems: [first] }) => first && (first.status = 'done'))
    const { draft, conflicts } = mergeDrafts(report(), mine, theirs)
    expect(draft.incident?.actionItems).toMatchObject([{ title: 'Watch the length of the queue', status: 'done' }])
    expect(conflicts).toMatchObject([{ path: 'actionItems.0', theirs: null }])
    expect(withValueAt(draft, 'actionItems.0', null).incident?.actionItems).toEqual([])
  })

  test('reworded by both is one item with a conflict, not two', () => {
    const mine = changed((_, { causes: [root] }) => root && (root.text = 'The consumer lost its lease at noon'))
    const theirs = changed((_, { causes: [root] }) => root && (root.text = 'Nobody renewed a certificate'))
    const { draft, conflicts } = mergeDrafts(report(), mine, theirs)
    expect(draft.incident?.causes).toMatchObject([{ text: 'The consumer lost its lease at noon' }])
    expect(conflicts).toMatchObject([{ path: 'causes.0.text', theirs: 'Nobody renewed a certificate' }])
  })
})

test('a doubt about a field that a person has corrected is settled', () => {
  const mine = changed((_, incident) => (incident.severity = 'SEV3'))
  const theirs = changed((draft) => {
    draft.body = 'New words.'
    draft.doubts = [
      { path: 'severity', reason: 'two are given' },
      { path: 'timeline.0.at', reason: 'no zone' },
    ]
  })
  expect(mergeDrafts(report(), mine, theirs).draft.doubts).toEqual([{ path: 'timeline.0.at', reason: 'no zone' }])
})

const word = fc.constantFrom('queue', 'lease', 'pager', 'cache', 'deploy', 'token', 'disk', 'zone')
const sentence = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '))
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const instant = fc
  .integer({ min: 0, max: 30 })
  .map((minute) => new Date(Date.UTC(2025, 2, 2, 10, minute)).toISOString())

const draftOf: fc.Arbitrary<DocumentDraft> = fc
  .record({
    title: sentence,
    body: sentence,
    tags: fc.uniqueArray(word, { maxLength: 3 }),
    severity: maybe(fc.constantFrom('SEV1', 'SEV2', 'SEV3')),
    on: maybe(fc.constantFrom('2025-03-02', '2025-03-03')),
    timeline: fc.array(fc.tuple(maybe(instant), sentence), { maxLength: 5 }),
    causes: fc.array(fc.tuple(fc.constantFrom('root' as const, 'trigger' as const), sentence), { maxLength: 3 }),
    items: fc.array(fc.tuple(sentence, maybe(fc.constantFrom('ann', 'bo'))), { maxLength: 4 }),
    lessons: fc.array(sentence, { maxLength: 3 }),
  })
  .map(({ title, body, tags, severity, on, timeline, causes, items, lessons }) =>
    incidentDocument(
      { slug: 'one', title, body, tags },
      {
        severity,
        on,
        lessons,
        timeline: timeline.map(([at, text]) => entry(at, text)),
        causes: causes.map(([role, text]) => ({ role, text })),
        actionItems: items.map(([name, owner]) => actionItem(name, { owner })),
      },
    ),
  )

test('an untouched draft becomes what the source says; an unchanged source leaves a corrected draft alone', () => {
  fc.assert(
    fc.property(draftOf, draftOf, (base, other) => {
      expect(mergeDrafts(base, structuredClone(base), other)).toMatchObject({ draft: other, conflicts: [] })
      expect(mergeDrafts(base, other, structuredClone(base))).toMatchObject({ draft: other, conflicts: [] })
    }),
  )
})

test('the same holds for each field and list by itself', () => {
  fc.assert(
    fc.property(draftOf, draftOf, draftOf, (base, other, noise) => {
      const sourceOnly = { ...structuredClone(base), body: `${noise.body} mine` }
      const merged = mergeDrafts(base, sourceOnly, { ...other, body: base.body })
      expect(merged.conflicts).toEqual([])
      expect(merged.draft).toEqual({ ...other, body: sourceOnly.body })
      const personOnly = mergeDrafts(
        base,
        { ...other, body: base.body },
        { ...structuredClone(base), body: sourceOnly.body },
      )
      expect(personOnly.conflicts).toEqual([])
      // What the new source does not tell has no place in it.
      const bare = (draft: DocumentDraft) => JSON.parse(JSON.stringify(draft).replaceAll(',"span":null', '')) as unknown
      expect(bare(personOnly.draft)).toEqual(bare({ ...other, body: sourceOnly.body }))
    }),
  )
})

const textOf = (item: ReturnType<typeof listAt>[number]) =>
  typeof item === 'string' ? item : String(item['text'] ?? item['title'] ?? item['target'])

/** Texts of a list that should have come through the merge, and have not. */
function lostTexts(path: string, [base, mine, theirs]: [DocumentDraft, DocumentDraft, DocumentDraft]): string[] {
  const { draft, conflicts } = mergeDrafts(base, mine, theirs)
  const textsOf = (one: DocumentDraft) => new Set(listAt(one, path).map(textOf))
  const [before, now] = [textsOf(base), textsOf(draft)]
  const told = JSON.stringify(conflicts.map(({ theirs: said }) => said))
  const added = (one: DocumentDraft) => [...textsOf(one)].filter((text) => !before.has(text) && !now.has(text))
  return [...added(mine), ...added(theirs).filter((text) => !told.includes(text))]
}

test('nothing of either side is lost: it is in the merged draft, in a conflict, or was removed by the other side', () => {
  fc.assert(
    fc.property(draftOf, draftOf, draftOf, (base, mine, theirs) => {
      const { draft, conflicts, moves } = mergeDrafts(base, mine, theirs)
      const fields = fieldsOf(base)
      for (const path of fields.single) {
        const [before, here, there, now] = [base, mine, theirs, draft].map((one) => JSON.stringify(valueAt(one, path)))
        expect(now).toBe(here === before ? there : here)
        const found = conflicts.filter((one) => one.path === path).map((one) => JSON.stringify(one.theirs))
        expect(found).toEqual(here !== before && there !== before && here !== there ? [there] : [])
      }
      for (const path of Object.keys(fields.lists)) {
        expect(lostTexts(path, [base, mine, theirs])).toEqual([])
        expect(moves[path]).toHaveLength(listAt(mine, path).length)
        const places = (moves[path] ?? []).filter((place) => place !== null)
        expect(new Set(places).size).toBe(places.length)
        expect(Math.max(-1, ...places)).toBeLessThan(listAt(draft, path).length)
      }
      for (const { path, theirs: said } of conflicts) expect(() => withValueAt(draft, path, said)).not.toThrow()
    }),
    { numRuns: 300 },
  )
})
