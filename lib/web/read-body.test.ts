import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readBytes, readForm, readJson } from './read-body'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const request = (body: unknown) =>
  new Request('http://localhost:3000/', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const mischief = {
  id: 'x',
  userId: 'y',
  role: 'admin',
  reach: 'all',
  visibility: 'public',
  kind: 'service',
  scope: 'admin',
}

test('role, reach, userId, id and visibility are ignored where a body does not have them', async () => {
  const schema = z.object({ title: z.string() })
  for (const one of [schema, schema.strict()]) {
    expect(await readJson(request({ title: 'T', ...mischief }), one)).toEqual({ title: 'T' })
  }
})

test('where a body has them they are read, and other unknown names are refused as before', async () => {
  const schema = z.object({ role: z.enum(['viewer', 'editor']) }).strict()
  expect(await readJson(request({ role: 'editor', id: 'x' }), schema)).toEqual({ role: 'editor' })
  await expect(readJson(request({ role: 'admin' }), schema)).rejects.toMatchObject({ code: 'bad_input' })
  await expect(readJson(request({ role: 'editor', titel: 'T' }), schema)).rejects.toMatchObject({ code: 'bad_input' })
})

test('a body that is a list, or nothing like an object, is checked as it is', async () => {
  expect(await readJson(request([{ id: 'x' }]), z.array(z.object({ id: z.string() })))).toEqual([{ id: 'x' }])
  await expect(readJson(request('text'), z.object({ id: z.string() }))).rejects.toMatchObject({ code: 'bad_input' })
})

test('an upload of more files and fields than an import takes is refused before they are read', async () => {
  const upload = (parts: number, boundary: string) => {
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n\r\n'
    const headers = { 'content-type': `multipart/form-data; ${boundary}` }
    return new Request('http://localhost:3000/', { method: 'POST', headers, body: `${part.repeat(parts)}--x--\r\n` })
  }
  for (const boundary of ['boundary=x', 'charset=utf-8; boundary="x"']) {
    await expect(readForm(upload(20_000, boundary))).rejects.toMatchObject({ code: 'too_large' })
  }
  expect((await readForm(upload(3, 'boundary=x'))).getAll('file')).toHaveLength(3)
  await expect(readForm(upload(3, 'charset=utf-8'))).rejects.toMatchObject({ code: 'bad_input' })
})

/** A body in so many pieces; `atEnd` is called when all but the last are taken. */
function inPieces(pieces: number, bytes: number, atEnd: () => void): Request {
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      if (sent === pieces - 1) atEnd()
      // Each has memory of its own, as what comes from a socket.
      stream.enqueue(new Uint8Array(bytes).fill(sent % 251))
      if (++sent === pieces) stream.close()
    },
  })
  return new Request('http://localhost:3000/', { method: 'POST', body, duplex: 'half' } as RequestInit)
}

function usedBytes(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

test('a body of single bytes takes no more than a few times its length', async () => {
  const LENGTH = 300_000
  const before = usedBytes()
  let taken = 0
  const bytes = await readBytes(
    inPieces(LENGTH, 1, () => (taken = usedBytes() - before)),
    LENGTH,
  )
  expect(taken).toBeLessThan(6 * LENGTH)
  expect(bytes).toHaveLength(LENGTH)
  expect(bytes.buffer.byteLength).toBe(LENGTH)
  expect([bytes[0], bytes[250], bytes[251], bytes[LENGTH - 1]]).toEqual([0, 250, 0, (LENGTH - 1) % 251])
})

test('pieces of any size are put together in their order, up to the limit and not one byte beyond it', async () => {
  const expected = new Uint8Array(700_000).map((_, at) => Math.floor(at / 7_000) % 251)
  for (const limit of [700_000, 50_000_000]) {
    const bytes = await readBytes(
      inPieces(100, 7_000, () => {}),
      limit,
    )
    expect(Buffer.compare(bytes, expected)).toBe(0)
  }
  await expect(
    readBytes(
      inPieces(100, 7_000, () => {}),
      699_999,
    ),
  ).rejects.toMatchObject({ code: 'too_large' })
  expect(await readBytes(new Request('http://localhost:3000/', { method: 'POST' }), 10)).toHaveLength(0)
})
