import { expect, test } from 'vitest'
import { findBranchExits } from './branch-exits'

const REFERENCES = ['companies/acme', 'skills/slow-api-bad-deploy', 'skills/auth-jwks-rotation-spike', 'people/sam']
const exits = (text: string) => findBranchExits({ text, code: [] }, REFERENCES)

test('a release went out: not this', () => {
  expect(
    exits(
      'Rule out a deploy. If a release went out within the last hour, it is probably not JWKS: leave this runbook and escalate to the owner of that release.',
    ),
  ).toEqual([
    {
      words:
        'If a release went out within the last hour, it is probably not JWKS: leave this runbook and escalate to the owner of that release.',
      condition: 'a release went out within the last hour',
      to: 'escalation',
    },
  ])
})

test.each<[string, string, string]>([
  [
    'If the errors are 401 answers only, use the runbook for a JWKS rotation instead: a release can be a coincidence.',
    'the errors are 401 answers only',
    'skills/auth-jwks-rotation-spike',
  ],
  ['**401 answers only?** Use [[skills/auth-jwks]] instead.', '401 answers only', 'skills/auth-jwks'],
  ['When the disk is not full, this is not the cause. Stop here.', 'the disk is not full', 'escalation'],
  [
    'If they do not move within 5 minutes, the release was a false lead.',
    'they do not move within 5 minutes',
    'escalation',
  ],
  ['If the lag keeps growing, page @deepak.', 'the lag keeps growing', 'escalation'],
  [
    'Wenn gerade ein Release lief, ist es wahrscheinlich nicht das: eskaliere an dessen Besitzer.',
    'gerade ein Release lief',
    'escalation',
  ],
  ['Si hubo un despliegue, no es esto: escala al responsable.', 'hubo un despliegue', 'escalation'],
  ['Si le disque n’est pas plein, ce n’est pas cette panne.', 'le disque n’est pas plein', 'escalation'],
  ['Если недавно был релиз, это скорее всего не оно.', 'недавно был релиз', 'escalation'],
  ['如果一小时内有发布，就不是这个问题。', '一小时内有发布', 'escalation'],
])('%s', (text, condition, to) => {
  expect(exits(text)).toMatchObject([{ condition, to }])
})

test.each([
  'If the pod is not running, start it.',
  'If the queue is longer than 2000, stop the consumers and drain it.',
  'Restart the workers. It is not dangerous.',
  'Compare the times, then look at the logs.',
  'When it is done, verify that the rate is back.',
  'Wenn der Pod nicht läuft, starte ihn.',
  '',
])('no exit: %s', (text) => {
  expect(exits(text)).toEqual([])
})
