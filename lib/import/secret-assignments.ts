import { looksLikeKey, looksLikePassword, type Manner } from './secret-looks'
import type { Candidate } from './secret-tokens'

/** Passwords in the languages that sources come in, and what else secrets are called: the end of the name that they are given to. */
const PASSWORDS =
  'passw(?:or)?d|passphrase|passcode|passwd|pwd|(?<![a-z])(?:pass|pw|creds)|credentials?|passwor[td]|kennwort|mot de passe|senha|wachtwoord|parola'
const FOREIGN_PASSWORDS = 'contraseña|lösenord|hasło|пароль|パスワード|密码|密碼|비밀번호'
const KEYS =
  '(?:api|access|secret|private|signing|encryption|master|account|shared|auth|client|service|storage|app|application|license|routing|integration|webhook|session|deploy|admin|hmac|jwt|ssh|dd|cookie|datadog|stripe|sendgrid|mailgun|fastly|opsgenie|pagerduty|honeycomb|rollbar|algolia|openai|anthropic|grafana)[_. -]?key(?:[_-]?base)?|secret|token|auth[_-]?code|connection[_-]?string'
const SIGN = '["\'`*\\]]{0,3}\\s{0,3}(?:=>|:=|==?|:(?!:)|[|\\t]|,(?=\\S)| [—–] )\\*{0,2}\\s{0,3}'
const VALUE = '"([^"\\n]{1,4000})"|\'([^\'\\n]{1,4000})\'|`([^`\\n]{1,4000})`|([^\\s"\'`,;<>|&(){}[\\]]{1,4000})'
const assigned = (names: string) => new RegExp(`(${names})(${SIGN})(?:${VALUE})`, 'gi')
const ASSIGNED = assigned(`${PASSWORDS}|${KEYS}`)
/** Apart from the others: whether letters beyond ASCII are the same in capitals is asked for each letter of the text. */
const ASSIGNED_ABROAD = assigned(FOREIGN_PASSWORDS)
const ABROAD = FOREIGN_PASSWORDS.split('|')
const KEY = new RegExp(`^(?:${KEYS})$`, 'i')

/** Before the key, and no secret: what is public, pages of a listing, names and numbers of keys. */
const HARMLESS =
  /(?:public|next|page|previous|prev|continuation|sync|start|end|cursor|max|cancel|cancellation|resume|partition|sort|primary|foreign|cache|routing|idempotency|stop|lex|unexpected|syntax|invalid|missing|bad|expired|parse|trace|span|request|correlation|thread|issue|project)[_ .-]{0,2}$/i

/** `password=`, `"api_key": ` and the like. */
export function findAssigned(text: string): Candidate[] {
  const small = text.toLowerCase()
  const abroad = ABROAD.some((word) => small.includes(word)) ? [...text.matchAll(ASSIGNED_ABROAD)] : []
  return [...text.matchAll(ASSIGNED), ...abroad].flatMap((match) => {
    const [whole, key = '', sign = '', double, single, ticked, bare] = match
    const value = double ?? single ?? ticked ?? bare ?? ''
    if (HARMLESS.test(text.slice(Math.max(0, match.index - 16), match.index))) return []
    const quoted = bare === undefined ? 1 : 0
    const isPassword = !KEY.test(key)
    const manner = mannerOf(text, match, { sign, isQuoted: quoted === 1 })
    const kept = quoted ? value : value.replace(/[.,;:!?*]+$/, '')
    if (!(isPassword ? looksLikePassword(kept, manner) : looksLikeKey(kept, manner))) return []
    const start = match.index + whole.length - value.length - quoted
    return [{ kind: isPassword ? 'Password' : kindOfKey(key), start, end: start + kept.length }]
  })
}

function kindOfKey(key: string): string {
  if (/token/i.test(key)) return 'Token'
  return /key/i.test(key) ? 'API key' : 'Secret'
}

const MAX_NAME = 120
const LINE_OF_SETTINGS = /^[ \t]{0,40}(?:-[ \t]{1,3})?(?:export[ \t]+)?[a-z][a-z0-9_.-]*$/

/** Told: quoted, joined with `=`, or a line of settings of its own in small letters. */
function mannerOf(
  text: string,
  match: RegExpExecArray,
  { sign, isQuoted }: { sign: string; isQuoted: boolean },
): Manner {
  if (/[|,\t—–]/.test(sign)) return 'stated'
  if (isQuoted || /^\S*=\S*$/.test(sign)) return 'told'
  // Longer ones are not lines of settings; a text of one line must not be searched from each of its places.
  const near = text.slice(Math.max(0, match.index - MAX_NAME), match.index)
  const before = near.slice(near.lastIndexOf('\n') + 1) + (match[1] ?? '')
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 3)
  return LINE_OF_SETTINGS.test(before) && /^\s*(?:\n|$|#)/.test(after) ? 'told' : 'stated'
}
