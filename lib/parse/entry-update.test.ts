import { expect, test } from 'vitest'
import { parseSource } from './parse-source'

test('items that are one update each are one event: the state before the title, the time in a zone of RFC 822', () => {
  const { documents } =
    parseSource(`<?xml version="1.0"?><rss version="2.0"><channel><title>Queue Service Status</title>
<item><title><![CDATA[Service is operating normally: [RESOLVED] Late messages]]></title>
<pubDate>Wed, 18 Jan 2023 09:05:00 PST</pubDate><guid>https://status.example.test/#q_2</guid>
<description><![CDATA[Between 7:10 AM and 8:50 AM PST messages were late. The issue has been resolved.]]></description></item>
<item><title><![CDATA[Informational message: Late messages]]></title>
<pubDate>Wed, 18 Jan 2023 07:40:00 PST</pubDate><guid>https://status.example.test/#q_1</guid>
<description><![CDATA[We are investigating late messages.]]></description></item></channel></rss>`)
  expect(documents.map(({ title, externalId }) => [title, externalId])).toEqual([
    ['Late messages', 'statuspage:unknown/q_1'],
  ])
  expect(documents.map(({ incident }) => incident?.statusUpdates.map(({ at, state }) => [at, state]))).toEqual([
    [
      ['2023-01-18T15:40:00Z', 'investigating'],
      ['2023-01-18T17:05:00Z', 'resolved'],
    ],
  ])
  expect(documents[0]?.incident?.windows[0]?.resolvedAt).toBe('2023-01-18T17:05:00Z')
})

const item = (title: string, at: string, text: string) =>
  `<item><title>${title}</title><pubDate>${at}</pubDate><guid>#${at}</guid><description>${text}</description></item>`
const feed = (...items: string[]) =>
  `<rss version="2.0"><channel><title>Queue Service Status</title>${items.join('\n')}</channel></rss>`

test('an event ends where it was resolved; the next of the same name is another, and so is one of days before', () => {
  const { documents } = parseSource(
    feed(
      item('Service is operating normally: [RESOLVED] Late mail', 'Wed, 18 Jan 2023 12:00:00 PST', 'It is over.'),
      item('Informational message: Late mail', 'Wed, 18 Jan 2023 11:00:00 PST', 'We are investigating late mail.'),
      item(
        'Service is operating normally: [RESOLVED] Late mail',
        'Wed, 18 Jan 2023 08:00:00 PST',
        'The issue has been resolved.',
      ),
      item('Informational message: Late mail', 'Wed, 18 Jan 2023 07:00:00 PST', 'We are investigating late mail.'),
      item('Informational message: Late mail', 'Mon, 02 Jan 2023 07:00:00 PST', 'We are investigating late mail.'),
    ),
  )
  expect(documents.map(({ incident }) => incident?.statusUpdates.length)).toEqual([2, 2, 1])
})

test('an entry tells of nothing later than itself: a clock time is of the evening before', () => {
  const { documents } = parseSource(
    feed(
      item(
        'Service is operating normally: [RESOLVED] Hot hosts',
        'Fri, 13 Jan 2023 04:18:35 PST',
        'Beginning at 8:36 PM PST some hosts were too hot. The chillers were restored at 11:21 PM PST. By 2:30 AM PST, most hosts had recovered. The issue was caused by a control system failure.',
      ),
    ),
  )
  expect(documents[0]?.incident?.timeline.map(({ at }) => at)).toEqual([
    '2023-01-13T04:36:00Z',
    '2023-01-13T07:21:00Z',
    '2023-01-13T10:30:00Z',
    '2023-01-13T12:18:35Z',
  ])
})

test('markup that is escaped once more within CDATA holds the updates', () => {
  const stamped = (day: number, time: string, state: string, text: string) =>
    `&lt;p&gt;&lt;small&gt;Sep &lt;var data-var=&#039;date&#039;&gt; ${day}&lt;/var&gt;, &lt;var data-var=&#039;time&#039;&gt;${time}&lt;/var&gt; GMT+0&lt;/small&gt;&lt;br&gt;&lt;strong&gt;${state}&lt;/strong&gt; -\n  ${text}&lt;/p&gt;`
  const { documents } =
    parseSource(`<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Quay Status - Incident history</title><link>https://status.quay.test</link>
<item><title>Slow pulls</title><description>Sep 4, 18:27:54 GMT+0 - Monitoring - Pulls are slow.</description>
<content:encoded><![CDATA[<p><strong>Duration:</strong> 2 hours</p>
${stamped(4, '18:27:54', 'Monitoring', 'Pulls are slow.')}
${stamped(4, '20:52:58', 'Resolved', 'Pulls are fast.')}
]]></content:encoded><pubDate>Fri, 4 Sep 2026 18:27:54 +0000</pubDate><link>https://status.quay.test/incident/ab12</link></item></channel></rss>`)
  expect(documents[0]?.incident).toMatchObject({
    status: 'resolved',
    statusUpdates: [
      { at: '2026-09-04T18:27:54Z', state: 'monitoring', text: 'Pulls are slow.' },
      { at: '2026-09-04T20:52:58Z', state: 'resolved', text: 'Pulls are fast.' },
    ],
  })
})

test('an entry that states when the incident began and ended bounds the impact', () => {
  const { documents } = parseSource(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Cloud updates</title>
<entry><id>tag:cloud.example.test,2024:9</id><title>RESOLVED: Builds fail in south1</title>
<updated>2024-02-06T20:15:00+00:00</updated><summary type="html">&lt;p&gt;Incident began at &lt;strong&gt;2024-02-06 10:30&lt;/strong&gt; and ended at &lt;strong&gt;2024-02-06 12:00&lt;/strong&gt; &lt;span&gt;(all times are &lt;strong&gt;US/Pacific&lt;/strong&gt;).&lt;/span&gt;&lt;/p&gt;&lt;p&gt;Builds run again.&lt;/p&gt;</summary></entry></feed>`)
  expect(documents[0]?.title).toBe('Builds fail in south1')
  expect(documents[0]?.incident?.windows[0]).toMatchObject({
    startedAt: '2024-02-06T18:30:00Z',
    resolvedAt: '2024-02-06T20:00:00Z',
  })
})

test('the feed of a blog is none of a status page', () => {
  const { documents } = parseSource(`<rss version="2.0"><channel><title>Notes</title><item>
<title>Update: our new office</title><description>We moved.</description></item></channel></rss>`)
  expect(documents).toEqual([])
})

test('of a feed that is called a status, each item is an update of its page’s incident, wherever its title has the state', () => {
  const { documents } =
    parseSource(`<rss version="2.0"><channel><title>Pier status</title><link>https://status.pier.test/</link>
<item><title>API - Resolved: Slow answers</title><link>https://status.pier.test/incident/5</link><pubDate>Fri, 07 Jun 2024 11:20:00 -0000</pubDate><description>Answers are fast again.</description></item>
<item><title>API - Degraded: Slow answers</title><link>https://status.pier.test/incident/5</link><pubDate>Fri, 07 Jun 2024 10:05:00 -0000</pubDate><description>Answers are slow. We are investigating.</description></item>
</channel></rss>`)
  expect(documents.map(({ incident }) => incident?.statusUpdates.map(({ at, state }) => [at, state]))).toEqual([
    [
      ['2024-06-07T10:05:00Z', 'investigating'],
      ['2024-06-07T11:20:00Z', 'resolved'],
    ],
  ])
})

const clocked = (
  ...updates: [string, string][]
) => `<feed xmlns="http://www.w3.org/2005/Atom"><title>Chat status</title><entry>
<id>tag:status.example.test,2005:Incident/4</id><title>Incident: Messages are late</title>
<published>2026-01-19T15:23:00-08:00</published><updated>2026-01-20T09:34:00-08:00</updated>
<content type="html">${updates.map(([at, text]) => `&lt;p&gt;&lt;small&gt;${at}&lt;/small&gt; ${text}&lt;/p&gt;`).join('')}</content></entry></feed>`

test('times without a day are of the days from when the entry was published to when it was changed', () => {
  const instants = (...updates: [string, string][]) =>
    parseSource(clocked(...updates)).documents[0]?.incident?.statusUpdates.map(({ at }) => at)
  expect(
    instants(['3:23pm PST', 'Messages are late.'], ['11:50pm PST', 'Still so.'], ['9:34am PST', 'It is resolved.']),
  ).toEqual(['2026-01-19T23:23:00Z', '2026-01-20T07:50:00Z', '2026-01-20T17:34:00Z'])
  expect(instants(['9:34am PST', 'It is resolved.'], ['3:23pm PST', 'Messages are late.'])).toEqual([
    '2026-01-19T23:23:00Z',
    '2026-01-20T17:34:00Z',
  ])
  // what lies between has no day when the last is not where the entry ends
  expect(new Set(instants(['3:23pm PST', 'We are investigating.'], ['4:10pm PST', 'Still so.']))).toEqual(
    new Set(['2026-01-19T23:23:00Z', null]),
  )
})
