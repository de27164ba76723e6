import { beforeAll, expect, test } from 'vitest'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { createToken } from '@/lib/store/tokens'
import { POST } from './route'

let secret = ''
beforeAll(async () => {
  secret = (await createToken(commandLineViewer(), { name: 'unavailable', scope: 'write' })).secret
  // The database's own words for a full disk, for each source that names it.
  await database.$executeRaw`
    CREATE FUNCTION test_full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW."text" LIKE '%no place%' THEN RAISE 'disk full' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$`
  await database.$executeRaw`
    CREATE TRIGGER test_full_disk BEFORE INSERT ON "Source" FOR EACH ROW EXECUTE FUNCTION test_full_disk()`
})

async function importText(text: string): Promise<Response> {
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' }
  const body = JSON.stringify({ text, filename: 'report.md' })
  const request = new Request('http://localhost/api/v1/import', { method: 'POST', headers, body })
  return POST(request, { params: Promise.resolve({}) })
}

const report = (why: string) =>
  `# Checkout was down\n\nDate: 2026-03-04\n\n## Timeline (UTC)\n\n- 10:01 checkout failed\n\n## Root cause\n\nThere was ${why}.\n`

test('a document that the database cannot take now is answered 503 and when to try again, not as one that is wrong', async () => {
  const answer = await importText(report('no place'))
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } })
  expect(await database.source.count()).toBe(0)
  expect((await importText(report('rain'))).status).toBe(200)
  expect((await importText('\u0000')).status).toBe(422)
})
