// Google and Slack on this machine, as far as a sign-in asks them: requests to their fixed addresses are led to a server of ours.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { generateKeyPair, SignJWT, type JWTPayload } from 'jose'

const discoveryOf = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/keys`,
  id_token_signing_alg_values_supported: ['RS256'],
})

const HOSTS = new Set(['accounts.google.com', 'slack.com'])

export class NamedProvider {
  /** What it says of whoever signs in next, in the ID token. */
  person: JWTPayload = {}
  /** Claims that it gets wrong. */
  wrong: JWTPayload = {}
  /** What it was asked for, by its own addresses. */
  readonly asked: string[] = []
  #base = ''
  readonly #codes = new Map<string, URLSearchParams>()
  readonly #key = generateKeyPair('RS256')
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  readonly #fetch = globalThis.fetch

  static async start(): Promise<NamedProvider> {
    const provider = new NamedProvider()
    provider.#server.listen(0, '127.0.0.1')
    await once(provider.#server, 'listening')
    provider.#base = `http://127.0.0.1:${(provider.#server.address() as AddressInfo).port}`
    globalThis.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      if (!HOSTS.has(url.host)) return provider.#fetch(input, init)
      return provider.#fetch(`${provider.#base}/${url.host}${url.pathname}${url.search}`, init)
    }
    return provider
  }

  stop(): void {
    globalThis.fetch = this.#fetch
    this.#server.closeAllConnections()
    this.#server.close()
  }

  /** Signs in as the browser would; gives the address that the provider leads back to. */
  signIn(authorizationUrl: string): string {
    const { searchParams } = new URL(authorizationUrl)
    const code = `code-${this.#codes.size}`
    this.#codes.set(code, searchParams)
    const back = new URL(searchParams.get('redirect_uri') ?? '')
    back.searchParams.set('code', code)
    back.searchParams.set('state', searchParams.get('state') ?? '')
    return back.href
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, host = '', ...rest] = (request.url ?? '').split('/')
    const issuer = `https://${host}`
    this.asked.push(`${issuer}/${rest.join('/')}`)
    const answer =
      rest.join('/') === 'token'
        ? await this.#tokensOf(issuer, new URLSearchParams(await text(request)))
        : discoveryOf(issuer)
    response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { error: 'invalid_grant' }))
  }

  async #tokensOf(issuer: string, form: URLSearchParams): Promise<object | null> {
    const asked = this.#codes.get(form.get('code') ?? '')
    this.#codes.delete(form.get('code') ?? '')
    if (!asked) return null
    const iat = Math.floor(Date.now() / 1000)
    const right = { iss: issuer, aud: asked.get('client_id'), iat, exp: iat + 300, nonce: asked.get('nonce') }
    const token = new SignJWT({ ...right, ...this.person, ...this.wrong } as JWTPayload).setProtectedHeader({
      alg: 'RS256',
      kid: 'one',
    })
    return { access_token: 'a', token_type: 'bearer', id_token: await token.sign((await this.#key).privateKey) }
  }
}
