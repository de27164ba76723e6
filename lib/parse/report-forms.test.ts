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
