import { beforeAll, expect, test, vi } from 'vitest'
import { parseSource } from '@/lib/parse/parse-source'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import { makeToken } from '@/tests/factories/mcp'
import { GET as getIncident } from './incidents/[slug]/route'
import { GET as getPattern } from './patterns/[slug]/route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', async (original) => ({ ...(await original<object>()), connection: () => Promise.resolve() }))

let authorization = ''
beforeAll(async () => {
  await loadDemoContent()
  authorization = `Bearer ${(await makeToken('read')).secret}`
}, 60_000)

const ask = (get: typeof getIncident, slug: string, query = '', headers: Record<string, string> = {}) =>
  get(new Request(`http://localhost/api/v1/x/${slug}${query}`, { headers: { authorization, ...headers } }), {
    params: Promise.resolve({ slug }),
  })

test('an incident is copied as Markdown, in each of its editions, and is read again as it was', async () => {
  const first = await ask(getIncident, `${DEMO.keyRotation}.md`)
  expect(first.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  const [german, russian] = [
    await first.text(),
    await (await ask(getIncident, `${DEMO.keyRotation}.md`, '?lang=ru')).text(),
  ]
  const [de] = parseSource(german, { filename: 'a.md' }).documents
  const [ru] = parseSource(russian, { filename: 'a.md' }).documents
  expect([de?.lang, ru?.lang]).toEqual(['de', 'ru'])
  for (const document of [de, ru]) {
    expect(document?.incidentSlug).toBe(DEMO.keyRotation)
    expect(document?.incident?.timeline.length).toBeGreaterThan(2)
  }
  // By the name of an edition: that edition.
  expect(await (await ask(getIncident, `${ru?.slug ?? ''}.md`)).text()).toBe(russian)
  expect(await (await ask(getIncident, `${DEMO.keyRotation}.md`, `?edition=${ru?.slug ?? ''}`)).text()).toBe(russian)
})

test('a pattern is copied as the file of the catalogue', async () => {
  const answer = await ask(getPattern, `${DEMO.pattern}.md`)
  expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  const [pattern] = parseSource(await answer.text(), { filename: 'a.md' }).documents
  expect(pattern).toMatchObject({ kind: 'pattern', slug: DEMO.pattern })
  expect(pattern?.pattern?.questions.length).toBeGreaterThan(0)
})

test('whoever has this very text gets none', async () => {
  const etag = (await ask(getIncident, `${DEMO.keyRotation}.md`)).headers.get('etag') ?? ''
  const again = await ask(getIncident, `${DEMO.keyRotation}.md`, '', { 'if-none-match': etag })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const other = await ask(getIncident, `${DEMO.keyRotation}.md`, '?lang=ru', { 'if-none-match': etag })
  expect(other.status).toBe(200)
})

test('what has no such copy says what to do', async () => {
  const said = async (answer: Response) => [
    answer.status,
    ((await answer.json()) as { error: { message: string } }).error.message,
  ]
  expect(await said(await ask(getIncident, 'nothing-of-the-kind.md'))).toEqual([
    404,
    'There is no incident of this name.',
  ])
  expect(await said(await ask(getIncident, `${DEMO.keyRotation}.md`, '?lang=ja'))).toEqual([
    404,
    'This incident has no such edition. Ask without `edition` and `lang` for its first one.',
  ])
  expect(await said(await ask(getPattern, 'nothing-of-the-kind.md'))).toEqual([
    404,
    'There is no pattern of this name.',
  ])
})
