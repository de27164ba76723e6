import { expect, test } from 'vitest'
import { z } from 'zod'
import { readForm, readJson } from './read-body'

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
