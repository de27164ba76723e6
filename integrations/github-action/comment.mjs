// Asks Hindsight what went wrong before with changes like a pull request, and keeps one comment on it with the answer.
// Runs on Node 18 or later without packages. Nothing but `FAIL_FROM` and `FAIL_ON_ERROR` makes it fail.
import { appendFileSync, readFileSync } from 'node:fs'

const MARKER = '<!-- hindsight-premortem -->'
/** UTF-16 code units of a diff that are sent; Hindsight takes 1.2 million with the description. */
const DIFF_LIMIT = 1_000_000
/** GitHub refuses comments of more than 65,536. */
const COMMENT_LIMIT = 60_000
const TIMEOUT = 30_000
/** Comments of a pull request that are looked through, 100 each. */
const PAGES = 10

/** A failure that is told in one line. */
class Failure extends Error {}

/** @param {string} line */
const say = (line) => void process.stdout.write(`${line}\n`)

/** @param {string} name @returns {string} */
const setting = (name) => (process.env[name] ?? '').trim()

/** What a workflow command may carry in one line. @param {string} text */
const oneLine = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

/** @param {string} name @param {string} text */
function appendTo(name, text) {
  const file = setting(name)
  if (file) appendFileSync(file, `${text}\n`)
}

/** @param {string} name @returns {string} an address that a token may be sent to, without a slash at the end */
function readAddress(name, fallback = '') {
  const address = (setting(name) || fallback).replace(/\/+$/, '')
  if (!URL.canParse(address)) throw new Failure(`${name} is not an address.`)
  const { protocol, hostname } = new URL(address)
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere)) throw new Failure(`${name} must begin with https://.`)
  return address
}

/**
 * @param {string} what the service, for messages
 * @param {string} url @param {{ method?: string, token: string, accept?: string, body?: unknown }} request
 * @returns {Promise<{ status: number, text: string }>}
 */
async function send(what, url, { method = 'GET', token, accept = 'application/json', body }) {
  const headers = { authorization: `Bearer ${token}`, accept, 'user-agent': 'hindsight-premortem' }
  try {
    const answer = await fetch(url, {
      method,
      // A token is never carried on to another address.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT),
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, text: await answer.text() }
  } catch (error) {
    const reason =
      error instanceof Error ? (error.name === 'TimeoutError' ? 'no answer in 30 s' : error.message) : 'failed'
    throw new Failure(`${what} cannot be reached: ${reason}.`)
  }
}

/** @param {string} what @param {{ status: number, text: string }} answer @returns {any} */
function readJson(what, { status, text }) {
  if (status < 200 || status > 299) throw new Failure(`${what} answered ${status}.`)
  try {
    return JSON.parse(text)
  } catch {
    throw new Failure(`${what} did not answer with JSON.`)
  }
}

/** @returns {{ number: number, title: string, body: string } | null} the pull request that this run is about */
function readPullRequest() {
  const file = setting('GITHUB_EVENT_PATH')
  const event = file ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const pull = event.pull_request
  if (!pull?.number) return null
  return { number: Number(pull.number), title: String(pull.title ?? ''), body: String(pull.body ?? '') }
}

/** @param {string} pullUrl @param {string} token @returns {Promise<string>} empty when GitHub finds it too large */
async function readDiff(pullUrl, token) {
  const answer = await send('GitHub', pullUrl, { token, accept: 'application/vnd.github.v3.diff' })
  if (answer.status === 406) {
    say('::notice::The diff is too large for GitHub to give out; only the description was looked at.')
    return ''
  }
  if (answer.status !== 200) throw new Failure(`GitHub answered ${answer.status} when asked for the diff.`)
  if (answer.text.length <= DIFF_LIMIT) return answer.text
  say('::notice::The diff is longer than what is looked at; its end was left out.')
  return answer.text.slice(0, answer.text.lastIndexOf('\n', DIFF_LIMIT) + 1)
}

/** @param {string} api @param {string} token @returns {Promise<string | null>} who a personal token writes as; null for a workflow's */
async function readLogin(api, token) {
  const { status, text } = await send('GitHub', `${api}/user`, { token })
  return status === 200 ? String(JSON.parse(text).login) : null
}

/**
 * Our comment: it begins with the marker and is by a bot, or by whom the token belongs to. Others may quote the marker.
 * @param {string} api @param {string} issueUrl @param {string} token @returns {Promise<{ id: number, body: string } | null>}
 */
async function findComment(api, issueUrl, token) {
  /** @type {string | null | undefined} */
  let login
  for (let page = 1; page <= PAGES; page++) {
    const answer = await send('GitHub', `${issueUrl}/comments?per_page=100&page=${page}`, { token })
    const comments = readJson('GitHub', answer)
    for (const { id, body, user } of comments) {
      if (typeof body !== 'string' || !body.startsWith(MARKER)) continue
      if (user?.type === 'Bot') return { id, body }
      login ??= await readLogin(api, token)
      if (login !== null && user?.login === login) return { id, body }
    }
    if (comments.length < 100) return null
  }
  return null
}

/** Keeps the boxes that reviewers have ticked. @param {string} next @param {string} before */
function keepTicks(next, before) {
  const ticked = new Set([...before.matchAll(/^- \[[xX]\] (.*?)\r?$/gm)].map(([, line]) => line))
  return next.replace(/^- \[ \] (.*)$/gm, (line, words) => (ticked.has(words) ? `- [x] ${words}` : line))
}

/** @param {string} text */
function shorten(text) {
  if (text.length <= COMMENT_LIMIT) return text
  return `${text.slice(0, text.lastIndexOf('\n', COMMENT_LIMIT))}\n\nThe rest was left out; it is too long for a comment.\n`
}

/**
 * Writes the comment, or brings the one that is there up to date; a pull request in which nothing is found gets no new one.
 * @param {{ api: string, repository: string, token: string, number: number }} where
 * @param {string} markdown @param {boolean} hasFound
 */
async function comment({ api, repository, token, number }, markdown, hasFound) {
  const issueUrl = `${api}/repos/${repository}/issues/${number}`
  const known = await findComment(api, issueUrl, token)
  if (!known && !hasFound) return
  const body = keepTicks(shorten(`${MARKER}\n${markdown}`), known?.body ?? '')
  if (known?.body === body) return
  const url = known ? `${api}/repos/${repository}/issues/comments/${known.id}` : `${issueUrl}/comments`
  readJson('GitHub', await send('GitHub', url, { method: known ? 'PATCH' : 'POST', token, body: { body } }))
}

async function main() {
  const pull = readPullRequest()
  if (!pull) return say('::notice::This run is not about a pull request; there is nothing to look at.')
  const [hindsightToken, token] = [setting('HINDSIGHT_TOKEN'), setting('GITHUB_TOKEN')]
  if (!hindsightToken) throw new Failure('There is no token of Hindsight; a pull request from a fork gets no secrets.')
  const hindsight = readAddress('HINDSIGHT_URL')
  const api = readAddress('GITHUB_API_URL', 'https://api.github.com')
  const repository = setting('GITHUB_REPOSITORY')
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new Failure('GITHUB_REPOSITORY is not owner/name.')

  const diff = await readDiff(`${api}/repos/${repository}/pulls/${pull.number}`, token)
  const text = `# ${pull.title}\n\n${pull.body.slice(0, 100_000)}\n\n${diff}`
  const url = `${hindsight}/api/v1/premortem?markdown=1`
  const answer = readJson(
    'Hindsight',
    await send('Hindsight', url, { method: 'POST', token: hindsightToken, body: { text } }),
  )
  if (!Array.isArray(answer.patterns) || typeof answer.markdown !== 'string') {
    throw new Failure('Hindsight answered with something else than a pre-mortem; it may be older than this action.')
  }
  const score = Number(answer.patterns[0]?.score ?? 0)
  appendTo('GITHUB_OUTPUT', `patterns=${answer.patterns.map((/** @type {any} */ one) => one.slug).join(',')}`)
  appendTo('GITHUB_OUTPUT', `score=${score}`)
  appendTo('GITHUB_STEP_SUMMARY', answer.markdown)
  await comment({ api, repository, token, number: pull.number }, answer.markdown, answer.patterns.length > 0)
  say(`Patterns that this change could set off: ${answer.patterns.length}`)

  const limit = setting('FAIL_FROM')
  if (limit !== '' && answer.patterns.length > 0 && score >= Number(limit)) {
    say(`::error::${oneLine(`${answer.patterns[0].title}: score ${score}, the limit is ${limit}.`)}`)
    process.exitCode = 1
  }
}

try {
  await main()
} catch (error) {
  const isFatal = setting('FAIL_ON_ERROR') === 'true'
  const message = error instanceof Error ? error.message : 'failed'
  say(`::${isFatal ? 'error' : 'warning'}::${oneLine(`No pre-mortem: ${message}`)}`)
  if (isFatal) process.exitCode = 1
}
