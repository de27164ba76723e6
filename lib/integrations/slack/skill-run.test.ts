import { expect, test } from 'vitest'
import { readWords } from './incoming'
import { answerRun, buttonsOfSkill, readRunButton } from './skill-run'

test.each<[string, unknown]>([
  ['worked drain-queue', { kind: 'skill-run', outcome: 'worked', skill: 'drain-queue', note: null }],
  [
    'Failed drain-queue step 2\nis gone',
    { kind: 'skill-run', outcome: 'failed', skill: 'drain-queue', note: 'step 2\nis gone' },
  ],
  [
    'outdated <https://hindsight.example.com/skills/ausf%C3%A4lle?x=1|Ausfälle> überall',
    { kind: 'skill-run', outcome: 'outdated', skill: 'ausfälle', note: 'überall' },
  ],
  ['worked', { kind: 'help', said: 'worked' }],
  ['worked %E0%A4%A', { kind: 'skill-run', outcome: 'worked', skill: '%E0%A4%A', note: null }],
])('%s', (words, request) => {
  expect(readWords(words, 'C1')).toEqual(request)
})

test('a button says what it stands for; another app’s says nothing', () => {
  const [button] = buttonsOfSkill('drain-queue')['elements'] as { action_id: string; value: string }[]
  const payload = {
    type: 'block_actions',
    trigger_id: 't1',
    response_url: 'https://hooks.slack.com/x',
    user: { id: 'U1' },
    actions: [button],
  }
  expect(readRunButton(payload)?.request).toEqual({
    kind: 'skill-run',
    outcome: 'worked',
    skill: 'drain-queue',
    note: null,
  })
  expect(readRunButton({ ...payload, actions: [{ action_id: 'approve', value: 'x' }] })).toBeNull()
  expect(readRunButton({ ...payload, actions: [] })).toBeNull()
  expect(readRunButton('x')).toBeNull()
})

test('what was reported is answered with the reasons that moved it, and asks what did not fit', () => {
  const confidence = {
    computed: 0.41,
    stated: 0.88,
    reasons: [
      { text: 'It says what to do.', weight: 0.6 },
      { text: 'Runs of it failed once, last <today>.', weight: -0.19 },
    ],
    lastVerified: '2026-04-19',
    stale: [],
  }
  const request = { kind: 'skill-run', outcome: 'failed', skill: 'drain-queue', note: null } as const
  const text = answerRun(request, { id: '1', confidence }, (kind, slug) => `https://h/${kind}s/${slug}`)
  expect(text.split('\n')).toEqual([
    'It failed: <https://h/skills/drain-queue|drain-queue> has a computed confidence of *41 %* now, last verified 2026-04-19.',
    '• +60 %: It says what to do.',
    '• −19 %: Runs of it failed once, last &lt;today&gt;.',
    'What did not fit? `/hindsight failed drain-queue …`',
  ])
})
