import type { DocumentDraft } from '@/lib/schema/draft'
import { actionItem, entry, impactWindow, incidentDocument, skillDocument } from './documents'

/** One invented outage told in two languages, another incident, and a skill: the four documents of the import tests. */

const TIMES = {
  start: '2025-03-02T21:10:00Z',
  found: '2025-03-02T21:31:00Z',
  flushed: '2025-03-02T21:44:00Z',
  end: '2025-03-02T22:02:00Z',
}

export function germanEdition(): DocumentDraft {
  return incidentDocument(
    {
      slug: '2025-03-02-anmeldung-gestoert',
      lang: 'de',
      title: 'Anmeldung gestört durch veraltete Schlüssel',
      body: 'Am 2. März 2025 hielt edge.parcelbay.example veraltete Schlüssel (JWKS) im Cache. TokenGate lehnte Anmeldungen ab. Dauer 52 Minuten.',
      tags: ['postmortem'],
      authors: ['Imke'],
      references: [{ target: 'skills/refresh-edge-keys', kind: 'wikilink', note: 'Anleitung' }],
    },
    {
      zone: '+01:00',
      zoneText: 'MEZ',
      statedDuration: { minutes: 52, approximate: false },
      status: 'resolved',
      windows: [impactWindow(TIMES.start, TIMES.end)],
      timeline: [
        entry(TIMES.start, 'Fehler steigen an', { timeText: '22:10', phase: 'started' }),
        entry(TIMES.found, 'TokenGate nutzt alte JWKS', { timeText: '22:31', phase: 'identified' }),
        entry(TIMES.flushed, 'Cache geleert', { timeText: '22:44', phase: 'mitigated' }),
        entry(null, 'Cache zum zweiten Mal geleert'),
        entry(TIMES.end, 'Dienst wiederhergestellt', { timeText: '23:02', phase: 'resolved' }),
      ],
      causes: [
        { role: 'trigger', text: 'Der Schlüssel von TokenGate wurde gewechselt' },
        { role: 'root', text: 'Der JWKS-Cache wurde nicht geleert' },
      ],
      actionItems: [
        actionItem('JWKS-Cache vor jedem Wechsel leeren', { status: 'in-progress', kind: 'prevent' }),
        actionItem('Alarm auf abgelehnte Token', { status: 'open', kind: 'detect' }),
      ],
      lessons: ['Ein Schlüsselwechsel betrifft auch Caches.'],
    },
  )
}

export function russianEdition(): DocumentDraft {
  return incidentDocument(
    {
      slug: '2025-03-02-sboi-vkhoda',
      lang: 'ru',
      title: 'Сбой входа из-за устаревших ключей',
      body: '2 марта 2025 года edge.parcelbay.example хранил устаревшие ключи (JWKS) в кэше. TokenGate отклонял вход. Длительность 52 минуты.',
    },
    {
      zone: '+01:00',
      zoneText: 'MEZ',
      statedDuration: { minutes: 50, approximate: true },
      status: 'resolved',
      windows: [impactWindow(TIMES.start, TIMES.end, { detectedAt: TIMES.start })],
      timeline: [
        entry(TIMES.start, 'Замечен рост ошибок', { timeText: '22:10', phase: 'detected' }),
        entry(TIMES.found, 'TokenGate использует старый JWKS', { timeText: '22:31', phase: 'identified' }),
        entry(TIMES.flushed, 'Кэш очищен', { timeText: '22:44', phase: 'mitigated' }),
        entry(TIMES.end, 'Сервис восстановлен', { timeText: '23:02', phase: 'resolved' }),
      ],
      causes: [
        { role: 'trigger', text: 'Ключ TokenGate был заменён' },
        { role: 'root', text: 'Кэш JWKS не был очищен' },
      ],
      actionItems: [
        actionItem('Очищать кэш JWKS перед каждой заменой', { status: 'in-progress', kind: 'prevent' }),
        actionItem('Оповещение об отклонённых токенах', { status: 'open', kind: 'detect' }),
      ],
    },
  )
}

export function otherIncident(): DocumentDraft {
  return incidentDocument(
    {
      slug: '2024-06-11-search-slow',
      title: 'Search was slow',
      body: 'On 11 June 2024 search.parcelbay.example ran out of file handles. An overloaded indexer kept its locks for 40 minutes.',
      references: [{ target: 'people/imke', kind: 'mention', note: null }],
    },
    {
      zone: '-07:00',
      zoneText: 'PDT',
      windows: [
        impactWindow('2024-06-11T15:00:00Z', '2024-06-11T15:40:00Z'),
        impactWindow('2024-06-11T18:05:00Z', '2024-06-11T18:15:00Z'),
      ],
      statusUpdates: [
        { at: '2024-06-11T18:15:00Z', state: 'resolved', text: 'Search is back.' },
        { at: '2024-06-11T18:09:00Z', state: 'investigating', text: 'We are looking into slow searches.' },
      ],
      actionItems: [actionItem('Raise the limit of file handles', { status: 'done' })],
    },
  )
}

export function skill(): DocumentDraft {
  return skillDocument(
    {
      slug: 'refresh-edge-keys',
      title: 'Refresh edge keys',
      body: 'When TokenGate rejects tokens after a key rotation, flush the JWKS cache at the edge.',
      references: [
        { target: 'people/imke', kind: 'wikilink', note: 'owner' },
        { target: 'incidents/2025-03-02-sboi-vkhoda', kind: 'wikilink', note: 'first seen there' },
      ],
    },
    {
      version: '1.0.0',
      confidence: 0.8,
      lastVerified: '2025-05-01',
      owners: ['imke'],
      actionItems: [actionItem('Subscribe to rotation events', { status: 'open', since: '2025-03' })],
      sources: [
        {
          channel: '#edge-alerts',
          on: '2025-04-20',
          from: '2025-04-20T09:00:00Z',
          to: '2025-04-20T09:20:00Z',
          participants: ['imke', 'tariq'],
          messages: 5,
          inCorpus: true,
        },
        {
          channel: '#edge-alerts',
          on: '2025-03-02',
          from: null,
          to: null,
          participants: [],
          messages: null,
          inCorpus: false,
        },
      ],
    },
  )
}
