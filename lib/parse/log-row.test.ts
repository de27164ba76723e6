import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'

const TABLE = `| Date | Incident | Duration | Severity | Root cause | Fix |
|---|---|---|---|---|---|
| 2024-02-03 | Cart loses items | 1.5h | P2 | Cache key without the tenant | Key changed in \`cart|v2\` |
| 2024-05-06 | Mails twice | 20 min | P3 | TBD | Worker restarted |
`

describe('a row of a table of incidents', () => {
  test('is read by the names of its columns', () => {
    const { documents } = parseSource(`# Incident history\n\n${TABLE}`)
    expect(documents.map(({ title }) => title)).toEqual(['Cart loses items', 'Mails twice'])
    const [cart, mails] = documents.map(({ incident }) => incident)
    expect(cart).toMatchObject({
      on: '2024-02-03',
      severity: 'P2',
      statedDuration: { minutes: 90 },
      causes: [{ role: 'root', text: 'Cache key without the tenant' }],
      actionItems: [],
      windows: [],
    })
    expect(mails).toMatchObject({ on: '2024-05-06', statedDuration: { minutes: 20 }, causes: [] })
    expect(documents[0]?.body).toContain('**Fix:**')
  })

  test('gives way to its long account below the table', () => {
    const text = `# Incident log

| Fecha | Síntoma | Causa | Acción |
|---|---|---|---|
| 2024-02-03 | El carro pierde productos | Clave de caché | Reinicio |
| 2024-05-06 | Correos dobles | Cola | Reinicio |

## Incident 2024-05-06 - Correos dobles

### Timeline (UTC)

| Hora | Evento |
|---|---|
| 10:05 | El primer cliente escribe |
| 10:25 | La cola se vacía |
`
    const { documents } = parseSource(text)
    expect(documents.map(({ incident }) => incident?.on)).toEqual(['2024-02-03', '2024-05-06'])
    expect(documents[0]?.incident?.actionItems).toEqual([])
    expect(documents[1]?.incident?.timeline.map(({ at }) => at)).toEqual([
      '2024-05-06T10:05:00Z',
      '2024-05-06T10:25:00Z',
    ])
  })

  test('with begin and end in a zone bounds the impact', () => {
    const text = `# Outage log

| Date | Outage | Start | End | Cause |
|---|---|---|---|---|
| 2024-02-03 | Search | 10:00 UTC | 11:30 UTC | A full disk |
| 2024-02-09 | Login | 10:00 | 10:20 | A late certificate |
`
    const [search, login] = parseSource(text).documents.map(({ incident }) => incident?.windows)
    expect(search).toMatchObject([{ startedAt: '2024-02-03T10:00:00Z', resolvedAt: '2024-02-03T11:30:00Z' }])
    expect(login).toEqual([])
  })

  test('does not take a runbook apart that remembers what has happened', () => {
    const text = `# Runbook: migrations

## Symptoms

- A migration stops with an error, and the deploy hangs behind it for as long as its lock is held by another session.

## Diagnosis

1. Look for the lock: \`select * from pg_locks\`. The oldest session that waits is the one that holds up the others.
2. Ask who runs it, and whether it may be ended; a backfill that somebody started by hand is the usual answer.

## Resolution

1. End the session: \`select pg_terminate_backend(4711)\`, then start the migration again from its first statement.
2. Split the migration when it rewrites a large table, so that none of its statements holds a lock for minutes.

## Before the next one

- Look at the size of every table that it touches, and at what else runs at that hour of the day.

## History

| Date | Error | Root cause | Fix |
|---|---|---|---|
| 2024-02-03 | Lock timeout | Backfill | Ended |
| 2024-02-09 | Lock timeout | Report | Ended |
`
    expect(parseSource(text).documents.map(({ kind }) => kind)).toEqual(['skill'])
  })
})
