import { expect, test } from 'vitest'
import { parseSource } from '@/lib/parse/parse-source'
import type { RunView } from '@/lib/schema/skill-run'
import { writeRunDraft } from './run-draft'

const said = (minute: number, by = 'maya') => ({
  id: `00000000-0000-4000-8000-0000000000${minute + 10}`,
  at: `2026-11-21T02:${minute + 10}:00.000Z`,
  by,
})
const RUN: RunView = {
  id: 'run-1',
  outcome: 'worked',
  startedAt: '2026-11-21T02:04:00Z',
  endedAt: '2026-11-21T02:14:00Z',
  by: 'maya',
  via: 'page',
  skillVersion: '1.0.0',
  incident: null,
  note: null,
  followed: true,
  restricted: false,
  skill: { slug: 'drain-queue', title: 'Drain the queue', lang: 'en', references: [] },
  plan: [
    { section: 'diagnosis', text: '**Look** at the lag. It is above 2000.', code: [] },
    { section: 'resolution', text: 'Drain it.', code: [{ lang: 'bash', text: 'drain <queue> {{password}}' }] },
  ],
  budgets: { diagnosis: 3, resolution: null },
  escalation: [],
  log: [
    { kind: 'noted', step: 0, text: 'lag is 5000', ...said(0) },
    { kind: 'went', step: 1, ...said(1) },
    { kind: 'filled', name: 'queue', value: 'mail out', ...said(2, 'sam') },
    { kind: 'filled', name: 'password', value: null, ...said(2, 'deepak') },
    { kind: 'copied', step: 1, code: 0, ...said(3) },
    { kind: 'ended', outcome: 'worked', note: 'drained in a minute', ...said(4) },
  ],
  version: 7,
  now: '2026-11-21T02:20:00.000Z',
}

test('the import reads it as an account whose lines lead back to the log', () => {
  const { documents, problems } = parseSource(writeRunDraft(RUN, 'https://hindsight.example.com'))
  expect(problems.filter(({ level }) => level === 'error')).toEqual([])
  const [document] = documents
  expect(document).toMatchObject({
    kind: 'incident',
    title: 'Drain the queue: run of 2026-11-21',
    authors: ['maya', 'sam', 'deepak'],
  })
  expect(document?.references).toMatchObject([{ target: 'skills/drain-queue' }])
  const timeline = document?.incident?.timeline ?? []
  expect(timeline.map(({ at }) => at)).toEqual([
    '2026-11-21T02:04:00Z',
    '2026-11-21T02:10:00.000Z',
    '2026-11-21T02:11:00.000Z',
    '2026-11-21T02:13:00.000Z',
    '2026-11-21T02:14:00.000Z',
  ])
  expect(timeline.map(({ text }) => text.replace(/ \(\[log\].*$/, ''))).toEqual([
    'maya began to follow the skill at step 1: Look at the lag',
    'maya noted: lag is 5000',
    'maya went to step 2: Drain it',
    "maya copied `drain 'mail out' '•••'`",
    'maya ended it: worked. drained in a minute',
  ])
  expect(
    timeline.every(({ text }) => text.includes('https://hindsight.example.com/skills/drain-queue/runs/run-1')),
  ).toBe(true)
  // Nothing that a run does not tell is made up.
  expect(document?.incident).toMatchObject({ status: 'unknown', severity: null, windows: [], causes: [] })
})
