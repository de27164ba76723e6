import { z } from 'zod'
import { sentence } from '@/lib/schema/sentence'

/** Of one file, in bytes: a snippet or a piece of a log, no archive of it. */
const MAX_BYTES = 256 * 1024
/** Files of one thread that are fetched, and the time for each in milliseconds. */
const MAX_FILES = 20
const TIMEOUT = 10_000

const FileSchema = z.looseObject({
  id: z.string().optional(),
  name: z.string().nullish(),
  title: z.string().nullish(),
  mimetype: z.string().nullish(),
  filetype: z.string().nullish(),
  mode: z.string().nullish(),
  size: z.number().nullish(),
  url_private: z.string().nullish(),
})
type SlackFile = z.infer<typeof FileSchema>

/** Who asks for files, and where: `apiUrl` is that of the API, as the client has it. */
export type FileAccess = { token: string; apiUrl: string }

const TEXT = /^(?:text\/(?!html\b)|application\/(?:json|xml|sql|yaml|x-yaml|x-sh|toml|javascript)\b)/i

/**
 * Fetches the texts among the files of messages (snippets, logs), for whoever has asked for them, and puts each into its message as
 * Slack puts a snippet's beginning there. Files of other kinds stay as they are. Gives sentences on what could not be fetched; such a
 * file stays listed. Asks nobody but Slack, follows no redirect, and never throws for a file.
 */
export async function fetchTexts<M extends Record<string, unknown>>(
  messages: readonly M[],
  access: FileAccess,
): Promise<{ messages: M[]; failures: string[] }> {
  const failures: string[] = []
  let room = MAX_FILES
  const withTexts: M[] = []
  for (const message of messages) {
    const files = z.array(FileSchema).safeParse(message.files).data
    if (!files) {
      withTexts.push(message)
      continue
    }
    const fetched: SlackFile[] = []
    for (const file of files) {
      const wanted = isText(file)
      const result = wanted ? await fetchText(file, room, access) : file
      if (wanted) room--
      if (typeof result === 'string') failures.push(sentence`The file ${nameOf(file)} could not be fetched: ${result}.`)
      fetched.push(typeof result === 'string' ? file : result)
    }
    withTexts.push({ ...message, files: fetched })
  }
  return { messages: withTexts, failures }
}

function isText({ mode, mimetype }: SlackFile): boolean {
  return mode === 'snippet' || TEXT.test(mimetype ?? '')
}

function nameOf({ name, title, id }: SlackFile): string {
  return name ?? title ?? id ?? sentence`without a name`
}

/** The file with its text, or why it has none. */
async function fetchText(file: SlackFile, room: number, { token, apiUrl }: FileAccess): Promise<SlackFile | string> {
  const { size, url_private } = file
  if (room <= 0) return sentence`at most ${MAX_FILES} files of a thread are`
  if ((size ?? 0) > MAX_BYTES) return TOO_LARGE
  if (!url_private || !isSlack(url_private, apiUrl)) return sentence`it is not kept by Slack`
  try {
    const answer = await fetch(url_private, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    const refusal = refusalOf(answer)
    if (refusal !== null) {
      await answer.body?.cancel()
      return refusal
    }
    const text = await readText(answer)
    return typeof text === 'string' ? text : { ...file, mode: 'snippet', preview: text.said }
  } catch {
    return sentence`Slack did not answer`
  }
}

/** The token opens everything that the app may see: it goes to Slack, and to where the installation says that its API is. */
function isSlack(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, port, origin } = new URL(address)
  if (origin === new URL(apiUrl).origin) return true
  return protocol === 'https:' && port === '' && /^(?:[a-z0-9-]+\.)+slack\.com$/.test(hostname)
}

const GONE = new Set([404, 410])
const SIGN_IN = sentence`Slack asks to sign in for it. The app needs the right files:read, see docs/slack-app.yaml`
const TOO_LARGE = sentence`it has more than ${MAX_BYTES / 1024} KB`

function refusalOf({ status, headers }: Response): string | null {
  if (GONE.has(status)) return sentence`it is not there any more`
  if ((status >= 300 && status < 400) || status === 401 || status === 403) return SIGN_IN
  if (status !== 200) return sentence`Slack answered ${status}`
  // Whom Slack does not know gets a page to sign in instead of the file.
  if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) return SIGN_IN
  return null
}

/** What the body says, or why it is not taken. */
async function readText(answer: Response): Promise<{ said: string } | string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.length
    if (size > MAX_BYTES) return TOO_LARGE
    chunks.push(chunk)
  }
  try {
    const said = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return said.includes('\u0000') ? sentence`it is no text` : { said }
  } catch {
    return sentence`it is no text`
  }
}
