import { describe, expect, test } from 'vitest'
import { threadOfCase } from '@/tests/factories/thread-cases'
import { accountOfThread } from './thread-account'
import { readThread } from './thread-events'

const threadOf = (...talk: string[]) =>
  threadOfCase(
    `channel: inc-uploads\ndate: 2025-03-04\n${talk
      .map((line, index) => {
        const [name = '', ...text] = line.split(': ')
        return `@@ 11:${10 + index} ${name}\n${text.join(': ')}`
      })
      .join('\n')}`,
  )
const REPORT = 'maya: uploads fail with 503'
const ACTION = 'sam: restarted the upload workers'
/** Phases of what the last message says. */
const phasesOf = (...talk: string[]) =>
  readThread(threadOf(...talk))
    .events.filter(({ said }) => said.index === talk.length - 1)
    .flatMap(({ phase }) => phase ?? [])

const CASES: [talk: string[], line: string, phases: string[]][] = [
  [[REPORT], 'sam: on it\n```\nhelm rollback uploads 41\n```', ['mitigated']],
  [[REPORT, 'sam: looking'], 'sam: on it\n```\nkubectl get pods\n```', ['note']],
  [[REPORT], 'sam: scaled the importer to 0', ['mitigated']],
  [[REPORT], 'sam: The flag is at 0%.', ['mitigated']],
  [[REPORT], 'sam: Habe den Schlüssel von Hand erneuert und nginx neu geladen', ['mitigated']],
  [[REPORT], 'sam: удалил старый слот', ['mitigated']],
  [[REPORT], 'sam: same for me, adding a file and saving gives me an error', ['detected']],
  [[REPORT], 'sam: Pausing the importer changed nothing', ['note']],
  [[REPORT], 'sam: i rotated the bucket key at 10:55 as planned', ['note']],
  [[REPORT], 'sam: roll back please', ['note']],
  [[REPORT, 'sam: we can roll back, ok?'], 'maya: approved, do it', ['note']],
  [[REPORT], 'sam: アプリを再起動しましょう。', ['note']],
  [[REPORT], 'sam: フェイルオーバーが11:02に発生していました。', ['note']],
  [[REPORT], 'sam: Incident P1, nobody can upload', ['declared']],
  [[REPORT], 'sam: this is SEV2 imo', ['declared']],
  [[REPORT], 'sam: ich rufe dann mal offiziell einen Vorfall aus, Stufe 2', ['declared']],
  [[REPORT, ACTION], 'maya: uploads load again for me', ['mitigated']],
  [[REPORT, ACTION], 'maya: im in again', ['mitigated']],
  [[REPORT, ACTION], 'maya: 60k left', ['mitigated']],
  [[REPORT, ACTION], 'maya: success rate 89% and rising', ['mitigated']],
  [[REPORT, ACTION], 'maya: schon viel besser, Antworten unter 1 Sekunde', ['mitigated']],
  [[REPORT, ACTION], 'maya: kann ich bestätigen, Hochladen und Teilen funktionieren', ['mitigated']],
  [[REPORT, ACTION], 'maya: файлы снова загружаются, ошибок нет', ['mitigated']],
  [[REPORT, ACTION], 'maya: アップロードできるようになりました！', ['mitigated']],
  [[REPORT, ACTION], 'maya: pérdida 0%, la app responde bien', ['mitigated']],
  [[REPORT, ACTION], 'maya: back at 94%', ['mitigated']],
  [[REPORT, ACTION], 'maya: p95 down to 400ms', ['mitigated']],
  [[REPORT, ACTION], 'maya: cluster green', ['mitigated']],
  [[REPORT, ACTION], 'maya: works for me', ['mitigated']],
  [[REPORT, ACTION], 'maya: Alles erledigt. Kann zu.', ['mitigated', 'resolved']],
  [[REPORT], 'sam: neuer Schlüssel ist eingetragen, Job neu angestoßen', ['mitigated']],
  [[REPORT], 'sam: Ich stufe das als P2 ein', ['declared']],
  [[REPORT, ACTION], 'sam: lag 0. all delivered, nothing lost. closing', ['note', 'resolved']],
  [[REPORT, ACTION], 'sam: ok closing.', ['resolved']],
  [[REPORT, ACTION], 'sam: Resolving.', ['resolved']],
  [[REPORT, ACTION], 'sam: status page updated, done here', ['resolved']],
  [[REPORT, ACTION], 'sam: 復旧とします。', ['resolved']],
  [[REPORT], 'sam: it is purge_sessions.php, started from cron at 10:45 and deleting rows', ['identified']],
  [[REPORT], 'sam: `kubectl set image deploy/api api=api:41` and it restarts', ['mitigated']],
  [[REPORT], 'sam: snapctl import --from old --into new', ['mitigated']],
  [[REPORT], 'sam: cachectl drain node-2 && cachectl restart node-2', ['mitigated']],
  [[REPORT], 'sam: experiment `grid_v2` set to 0%', ['mitigated']],
  [[REPORT], 'sam: took node-2 out of the pool', ['mitigated']],
  [[REPORT], 'sam: old key is active on all nodes', ['mitigated']],
  [[REPORT], 'sam: Schlüssel importiert und Dienst durchgestartet', ['mitigated']],
  [[REPORT], 'sam: déployé, et je lance le rattrapage', ['mitigated']],
  [[REPORT, ACTION], 'maya: all 90 files re-sent, everybody has his own again', ['mitigated']],
  [[REPORT, ACTION], 'maya: новых жалоб нет', ['mitigated']],
  [[REPORT, ACTION], 'maya: les fichiers s’affichent de nouveau', ['mitigated']],
  [[REPORT, ACTION], 'maya: Die ersten Dateien kommen an!', ['mitigated']],
  [[REPORT, ACTION], 'maya: new uploads are 200 again woohoo', ['mitigated']],
  [[REPORT, ACTION], 'maya: files load for me', ['mitigated']],
  [[REPORT, ACTION], 'maya: the lockout has been lifted at 14:05', ['resolved']],
  [[REPORT], 'sam: I am raising this as a Priority 1', ['declared']],
  [[REPORT], 'sam: Ich mache ein P1 auf', ['declared']],
  [[REPORT], 'sam: je prends l’incident, c’est un P2', ['declared']],
  [[REPORT], 'sam: we rotated the upload keys overnight under CHG-12', ['note']],
  [[REPORT], 'sam: right, so we never raised the limit for the new shop', ['identified']],
  [[REPORT], 'sam: and we sign with the old key so the rotation broke every client', ['identified']],
  [[REPORT], 'sam: ah oui, le délai est passé à 60 dans le commit de mardi', ['identified']],
  [[REPORT], 'sam: cleaning up: snapctl prune --older 30 --all', ['mitigated']],
  [[], 'maya: la liste des albums reste vide', ['detected']],
  [[], 'maya: in der Warteschlange stapeln sich die Bilder', ['detected']],
  [[], 'maya: albums are frozen at 09:50 for people', ['detected']],
  [[REPORT, ACTION], 'maya: files are being processed', ['mitigated']],
  [[REPORT, ACTION], 'maya: data flowing: 40/s', ['mitigated']],
  [[REPORT, ACTION], 'maya: 61% used and falling', ['mitigated']],
  [[REPORT], 'sam: ok got it. the gateway keeps the old key for 12h', ['identified']],
]

describe('what a sentence does', () => {
  /** The reader is learned: of what it is shown here it may misread a few. */
  test('of sentences that say it in their own way nearly all are read', () => {
    const misread = CASES.filter(([talk, line, phases]) => phasesOf(...talk, line).join() !== phases.join())
    expect(misread.length, JSON.stringify(misread)).toBeLessThanOrEqual(CASES.length * 0.06)
  })

  test('an alert is one by its name and its limit', () => {
    const thread = threadOf(REPORT)
    const [first] = thread.messages
    if (!first) throw new Error('no message')
    for (const text of ['UploadErrorRateHigh', '5xx ratio is 7.4% (threshold 2% for 5m)', '#812 DiskFull on db-1'])
      expect(readThread({ ...thread, messages: [{ ...first, text, bot: true }] }).events[0]?.kind, text).toBe('alert')
  })

  test('a command below another needs no option', () => {
    const said = readThread(
      threadOf(REPORT, 'sam: done:\nkeyctl -importcert -file a.pem\nsystemctl restart uploads'),
    ).events
    expect(said.at(-1)?.said.code).toEqual(['keyctl -importcert -file a.pem', 'systemctl restart uploads'])
    const led = readThread(threadOf(REPORT, 'sam: cleaning up: snapctl prune --older 30 --all')).events
    expect(led.at(-1)?.said).toMatchObject({ text: 'cleaning up:', code: ['snapctl prune --older 30 --all'] })
  })

  test('certificates of clients hit nobody', () => {
    const events = readThread(threadOf(REPORT, 'sam: we rotated the 4 client certificates overnight')).events
    expect(events.at(-1)?.kind).not.toBe('impact')
  })

  test('what is celebrated opens no incident', () => {
    const talk = ['maya: shop 9 is open to all 🎉🎉', 'sam: uploads fail with 503 since', 'sam: declaring sev2', ACTION]
    const phases = readThread(threadOf(...talk)).events.map(({ phase, said }) => [said.index, phase])
    expect(phases).not.toContainEqual([0, 'detected'])
    expect(phases).toContainEqual([1, 'detected'])
  })

  test('what opens the thread of an incident reports it', () => {
    const talk = [
      'maya: support here, 31 tickets since noon from people whose filters vanish',
      'sam: declaring sev2',
      ACTION,
    ]
    expect(readThread(threadOf(...talk)).events[0]).toMatchObject({ kind: 'report', phase: 'detected' })
  })
})

describe('causes', () => {
  const causesOf = (...talk: string[]) =>
    accountOfThread(threadOf(...talk), null)?.incident?.causes.map(({ role, text }) => [role, text])

  test('what was said last before something helped is taken', () => {
    const talk = [
      REPORT,
      'sam: so the new validator assumes that every file has an owner',
      'maya: roll back please',
      'sam: rolled back to 4.1',
      'maya: uploads work again',
    ]
    expect(causesOf(...talk)).toEqual([['root', 'so the new validator assumes that every file has an owner']])
  })

  test('of a message that tells several things, the longest', () => {
    const talk = [
      REPORT,
      'sam: the new validator assumes that every file has an owner. my tests only had files with one',
      ACTION,
      'maya: uploads work again',
    ]
    expect(causesOf(...talk)).toEqual([['root', 'the new validator assumes that every file has an owner.']])
  })

  test('words of any subject tie no guess to what is said of another', () => {
    const talk = [
      REPORT,
      'sam: is it the one disk?',
      'maya: hm',
      'maya: could it be the migration of yesterday?',
      'sam: no, that one ran elsewhere',
      ACTION,
      'maya: uploads work again',
    ]
    expect(causesOf(...talk)).toContainEqual([
      'false-lead',
      'could it be the migration of yesterday? no, that one ran elsewhere',
    ])
  })

  test('one that was told is preferred', () => {
    const talk = [
      REPORT,
      'sam: root cause: the disk of the cache node was full of old snapshots',
      'maya: the snapshots are 40 GB each and there are nine of them',
      'sam: deleted the old snapshots',
      'maya: uploads work again',
    ]
    expect(causesOf(...talk)?.map(([role]) => role)).toEqual(['root'])
    expect(causesOf(...talk)?.[0]?.[1]).toMatch(/^root cause/)
  })

  test.each<[string, string, string]>([
    [
      'is it the vpn?',
      'Not vpn, im in the office and get it too',
      'is it the vpn? Not vpn, im in the office and get it too',
    ],
    [
      'could it be kafka? i see one broker out of the ISR',
      'kafka is fine, that broker is being replaced',
      'could it be kafka? kafka is fine, that broker is being replaced',
    ],
    [
      'My first guess was the reindex that we began at noon.',
      'Pausing the reindex changed nothing',
      'My first guess was the reindex that we began at noon. Pausing the reindex changed nothing',
    ],
    [
      'проверьте, может архивация сломалась?',
      'архивация работает, не она',
      'проверьте, может архивация сломалась? архивация работает, не она',
    ],
  ])('"%s" is refuted by "%s"', (guess, refuted, text) => {
    expect(causesOf(REPORT, `sam: ${guess}`, `maya: ${refuted}`, ACTION, 'maya: all good again')).toContainEqual([
      'false-lead',
      text,
    ])
  })

  test.each([
    ['uploader stuck?', 'nah, that one is done since noon'],
    ['disk 4 suspected, it had a warning yesterday', 'nope disk 4 is healthy'],
    ['my gut says that the shards are too small for this', 'scratch that, shards are half empty'],
    ['could it be the mirror?', 'no, same when I ask the origin'],
    ['so is it the forum update of last night?', 'don’t think so, that has been fine all day'],
  ])('"%s" is answered by "%s"', (guess, refuted) => {
    const causes = causesOf(REPORT, `sam: ${guess}`, `maya: ${refuted}`, ACTION, 'maya: all good again')
    expect(causes?.map(([role]) => role)).toEqual(['false-lead'])
    expect(causes?.[0]?.[1]).toContain(refuted.slice(-12))
  })

  test.each(['not me, I am off until monday', 'hm p99 still 850. not better'])('"%s" refutes nothing', (line) => {
    expect(causesOf(REPORT, ACTION, `sam: ${line}`, 'maya: all good again')).toEqual([])
  })

  test.each([
    'Zuerst dachte ich an den Umbau von gestern, aber der liefert sauber aus. Daran liegt es nicht.',
    'pensé que era el firewall nuevo pero no, el tráfico ni llega ahí',
    'first thought was the deploy, not that',
  ])('"%s" refutes itself', (line) => {
    expect(causesOf(REPORT, `sam: ${line}`, ACTION, 'maya: all good again')).toContainEqual(['false-lead', line])
  })
})
