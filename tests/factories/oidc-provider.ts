// A real identity provider on this machine, with a page where one writes who one is instead of a password.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import Provider from 'oidc-provider'
import { CookieJar } from './cookie-jar'

/** What the provider says of somebody; `email_verified` may be anything, as some providers lie and others say nothing. */
export type OidcPerson = { name?: string; email?: string; email_verified?: unknown }

const CLIENT = { id: 'hindsight', secret: 'only-for-tests' }

export class OidcProvider {
  /** By `sub`; may be changed at any time. */
  readonly people: Record<string, OidcPerson>
  readonly issuer: string
  readonly #port: number
  readonly #provider: Provider
  #server: Server | null

  private constructor(server: Server, port: number, redirectUris: string[], people: Record<string, OidcPerson>) {
    this.people = people
    this.#port = port
    // Next writes 127.0.0.1 as localhost, so that is what everybody calls it.
    this.issuer = `http://localhost:${port}`
    this.#provider = this.#configure(redirectUris)
    this.#server = server
    server.on('request', (request, response) => void this.#answer(request, response))
  }

  /** `appUrl`: address of the application that people sign in to. */
  static async start(appUrls: string[], people: Record<string, OidcPerson>): Promise<OidcProvider> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    return new OidcProvider(
      server,
      port,
      appUrls.map((url) => `${url}/api/auth/callback/oidc`),
      people,
    )
  }

  /** Variables of an application that uses it. */
  get env(): Record<string, string> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Example Works',
    }
  }

  /** Nothing listens any more. */
  async goAway(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (!server) return
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }

  /** Listens again where it did. */
  async comeBack(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response))
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    this.#server = server
  }

  /** Signs somebody in as their browser would; gives the address that the provider leads back to. */
  async signIn(authorizationUrl: string, subject: string): Promise<string> {
    const jar = new CookieJar()
    let url = authorizationUrl
    let form: URLSearchParams | undefined
    for (let step = 0; step < 10 && url.startsWith(this.issuer); step++) {
      const method = form ? 'POST' : 'GET'
      const headers = { cookie: jar.header }
      const answer = jar.keep(await fetch(url, { method, headers, body: form ?? null, redirect: 'manual' }))
      const location = answer.headers.get('location')
      form = location === null ? new URLSearchParams({ login: subject }) : undefined
      if (location === null && !new URL(url).pathname.startsWith('/interaction/')) {
        throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`)
      }
      url = location === null ? url : new URL(location, url).href
    }
    return url
  }

  #configure(redirectUris: string[]): Provider {
    return new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: redirectUris,
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      // As the standard has it: the ID token says who, the userinfo endpoint their address.
      conformIdTokenClaims: true,
      claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
      cookies: { keys: ['only-for-tests'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      pkce: { required: () => true },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, AuthorizationCode: 60, IdToken: 600 },
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ ...this.people[sub], sub }) as { sub: string },
      }),
    })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!request.url?.startsWith('/interaction/')) return this.#provider.callback()(request, response)
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)
      return
    }
    const form = new URLSearchParams(await text(request))
    const accountId = form.get('login') ?? ''
    if (form.has('cancel')) {
      await this.#provider.interactionFinished(request, response, { error: 'access_denied' })
      return
    }
    const grant = new this.#provider.Grant({ accountId, clientId: CLIENT.id })
    grant.addOIDCScope('openid profile email')
    const grantId = await grant.save()
    await this.#provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } })
  }
}

const PAGE = `<!doctype html><html lang="en"><title>Example Works</title><link rel="icon" href="data:,"><h1>Example Works</h1>
<form method="post"><label>Who are you? <input name="login"></label>
<button>Sign in</button> <button name="cancel" value="1">Cancel</button></form></html>`
