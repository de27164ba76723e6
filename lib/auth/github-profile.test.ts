import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { findGithubProfile } from './github-profile'

let server: Server | undefined
afterEach(() => {
  server?.close()
})

/** GitHub's API as far as a sign-in asks it. */
async function github(answers: Record<string, unknown>): Promise<string> {
  const own = createServer((request, response) => {
    const answer = request.headers.authorization === 'Bearer t' ? answers[request.url ?? ''] : undefined
    response.writeHead(answer === undefined ? 401 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? {}))
  })
  own.listen(0, '127.0.0.1')
  await once(own, 'listening')
  server = own
  return `http://127.0.0.1:${(own.address() as AddressInfo).port}`
}

const user = { id: 7, login: 'maya-works', name: null, email: 'boss@works.example' }

test('the primary address counts, and only GitHub’s own word that it is verified', async () => {
  const api = await github({
    '/user': user,
    '/user/emails': [
      { email: 'boss@works.example', primary: false, verified: false },
      { email: 'maya@works.example', primary: true, verified: true },
    ],
  })
  expect(await findGithubProfile(api, 't', fetch)).toEqual({
    id: 7,
    login: 'maya-works',
    name: 'maya-works',
    email: 'maya@works.example',
    email_verified: true,
  })
})

test('an address that is not verified is said to be so, and without a primary one there is none', async () => {
  const unverified = [{ email: 'maya@works.example', primary: true, verified: false }]
  const api = await github({ '/user': user, '/user/emails': unverified })
  expect(await findGithubProfile(api, 't', fetch)).toMatchObject({ email_verified: false })
  server?.close()
  const other = await github({ '/user': user, '/user/emails': [] })
  expect(await findGithubProfile(other, 't', fetch)).toMatchObject({ email: null, email_verified: false })
})

test('an answer that is none is an error, not somebody without an address', async () => {
  const api = await github({ '/user': user })
  await expect(findGithubProfile(api, 't', fetch)).rejects.toThrow('/user/emails with 401')
})
