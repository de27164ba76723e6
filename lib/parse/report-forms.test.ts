import { expect, test } from 'vitest'
import { parseSource } from './parse-source'

const read = (text: string) => {
  const [document] = parseSource(text).documents
  if (!document?.incident) throw new Error('no incident was read')
  return {
    ...document.incident,
    actionItems: document.incident.actionItems.map(({ title, owner, due, status }) => [title, owner, due, status]),
  }
}

test('one dash between bars rules a table', () => {
  const { actionItems } = read(
    '# Mail queue full\n\nDate: 2025-03-04\n\n## Action items\n\n|**Action item**|**Owner**|**Status**|\n| :- | :- | - |\n|Drop dead letters after a week|imke|**DONE**|\n|Alert on the length of the queue|jo|TODO|\n',
  )
  expect(actionItems).toEqual([
    ['Drop dead letters after a week', 'imke', null, 'done'],
    ['Alert on the length of the queue', 'jo', null, 'open'],
  ])
})

test('instants of the front matter date the incident and tell the offset of its readings', () => {
  const incident = read(
    '---\nstatus: closed\nresolved: true\ndetected_at: 2025-09-09T18:40:00-03:00\n---\n\n# Deploy did not start\n\n## Timeline\n\n- 18:41 the service does not answer\n- 18:54 the service answers\n',
  )
  expect(incident.on).toBe('2025-09-09')
  expect(incident.timeline.map(({ at }) => at)).toEqual(['2025-09-09T21:41:00Z', '2025-09-09T21:54:00Z'])
})

test('a heading that asks for the time of detection dates the incident', () => {
  const incident = read(
    '# Many failed sign-ins\n\n## Details\n\n### Detection Time\n\n2025-06-08 14:00 UTC\n\n## Timeline\n\n### 14:05 UTC\n\nThe logs of the host were read.\n',
  )
  expect(incident.on).toBe('2025-06-08')
  expect(incident.timeline.map(({ at }) => at)).toContain('2025-06-08T14:05:00Z')
})

test('labels behind full stops belong to the item and not to its title', () => {
  const { actionItems } = read(
    '# Rede cheia\n\nData: 18/08/2025\n\n## Ações\n\n1. Criar alerta de endereços livres. Responsável: Ana Prado. Prazo: 29/08/2025. Status: concluído.\n2. Migrar o cluster. Responsável: Plataforma. Prazo: 30/09/2025. Status: em andamento.\n',
  )
  expect(actionItems).toEqual([
    ['Criar alerta de endereços livres', 'Ana Prado', '2025-08-29', 'done'],
    ['Migrar o cluster', 'Plataforma', '2025-09-30', 'in-progress'],
  ])
})

test('an item that opens with what was done is done; a wish is not', () => {
  const { actionItems } = read(
    '# Payments twice\n\nDate: 2025-08-19\n\n## Preventive measures\n\n- Added alerting on the number of connections\n- Improved alerts for the cashier\n- Add a lock around the callback\n',
  )
  expect(actionItems.map(([, , , status]) => status)).toEqual(['done', null, null])
})

test('bullets that are not indented say more about the numbered item above them', () => {
  const { actionItems } = read(
    '# Jobs stalled\n\nDate: 2025-02-20\n\n## Action items\n\n1. Fail the step when the start fails.\n- Call it in the same turn.\n- Owner: Workflow runtime.\n\n2. Raise the limit of time.\n- Owner: Workflow maintainers.\n',
  )
  expect(actionItems).toEqual([
    ['Fail the step when the start fails.', 'Workflow runtime', null, null],
    ['Raise the limit of time.', 'Workflow maintainers', null, null],
  ])
})

test('a short year in a title dates the incident where a day above 12 tells the order', () => {
  const incident = read(
    '# Website outage 5-26-21\n\n## Timeline\n\n- 04:52 PM UTC: the site is down\n- 06:00 PM UTC: the site is back\n',
  )
  expect(incident.timeline.map(({ at }) => at)).toEqual(['2021-05-26T16:52:00Z', '2021-05-26T18:00:00Z'])
  expect(read('# Outage of 5-6-21\n\n## Timeline\n\n- 04:52 PM UTC: the site is down\n').on).toBeNull()
})

test('month and day stand as in the whole dates of the same document', () => {
  const incident = read(
    '# Сертификат потерян\n\n**Длительность**: 2025-10-01 09:45 UTC → 2025-10-02 07:07 UTC\n\n## Хронология\n\n| Время (UTC) | Событие |\n| --- | --- |\n| 10-01 09:45 | Сервис пересоздан |\n| 10-02 07:07 | Сертификат выпущен |\n',
  )
  expect(incident.timeline.map(({ at }) => at)).toEqual(['2025-10-01T09:45:00Z', '2025-10-02T07:07:00Z'])
})

test('the zone is read below a label that says nothing else', () => {
  const incident = read(
    '# Pagos rechazados\n\n**Fecha:** 4 de julio de 2025\n**Autora:** Ana Prado, equipo de Pagos\n**Zona horaria:** Europe/Madrid\n\n## Cronología\n\n- 17:00 caduca el certificado\n- 18:52 los pagos se aceptan\n',
  )
  expect(incident.timeline.map(({ at }) => at)).toEqual(['2025-07-04T15:00:00Z', '2025-07-04T16:52:00Z'])
})

test('states as trackers write them, and the column that bears the name before one with a word of it', () => {
  const { actionItems } = read(
    '# Login slow\n\nDate: 2026-03-04\n\n## Action items\n\n| Action item | Assigned owner | Target repo | Due date | Status |\n|---|---|---|---|---|\n| Check the token before it is kept | @maya | `login` | 2026-03-09 | IN_PROGRESS |\n| Watch the number of sessions | @sam | `watch` | 2026-03-10 | NotStarted |\n| Move the store | @sam | `store` | 2026-03-11 | WONT_FIX |\n',
  )
  expect(actionItems).toEqual([
    ['Check the token before it is kept', 'maya', '2026-03-09', 'in-progress'],
    ['Watch the number of sessions', 'sam', '2026-03-10', 'open'],
    ['Move the store', 'sam', '2026-03-11', 'wont-do'],
  ])
})

test('a state beside a ticket, and a ticket beside a state', () => {
  const [document] = parseSource(
    '# Files missing\n\nDate: 2026-03-04\n\n## Action items\n\n| Action | Owner | Bug |\n|---|---|---|\n| Watch the loader | sam | (Jira issue: FILE-12)**TODO** |\n\n## Further action items\n\n| Action | Status |\n|---|---|\n| Restart on failure | Open ([#53](https://github.com/example/files/issues/53)) |\n',
  ).documents
  expect(document?.incident?.actionItems.map(({ status, ticket }) => [status, ticket])).toEqual([
    ['open', 'FILE-12'],
    ['open', '#53'],
  ])
})

test('the name of an owner ends with its sentence', () => {
  const { actionItems } = read(
    '# Queue full\n\nDate: 2026-03-04\n\n## Actions\n\n- Index the preferences. Owner: Maya. Done on the copy, due next week.\n- Lower the limit of the alert. Owner: Deepak. Due Thursday.\n',
  )
  expect(actionItems.map(([, owner]) => owner)).toEqual(['Maya', 'Deepak'])
})

test('lines below "Tasks" that lost the marks of their list are items', () => {
  const { actionItems } = read(
    '# Shop down\n\nDate: 2026-03-04\n\n## Corrective measures\n\nWe are sorry for this and take it seriously.\n\nTask list:\n\nUpdate the monitoring of the database (by March 15th)\nConduct a capacity analysis (by March 31st)\nHold a load test\n\n## Tasks\nPatch the search cluster to the latest version.\nTrain the team on it.\n',
  )
  expect(actionItems.map(([title, , due]) => [title, due])).toEqual([
    ['Update the monitoring of the database', '2026-03-15'],
    ['Conduct a capacity analysis', '2026-03-31'],
    ['Hold a load test', null],
    ['Patch the search cluster to the latest version.', null],
    ['Train the team on it.', null],
  ])
})

test('sentences that follow each other below "Next steps" are no list', () => {
  const { actionItems } = read(
    '# Shop down\n\nDate: 2026-03-04\n\n## Next steps\n\nWe apologise to everybody who could not order.\nThe team has learned a lot from it.\n',
  )
  expect(actionItems).toEqual([])
})

test('a date above lines with times says of what zone they are, and is no line itself', () => {
  const { timeline } = read(
    '# Files missing\n\n## Timeline\n\n2026-03-04 (*all times UTC*)\n\n| Time | Description |\n|---|---|\n| 11:56 | Files found missing |\n| 13:00 | All files were read |\n',
  )
  expect(timeline.map(({ at }) => at)).toEqual(['2026-03-04T11:56:00Z', '2026-03-04T13:00:00Z'])
})

test('clocks of twelve hours as people write them', () => {
  const { timeline } = read(
    '# Rename took the site down\n\nDate: November 21, 2025\n\n## Timeline (PST)\n\n- 00:53 AM - The rename went out\n- 10: 08 AM - A user wrote\n- 19:28 PM - The fix went out\n',
  )
  expect(timeline.map(({ at }) => at)).toEqual(['2025-11-21T08:53:00Z', '2025-11-21T18:08:00Z', '2025-11-22T03:28:00Z'])
})

test('times told in one paragraph, glued to the sentence before, in the zone of the summary', () => {
  const { timeline } = read(
    '# Web server down\n\n## Summary\n\nOn July 23rd, 2025, at 10:00 AM WAT, the web server went down for an hour.\n\n## Timeline\n\n10:00 AM: The monitor told the team of it.10:05 AM: An engineer restarted the server. 10:20 AM: The setting was found.\n',
  )
  expect(timeline.map(({ at }) => at)).toEqual(
    expect.arrayContaining(['2025-07-23T09:00:00Z', '2025-07-23T09:05:00Z', '2025-07-23T09:20:00Z']),
  )
})

test('a date of two numbers and a short year, where the middle number can be nothing but the day', () => {
  const text = (day: string) =>
    `# Typo in a file name\n\n- 10 minutes, 10:02 AM - 10:12 AM UTC on ${day}.\n\n## Timeline (UTC)\n\n10:02 AM - A user wrote.\n\n10:12 AM - All servers answered.\n`
  expect(read(text('5/14/25')).on).toBe('2025-05-14')
  expect(read(text('5/4/25')).on).toBeNull()
})

test('the name in code behind a time keeps both of its marks', () => {
  const { timeline } = read(
    '# Disk full\n\nDate: 2026-03-04\n\n## Timeline (UTC)\n\n- **18:53** `@maya` First report\n- **18:55** `@sam` Second report\n',
  )
  expect(timeline.map(({ text: told }) => told)).toEqual(['`@maya` First report', '`@sam` Second report'])
})

test('headings below the action items are items, and make no runbook of the report', () => {
  const { actionItems } = read(
    '# Streams broke off\n\nOn 2026-03-04 the streams broke off.\n\n# Working theory (root cause)\n\nToo many sockets.\n\n# Action items\n\n### 1) Set up counters on all nodes\n\nWe want to see the writes.\n\n### 2) Verify that the clean-up runs\n\nThe archive must get empty.\n\n### 3) Debug why no alert came\n\nThere should have been one.\n',
  )
  expect(actionItems.map(([title]) => title)).toEqual([
    'Set up counters on all nodes',
    'Verify that the clean-up runs',
    'Debug why no alert came',
  ])
})

test.each([
  ['Active', 'in-progress'],
  ['Under review', 'in-progress'],
  ['Verified', 'done'],
  ['Deferred to Q3', 'blocked'],
  ['Open — deferred', 'open'],
  ['Not planned', 'wont-do'],
  ['Accepted', null],
])('a cell below "Status" that says %s', (state, status) => {
  const { actionItems } = read(
    `# Queue full\n\nDate: 2026-03-04\n\n## Actions\n\n| Action | Owner | Status |\n|---|---|---|\n| Add an alert | maya | ${state} |\n`,
  )
  expect(actionItems).toEqual([['Add an alert', 'maya', null, status]])
})

test('the day on which an item was done is no day by which it is due', () => {
  const { actionItems } = read(
    '# Queue full\n\nDate: 2026-03-04\n\n## Actions\n\n- ~~Add an alert~~ (done 2026-03-05)\n- Write a runbook - Completed 2026-03-06\n- Load test the queue (due 2026-03-20, done)\n',
  )
  expect(actionItems).toEqual([
    ['Add an alert', null, null, 'done'],
    ['Write a runbook', null, null, 'done'],
    ['Load test the queue', null, '2026-03-20', 'done'],
  ])
})

test('what is struck out with a state behind it, and signs by their names', () => {
  const { actionItems } = read(
    "# Queue full\n\nDate: 2026-03-04\n\n## Actions\n\n- ~~Restart weekly~~ Won't do\n- :white_check_mark: Add an alert\n- :construction: Load test the queue\n",
  )
  expect(actionItems).toEqual([
    ['Restart weekly', null, null, 'wont-do'],
    ['Add an alert', null, null, 'done'],
    ['Load test the queue', null, null, 'in-progress'],
  ])
})

test('what the team says of each item: that it has been, is being or will be done', () => {
  const { actionItems } = read(
    '# Queue full\n\nDate: 2026-03-04\n\n## Action items\n\n- We have added an alert on the age.\n- We are adding a load test.\n- We are going to write a runbook.\n- We are considering a second queue.\n- We should split the queue.\n',
  )
  expect(actionItems.map(([, , , status]) => status)).toEqual(['done', 'in-progress', 'open', null, null])
})

test('the one who is spoken to in front owns the item', () => {
  const { actionItems } = read(
    '# Disk full\n\nDate: 2026-03-04\n\n## Resulting action\n\n#### @maya_k Clean-up scheduled\n\nIt removes what is older than five days.\n\n#### @sam Alerts configured\n\nAt 90 % of the disk.\n',
  )
  expect(actionItems.map(([title, owner]) => [title, owner])).toEqual([
    ['Clean-up scheduled', 'maya_k'],
    ['Alerts configured', 'sam'],
  ])
})

test('a date glued together in front of a time', () => {
  const { timeline } = read('# Queue full\n\n## Timeline (UTC)\n\n- 20260304 10:00 deploy\n- 20260304 10:05 alert\n')
  expect(timeline.map(({ at }) => at)).toEqual(['2026-03-04T10:00:00Z', '2026-03-04T10:05:00Z'])
})

test('parts of the remediation that say how far they are hold action items', () => {
  const text = (pending: string) =>
    `# Queue full\n\nDate: 2026-03-04\n\n## Remediation\n\n### Completed\n\n- Rolled back the release\n\n${pending}`
  expect(read(text('### Pending\n\n- Load test the queue\n')).actionItems).toEqual([
    ['Rolled back the release', null, null, 'done'],
    ['Load test the queue', null, null, 'open'],
  ])
  expect(read(text('')).actionItems).toEqual([])
})

test('a box to tick in a column of its own', () => {
  const { actionItems } = read(
    '# Queue full\n\nDate: 2026-03-04\n\n## Action items\n\n| | Action | Owner |\n|--|--|--|\n| [x] | Add an alert | Maya |\n| [ ] | Load test the queue | Sam |\n',
  )
  expect(actionItems).toEqual([
    ['Add an alert', 'Maya', null, 'done'],
    ['Load test the queue', 'Sam', null, 'open'],
  ])
})

test('what has been done is done; what waits for it or was only planned is not', () => {
  const { actionItems } = read(
    '# Token leaked\n\nDate: 2026-03-04\n\n## Action items\n\n- The `merge` job has been disabled and removed.\n- Check the logs once the job has been removed.\n- A second review has been planned.\n- Warn when a token has been used twice.\n',
  )
  expect(actionItems.map(([, , , status]) => status)).toEqual(['done', null, null, null])
})

test('"TODO" in place of the ticket or beside it', () => {
  const { actionItems } = read(
    '# Token leaked\n\nDate: 2026-03-04\n\n## Action items\n\n| Action item | Owner | Bug |\n|---|---|---|\n| Rotate all tokens | TODO | #12 |\n| Write down the release | sam | **TODO** |\n| Notice failed deployments | sam | example/long-deployer-name#560 **TODO** |\n',
  )
  expect(actionItems.map(([title, owner, , status]) => [title, owner, status])).toEqual([
    ['Rotate all tokens', null, null],
    ['Write down the release', 'sam', 'open'],
    ['Notice failed deployments', 'sam', 'open'],
  ])
})
