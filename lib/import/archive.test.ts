import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { crc32, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Header, pack } from 'tar-stream'
import { ZipFile } from 'yazl'
import { AppError } from '@/lib/domain/errors'
import { expandSource } from './archive'
import { ARCHIVE_LIMITS, type ArchiveLimits, collectBytes, UploadSum } from './archive-meter'
import type { SourceInput } from './run-import'

const byCode = (a = '', b = '') => (a < b ? -1 : 1)

type File = { name: string; text: string; mode?: number; bytes?: Buffer }

async function zipOf(files: readonly File[]): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new ZipFile()
  for (const { name, text, mode } of files) {
    zip.addBuffer(Buffer.from(text), name, { compress: text.length > 1, ...(mode ? { mode } : {}) })
  }
  zip.end()
  return (await collectBytes(zip.outputStream, Infinity)) ?? new Uint8Array()
}

async function tarOf(files: readonly (File & Partial<Header>)[]): Promise<Uint8Array<ArrayBuffer>> {
  const archive = pack()
  for (const { text, bytes, ...header } of files) {
    if (header.type === 'symlink') archive.entry(header)
    else archive.entry(header, bytes ?? text)
  }
  archive.finalize()
  return (await collectBytes(archive, Infinity)) ?? new Uint8Array()
}

const sourceOf = (bytes: Uint8Array, path = 'all.zip'): SourceInput => ({ path, kind: 'file', bytes })
const textOf = ({ bytes }: SourceInput) => new TextDecoder().decode(bytes)

async function expand(bytes: Uint8Array, limits?: ArchiveLimits, path?: string): Promise<SourceInput[]> {
  const all: SourceInput[] = []
  for await (const one of expandSource(sourceOf(bytes, path), limits)) all.push(one)
  return all
}
/** Each source as its path with its text, or with the code of its refusal. */
async function listed(bytes: Uint8Array, limits?: ArchiveLimits, path?: string): Promise<[string | null, string][]> {
  const all = await expand(bytes, limits, path)
  return all.map((one) => [one.path, one.refusal ? one.refusal.code : textOf(one)])
}

/** What was given before the archive was refused, and with which code. */
async function refusalOf(bytes: Uint8Array, limits?: ArchiveLimits): Promise<{ given: number; code: string }> {
  let given = 0
  try {
    for await (const _one of expandSource(sourceOf(bytes), limits)) given++
  } catch (error) {
    if (error instanceof AppError) return { given, code: error.code }
    throw error
  }
  return { given, code: 'none' }
}

/** Changes a copy of an archive wherever a number of four bytes stands. */
function withNumber(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const copy = Buffer.from(bytes)
  const wanted = Buffer.alloc(4)
  wanted.writeUInt32LE(from)
  for (let at = copy.indexOf(wanted); at >= 0; at = copy.indexOf(wanted, at + 4)) copy.writeUInt32LE(to, at)
  return new Uint8Array(copy)
}

const FILES: File[] = [
  { name: 'repo/b.md', text: 'second' },
  { name: 'repo/a.md', text: 'first' },
  { name: 'repo/README.md', text: 'a list' },
  { name: 'repo/LICENSE', text: 'MIT' },
  { name: 'repo/.git/HEAD', text: 'ref' },
  { name: 'repo/node_modules/x/y.md', text: 'no' },
  { name: 'repo/logo.png', text: 'png' },
  { name: 'repo/PM-3 - no ending', text: 'third' },
]

test('a ZIP gives its documents as a folder does, in sorted order', async () => {
  expect(await listed(await zipOf(FILES))).toEqual([
    ['all.zip/repo/PM-3 - no ending', 'third'],
    ['all.zip/repo/a.md', 'first'],
    ['all.zip/repo/b.md', 'second'],
  ])
})

test('a tar and a tar.gz give the same in the order of the tape', async () => {
  const tar = await tarOf(FILES)
  const expected = [
    ['x/repo/b.md', 'second'],
    ['x/repo/a.md', 'first'],
    ['x/repo/PM-3 - no ending', 'third'],
  ]
  expect(await listed(tar, undefined, 'x')).toEqual(expected)
  expect(await listed(new Uint8Array(gzipSync(tar)), undefined, 'x')).toEqual(expected)
})

test('one gzipped file, and what is no archive', async () => {
  const packed = new Uint8Array(gzipSync('{"incidents": []}'))
  expect(await listed(packed, undefined, 'a/incidents.json.gz')).toEqual([
    ['a/incidents.json.gz/incidents.json', '{"incidents": []}'],
  ])
  expect(await listed(new TextEncoder().encode('# Text'), undefined, 'named.zip')).toEqual([['named.zip', '# Text']])
})

test('names that lead out and links are refused, the others are read', async () => {
  // yazl does not write such names: they are put in afterwards, in both places, with the same length.
  const names = ['../evil.md', '/absolut.md', 'C:/absol.md', 'dir\\evil.md', 'a/../../x.md']
  const placeholders = names.map((name, index) => String(index).repeat(name.length - 3) + '.md')
  let text = Buffer.from(
    await zipOf([
      ...placeholders.map((name) => ({ name, text: 'evil' })),
      { name: 'zz.md', text: 'good' },
      { name: 'zl.md', text: '/etc/passwd', mode: 0o120777 },
    ]),
  ).toString('latin1')
  for (const [index, name] of names.entries()) text = text.replaceAll(placeholders[index] ?? '', name)
  const sources = await listed(new Uint8Array(Buffer.from(text, 'latin1')))
  expect(
    sources
      .filter(([, code]) => code === 'bad_input')
      .map(([path]) => path?.slice('all.zip/'.length))
      .toSorted((a, b) => byCode(a, b)),
  ).toEqual(names.toSorted(byCode))
  expect(sources.filter(([, code]) => code !== 'bad_input')).toEqual([
    ['all.zip/zl.md', 'unsupported'],
    ['all.zip/zz.md', 'good'],
  ])
})

test('in a tape too', async () => {
  const tar = await tarOf([
    { name: '../evil.md', text: 'evil' },
    { name: 'link.md', text: '', type: 'symlink', linkname: '/etc/passwd' },
    { name: './good.md', text: 'good' },
  ])
  expect(await listed(tar, undefined, 'x')).toEqual([
    ['x/../evil.md', 'bad_input'],
    ['x/link.md', 'unsupported'],
    ['x/good.md', 'good'],
  ])
})

test('the limits hold exactly, before anything is given', async () => {
  const files = Array.from({ length: 4 }, (_, index) => ({ name: `${index}.md`, text: 'x'.repeat(100) }))
  for (const bytes of [await zipOf(files), await tarOf(files), new Uint8Array(gzipSync(await tarOf(files)))]) {
    const limits = { ...ARCHIVE_LIMITS, entries: 4 }
    expect(await refusalOf(bytes, limits)).toEqual({ given: 4, code: 'none' })
    expect(await refusalOf(bytes, { ...limits, entries: 3 })).toEqual({ given: 0, code: 'too_large' })
    expect(await refusalOf(bytes, { ...limits, packed: bytes.length - 1 })).toEqual({ given: 0, code: 'too_large' })
  }
  const zip = await zipOf(files)
  expect(await refusalOf(zip, { ...ARCHIVE_LIMITS, unpacked: 400 })).toEqual({ given: 4, code: 'none' })
  expect(await refusalOf(zip, { ...ARCHIVE_LIMITS, unpacked: 399 })).toEqual({ given: 0, code: 'too_large' })
  expect(await refusalOf(zip, { ...ARCHIVE_LIMITS, milliseconds: -1 })).toEqual({ given: 0, code: 'too_large' })
})

test('archives of one upload share its limits, each is counted once, and what is beyond is refused', async () => {
  const files = Array.from({ length: 4 }, (_, index) => ({ name: `${index}.md`, text: 'x'.repeat(100) }))
  const long = files.map((file) => ({ ...file, text: 'x'.repeat(3000) }))
  const all = [await zipOf(files), await tarOf(files), new Uint8Array(gzipSync(await tarOf(files)))]
  const limits: [ArchiveLimits, Uint8Array, RegExp][] = [
    [{ ...ARCHIVE_LIMITS, unpacked: 12_000 }, await zipOf(long), /together hold more than 1 MB/],
    [{ ...ARCHIVE_LIMITS, entries: 12 }, await zipOf(files.slice(3)), /together have more than 12 entries/],
  ]
  for (const [limit, more, reason] of limits) {
    const sum = new UploadSum()
    const read = async (bytes: Uint8Array) => {
      let given = 0
      for await (const _one of expandSource(sourceOf(bytes), limit, sum)) given++
      return given
    }
    for (const bytes of all) expect(await read(bytes)).toBe(4)
    for (const _again of all) {
      await expect(read(more)).rejects.toMatchObject({
        code: 'too_large',
        message: expect.stringMatching(reason) as unknown,
      })
    }
    // By itself it is not too much.
    expect((await refusalOf(more, limit)).code).toBe('none')
  }
})

test('the real limit of entries', async () => {
  const files = Array.from({ length: 5000 }, (_, index) => ({ name: `${index}.md`, text: 'x' }))
  expect(await refusalOf(await zipOf(files))).toEqual({ given: 5000, code: 'none' })
  expect(await refusalOf(await zipOf([...files, { name: 'more.md', text: 'x' }]))).toEqual({
    given: 0,
    code: 'too_large',
  })
})

test('a bomb is stopped while it unpacks', async () => {
  const zeros = '0'.repeat(30 * 1024 * 1024)
  const small = zeros.slice(0, 2 * 1024 * 1024)
  const noise = { name: 'noise.bin', text: Array.from({ length: 100_000 }, (_, index) => Math.sin(index)).join() }
  const bombs = [
    await zipOf([{ name: 'a.md', text: zeros }]),
    // Among other files its density does not show in the whole.
    await zipOf([{ name: 'a.md', text: small }, noise]),
    withNumber(await zipOf([{ name: 'a.md', text: 'x' }]), 1, 300 * 1024 * 1024),
    new Uint8Array(gzipSync(zeros)),
    new Uint8Array(gzipSync(await tarOf([{ name: 'a.md', text: zeros }]))),
  ]
  for (const bomb of bombs) expect(await refusalOf(bomb)).toEqual({ given: 0, code: 'too_large' })
})

test('an archive that lies about its sizes gives nothing', async () => {
  const size = 12_345
  const honest = await zipOf([
    { name: 'a.md', text: 'x' },
    { name: 'b.md', text: 'abc'.repeat(size / 3) },
  ])
  expect(await refusalOf(honest)).toEqual({ given: 2, code: 'none' })
  for (const lie of [10, size - 1, size + 1]) {
    expect(await refusalOf(withNumber(honest, size, lie))).toEqual({ given: 0, code: 'unprocessable' })
  }
  const other = withNumber(honest, crc32('abc'.repeat(size / 3)), 1)
  expect(await refusalOf(other)).toEqual({ given: 0, code: 'unprocessable' })
})

test('cut anywhere, an archive gives nothing', async () => {
  const files = Array.from({ length: 3 }, (_, index) => ({ name: `${index}.md`, text: `text ${index} `.repeat(90) }))
  const tar = await tarOf(files)
  const archives = [
    { bytes: await zipOf(files), end: 1 },
    // A tape is whole as soon as its first empty block is there.
    { bytes: tar, end: 513 },
    { bytes: new Uint8Array(gzipSync(tar)), end: 1 },
    { bytes: new Uint8Array(gzipSync('text '.repeat(500))), end: 1 },
  ]
  for (const { bytes, end } of archives) {
    // What is cut inside of its first bytes is no archive any more.
    const length = fc.integer({ min: Math.min(600, bytes.length - 4), max: bytes.length - end })
    await fc.assert(
      fc.asyncProperty(length, async (cut) => {
        expect(await refusalOf(bytes.subarray(0, cut))).toEqual({ given: 0, code: 'unprocessable' })
      }),
      { numRuns: 60 },
    )
  }
})

test('archives inside are not unpacked, and an Office document says what it is', async () => {
  const inner = Buffer.from(await zipOf([{ name: 'x.md', text: 'x' }])).toString('latin1')
  expect(await refusalOf(await zipOf([{ name: 'inner.zip', text: inner }]))).toEqual({
    given: 0,
    code: 'unprocessable',
  })
  expect(
    await listed(
      await zipOf([
        { name: 'inner.zip', text: inner },
        { name: 'a.md', text: 'a' },
      ]),
    ),
  ).toEqual([['all.zip/a.md', 'a']])
  const history = gzipSync('{"incidents": []}')
  const packed = await tarOf([
    { name: 'a/history.json.gz', text: '', bytes: history },
    { name: 'b.tar.gz', text: '', bytes: history },
  ])
  expect(await listed(packed, undefined, 'x')).toEqual([['x/a/history.json.gz', '{"incidents": []}']])
  const office = await zipOf([
    { name: '[Content_Types].xml', text: '<Types/>' },
    { name: 'word/document.xml', text: '<w/>' },
  ])
  await expect(expand(office)).rejects.toThrow('Office')
})

test.each([true, false])(
  'an encrypted entry is told to be one, the others are read: compressed %s',
  async (compress) => {
    const zip = new ZipFile()
    zip.addBuffer(Buffer.from('secret words '.repeat(12)), 'a.md', { compress })
    zip.addBuffer(Buffer.from('open'), 'b.md', { compress })
    zip.end()
    const bytes = Buffer.from((await collectBytes(zip.outputStream, Infinity)) ?? new Uint8Array())
    // The flag of the first entry, before its data and in the directory.
    for (const [signature, flags] of [
      [0x04034b50, 6],
      [0x02014b50, 8],
    ] as const) {
      const mark = Buffer.alloc(4)
      mark.writeUInt32LE(signature)
      const at = bytes.indexOf(mark) + flags
      bytes.writeUInt16LE(bytes.readUInt16LE(at) | 1, at)
    }
    const [first, second] = await expand(new Uint8Array(bytes))
    expect(first).toMatchObject({ path: 'all.zip/a.md', refusal: { code: 'unsupported' } })
    expect(first?.refusal?.message).toContain('encrypted')
    expect(second).toMatchObject({ path: 'all.zip/b.md' })
  },
)

test('no file is left anywhere, also when the reader stops early', async () => {
  const before = readdirSync(tmpdir())
  for (const bytes of [await zipOf(FILES), new Uint8Array(gzipSync(await tarOf(FILES)))]) {
    for await (const one of expandSource(sourceOf(bytes))) {
      expect(one.path).not.toBeNull()
      break
    }
  }
  expect(readdirSync(tmpdir()).filter((name) => !before.includes(name) && name.includes('all'))).toEqual([])
})

test('any bytes behind the mark of an archive give an answer', async () => {
  const marks = [
    [0x50, 0x4b, 3, 4],
    [0x1f, 0x8b, 8],
    [0x50, 0x4b, 5, 6],
  ]
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...marks), fc.uint8Array({ maxLength: 300 }), async (mark, rest) => {
      expect((await refusalOf(new Uint8Array([...mark, ...rest]))).given).toBe(0)
    }),
  )
})
