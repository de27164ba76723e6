import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSource } from './parse-source'
import { splitLog } from './split-log'

const date = fc
  .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) })
  .map(({ month, day }) => `2023-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
const what = fc.constantFrom('Search returns nothing', 'Mail is late', 'Login pages answer 502', 'Disk full on node 3')
const entry = fc.record({ date, what, dash: fc.constantFrom(' - ', ': ', ' – '), worded: fc.boolean() })

describe('a log of incidents', () => {
  test('is cut into one document per incident, each with its date and title, however the log is headed', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 2, maxLength: 8 }),
        fc.boolean(),
        fc.constantFrom('\n', '\r\n'),
        (entries, quarters, end) => {
          const level = quarters ? '###' : '##'
          const text = [
            '# Incident log',
            '',
            'All times are UTC.',
            '',
            ...entries.flatMap((one, index) => [
              ...(quarters && index % 3 === 0 ? ['## Q1 2023 (January-March)', ''] : []),
              `${level} ${one.worded ? `Incident on ${one.date}` : one.date}${one.dash}${one.what}`,
              '',
              '- **Impact**: some requests failed',
              '- **Review actions**:',
              '  - Add an alert',
              '',
            ]),
          ].join(end)
          const parts = splitLog(text) ?? []
          expect(parts.map(({ context }) => context.date)).toEqual(entries.map((one) => one.date))
          expect(parts.every(({ context }) => context.zone === 'UTC')).toBe(true)
          expect(new Set(parts.map(({ key }) => key)).size).toBe(entries.length)
          parts.forEach(({ start, end: to }, index) => {
            expect(text.slice(start, to)).toContain(entries[index]?.what)
            expect(start).toBeGreaterThanOrEqual(parts[index - 1]?.end ?? 0)
          })
          const { documents } = parseSource(text, { filename: 'log.md' })
          expect(documents.map(({ incident }) => incident?.on)).toEqual(entries.map((one) => one.date))
          expect(documents.every(({ incident }) => incident?.actionItems.length === 1)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('that grows keeps the keys of what it had', () => {
    const part = (on: string) => `## Incident on ${on} - Mail is late\n\n- **Impact**: late mails\n\n`
    const keys = (text: string) => splitLog(text)?.map(({ key }) => key)
    const before = keys(`# Log\n\n${part('2023-02-01')}${part('2023-01-01')}`)
    expect(keys(`# Log\n\n${part('2023-03-01')}${part('2023-02-01')}${part('2023-01-01')}`)?.slice(1)).toEqual(before)
  })

  test('in a table gives a document per row, with unknowns elsewhere', () => {
    const text =
      '# Outages\n\n| Date | Incident | Duration |\n|---|---|---|\n| 2024-01-03 | Login pages answer 502 | 14 min |\n| 2024-02-10 | Webhooks late | 2 h |\n'
    expect(
      parseSource(text, {}).documents.map(({ title, incident }) => [title, incident?.on, incident?.causes]),
    ).toEqual([
      ['Login pages answer 502', '2024-01-03', []],
      ['Webhooks late', '2024-02-10', []],
    ])
  })

  test('of whole accounts below each other is cut at their titles', () => {
    const account = (title: string) =>
      `# ${title}\n\n## Timeline\n- 10:00 UTC errors\n\n## Root cause\nA lock.\n\n## Action items\n- Remove it\n\n---\n\n`
    expect(splitLog(account('Shop down') + account('Mail down'))).toHaveLength(2)
  })
})

describe('what is one document stays one', () => {
  test.each([
    [
      'a postmortem of two outages',
      '# Two outages\n\n## Summary\nTwo.\n\n## Details\n\n### 2024-05-03 - first outage\n#### Timeline\n- 10:00 UTC errors\n#### Root cause\nA lock.\n\n### 2024-05-05 - second outage\n#### Timeline\n- 11:00 UTC errors\n#### Root cause\nThe lock.\n\n## Action items\n- Remove the lock\n',
    ],
    [
      'a timeline headed by days',
      '# Mail down\n\n## Timeline\n\n### 2024-05-03\n- 10:00 errors\n\n### 2024-05-04\n- 10:00 fixed\n\n## Impact\nNo mail.\n',
    ],
    [
      'a runbook of many alerts',
      `# Alerts\n\n${['A', 'B', 'C'].map((name) => `## Alert${name}\n\n### Meaning\nx\n\n### Impact\ny\n\n### Mitigation\nz\n`).join('\n')}`,
    ],
    ['a list of releases', '# Changes\n\n## 2024-01-02 - 1.0\n- New\n\n## 2024-02-02 - 1.1\n- More\n'],
    [
      'a timeline in a table',
      '# Mail down\n\n| Date | Event | Status |\n|---|---|---|\n| 2024-01-02 | alert | open |\n| 2024-01-03 | fixed | done |\n\n## Root cause\nA lock.\n',
    ],
  ])('%s', (_, text) => {
    expect(splitLog(text)).toBeNull()
  })
})

test('incidents that were added one level too deep are cut too; the times of an account are not', () => {
  const log = (below: string[]) =>
    [
      '# Incidents',
      '## 2025-02-09 - Baseline was written from the wrong side',
      '- Impact: reports misled',
      '- Root cause: two arguments swapped',
      '## 2025-02-01 - Scan of secrets failed',
      '- Impact: red builds',
      '- Root cause: shallow history',
      ...below,
    ].join('\n')
  const added = ['### 2025-02-12T20:01:26Z | Run ended early', '- Impact: none', '- Root cause: exit status']
  expect(splitLog(log([...added, ...added]))).toMatchObject([
    { context: { date: '2025-02-09' } },
    { context: { date: '2025-02-01' } },
    { context: { date: '2025-02-12' } },
    { context: { date: '2025-02-12' } },
  ])
  expect(splitLog(log(['### 2025-02-01 10:00 - Alert', 'Paged.', '### 2025-02-01 10:30 - Mended']))).toHaveLength(2)
})

test('a list with one incident so far has that incident’s title', () => {
  const text =
    '# Incidents\n\n## 2025-02-09 | Health check ends early\n\n- Severity: Medium.\n- Impact: no release\n- Root cause: a missing library\n'
  const [document] = parseSource(text, { filename: 'incidents.md' }).documents
  expect(document?.title).toBe('2025-02-09 | Health check ends early')
  expect(document?.incident).toMatchObject({ on: '2025-02-09', severity: 'Medium' })
})

describe('a log in another form', () => {
  const datesOf = (text: string) => splitLog(text)?.map(({ context }) => context.date) ?? null

  test('incidents with a number are cut; what stands behind the last stays with it', () => {
    const text =
      '# Host hangs\n\nIt hung twice.\n\n## Incident #1 - long run (2025-08-05)\n\n- Launch: 2025-08-04 18:16\n- Reboot: 2025-08-06 05:50\n\n## Incident #2 - short run (2025-08-07)\n\n- Launch: 2025-08-07 09:58\n\n## What both share\n\nNo errors.\n\n## Commands for an admin\n\n```bash\ndmesg -T\n```\n'
    expect(datesOf(text)).toEqual(['2025-08-05', '2025-08-07'])
    expect(text.slice(splitLog(text)?.[1]?.start)).toContain('dmesg')
    expect(parseSource(text, {}).documents.map(({ kind }) => kind)).toEqual(['incident', 'incident'])
  })

  test.each([
    '| Date | What broke | How detected | Fix commit |',
    '| Дата | Что случилось | Как заметили | Фикс |',
    '| Datum | Was passiert ist | Bemerkt durch | Behebung |',
    '| Fecha | Qué pasó | Aviso | Solución |',
  ])('a table with a remedy: %s', (header) => {
    const rows = '| 2025-04-17 | index stale | alert | AB-566 |\n| 2025-04-18 | queue full | test | AB-600 |\n'
    expect(datesOf(`# Incidents Log\n\n${header}\n|---|---|---|---|\n${rows}`)).toEqual(['2025-04-17', '2025-04-18'])
  })

  test('items of a list that begin with their day, a missing year being that of the item before', () => {
    const text =
      '# Server\n\n### Outage log (oldest first)\n\n* 21st of November 2021 20:15-22:29 UTC: A card did not fit.\n* 12th of December 2021 00:01-01:35 UTC: The service hung.\n* 9th of January 15:00 UTC: The disk froze.\n* Early June 2022: Certificates expired.\n'
    expect(datesOf(text)).toEqual(['2021-11-21', '2021-12-12', '2022-01-09', null])
    expect(datesOf(text.replace('Outage log (oldest first)', 'Timeline'))).toBeNull()
  })

  test('lines that are only a day, in a document that calls itself a list of reports', () => {
    const text =
      '# Node incident reports\n\n## September 2021\nSeptember 28, 2021\n**Relayer offline**\n\nNobody was there.\n\nSeptember 26, 2021\n* The node restarted.\n  * Symptom: downtime\n\nEarly Sept, 2021\n* Peers were lost.\n'
    expect(datesOf(text)).toEqual(['2021-09-28', '2021-09-26', null])
    expect(datesOf(text.replace('Node incident reports', 'Node was down'))).toBeNull()
  })

  test('what stands above "Incidents" and "Example incident" tells of the log, and the example is an entry', () => {
    const account =
      '#### Issue\nIt broke.\n#### Root cause\nA lock.\n#### Resolution\nRemoved it.\n#### Preventive measures\n- An alert\n\n'
    const text = `# Incident logs\n\n## Summary\nThis file keeps incidents.\n\n## Format\n1. Date\n2. Root cause\n\n## Example incident\n\n### Incident: Login slow\nDate: 2025-07-05\n\n${account}## Incidents\n\n### 2025-08-19 - Checkout fails\n\n${account}`
    expect(splitLog(text)).toHaveLength(2)
    expect(parseSource(text, {}).documents.map(({ incident }) => incident?.on)).toEqual(['2025-07-05', '2025-08-19'])
  })

  test('numbered incidents may give their day in a line below their name', () => {
    const part = (n: number, day: string) =>
      `### Incident ${n} - Le disque ${n} est plein\n**Date** : ${day}\n\n**Cause** :\nLes journaux.\n\n`
    const text = `# Journal des incidents\n\n## Semaine 1 (2 - 6 mars 2026)\n\n${part(1, '04/03/2026')}${part(2, '05/03/2026')}## Semaine 2 (9 - 13 mars 2026)\n\n${part(3, '13/03/2026')}`
    expect(parseSource(text).documents.map(({ title, incident }) => [title, incident?.on])).toEqual([
      ['Incident 1 - Le disque 1 est plein', '2026-03-04'],
      ['Incident 2 - Le disque 2 est plein', '2026-03-05'],
      ['Incident 3 - Le disque 3 est plein', '2026-03-13'],
    ])
  })

  test('a log of one day gives its day to each of its incidents', () => {
    const facts = (cause: string) =>
      `\n\n| | |\n|---|---|\n| **Symptôme** | Les tâches échouent |\n| **Cause** | ${cause} |\n| **Correction** | Redémarrage |\n\n`
    const text = `# Journal des incidents — 8 septembre 2026\n\n## Cache sans droits${facts('Créé par root')}## Noms non résolus${facts('Le démon')}`
    expect(parseSource(text).documents.map(({ title, incident }) => [title, incident?.on])).toEqual([
      ['Cache sans droits', '2026-09-08'],
      ['Noms non résolus', '2026-09-08'],
    ])
    const [report] = parseSource(text.replace('Journal des incidents', 'Rapport')).documents
    expect(report?.title).toContain('Rapport')
  })

  test('incidents numbered by year and number', () => {
    const part = (number: string, day: string) =>
      `## Incident #${number}\n\n**Date**: ${day}  \n**Severity**: HIGH  \n\n### Description\n\nThe queue was full.\n\n### Resolution\n\n1. Emptied it\n\n---\n\n`
    const text = `# Old incidents\n\nKept for learning.\n\n${part('2025-0007', 'March 08, 2025')}${part('2025-0012', 'April 09, 2025')}`
    expect(parseSource(text).documents.map(({ title, incident }) => [title, incident?.on])).toEqual([
      ['Incident #2025-0007', '2025-03-08'],
      ['Incident #2025-0012', '2025-04-09'],
    ])
    // a day is no number
    expect(splitLog(text.replaceAll('#2025-0007', '2025-03-08').replaceAll('#2025-0012', '2025-04-09'))).toHaveLength(2)
  })

  test('the only entry of a log is an incident with its own name', () => {
    const text =
      '# Changes log\n\nPurpose: a record of what broke.\n\nGuidelines:\n- Keep entries short.\n\n## Entries\n\n### 2026-02-03 — Builds fail on the new runner\n- **Symptom:** exit code 137\n- **Root cause:** too little memory\n'
    expect(parseSource(text).documents.map(({ title, incident }) => [title, incident?.on])).toEqual([
      [expect.stringContaining('Builds fail on the new runner'), '2026-02-03'],
    ])
    // the entries of one account's own log are its timeline
    expect(splitLog(text.replace('# Changes log', '# Builds were down').replace('## Entries', '## Log'))).toBeNull()
  })

  test('the only entry is one without a day in its name too, when what stands below tells of an incident', () => {
    const text =
      '# Incident log\n\nNewest first.\n\n## Entries\n\n### Half of the orders failed\n\n- **Date:** 2026-02-03\n- **Impact:** every second order was lost\n- **Root cause:** a stale upstream\n- **Fix:** reloaded the proxy\n'
    expect(parseSource(text).documents.map(({ title, incident }) => [title, incident?.on])).toEqual([
      ['Half of the orders failed', '2026-02-03'],
    ])
    expect(splitLog(text.replace(/- \*\*(?:Impact|Root cause|Fix).*\n/g, ''))).toBeNull()
  })

  const listed = (text: string) => parseSource(text).documents.map(({ title, incident }) => [title, incident?.on])

  test('a log of incidents whose headings are days with what happened, whatever stands below', () => {
    const text =
      '# Журнал инцидентов шлюза\n\n## 2026-02-03 — Почта не уходит\n\n**Диагноз:** очередь стоит.\n\n## 2026-02-01 — Вход не работает\n\n**Что:** ключ истёк.\n'
    expect(listed(text)).toEqual([
      [expect.stringContaining('Почта не уходит'), '2026-02-03'],
      [expect.stringContaining('Вход не работает'), '2026-02-01'],
    ])
    // of a journal of changes nothing says that they are incidents
    expect(splitLog(text.replace('Журнал инцидентов', 'Журнал работ'))).toBeNull()
  })

  test('incidents with numbers in two parts have the day of the heading above them', () => {
    const text =
      '# Base\n\n## Incidents\n\n### 2026-02-03 - night\n\n#### Incident 1.1: Mail is late\n- **Cause:** a full queue\n\n#### Incident 1.2: No login\n- **Cause:** an old key\n\n### 2026-02-05 - day\n\n#### Incident 2.1: No search\n- **Fix:** restarted it\n'
    expect(listed(text)).toEqual([
      [expect.stringContaining('Mail is late'), '2026-02-03'],
      [expect.stringContaining('No login'), '2026-02-03'],
      [expect.stringContaining('No search'), '2026-02-05'],
    ])
  })

  test('a day on which nothing was recorded is no incident', () => {
    const text =
      '# Incidents\n\nWhat went wrong here.\n\n## 2026-02-03\n- No incidents recorded in this cycle.\n\n## 2026-02-05\n- The nightly build failed.\n  - Root cause: a full disk.\n'
    expect(listed(text).map(([, on]) => on)).toEqual(['2026-02-05'])
  })

  test('rows of a table whose days have short years, the day first', () => {
    const text =
      '# Incident log – team of maya\n\n## Registro incidenti\n\n| ID | Data | Descrizione | Impatto | Stato |\n|---|---|---|---|---|\n| I1 | 22/04/25 | Accesso non funziona | Medio | Risolto |\n| I2 | 24/04/25 | Posta ferma | Alto | In corso |\n'
    expect(listed(text)).toEqual([
      ['Accesso non funziona', '2025-04-22'],
      ['Posta ferma', '2025-04-24'],
    ])
  })

  test('notes with an incident log of one entry so far', () => {
    const text =
      '# Project notes\n\nRead this first.\n\n## Incident log\n\n### 2026-02-03 - Wrong branch\n**Event**: a branch was merged too early.\n**Cause**: it began at the wrong commit.\n**Resolution**: taken back.\n\n## Style\n\nShort lines.\n'
    const { documents } = parseSource(text)
    expect(documents.map(({ title, incident }) => [title, incident?.on])).toEqual([
      [expect.stringContaining('Wrong branch'), '2026-02-03'],
    ])
    expect(documents[0]?.body).not.toContain('Short lines')
    // in an account of an incident such a heading is above its timeline
    expect(
      splitLog(text.replace('# Project notes', '# Incident of 2026-02-03').replace('## Style', '## Root cause')),
    ).toBeNull()
  })
})
