import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTION_ITEM_STATUS_CHOICES } from '@/lib/schema/choices'
import { NEVER_MET, type Base, type OwnFields, type RemoteFields, type TrackerState } from '@/lib/schema/tracker'
import { TRACKER_FIELDS } from '@/lib/schema/tracker-choices'
import { guessStates, statusOfState } from './tracker-states'
import { baseOfCreated, decideField, planSync, type Terms } from './tracker-sync'

const KNOWN: TrackerState[] = [
  { id: '1', name: 'To Do', kind: 'waiting' },
  { id: '3', name: 'In Progress', kind: 'started' },
  { id: '7', name: 'In Review', kind: 'started' },
  { id: '5', name: 'Done', kind: 'done' },
]
const TERMS: Terms = {
  states: { known: KNOWN, of: guessStates(KNOWN) },
  ownerOf: new Map([
    ['a-maya', '@maya'],
    ['a-sam', 'Sam'],
  ]),
  canHoldDue: true,
}
const OURS: OwnFields = { status: 'open', owner: 'maya', due: null }
const THEIRS: RemoteFields = { status: '1', owner: 'a-maya', due: null }
const MET: Base = {
  status: { ours: 'open', theirs: '1' },
  owner: { ours: 'maya', theirs: 'a-maya' },
  due: { ours: null, theirs: null },
}

test('states with usual names stand for a status, others by their kind; several statuses may share one', () => {
  expect(guessStates(KNOWN)).toEqual({ open: '1', 'in-progress': '3', blocked: '3', done: '5', 'wont-do': '5' })
  expect(KNOWN.map(({ id }) => statusOfState(TERMS.states, id))).toEqual(['open', 'in-progress', 'in-progress', 'done'])
  expect(statusOfState(TERMS.states, 'elsewhere')).toBeNull()
})

test('only a side that has changed is followed', () => {
  expect(planSync(MET, OURS, THEIRS, TERMS)).toMatchObject({ send: {}, take: {}, conflict: {}, untold: [] })
  const here = planSync(MET, { ...OURS, status: 'done', owner: 'sam' }, THEIRS, TERMS)
  expect(here).toMatchObject({ send: { status: '5', owner: 'a-sam' }, take: {}, conflict: {} })
  const there = planSync(MET, OURS, { ...THEIRS, status: '5', due: '2026-12-01' }, TERMS)
  expect(there).toMatchObject({ send: {}, take: { status: 'done', due: '2026-12-01' }, conflict: {} })
})

test('what both changed is a conflict unless they changed it to the same', () => {
  const both = planSync(MET, { ...OURS, due: '2026-12-01' }, { ...THEIRS, due: '2026-12-02' }, TERMS)
  expect(both).toMatchObject({ send: {}, take: {}, conflict: { due: { ours: '2026-12-01', theirs: '2026-12-02' } } })
  expect(both.base.due).toEqual(MET.due)
  const same = planSync(MET, { ...OURS, status: 'done' }, { ...THEIRS, status: '5' }, TERMS)
  expect(same).toMatchObject({ send: {}, take: {}, conflict: {} })
})

test('a status that shares its state with another goes back and forth with nobody', () => {
  const sent = planSync(MET, { ...OURS, status: 'blocked' }, THEIRS, TERMS)
  expect(sent.send).toEqual({ status: '3' })
  const after = planSync(sent.base, { ...OURS, status: 'blocked' }, { ...THEIRS, status: '3' }, TERMS)
  expect(after).toMatchObject({ send: {}, take: {}, conflict: {} })
})

test('an owner without an account cannot be told, and is not lost', () => {
  const plan = planSync(MET, { ...OURS, owner: 'deepak' }, THEIRS, TERMS)
  expect(plan).toMatchObject({ send: {}, take: {}, conflict: {}, untold: ['owner'] })
  expect(plan.base.owner).toEqual(MET.owner)
})

test('two sides that never met: an empty field is filled from the other, what differs is asked', () => {
  const plan = planSync(
    NEVER_MET,
    { status: 'open', owner: null, due: '2026-12-01' },
    { ...THEIRS, status: '5' },
    TERMS,
  )
  expect(plan).toMatchObject({
    take: { owner: '@maya' },
    send: { due: '2026-12-01' },
    conflict: { status: { ours: 'open', theirs: '5' } },
  })
})

test('a new issue takes what its item says and gives what the item leaves open', () => {
  const own: OwnFields = { status: 'in-progress', owner: null, due: null }
  const base = baseOfCreated(own, THEIRS, TERMS)
  expect(planSync(base, own, THEIRS, TERMS)).toMatchObject({
    send: { status: '3' },
    take: { owner: '@maya' },
    conflict: {},
  })
})

const status = fc.constantFrom(...ACTION_ITEM_STATUS_CHOICES)
const owner = fc.constantFrom(null, 'maya', 'Sam', 'deepak')
const day = fc.constantFrom(null, '2026-12-01', '2026-12-02', '2026-12-03')
const step = fc.oneof(
  fc.record({ who: fc.constant('us' as const), change: fc.record({ status, owner, due: day }, { requiredKeys: [] }) }),
  fc.record({
    who: fc.constant('them' as const),
    change: fc.record(
      { status: fc.constantFrom('1', '3', '5', '7'), owner: fc.constantFrom(null, 'a-maya', 'a-sam'), due: day },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ who: fc.constant('sync' as const), change: fc.constant({}) }),
)

type World = { base: Base; ours: OwnFields; theirs: RemoteFields }

function sync(world: World) {
  const plan = planSync(world.base, world.ours, world.theirs, TERMS)
  Object.assign(world.ours, plan.take)
  Object.assign(world.theirs, plan.send)
  world.base = plan.base
  return plan
}

const startOf = (hasMet: boolean): World => ({
  base: hasMet ? MET : NEVER_MET,
  ours: { ...OURS },
  theirs: { ...THEIRS },
})

test('after any interleaving both sides agree, or a conflict or what cannot be told is shown; a second sync does nothing', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.array(step, { maxLength: 30 }), (hasMet, steps) => {
      const world = startOf(hasMet)
      for (const { who, change } of steps) {
        if (who === 'sync') sync(world)
        else Object.assign(who === 'us' ? world.ours : world.theirs, change)
      }
      sync(world)
      const again = sync(world)
      expect([again.send, again.take]).toEqual([{}, {}])
      const open = new Set([...Object.keys(again.conflict), ...again.untold])
      for (const field of TRACKER_FIELDS.filter((name) => !open.has(name))) {
        const read = {
          status: statusOfState(TERMS.states, world.theirs.status),
          owner: world.theirs.owner === null ? null : TERMS.ownerOf.get(world.theirs.owner),
          due: world.theirs.due,
        }[field]
        const shared = field === 'status' && TERMS.states.of[world.ours.status ?? 'open'] === world.theirs.status
        const bare = (value: string | null | undefined) => value?.replace('@', '').toLowerCase() ?? null
        expect(shared || bare(read) === bare(world.ours[field]), `${field}: ${read} and ${world.ours[field]}`).toBe(
          true,
        )
      }
    }),
    { numRuns: 2000 },
  )
})

test('what somebody set is changed by nobody but the other side, or stays and is shown', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const world = startOf(true)
      // Which sides have changed a field since both last agreed about it.
      const changed = new Map<string, Set<string>>(TRACKER_FIELDS.map((field) => [field, new Set()]))
      for (const { who, change } of steps) {
        if (who !== 'sync') {
          for (const field of Object.keys(change)) changed.get(field)?.add(who)
          Object.assign(who === 'us' ? world.ours : world.theirs, change)
          continue
        }
        const before = { ours: { ...world.ours }, theirs: { ...world.theirs } }
        const plan = sync(world)
        for (const field of TRACKER_FIELDS) {
          const by = changed.get(field)
          const isOpen = field in plan.conflict || plan.untold.includes(field)
          const ourValueMoved = before.ours[field] !== world.ours[field]
          const theirValueMoved = before.theirs[field] !== world.theirs[field]
          expect(ourValueMoved && (isOpen || !by?.has('them')), `${field} taken for nothing`).toBe(false)
          expect(theirValueMoved && (isOpen || !by?.has('us')), `${field} sent for nothing`).toBe(false)
          if (!isOpen) by?.clear()
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test('a decided conflict is over, with the value that was chosen on both sides', () => {
  fc.assert(
    fc.property(fc.boolean(), day, day, day, (hasMet, met, ours, theirs) => {
      const base: Base = { ...MET, due: hasMet ? { ours: met, theirs: met } : null }
      const own = { ...OURS, due: ours }
      const remote = { ...THEIRS, due: theirs }
      fc.pre('due' in planSync(base, own, remote, TERMS).conflict)
      expect(planSync(decideField(base, 'due', 'ours', own, remote), own, remote, TERMS).send).toEqual({ due: ours })
      expect(planSync(decideField(base, 'due', 'theirs', own, remote), own, remote, TERMS).take).toEqual({
        due: theirs,
      })
    }),
  )
})
