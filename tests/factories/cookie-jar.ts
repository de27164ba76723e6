/** The cookies of one site, as a browser keeps them; enough for following a sign-in without a browser. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  /** For a `Cookie` header. */
  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  get(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  set(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  delete(name: string): void {
    this.#cookies.delete(name)
  }

  /** Keeps what an answer sets, and gives the answer. */
  keep(answer: Response): Response {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
      const at = pair.indexOf('=')
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
      const isOver = attributes.some((one) => /^(?:max-age=0|expires=Thu, 01 Jan 1970.*)$/i.test(one))
      if (isOver || value === '') this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return answer
  }
}
