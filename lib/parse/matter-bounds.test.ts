import { describe, expect, it } from 'vitest'
import { parseSource } from './parse-source'

const post = (body: string, resolved = 'true') => `---
title: Search is slow in port2
date: 2023-04-05T06:10:00Z
resolved: ${resolved}
resolvedWhen: 2023-04-05T09:45:00Z
# Possible severity levels: down, disrupted, notice
severity: disrupted
affected:
  - Search
  - Index/port2
section: issue
---

${body}
`

describe('a post of a status page with front matter', () => {
  it('gives its log title, bounds, severity and systems', () => {
    const { format, documents } = parseSource(
      post(`*Resolved* - Search is fast again. {{< track "2023-04-05T09:45:00Z" >}}

*Investigating* - Search is slow. {{< track "2023-04-05T06:40:00Z" >}}`),
    )
    const [document] = documents
    expect(format).toBe('status-report')
    expect(document?.title).toBe('Search is slow in port2')
    expect(document?.incident).toMatchObject({ severity: 'disrupted', impact: { affected: ['Search', 'Index/port2'] } })
    expect(document?.incident?.windows).toMatchObject([
      { startedAt: '2023-04-05T06:10:00Z', resolvedAt: '2023-04-05T09:45:00Z' },
    ])
    expect(document?.body).toContain('section: issue')
  })

  it('gives them to a post in prose as well', () => {
    const [document] = parseSource(post('A shard of the index was lost; it has been built anew.')).documents
    expect(document?.title).toBe('Search is slow in port2')
    expect(document?.incident?.impact.affected).toEqual(['Search', 'Index/port2'])
    expect(document?.incident?.windows).toMatchObject([
      { startedAt: '2023-04-05T06:10:00Z', resolvedAt: '2023-04-05T09:45:00Z' },
    ])
  })

  it('has no end while it is not resolved', () => {
    const [document] = parseSource(post('The index is built anew.', 'false')).documents
    expect(document?.incident?.windows[0]?.resolvedAt).toBeNull()
  })
})
