import { expect, test } from 'vitest'
import { threadOfCase } from '@/tests/factories/thread-cases'
import { actionsOfThread } from './thread-actions'
import { eventsOfThread } from './thread-events'

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
  return actionsOfThread(eventsOfThread(thread), thread.participants).map(({ draft }) => [draft.title, draft.owner])
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
  [['sam: 復旧とします。'], []],
  [['sam: can we close this?', 'maya: yes'], []],
  [['sam: could you tell me when it is back?'], []],
])('%s', (talk, items) => {
  expect(itemsOf(...talk)).toEqual(items)
})

test('a name of two words is spoken to by both', () => {
  const text = [
    'channel: ops\ndate: 2025-03-04',
    '@@ 11:00 Maya Chen\nuploads fail with 503',
    '@@ 11:10 Sam Lee\nrestarted the api, all resolved',
    '@@ 11:20 Maya Chen\n@Sam Lee please add the upload rate to the dashboard',
  ].join('\n')
  const thread = threadOfCase(text)
  expect(actionsOfThread(eventsOfThread(thread), thread.participants)).toMatchObject([
    { draft: { title: 'Add the upload rate to the dashboard', owner: 'Sam Lee' } },
  ])
})
