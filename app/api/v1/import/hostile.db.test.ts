import { beforeAll, expect, test } from 'vitest'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { createToken } from '@/lib/store/tokens'
import { POST } from './route'

let secret = ''
beforeAll(async () => {
  secret = (await createToken(commandLineViewer(), { name: 'hostile', scope: 'write' })).secret
})

async function importText(text: string, filename = 'report.md'): Promise<{ status: number; message: string }> {
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' }
  const request = new Request('http://localhost/api/v1/import', {
    method: 'POST',
    headers,
    body: JSON.stringify({ text, filename }),
  })
  const response = await POST(request, { params: Promise.resolve({}) })
  const body = (await response.json()) as { error?: { message: string } }
  return { status: response.status, message: body.error?.message ?? '' }
}

const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index] ?? 'a'}, `.repeat(9)}x]`),
].join('\n')
const PARAGRAPH = 'The login page failed from 10:00 to 11:00 UTC on 2026-03-04 because a key was rotated.\n'

test.each([
  [
    'an alias bomb in a skill',
    `---\nname: keys\ndescription: x\n${BOMB}\n---\n# Keys\n\n## Diagnosis\n\n1. Look\n`,
    'keys.skill.md',
  ],
  [
    'an alias bomb in a SKILL.md',
    `---\nname: keys\ndescription: x\nmetadata:\n  x: 1\n${BOMB}\n---\n# Keys\n`,
    'SKILL.md',
  ],
  ['an alias bomb in a document of our own', `---\nhindsight: skill\ntitle: Keys\n${BOMB}\n---\n`, 'keys.md'],
  [
    'an alias bomb in front of a postmortem',
    `---\ntitle: Login down\n${BOMB}\n---\n# Login down\n\n${PARAGRAPH}`,
    'login.md',
  ],
  [
    'lists in lists, indented',
    `# Login down\n\n${Array.from({ length: 600 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n')}\n`,
    'login.md',
  ],
  ['lists in lists, on one line', `# Login down\n\n${'- '.repeat(5_000)}x\n`, 'login.md'],
  ['quotes in quotes', `# Login down\n\n${'>'.repeat(5_000)} x\n`, 'login.md'],
])('%s is refused with 422 and stores nothing', async (_name, text, filename) => {
  const before = await database.source.count()
  const answer = await importText(text, filename)
  expect(answer.status).toBe(422)
  expect(answer.message).toMatch(/alias|deep/)
  expect(await database.source.count()).toBe(before)
})

test('a script in front of a document is literal text, and a prototype is no field', async () => {
  expect(
    (await importText(`---js\nprocess.exit(1)\n---\n# Login down on 2026-03-04\n\n${PARAGRAPH}`, 'script.md')).status,
  ).toBe(200)
  expect(
    (
      await importText(
        `---\n__proto__:\n  admin: true\ntitle: Login down\n---\n# Login down\n\n${PARAGRAPH}`,
        'proto.md',
      )
    ).status,
  ).toBe(200)
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  const { text } = await database.source.findFirstOrThrow({ where: { origin: 'script.md' } })
  expect(text).toContain('process.exit(1)')
})
