import { expect, test } from 'vitest'
import type { PatternMatch } from '@/lib/schema/draft'
import { rankIncidents, rankSkills, type RecognisableIncident, type RecognisableSkill } from './recognise'

function skill(slug: string, fields: Partial<RecognisableSkill> = {}): RecognisableSkill {
  return { slug, title: slug, description: null, triggers: [], symptoms: [], body: '', matches: [], ...fields }
}
function incident(slug: string, fields: Partial<RecognisableIncident> = {}): RecognisableIncident {
  return { slug, title: slug, text: '', matches: [], keys: [], ...fields }
}

const QUEUE = skill('queue', {
  title: 'Mail queue backs up',
  triggers: [{ metric: 'mail queue depth', op: '>', value: 500, unit: null }],
  symptoms: ['Mail queue depth grows', 'No worker acknowledges messages'],
  body: 'Look for `channel closed by broker` in the worker log.',
})
const DISK = skill('disk', { title: 'Disk nearly full', body: 'Free space on the filesystem with logrotate.' })
const LATENCY = skill('latency', {
  title: 'Slow checkout',
  triggers: [{ metric: 'checkout latency', op: '>', value: 3, unit: 'x baseline' }],
})
const SKILLS = [QUEUE, DISK, LATENCY]
const best = (text: string, matches: PatternMatch[] = []) => rankSkills(text, matches, SKILLS)[0]

test('numbers are held against triggers', () => {
  expect(best('mail queue depth is 900')?.reasons.join()).toContain(
    'Its trigger is met: mail queue depth > 500 (here 900)',
  )
  const calm = rankSkills('mail queue depth is 80', [], SKILLS)[0]
  expect(calm?.reasons.join()).not.toContain('is met')
  expect(best('checkout latency 12x baseline since noon')).toMatchObject({ slug: 'latency' })
  expect(best('checkout latency 12x baseline since noon')?.reasons.join()).toContain('(here 12x)')
})

test('log strings and symptoms lead to the skill, and the hit says so', () => {
  expect(best('worker says: Channel closed by broker')?.reasons).toContain('Names “channel closed by broker”')
  expect(best('no worker acknowledges any messages')?.reasons).toContain(
    'Names its symptom: No worker acknowledges messages',
  )
})

test.each(['Festplatte fast voll', 'диск почти заполнен'])('words of another language are understood: %s', (text) => {
  expect(best(text)?.slug).toBe('disk')
})

test('a pattern in common counts unless a person has rejected it', () => {
  const matches: PatternMatch[] = [{ slug: 'stale-state', score: 0.9, role: 'root', evidence: [] }]
  const known = { slug: 'stale-state', title: 'Stale state', score: 0.9 }
  const withState = (state: 'suggested' | 'rejected') => [skill('x', { matches: [{ ...known, state }] })]
  expect(rankSkills('something odd', matches, withState('suggested'))[0]?.reasons).toEqual([
    'Shows the same pattern: Stale state',
  ])
  expect(rankSkills('something odd', matches, withState('rejected'))).toEqual([])
})

test('nothing fitting gives nothing', () => {
  expect(rankSkills('the coffee tastes bitter', [], SKILLS)).toEqual([])
})

test('incidents are found by names and by words', () => {
  const incidents = [
    incident('a', {
      title: 'Sign-in outage',
      text: 'Tokens of auth.pallas.dev were refused.',
      keys: ['domain:auth.pallas.dev'],
    }),
    incident('b', { title: 'Broken invoices', text: 'PDF invoices were empty.' }),
  ]
  expect(rankIncidents('auth.pallas.dev answers 401', [], incidents)).toMatchObject([{ slug: 'a' }])
  expect(rankIncidents('invoices are empty again', [], incidents)).toMatchObject([{ slug: 'b' }])
})

const NAMED = [
  skill('kube-pod-not-ready', { title: 'KubePodNotReady', body: 'A pod has been in a non-ready state for long.' }),
  skill('kube-node-not-ready', {
    title: 'KubeNodeNotReady',
    body: 'A node has not been ready for long; its pods too.',
  }),
  skill('crash-looping', { title: 'KubePodCrashLooping', body: 'A pod keeps crashing.' }),
  skill('descriptors', { title: 'NodeFileDescriptorLimit', body: 'The kernel runs out of file descriptors.' }),
  skill('throttling', { title: 'CPUThrottlingHigh', body: 'A container is throttled.' }),
  skill('unreachable', { title: 'KubeNodeUnreachable', body: 'A node does not answer and its workloads move.' }),
]

test.each([
  ['KubePodNotReady', 'kube-pod-not-ready'],
  ['alertname kube_node_not_ready', 'kube-node-not-ready'],
  ['see https://runbooks.example/kubernetes/kubepodcrashlooping', 'crash-looping'],
  ['Pod nicht bereit', 'kube-pod-not-ready'],
  ['Узел недоступен', 'unreachable'],
  ['le nœud est injoignable', 'unreachable'],
  ['too many open files', 'descriptors'],
  ['Prozessor wird gedrosselt', 'throttling'],
  ['el pod no está listo', 'kube-pod-not-ready'],
  ['the container is in a restart loop', 'crash-looping'],
])('names and words of the trade: %s', (text, slug) => {
  expect(rankSkills(text, [], NAMED)[0]?.slug).toBe(slug)
})

test('a name or an address in full is as good as sure, and said', () => {
  const [named] = rankSkills('KubePodNotReady', [], NAMED)
  expect(named?.reasons).toContain('Is named in full')
  expect(named?.score).toBeGreaterThan(0.9)
  const [addressed] = rankSkills('https://runbooks.example/crash-looping', [], NAMED)
  expect(addressed?.reasons).toContain('An address in the text names it')
})

test('what the text rules out lowers the skill about it, and is said', () => {
  const skills = [
    skill('bad-deploy', { title: 'Errors after a deploy', description: 'Error rate grows after a release.' }),
    skill('stale-keys', { title: 'Errors after key rotation', symptoms: ['Errors grow without a deploy'] }),
  ]
  const [first, second] = rankSkills('error rate grows, no deploy today', [], skills)
  expect(first?.slug).toBe('stale-keys')
  expect(first?.reasons.join()).toContain('Says so too: “no deploy today”')
  expect(second?.reasons.join()).toContain('Speaks against it: “no deploy today”')
  const alone = rankSkills('error rate grows after the deploy', [], skills)
  expect(alone[0]?.slug).toBe('bad-deploy')
  expect(rankSkills('no space left, not ready', [], skills)).toEqual([])
})

test('what a person confirmed for this alert comes first', () => {
  const skills = NAMED.map((one) => (one.slug === 'throttling' ? { ...one, confirmedOn: '2026-11-20' } : one))
  const [first] = rankSkills('pod nicht bereit', [], skills)
  expect(first).toMatchObject({ slug: 'throttling', reasons: ['Confirmed for this alert on 2026-11-20'] })
})

test('a symptom that rules a deploy out is not named by a text that tells of one', () => {
  const quiet = skill('stale-keys', { title: 'Stale keys', symptoms: ['No deploy for more than 12 hours'] })
  const named = (text: string) => rankSkills(text, [], [quiet, DISK])[0]?.reasons.join() ?? ''
  expect(named('Deploying the gateway to production now')).not.toContain('Names its symptom')
  expect(named('errors, but no deploy for 14 hours')).toContain('Names its symptom')
})
