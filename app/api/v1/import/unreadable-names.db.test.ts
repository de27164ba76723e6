import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { ZipFile } from 'yazl'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { database } from '@/lib/database'
import { collectBytes } from '@/lib/import/archive-meter'
import { createToken } from '@/lib/store/tokens'
import { emptyDatabase } from '@/tests/factories/store-state'
import { POST } from './route'

let secret = ''
beforeEach(async () => {
  await emptyDatabase()
  secret = (await createToken(commandLineViewer(), { name: 'names', scope: 'write' })).secret
})

const report = (title: string, date: string) => `# ${title}

Date: ${date} (UTC)

## Timeline (UTC)

- 09:02 errors rose on ${title}
- 09:41 service restored
`
const REPORTS = {
  'a1.md': report('the payment gateway', '2025-05-04'),
  'b_b.md': report('the mail relay', '2025-06-14'),
  'c.md': report('the search cluster', '2025-09-24'),
}

/** An archive in which the underscore of a name is another byte: yazl does not write such names. */
async function archiveWith(byte: number): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(REPORTS)) zip.addBuffer(Buffer.from(text), name, { compress: false })
  zip.end()
  const bytes = Buffer.from((await collectBytes(zip.outputStream, Infinity)) ?? new Uint8Array())
  for (let at = bytes.indexOf('b_b.md'); at >= 0; at = bytes.indexOf('b_b.md', at + 1)) bytes[at + 1] = byte
  return new Uint8Array(bytes)
}

const AnswerSchema = z.object({ documents: z.array(z.object({ path: z.string(), outcome: z.string() })) })

async function importFiles(files: File[], query = '') {
  const form = new FormData()
  for (const file of files) form.append('files', file)
  const request = new Request(`http://localhost/api/v1/import${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}` },
    body: form,
  })
  const response = await POST(request, { params: Promise.resolve({}) })
  return { status: response.status, body: (await response.json()) as unknown }
}

test.each([0x00, 0x0a, 0x1b, 0x7f])(
  'an entry with a control character in its name is refused, the others are stored and told: %i',
  async (byte) => {
    const { status, body } = await importFiles([new File([await archiveWith(byte)], 'all.zip')])
    expect(status).toBe(200)
    const { documents } = AnswerSchema.parse(body)
    expect(documents.map(({ path, outcome }) => `${path} ${outcome}`)).toEqual([
      'all.zip/a1.md created',
      'all.zip/b\uFFFDb.md failed',
      'all.zip/c.md created',
    ])
    const stored = await database.import.findFirstOrThrow({ include: { lines: true } })
    expect(stored).toMatchObject({ state: 'finished', done: 3 })
    expect(stored.lines.map(({ path }) => path)).toContain('all.zip/b\uFFFDb.md')
  },
)

test('in the background too', async () => {
  const { status } = await importFiles([new File([await archiveWith(0)], 'later.zip')], '?background=true')
  expect(status).toBe(202)
  expect(await database.importLine.findFirst({ where: { path: 'later.zip/b\uFFFDb.md' } })).toMatchObject({
    outcome: 'failed',
  })
})

test('what the database refuses in the name of a text is no reason to refuse the text', async () => {
  const request = new Request('http://localhost/api/v1/import', {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: REPORTS['a1.md'], filename: 'a\u0000\uD83D.md' }),
  })
  const response = await POST(request, { params: Promise.resolve({}) })
  expect(response.status).toBe(200)
  expect(await database.source.findFirstOrThrow()).toMatchObject({ origin: 'a\uFFFD\uFFFD.md' })
})

test('a name whose signs would turn or break what follows is kept without them', async () => {
  const names = ['a\u202Edm.exe', 'b\u2066c.md', 'd\u2028e.md', 'עברית\u200F.md']
  const { status, body } = await importFiles(
    names.map((name, at) => new File([report(`system ${at}`, `2025-0${at + 1}-04`)], name)),
  )
  expect(status).toBe(200)
  const paths = AnswerSchema.parse(body).documents.map(({ path }) => path)
  expect(paths).toEqual(['a\uFFFDdm.exe', 'b\uFFFDc.md', 'd\uFFFDe.md', 'עברית\u200F.md'])
  expect((await database.importLine.findMany({ orderBy: { id: 'asc' } })).map(({ path }) => path)).toEqual(paths)
})
