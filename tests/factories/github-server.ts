// GitHub as far as a sign-in asks it: a token for any code, and who the token belongs to.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type GithubPerson = {
  user: { id: number; login: string; name: string | null; email: string | null }
  emails: { email: string; primary: boolean; verified: boolean }[]
}
export type GithubServer = { url: string; person: GithubPerson | null; close: () => void }

/** `person` is who signs in; null while GitHub is out of order. */
export async function startGithub(): Promise<GithubServer> {
  const github: GithubServer = { url: '', person: null, close: () => server.close() }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', github.url).pathname
    const answers: Record<string, unknown> = {
      '/login/oauth/access_token': {
        access_token: 'gho_loopback',
        token_type: 'bearer',
        scope: 'read:user,user:email',
      },
      '/api/v3/user': github.person?.user,
      '/api/v3/user/emails': github.person?.emails,
    }
    const isKnown = path.startsWith('/login/') || request.headers.authorization === 'Bearer gho_loopback'
    const answer = isKnown ? answers[path] : undefined
    response.writeHead(answer === undefined ? 503 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? {}))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  github.url = `http://localhost:${(server.address() as AddressInfo).port}`
  return github
}
