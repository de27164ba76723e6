import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { DocumentDraft } from '@/lib/schema/draft'
import { parseSource } from './parse-source'
import { splitSource } from './split-source'

const FOLDER = '../shared/corpus/statuspage'
const SLACK = `${FOLDER}/slack-status-api`
const present = existsSync(FOLDER)

type Update = { status: string; body: string; display_at: string }
type Incident = {
  id: string
  name: string
  impact: string
  status: string
  started_at: string | null
  resolved_at: string | null
  incident_updates: Update[]
}
type History = { page: { id: string }; incidents: Incident[] }
type SlackIncident = {
  id: number
  title: string
  date_created: string
  status: string
  services: string[]
  notes: { date_created: string; body: string }[]
}

const instant = (text: string | null) => (text === null ? null : new Date(text).getTime())
const inOrder = (texts: readonly (string | null)[]) => texts.map(instant).toSorted((a, b) => (a ?? 0) - (b ?? 0))
const TAG = /<\/?(?:a|b|br|i|p|strong|em|ul|ol|li)(?:\s[^>]*)?\/?>/g
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether the draft's body has the words of `body` in this order, and the addresses of its links. */
function isKept(body: string, draft: DocumentDraft): boolean {
  const links = [...body.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)
  const told = wordsOf(body.replace(TAG, ' ')).join(' ')
  const kept = wordsOf(draft.body.replace(/\]\([^)\s]*\)/g, ']')).join(' ')
  return (
    (kept.includes(told) || wordsOf(draft.body).join(' ').includes(told)) &&
    links.every((href) => draft.body.includes(href))
  )
}

describe.skipIf(!present)('histories of status pages', () => {
  const files = present ? readdirSync(FOLDER).filter((name) => name.endsWith('.json.gz')) : []

  test.each(files)('%s: every incident, update and instant', (file) => {
    const text = gunzipSync(readFileSync(`${FOLDER}/${file}`)).toString('utf8')
    const history = JSON.parse(text) as History
    const draft = parseSource(text, { filename: file })
    expect(draft.format).toBe('statuspage-api')
    expect(draft.problems.filter(({ level }) => level === 'error')).toEqual([])
    expect(draft.documents.map(({ externalId }) => externalId)).toEqual(
      history.incidents.map(({ id }) => `statuspage:${history.page.id}/${id}`),
    )
    history.incidents.forEach((told, index) => {
      const document = draft.documents[index] as DocumentDraft
      const incident = document.incident
      const at = `${file} ${told.id}`
      expect(document.title.split(/\s+/).join(' '), at).toBe(told.name.trim().split(/\s+/).join(' '))
      expect(instant(incident?.windows[0]?.startedAt ?? null), at).toBe(instant(told.started_at))
      expect(instant(incident?.windows.at(-1)?.resolvedAt ?? null), at).toBe(instant(told.resolved_at))
      expect(incident?.status, at).toBe(told.status)
      expect(incident?.severity, at).toBe(told.impact)
      expect(inOrder((incident?.statusUpdates ?? []).map((update) => update.at)), at).toEqual(
        inOrder(told.incident_updates.map((update) => update.display_at)),
      )
      expect(incident?.statusUpdates.map(({ state }) => state).toSorted(), at).toEqual(
        told.incident_updates.map(({ status }) => status).toSorted(),
      )
      for (const { body } of told.incident_updates) expect(isKept(body, document), `${at}: ${body}`).toBe(true)
      for (const update of incident?.statusUpdates ?? []) {
        const [start, end] = update.span ?? [0, 0]
        const literal: unknown = JSON.parse(text.slice(start, end))
        const words = wordsOf(
          String(literal)
            .replace(TAG, ' ')
            .replace(/\]\([^)\s]*\)/g, ' '),
        ).join(' ')
        expect(words === '' || words.includes(wordsOf(update.text).join(' ')), at).toBe(true)
      }
    })
  })

  test.each(['v1.0.0-history.json', 'v2.0.0-history.json', 'v2.0.0-current.json'])(
    '%s: every incident and note',
    (file) => {
      const text = readFileSync(`${SLACK}/${file}`, 'utf8')
      const data = JSON.parse(text) as SlackIncident[] | { active_incidents: SlackIncident[] }
      const list = Array.isArray(data) ? data : data.active_incidents
      const draft = parseSource(text, { filename: file })
      expect(draft.format).toBe('slack-status-api')
      expect(draft.documents.map(({ externalId }) => externalId)).toEqual(
        list.map(({ id }) => `slack-status:status.slack.com/${id}`),
      )
      list.forEach((told, index) => {
        const document = draft.documents[index] as DocumentDraft
        const incident = document.incident
        expect(inOrder((incident?.statusUpdates ?? []).map((update) => update.at))).toEqual(
          inOrder(told.notes.map((note) => note.date_created)),
        )
        expect(incident?.windows[0]?.affected).toEqual(expect.arrayContaining(told.services))
        expect(incident?.status === 'resolved').toBe(told.status === 'resolved')
        for (const { body } of told.notes) expect(isKept(body, document), body).toBe(true)
        for (const window of incident?.windows ?? []) {
          const end = instant(window.resolvedAt) ?? Infinity
          expect(instant(window.startedAt) ?? 0, `${told.id}`).toBeLessThanOrEqual(end)
        }
      })
    },
  )

  test('a part read alone gives what it gives within the whole', () => {
    const text = gunzipSync(readFileSync(`${FOLDER}/laravel.incidents.json.gz`)).toString('utf8')
    const whole = parseSource(text, {})
    const parts = splitSource(text, { filename: null, context: {} })
    expect(parts).toHaveLength(whole.documents.length)
    parts.forEach(({ start, end, context }, index) => {
      const alone = parseSource(text.slice(start, end), { context }).documents[0]
      expect(alone?.incident?.statusUpdates.map(({ at, text: words }) => [at, words])).toEqual(
        whole.documents[index]?.incident?.statusUpdates.map(({ at, text: words }) => [at, words]),
      )
      expect(alone?.externalId).toBe(whole.documents[index]?.externalId)
    })
  })
})
