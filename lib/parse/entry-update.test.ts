import { expect, test } from 'vitest'
import { parseSource } from './parse-source'

test('an item that is one update has its state before the title and its time in a zone of RFC 822', () => {
  const { documents } =
    parseSource(`<?xml version="1.0"?><rss version="2.0"><channel><title>Queue Service Status</title>
<item><title><![CDATA[Service is operating normally: [RESOLVED] Late messages]]></title>
<pubDate>Wed, 18 Jan 2023 09:05:00 PST</pubDate><guid>https://status.example.test/#q_2</guid>
<description><![CDATA[Between 7:10 AM and 8:50 AM PST messages were late. The issue has been resolved.]]></description></item>
<item><title><![CDATA[Informational message: Late messages]]></title>
<pubDate>Wed, 18 Jan 2023 07:40:00 PST</pubDate><guid>https://status.example.test/#q_1</guid>
<description><![CDATA[We are investigating late messages.]]></description></item></channel></rss>`)
  expect(documents.map(({ title }) => title)).toEqual(['Late messages', 'Late messages'])
  expect(documents.map(({ incident }) => incident?.statusUpdates.map(({ at, state }) => [at, state]))).toEqual([
    [['2023-01-18T17:05:00Z', 'resolved']],
    [['2023-01-18T15:40:00Z', 'investigating']],
  ])
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

test('of a feed that is called a status, each item is an update, wherever its title has the state', () => {
  const { documents } =
    parseSource(`<rss version="2.0"><channel><title>Pier status</title><link>https://status.pier.test/</link>
<item><title>API - Resolved: Slow answers</title><link>https://status.pier.test/incident/5</link><pubDate>Fri, 07 Jun 2024 11:20:00 -0000</pubDate><description>Answers are fast again.</description></item>
<item><title>API - Degraded: Slow answers</title><link>https://status.pier.test/incident/5</link><pubDate>Fri, 07 Jun 2024 10:05:00 -0000</pubDate><description>Answers are slow. We are investigating.</description></item>
</channel></rss>`)
  expect(documents.map(({ incident }) => incident?.statusUpdates.map(({ at, state }) => [at, state]))).toEqual([
    [['2024-06-07T11:20:00Z', 'resolved']],
    [['2024-06-07T10:05:00Z', 'investigating']],
  ])
})
