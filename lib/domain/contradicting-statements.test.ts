import { expect, test } from 'vitest'
import { compareCommands } from './command-contradictions'
import { compareVersions } from './version-contradictions'

const linesOf = (text: string) => {
  let start = 0
  let block = 0
  return text.split('\n').map((line) => {
    if (line === '') block++
    const found = { text: line, start, block }
    start += line.length + 1
    return found
  })
}

test.each([
  ['Upgrade nginx to 2.3.\nThe leak is fixed in nginx 2.4.', 1],
  ['Update the agent. Upgrade redis to v6.0.4; it is fixed in redis 6.0.9.', 1],
  ['Upgrade to 2.3 and restart. It is fixed in 2.4.', 1],
  ['Aktualisiere nginx auf 1.20.1.\n\nDer Fehler ist behoben in nginx 1.21.', 1],
  ['Обновите nginx до 1.20.\nОшибка исправлена в nginx 1.22.', 1],
  ['Move kafka to 3.4.0.\n\nThe deadlock is fixed in kafka 3.5.1.', 1],
  ['Update nginx to version 2.3.\nSolved in version nginx 2.4.', 1],
  ['Upgrade redis to 7.0.1.\n\nIt was solved since redis 7.0.5.', 0], // of the past
  ['Upgrade nginx to 2.4.\nFixed in nginx 2.4.', 0],
  ['Upgrade nginx to 2.5.\nFixed in nginx 2.4.', 0],
  ['Upgrade nginx to 2.4.\nFixed in nginx 2.4.3.', 0], // says nothing of the patch
  ['Upgrade nginx to 2.3.5.\nFixed in nginx 2.3.5 and, later, fixed in nginx 2.4.0.', 0], // branches
  ['Upgrade nginx to 2.3.\nFixed in redis 2.4.', 0],
  ['Do not upgrade nginx to 2.3.\nFixed in nginx 2.4.', 0],
  ['On staging upgrade nginx to 2.3.\nFixed in nginx 2.4.', 0],
  ['We were told to upgrade nginx to 2.3.\nFixed in nginx 2.4.', 0],
  ['Upgrade from 2.3 to 2.4.\nFixed in 2.4.', 0],
  ['Upgrade nginx to <version>.\nFixed in nginx 2.4.', 0],
  ['Upgrade to 2.3.\n\nFixed in 2.4.', 0], // two paragraphs, of two things perhaps
  ['Nicht nginx: aktualisiere nginx auf 2.3.\nBehoben in nginx 2.4.', 0],
])('versions: %s', (text, count) => {
  const found = compareVersions(linesOf(text))
  expect(found).toHaveLength(count)
  for (const { spans, text: told } of found)
    for (const [from, to] of spans) expect(told).toContain(text.slice(from, to))
})

test.each([
  ['kubectl scale deploy/api --replicas=3', 'We ran `kubectl scale deploy/api --replicas=6`.', 1],
  ['kubectl scale deploy/api --replicas 3', 'Then `kubectl scale deploy/api --replicas=6` helped', 1],
  ['kubectl set env deploy/api JWKS_TTL=86400', '`kubectl set env deploy/api JWKS_TTL=3600` and it recovered', 1],
  [
    'redis-cli -p 6379 config set maxmemory 2gb --timeout 5',
    '```\nredis-cli -p 6379 config set maxmemory 2gb --timeout 30\n```',
    1,
  ],
  ['helm rollback api --timeout 5m', 'Danach `helm rollback api --timeout 15m` ausgeführt', 1],
  ['helm upgrade api --version 1.2', 'Выполнили `helm upgrade api --version 1.4`', 1],
  ['$ tc qdisc add --limit 10', '`tc qdisc add --limit 100` did it', 1],
  ['kubectl scale deploy/api \\\n  --replicas=3', '`kubectl scale deploy/api --replicas=4`', 1],
  ['pg_ctl restart --mode="fast"', '`pg_ctl restart --mode=immediate` brought it back', 1],
  ['kubectl scale deploy/api --replicas=3', '`kubectl scale deploy/api --replicas=3`', 0],
  ['kubectl scale deploy/api --replicas=3', '`kubectl scale deploy/web --replicas=6`', 0], // another thing
  ['kubectl get pods -n prod', '`kubectl get pods -n staging` looks fine', 0], // another place
  ['kubectl scale deploy/api --replicas=<n>', '`kubectl scale deploy/api --replicas=6`', 0],
  ['kubectl scale deploy/api --replicas=$N', '`kubectl scale deploy/api --replicas=6`', 0],
  ['kubectl scale deploy/api --replicas=3', 'It was `kubectl scale deploy/api --replicas=6` before', 0],
  ['kubectl scale deploy/api --replicas=3', "Don't run `kubectl scale deploy/api --replicas=6`", 0],
  ['kubectl scale deploy/api --replicas=3', 'On staging I ran `kubectl scale deploy/api --replicas=1`', 0],
  ['kubectl scale deploy/api --replicas=3', 'e.g. `kubectl scale deploy/api --replicas=9`', 0],
  [
    'kubectl scale deploy/api --replicas=3',
    '`kubectl scale deploy/api --replicas=6`, then `kubectl scale deploy/api --replicas=3`',
    0,
  ],
  ['kubectl logs api --tail 50 --since 1h', '`kubectl logs api --tail 90 --since 2h`', 0], // another question altogether
])('commands: %s / %s', (skill, message, count) => {
  const found = compareCommands([skill], [{ text: message, ref: 'm1' }])
  expect(found).toHaveLength(count)
  for (const one of found) expect(message).toContain(one.other)
})
