import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { GET as readSkillRoute } from '@/app/api/v1/skills/[slug]/route'
import { GET as readZipRoute } from '@/app/api/v1/skills.zip/route'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { writeAgentSkill } from '@/lib/export/write-agent-skill'
import { expandSource } from '@/lib/import/archive'
import { syncCatalogue } from '@/lib/import/catalogue'
import { importSources, type SourceInput } from '@/lib/import/run-import'
import { checkAgentSkill } from '@/lib/parse/agent-skill-rules'
import { listPresentSkills } from '@/lib/query/agent-skills'
import type { ImportLine } from '@/lib/schema/import'
import { updateActionItem } from '@/lib/store/action-items'
import { loadDemoContent } from '@/tests/factories/demo-content'
import { makeToken } from '@/tests/factories/mcp'
import { emptyDatabase } from '@/tests/factories/store-state'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

const viewer = commandLineViewer()
const SEEDS = '../shared/seeds'
let secret = ''

const file = (path: string, bytes: Uint8Array): SourceInput => ({ path, kind: 'file', bytes })
const read = (path: string) => file(path, new Uint8Array(readFileSync(path)))
const texts = (path: string, text: string) => file(path, new TextEncoder().encode(text))

async function importAll(sources: SourceInput[]): Promise<ImportLine[]> {
  const lines: ImportLine[] = []
  for await (const line of importSources(viewer, sources, { via: 'api' })) lines.push(line)
  return lines
}

const request = (path: string, headers: Record<string, string> = {}) =>
  new Request(`http://localhost:3000/api/v1/${path}`, { headers: { authorization: `Bearer ${secret}`, ...headers } })

async function readMarkdown(slug: string, headers: Record<string, string> = {}): Promise<Response> {
  const params = Promise.resolve({ slug: `${slug}.md` })
  return readSkillRoute(request(`skills/${slug}.md`, headers), { params })
}

async function readZip(): Promise<SourceInput[]> {
  const answer = await readZipRoute(request('skills.zip'), { params: Promise.resolve({}) })
  expect(answer.headers.get('content-type')).toBe('application/zip')
  const sources: SourceInput[] = []
  for await (const source of expandSource(file('skills.zip', new Uint8Array(await answer.arrayBuffer())))) {
    sources.push(source)
  }
  return sources
}

/** Of every skill what its file would say, without the figure that is computed of other things. */
async function readAll(): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for await (const { document, stage } of listPresentSkills(viewer)) {
    all[document.slug] = writeAgentSkill(document, { stage, computed: null })
  }
  return all
}

/** A conversation that teaches a skill. */
const STORY = 'tests/fixtures/slack-thread/jwks-story/input.json'

beforeAll(async () => {
  await emptyDatabase()
  await loadDemoContent()
  secret = (await makeToken('read')).secret
  const seeds = existsSync(SEEDS) ? readdirSync(SEEDS).map((name) => read(`${SEEDS}/${name}`)) : []
  await importAll([
    ...seeds,
    read(STORY),
    texts(
      'сбой-входа.skill.md',
      '# Сбой входа\n\n## Симптомы\n\n- Вход отвечает 401.\n\n## Решение\n\n1. Перезапустить `auth`.\n',
    ),
    // Folders of these names are left out of repositories.
    ...['build', 'vendor'].map((name) =>
      texts(
        `${name}.skill.md`,
        `# ${name}\n\n## Symptoms\n\n- The ${name} is broken.\n\n## Resolution\n\n1. Mend it.\n`,
      ),
    ),
  ])
})
afterAll(() => database.$disconnect())

test('every skill is a valid agent skill, alone and in the ZIP, and comes back unchanged', async () => {
  const before = await readAll()
  const sources = await readZip()
  expect(sources).toHaveLength(Object.keys(before).length)
  expect(sources.length).toBeGreaterThan(3)
  expect(Object.keys(before)).toEqual(expect.arrayContaining(['build', 'vendor']))
  for (const { path, bytes } of sources) {
    expect(checkAgentSkill(new TextDecoder().decode(bytes), path?.split('/').at(-2) ?? '')).toEqual([])
  }
  const lines = await importAll(sources)
  expect(lines.map(({ outcome, problems }) => [outcome, problems])).toEqual(sources.map(() => ['unchanged', []]))
  expect(await readAll()).toEqual(before)
})

test('what people have changed on action items comes back unchanged, too', async () => {
  const item = await database.actionItem.findFirstOrThrow({ where: { skillId: { not: null } }, orderBy: { id: 'asc' } })
  await updateActionItem(viewer, item.id, { owner: 'deepak', status: 'in-progress' })
  const lines = await importAll(await readZip())
  expect(new Set(lines.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']))
})

test('a SKILL.md that was edited is a new version of its skill', async () => {
  const [slug = ''] = Object.keys(await readAll())
  const text = await (await readMarkdown(slug)).text()
  const edited = text.replace(/\n$/, '\n\nAsk the owner first.\n')
  const [line] = await importAll([texts(`${slug}/SKILL.md`, edited)])
  expect(line).toMatchObject({ outcome: 'updated', slug })
  expect((await readAll())[slug]).toContain('Ask the owner first.')
})

test('the file has an entity tag, and is not sent to who has it', async () => {
  const [slug = ''] = Object.keys(await readAll())
  const first = await readMarkdown(slug)
  const etag = first.headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[\w-]{43}"$/)
  expect((await readMarkdown(slug, { 'if-none-match': `W/"x", ${etag}` })).status).toBe(304)
  expect((await readMarkdown(slug, { 'if-none-match': '"x"' })).status).toBe(200)
  expect((await readMarkdown('no-such-skill')).status).toBe(404)
})

test('into an empty knowledge base all skills come as they were, drafts as drafts', async () => {
  await database.skill.updateMany({ where: { title: 'Сбой входа' }, data: { stage: 'draft' } })
  const before = await readAll()
  const sources = await readZip()
  await emptyDatabase()
  await syncCatalogue(viewer)
  const lines = await importAll(sources)
  expect(new Set(lines.map(({ outcome }) => outcome))).toEqual(new Set(['created']))
  expect(await readAll()).toEqual(before)
  expect(Object.values(before).some((text) => text.includes('stage: "draft"'))).toBe(true)
})

test.runIf(existsSync(SEEDS))('the contradictions of the reference skill stay flagged in its file', async () => {
  const flagged = Object.values(await readAll()).flatMap((text) => /"contradictions": (.*)/.exec(text)?.[1] ?? [])
  expect(flagged.join('\n')).toContain('21 minutes')
  expect(flagged.join('\n')).toContain('5x')
})
