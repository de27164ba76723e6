import { beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { database } from '@/lib/database'
import { hashSecret } from '@/lib/domain/secret'
import { SkillAnswerSchema, TrustedSkillRowSchema } from '@/lib/schema/skill'
import { DEMO, loadDemoContent } from '@/tests/factories/demo-content'
import * as skill from './[slug]/route'
import * as skills from './route'

// Outside a running Next there is no request to wait for.
vi.mock('next/server', () => ({ connection: () => Promise.resolve() }))

const SECRET = 'ghp_' + 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'
const slug: string = DEMO.skill

beforeAll(async () => {
  await loadDemoContent()
  for (const [name, role] of [
    ['maya', 'editor'],
    ['vera', 'viewer'],
  ] as const) {
    const user = await database.user.create({ data: { name, email: `${name}@acme.example`, role } })
    const token = { name, prefix: 'hs_', hash: hashSecret(`hs_${name}`), scope: 'write' as const, userId: user.id }
    await database.apiToken.create({ data: token })
  }
})

type Asked = { method?: string; body?: unknown; ifMatch?: string }
function request(who: string, { method = 'GET', body, ifMatch }: Asked = {}): Request {
  return new Request('http://localhost/api/v1/x', {
    method,
    headers: {
      authorization: `Bearer hs_${who}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
const at = (name: string) => ({ params: Promise.resolve({ slug: name }) })
const read = async (name = slug) => {
  const response = await skill.GET(request('maya'), at(name))
  return { etag: response.headers.get('etag') ?? '', skill: SkillAnswerSchema.parse(await response.json()) }
}
const patch = (body: unknown, ifMatch: string, who = 'maya') =>
  skill.PATCH(request(who, { method: 'PATCH', body, ifMatch }), at(slug))

test('the list and the skill give the stated and the computed confidence with reasons that add up', async () => {
  const list = z.object({ items: z.array(TrustedSkillRowSchema) })
  const { items } = list.parse(await (await skills.GET(request('maya'), { params: Promise.resolve({}) })).json())
  const row = items.find((one) => one.slug === slug)
  expect(row?.trust.stated).toBe(0.88)
  const sum = (row?.trust.reasons ?? []).reduce((all, { weight }) => all + weight, 0)
  expect(sum).toBeCloseTo(row?.trust.computed ?? -1, 5)
  expect((await read()).skill.trust.computed).toBe(row?.trust.computed)
})

test('fields are changed as a revision of the suggested version, without secrets', async () => {
  const before = await read()
  const body = { fields: { owners: ['maya', 'deepak'], tags: ['auth'] }, note: `Maya helps, ${SECRET}` }
  const response = await patch(body, before.etag)
  expect(response.status).toBe(200)
  const after = SkillAnswerSchema.parse(await response.json())
  expect(after).toMatchObject({ owners: ['maya', 'deepak'], title: before.skill.title, tags: ['auth'] })
  expect(after.diagnosis).toEqual(before.skill.diagnosis)
  expect(response.headers.get('etag')).toBe(`"${after.recordVersion}"`)
  expect(after.recordVersion).toBe(before.skill.recordVersion + 1)
  const [revision] = await database.skillRevision.findMany({
    where: { skillId: after.id },
    orderBy: { number: 'desc' },
  })
  expect(revision?.note).toContain('Maya helps')
  expect(revision?.note).not.toContain(SECRET)
  // The same change again is late.
  expect((await patch(body, before.etag)).status).toBe(412)
})

test('its SKILL.md comes back changed', async () => {
  const { etag } = await read()
  const markdown = await (await skill.GET(request('maya'), at(`${slug}.md`))).text()
  const changed = markdown.replace(/^description: .*$/m, 'description: Signing keys went stale')
  const response = await patch({ markdown: changed, step: 'keep' }, etag)
  expect(response.status).toBe(200)
  expect(SkillAnswerSchema.parse(await response.json()).description).toContain('Signing keys went stale')
})

test('a change needs the version, the right to write, and either fields or Markdown', async () => {
  const { etag } = await read()
  expect((await skill.PATCH(request('maya', { method: 'PATCH', body: { fields: {} } }), at(slug))).status).toBe(428)
  expect((await patch({ fields: { title: 'Mine' } }, etag, 'vera')).status).toBe(403)
  expect((await patch({ fields: {}, markdown: '# X' }, etag)).status).toBe(400)
  expect((await patch({ fields: { colour: 'red' } }, etag)).status).toBe(400)
  expect((await patch({ markdown: 'only words' }, etag)).status).toBe(400)
})

test('where two skills say otherwise, each quotes both', async () => {
  const names = (await database.skill.findMany({ select: { slug: true }, orderBy: { slug: 'asc' } })).map(
    (row) => row.slug,
  )
  const other = names.find((name) => name !== slug) ?? ''
  const say = async (name: string, text: string) => {
    const { etag, skill: now } = await read(name)
    const fields = { symptoms: [...now.symptoms, text] }
    const body = { fields, step: 'keep' }
    const response = await skill.PATCH(request('maya', { method: 'PATCH', body, ifMatch: etag }), at(name))
    expect(response.status).toBe(200)
  }
  await say(slug, '`edge.jwks_cache_ttl` defaults to 24 h.')
  await say(other, '`edge.jwks_cache_ttl` is set to 30 min.')
  const [own, theirs] = [await read(slug), await read(other)]
  expect(own.skill.otherSkillsSay).toMatchObject([
    { kind: 'setting', about: 'edge.jwks_cache_ttl', skill: { slug: other } },
  ])
  expect(own.skill.otherSkillsSay[0]?.own).toContain('24 h')
  expect(own.skill.otherSkillsSay[0]?.other).toContain('30 min')
  expect(theirs.skill.otherSkillsSay).toMatchObject([{ skill: { slug } }])
  // What is retired is followed by nobody.
  await database.skill.update({ where: { slug: other }, data: { stage: 'retired' } })
  expect((await read(slug)).skill.otherSkillsSay).toEqual([])
})
