import { expect, test } from 'vitest'
import { threadOfCase } from '@/tests/factories/thread-cases'
import { actionsOfThread } from './thread-actions'
import { readThread } from './thread-events'

/** The titles and owners of what is said once an outage is over; `talk`: messages as "name: text". */
function itemsOf(...talk: string[]): [title: string, owner: string | null][] {
  const messages = talk.map((line, index) => {
    const [name = '', ...text] = line.split(': ')
    return `@@ 11:${30 + index} ${name}\n${text.join(': ')}`
  })
  const before = [
    '@@ 11:00 maya\nuploads fail with 503',
    '@@ 11:10 sam\nrestarted the api',
    '@@ 11:20 sam\nall resolved',
  ]
  const thread = threadOfCase(`channel: ops\ndate: 2025-03-04\n${[...before, ...messages].join('\n')}`)
  return actionsOfThread(readThread(thread).events, thread.participants).map(({ draft }) => [draft.title, draft.owner])
}

test.each<[string[], [string, string | null][]]>([
  [['maya: gonna document the restart order'], [['Document the restart order', 'maya']]],
  [['maya: ill add a probe for the upload path'], [['Add a probe for the upload path', 'maya']]],
  [['maya: note to self: rotate the bucket keys by script'], [['Rotate the bucket keys by script', 'maya']]],
  [['maya: todo: cap the upload size (me)'], [['Cap the upload size', 'maya']]],
  [
    ['maya: action item for the storage team (@deepak): warn us before a migration'],
    [['Warn us before a migration', 'deepak']],
  ],
  [
    ['maya: Actions from me: 1) limit retries per client 2) remove the old bucket'],
    [
      ['Limit retries per client', 'maya'],
      ['Remove the old bucket', 'maya'],
    ],
  ],
  [
    ['sam: could someone give the batch jobs a pool of their own?'],
    [['Give the batch jobs a pool of their own', null]],
  ],
  [
    ['sam: maya could you check whether the mobile app retries too?'],
    [['Check whether the mobile app retries too', 'maya']],
  ],
  [
    ['sam: need a second person on the rota at night. @maya can you own that?'],
    [['A second person on the rota at night', 'maya']],
  ],
  [
    ['sam: an alert on upload errors would have told us an hour earlier. ill do that tomorrow'],
    [['An alert on upload errors would have told us an hour earlier', 'sam']],
  ],
  [['sam: we should alert on upload errors', 'maya: i can take that'], [['Alert on upload errors', 'maya']]],
  [
    ['sam: and the worker needs to reconnect after a failover, making a jira for it'],
    [['The worker needs to reconnect after a failover', 'sam']],
  ],
  [
    ['sam: the cron stays off until then, I’ll leave a comment in the chart'],
    [['Leave a comment in the chart', 'sam']],
  ],
  [
    ['sam: Ich ergänze morgen den Alarm für abgelaufene Schlüssel'],
    [['Ergänze morgen den Alarm für abgelaufene Schlüssel', 'sam']],
  ],
  [
    ['sam: Wir brauchen eine Warnung vor dem Ablauf. Wer macht das?', 'maya: mach ich'],
    [['Eine Warnung vor dem Ablauf', 'maya']],
  ],
  [['sam: завтра поставлю лимит на размер журнала'], [['Поставлю лимит на размер журнала', 'sam']]],
  [['sam: 訓練を毎月実施するべきだと思います。'], [['訓練を毎月実施するべきだと思います', null]]],
  [['sam: maya please write up why one node takes it down'], [['Write up why one node takes it down', 'maya']]],
  [
    ['sam: @maya would be great if you could add an alert on idle sessions'],
    [['Add an alert on idle sessions', 'maya']],
  ],
  [['sam: TODO mails of the bank go into our tickets (maya)'], [['Mails of the bank go into our tickets', 'maya']]],
  [['sam: me: move the key out of the job'], [['Move the key out of the job', 'sam']]],
  [['maya: still on my list: a probe for dead importers'], [['A probe for dead importers', 'maya']]],
  [['sam: TODO(maya): cache the thumbnails'], [['Cache the thumbnails', 'maya']]],
  [['sam: will sort out the loop tomorrow morning'], [['Sort out the loop', 'sam']]],
  [
    ['sam: @maya let’s show a notice in the app when uploads lag, can you own it?'],
    [['Show a notice in the app when uploads lag', 'maya']],
  ],
  [
    ['sam: the old bucket goes in March, so this has to be done: @maya please move the avatars by March 9'],
    [['Move the avatars', 'maya']],
  ],
  [['sam: would be lovely to have an upload test on a real phone'], [['Have an upload test on a real phone', null]]],
  [
    ['maya: the reindex is started, i’ll babysit it until noon'],
    [['The reindex is started, i’ll babysit it until noon', 'maya']],
  ],
  [
    ['sam: for next time: the release list gets a line on bucket limits. @maya that’s yours please'],
    [['For next time: the release list gets a line on bucket limits', 'maya']],
  ],
  [['sam: I owe the shops a mail about the lost files'], [['I owe the shops a mail about the lost files', 'sam']]],
  [['sam: Maya, kannst du bitte das Limit ins Handbuch aufnehmen?'], [['Das Limit ins Handbuch aufnehmen', 'maya']]],
  [['sam: maya, tu peux demander un quota plus grand ?'], [['Demander un quota plus grand', 'maya']]],
  [['sam: i’d like us to rehearse the restore'], [['Rehearse the restore', null]]],
  [['sam: ещё надо бы график длины очереди'], [['График длины очереди', null]]],
  [['sam: надо проверять размер журнала, maya заведи задачу пожалуйста'], [['Проверять размер журнала', 'maya']]],
  [
    ['sam: We need a brake in the importer. I’ll take that to the importer team.'],
    [['A brake in the importer', 'sam']],
  ],
  [['sam: and i guess we want an alarm when uploads fail'], [['An alarm when uploads fail', null]]],
  [
    ['sam: should we do uploads in two steps so that nothing is half done?'],
    [['Do uploads in two steps so that nothing is half done', null]],
  ],
  [
    ['sam: next steps\n- maya: tests with odd file names\n- find out why the alert was late'],
    [
      ['Tests with odd file names', 'maya'],
      ['Find out why the alert was late', null],
    ],
  ],
  [
    ['sam: yeah, i’ll switch the script to two steps this weekend'],
    [['Switch the script to two steps this weekend', 'sam']],
  ],
  [['sam: je m’occupe d’ajouter un test du délai'], [['Ajouter un test du délai', 'sam']]],
  [['sam: I need to add a check for the owner to the build'], [['Add a check for the owner to the build', 'sam']]],
  [['sam: I’d volunteer to put the check into the hook'], [['Put the check into the hook', 'sam']]],
  [['sam: Maya, would you mind telling the ten shops?'], [['Telling the ten shops', 'maya']]],
  [
    ['sam: can we also get monitoring on the old gateway itself?'],
    [['Get monitoring on the old gateway itself', null]],
  ],
  [['sam: AI for maya: limit the size of covers'], [['Limit the size of covers', 'maya']]],
  [
    ['sam: Actions as agreed: 1) Maya — failed uploads page us. 2) Sam — a template for all shops, no guessing.'],
    [
      ['Failed uploads page us', 'maya'],
      ['A template for all shops, no guessing', 'sam'],
    ],
  ],
  [
    ['sam: Maya, the base image has to get this setting for good, otherwise it is back at the next rebuild'],
    [['The base image has to get this setting for good, otherwise it is back at the next rebuild', 'maya']],
  ],
  [
    ['maya: the script should stop when the list is much shorter than yesterday. I’ll put that in before Sunday'],
    [['The script should stop when the list is much shorter than yesterday', 'maya']],
  ],
  [
    ['sam: somebody has to tell the payment people before the next event. Maya would you mind doing that each time?'],
    [['Tell the payment people before the next event', 'maya']],
  ],
  [['sam: should we close this?'], []],
  [['sam: 復旧とします。'], []],
  [['sam: can we close this?', 'maya: yes'], []],
  [['sam: could you tell me when it is back?'], []],
])('%s', (talk, items) => {
  expect(itemsOf(...talk)).toEqual(items)
})

test.each<[string, string | null]>([
  ['@Sam Lee (storage) please add the upload rate', 'Sam Lee (storage)'],
  ['Sam, could you get us the upload rate on a page?', 'Sam Lee (storage)'],
  ['Actions:\n1. Deepak to add the upload rate', 'Rao, Deepak'],
  ['Lee to add the upload rate', null],
])('whom "%s" names', (asked, owner) => {
  const talk = [
    ['Maya Chen', 'uploads fail with 503'],
    ['Sam Lee (storage)', 'restarted the api'],
    ['Lee, Anna', 'looks good'],
    ['Rao, Deepak', 'all resolved'],
    ['Maya Chen', asked],
  ]
  const lines = talk.map(([name, text], index) => `@@ 11:0${index} ${name}\n${text}`)
  const thread = threadOfCase(`channel: ops\ndate: 2025-03-04\n${lines.join('\n')}`)
  expect(actionsOfThread(readThread(thread).events, thread.participants)[0]?.draft.owner ?? null).toBe(owner)
})

test('a name of two words is spoken to by both', () => {
  const text = [
    'channel: ops\ndate: 2025-03-04',
    '@@ 11:00 Maya Chen\nuploads fail with 503',
    '@@ 11:10 Sam Lee\nrestarted the api, all resolved',
    '@@ 11:20 Maya Chen\n@Sam Lee please add the upload rate to the dashboard',
  ].join('\n')
  const thread = threadOfCase(text)
  expect(actionsOfThread(readThread(thread).events, thread.participants)).toMatchObject([
    { draft: { title: 'Add the upload rate to the dashboard', owner: 'Sam Lee' } },
  ])
})
