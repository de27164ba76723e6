import type { IncomingMessage } from 'node:http'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AppError } from '@/lib/domain/errors'
import { sentence } from '@/lib/schema/sentence'
import { env } from '@/lib/env'
import { guardedRequest, resolveHost, type Guard } from '@/lib/integrations/outbound/guarded-request'
import { declaredCharset, transcode } from './declared-charset'
import { rawAddress } from './raw-address'
import type { SourceInput } from './run-import'

export type FetchOptions = Guard & {
  /** For the whole of it: names, redirects, body. */
  milliseconds: number
  /** Of the body, unpacked. */
  bytes: number
  redirects: number
}

const LIMITS = { milliseconds: 10_000, bytes: 5 * 1024 * 1024, redirects: 5 }

const HEADERS = {
  'User-Agent': 'Hindsight-Import/1.0',
  Accept:
    'text/markdown, text/html, text/plain, application/json, application/atom+xml, application/xml;q=0.9, */*;q=0.1',
  'Accept-Encoding': 'gzip, br, deflate',
}

const READABLE =
  /^(?:text\/(?:html|plain|markdown|x-markdown|xml|x-rst|asciidoc|x-org)|application\/(?:json|xml|markdown|(?:[\w.-]+\+)?(?:xml|json)))$/

/**
 * Reads one page of the web. Only http and https, and only hosts whose addresses are public, or which the installation allows
 * (`IMPORT_ALLOW_HOSTS`); the connection goes to the very address that was checked, and each redirect is checked again. A page
 * of GitHub or GitLab that shows a file gives the file. Throws `AppError`: `bad_input` for an address that must not be read,
 * `not_found`, `too_large`, `unsupported` for a body that is no text, `unprocessable` for any other failure of the server.
 */
export async function fetchSource(address: string, options: Partial<FetchOptions> = {}): Promise<SourceInput> {
  const settings: FetchOptions = {
    ...LIMITS,
    resolve: resolveHost,
    allowedBy: 'IMPORT_ALLOW_HOSTS',
    ...options,
    allowedHosts: options.allowedHosts ?? env().IMPORT_ALLOW_HOSTS,
  }
  const page = parseAddress(address)
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), settings.milliseconds)
  try {
    const answer = await followRedirects(rawAddress(page), settings, controller.signal)
    const bytes = withCharset(await readBody(answer, settings.bytes), answer.headers['content-type'] ?? '')
    page.hash = ''
    return { path: page.href, kind: 'url', bytes }
  } catch (error) {
    if (error instanceof AppError) throw error
    if (controller.signal.aborted) {
      const seconds = settings.milliseconds / 1000
      throw new AppError('unprocessable', `${page.host} did not send the page within ${seconds} seconds.`)
    }
    throw new AppError('unprocessable', `${page.host} cannot be read: ${reasonOf(error)}.`)
  } finally {
    clearTimeout(timer)
    controller.abort()
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOTFOUND') return sentence`there is no host of this name`
  if (code === 'ECONNREFUSED') return sentence`it does not answer`
  return error instanceof Error ? error.message : sentence`the connection failed`
}

function parseAddress(address: string, base?: URL): URL {
  if (!URL.canParse(address, base))
    throw new AppError('bad_input', `“${address.slice(0, 200)}” is no address of a page.`)
  const url = new URL(address, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new AppError('bad_input', 'Only pages at http:// and https:// addresses can be imported.')
  }
  if (url.username || url.password) throw new AppError('bad_input', 'An address with a password in it is not read.')
  return url
}

async function followRedirects(start: URL, settings: FetchOptions, signal: AbortSignal): Promise<IncomingMessage> {
  let url = start
  for (let hop = 0; hop <= settings.redirects; hop++) {
    const answer = await guardedRequest(url, settings, { headers: HEADERS, signal })
    const status = answer.statusCode ?? 0
    const { location } = answer.headers
    if (status >= 200 && status < 300) return answer
    answer.destroy()
    if (status < 300 || status >= 400 || location === undefined) throw statusError(url, status)
    url = parseAddress(location, url)
  }
  throw new AppError('unprocessable', `The page redirects more than ${settings.redirects} times.`)
}

function statusError(url: URL, status: number): AppError {
  if (status === 404 || status === 410) return new AppError('not_found', `${url.host} has no such page.`)
  const asksToSignIn = status === 401 || status === 403
  return new AppError(
    'unprocessable',
    asksToSignIn
      ? `${url.host} answered ${status}. It asks for a sign-in; paste the text instead.`
      : `${url.host} answered ${status}.`,
  )
}

async function readBody(answer: IncomingMessage, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const type = (answer.headers['content-type'] ?? 'text/plain').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!READABLE.test(type)) {
    answer.destroy()
    throw new AppError(
      'unsupported',
      type === ''
        ? 'This is of an unknown type and not a page of text. Download it and import the file.'
        : `This is ${type} and not a page of text. Download it and import the file.`,
    )
  }
  const tooLarge = new AppError('too_large', `The page is larger than ${Math.ceil(limit / 1024 / 1024)} MB.`)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of unpack(answer)) {
    if (!(chunk instanceof Uint8Array)) continue
    size += chunk.length
    if (size > limit) {
      answer.destroy()
      throw tooLarge
    }
    parts.push(chunk)
  }
  return new Uint8Array(Buffer.concat(parts))
}

function unpack(answer: IncomingMessage): AsyncIterable<unknown> {
  const unpackers: Record<string, () => NodeJS.ReadWriteStream> = {
    gzip: createGunzip,
    'x-gzip': createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
  }
  const unpacker = unpackers[answer.headers['content-encoding']?.toLowerCase() ?? '']?.()
  if (!unpacker) return answer
  answer.on('error', (error) => unpacker.emit('error', error))
  return answer.pipe(unpacker)
}

/** What the server says of the encoding would be lost with its answer: bytes that do not say it themselves become UTF-8. */
function withCharset(bytes: Uint8Array<ArrayBuffer>, type: string): Uint8Array<ArrayBuffer> {
  const charset = /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(type)?.[1]
  return charset && declaredCharset(bytes) === null ? transcode(bytes, charset) : bytes
}
