import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCatalogueFiles } from '@/bench/catalogue'
import { parseSource } from '@/lib/parse/parse-source'
import type { MatchRole } from '@/lib/schema/draft'
import type { MatchView } from '@/lib/schema/pattern'
import { compareEditions } from './compare-editions'
import { compileCues } from './cue-index'
import { parseCue } from './cue-syntax'
import { fingerprintOf } from './fingerprint'
import { matchPatterns, matchText } from './match-patterns'
import { premortemOf } from './premortem'
import { rankSkills } from './recognise'
import { rankRelated, type RelativeNode } from './relatives'
import { termsOf } from './terms'

const CATALOGUE = readCatalogueFiles()
const CUES = compileCues(CATALOGUE)

test.each(CATALOGUE.map((pattern) => [pattern.slug, pattern] as const))(
  '%s has cues in three languages that can be read, plans included, questions and controls',
  (_, { cues, questions, controls }) => {
    expect(Object.keys(cues)).toEqual(['en', 'de', 'ru'])
    for (const list of Object.values(cues)) {
      expect(list.filter((cue) => parseCue(cue) === null)).toEqual([])
      expect(list.some((cue) => cue.startsWith('plan:'))).toBe(true)
    }
    expect(questions.length).toBeGreaterThanOrEqual(3)
    expect(controls.length).toBeGreaterThanOrEqual(3)
  },
)

test.each([
  ['cache-vs-rotation', 'Services kept using the old API key from memory after it was rotated.'],
  ['cache-vs-rotation', 'Das Gateway nutzte weiterhin das alte Zertifikat, obwohl es ausgetauscht worden war.'],
  ['cache-vs-rotation', 'Прокси продолжал доверять старому ключу: после ротации его кэш не обновился.'],
  ['unrenewed-expiry', 'The TLS certificate of the load balancer expired overnight.'],
  ['unrenewed-expiry', 'Das Zertifikat war in der Nacht abgelaufen.'],
  ['unrenewed-expiry', 'Ночью истёк срок действия сертификата.'],
  ['retry-herd', 'All clients reconnected at the same moment and the retry storm overwhelmed the API.'],
  [
    'retry-herd',
    'Alle Clients stellten gleichzeitig die Verbindung wieder her; der Retry-Sturm überlastete den Dienst.',
  ],
  ['retry-herd', 'Начался шторм повторных запросов, который перегрузил сервис.'],
  ['limit-exhaustion', 'The disk filled up and the process ran out of memory.'],
  ['limit-exhaustion', 'Die Festplatte war voll, der Verbindungspool erschöpft.'],
  ['limit-exhaustion', 'На диске закончилось место, пул соединений был исчерпан.'],
  ['destructive-op', 'An engineer accidentally deleted the production table.'],
  ['destructive-op', 'Ein Techniker hat versehentlich die falsche Datenbank gelöscht.'],
  ['destructive-op', 'Инженер случайно удалил не ту базу.'],
  ['blocking-db-op', 'A migration took an exclusive lock on the orders table and queries queued up.'],
  ['blocking-db-op', 'Die Datenbankmigration sperrte die Tabelle.'],
  ['blocking-db-op', 'Миграция базы заблокировала таблицу заказов.'],
  ['dns-resolution', 'Der Resolver konnte keine Namen mehr auflösen: die Namensauflösung war gestört.'],
  ['physical-fault', 'Из-за сбоя электропитания в дата-центре не запустился генератор.'],
  ['split-brain', 'Nach der Netzwerkpartition gab es zwei Leader.'],
  ['race-deadlock', 'Два обработчика попали во взаимную блокировку.'],
  ['recovery-path-blocked', 'Das Team war ausgesperrt und brauchte den Notfallzugang.'],
  ['trust-boundary-breach', 'Kunden sahen Daten anderer Kunden; es war ein Datenleck.'],
])('%s: %s', (slug, text) => {
  expect(matchText(text, CUES)[0]?.slug).toBe(slug)
})

test.each([
  ['cache-vs-rotation', 'We will rotate the signing key on Friday; the key set is cached at the edge for a day.'],
  ['cache-vs-rotation', 'Am Freitag tauschen wir den Signaturschlüssel aus.'],
  ['cache-vs-rotation', 'В пятницу меняем ключ подписи, кэш JWKS живёт сутки.'],
  ['blocking-db-op', 'Add an index to the orders table and rename a column.'],
  ['limit-exhaustion', 'A marketing campaign will double the load on checkout.'],
  ['dns-resolution', 'Wir ziehen die DNS-Zone zu einem anderen Anbieter um.'],
])('a plan risks %s: %s', (slug, text) => {
  expect(premortemOf(text, CUES).patterns.map((pattern) => pattern.slug)).toContain(slug)
})

test.each([
  'a'.repeat(100_000),
  `${'a '.repeat(50_000)}`,
  '('.repeat(50_000),
  '1.'.repeat(50_000),
  '**A'.repeat(30_000),
])('long odd input takes no long time', (text) => {
  const started = performance.now()
  matchText(text, CUES)
  // Milliseconds when linear, minutes when quadratic.
  expect(performance.now() - started).toBeLessThan(5000)
})

const SEEDS = '../shared/seeds'
describe.skipIf(!existsSync(SEEDS))('reference documents', () => {
  const read = () =>
    readdirSync(SEEDS)
      .toSorted()
      .map((file) => {
        const source = readFileSync(`${SEEDS}/${file}`, 'utf8')
        const document = parseSource(source, { filename: file }).documents[0]
        if (!document) throw new Error(`${file} gives no document`)
        return { source, document, matches: matchPatterns(document, CUES, source) }
      })
  const docs = existsSync(SEEDS) ? read() : []
  const rolesOf = (index: number) =>
    Object.fromEntries(docs[index]?.matches.map(({ slug, role }) => [slug, role]) ?? [])
  const rotation: Record<string, MatchRole> = {
    'cache-vs-rotation': 'root',
    'config-drift': 'contributing',
    'test-gap': 'contributing',
  }

  test('patterns and roles', () => {
    expect(rolesOf(0)).toEqual(rotation)
    expect(rolesOf(1)).toEqual(rotation)
    expect(rolesOf(2)).toEqual({ 'cache-vs-rotation': 'root' })
    expect(rolesOf(3)).toEqual({
      'unrenewed-expiry': 'root',
      'bypassed-change-process': 'contributing',
      'test-gap': 'contributing',
      'recovery-path-blocked': 'aggravating',
    })
  })

  test('all evidence has its place in the source', () => {
    for (const { source, matches } of docs) {
      for (const { text, span } of matches.flatMap((match) => match.evidence)) {
        const words = (part: string) => part.match(/[\p{L}\p{N}]+/gu)
        expect(words(source.slice(span?.[0], span?.[1]))).toEqual(words(text))
      }
    }
  })

  test('two editions of one incident are told from all else', () => {
    const compared = docs.flatMap((one, i) =>
      docs.slice(i + 1).map((two) => compareEditions(one.document, two.document)),
    )
    expect(compared.map(({ decisive }) => decisive)).toEqual([true, false, false, false, false, false])
    expect(compared[0]?.score).toBeGreaterThan(0.9)
    expect(Math.max(...compared.slice(1).map(({ score }) => score))).toBeLessThan(0.3)
  })

  test('the skill is related by mechanism, the expiry by family and lower, and both say why', () => {
    const nodes = docs.map(({ document, matches }): RelativeNode => ({
      kind: document.kind === 'skill' ? 'skill' : 'incident',
      slug: document.slug,
      title: document.title,
      langs: [document.lang],
      stub: false,
      matches: matches.map((match): MatchView => {
        const { title = '', family = '', mechanism = '' } = CATALOGUE.find(({ slug }) => slug === match.slug) ?? {}
        const evidence = match.evidence.map((quote) => ({ ...quote, lang: document.lang, sourceId: null }))
        return { ...match, title, family, mechanism, state: 'suggested', decidedBy: null, evidence }
      }),
      keys: fingerprintOf(document),
      terms: termsOf(document.body),
    }))
    const [russian, , skill, expiry] = nodes
    if (!russian || !skill || !expiry) throw new Error('a reference document is missing')
    const related = rankRelated(russian, nodes)
    expect(related.map(({ slug, relation }) => [slug, relation])).toEqual([
      [skill.slug, 'same-pattern'],
      [expiry.slug, 'same-family'],
    ])
    expect(related[0]?.patterns[0]?.evidence.here[0]?.lang).toBe('ru')
    expect(related[0]?.patterns[0]?.evidence.there[0]?.lang).toBe('en')
  })

  test('an alert in any language leads to the skill', () => {
    const skill = docs[2]?.document
    if (!skill?.skill) throw new Error('the skill is missing')
    const known = { slug: skill.slug, title: skill.title, body: skill.body, ...skill.skill, matches: [] }
    const odd = { ...known, slug: 'odd', title: 'Disk full', body: '', description: null, triggers: [], symptoms: [] }
    for (const text of ['401 rate 12x baseline, no deploy', '401-Fehler: kid mismatch', 'ошибки 401, кэш JWKS']) {
      expect(rankSkills(text, matchText(text, CUES), [odd, known])[0]?.slug).toBe(skill.slug)
    }
  })
})
