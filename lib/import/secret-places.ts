import { isPlaceholder, isRandom, looksLikeKey, looksLikePassword, type Manner } from './secret-looks'
import type { Candidate } from './secret-tokens'

/** Secrets that their place tells of: what stands before them, and how they look. */
export function findPlaces(text: string): Candidate[] {
  return [
    ...findPrivateKeys(text),
    ...findPlaced(text),
    ...findAssigned(text),
    ...findCookies(text),
    ...findManifestData(text),
  ]
}

/** `near`: one of these, in small letters, is in every text that the expression can match. */
type PlaceRule = { kind: string; near: readonly string[]; pattern: RegExp; looks: (value: string) => boolean }

const any = (value: string) => !isPlaceholder(value)
const password = (value: string) => looksLikePassword(value, 'told')
const long = (value: string) => value.length >= 16 && !isPlaceholder(value) && isRandom(value)
const secretOfFlag = (value: string) => looksLikePassword(value, 'told') || looksLikeKey(value, 'told')

/** The secret is the last group. */
const PLACES: readonly PlaceRule[] = [
  // Greedy to the last `@`: passwords have some, hosts have none.
  {
    kind: 'URL password',
    near: ['://'],
    pattern: /:\/\/[^\s:/?#@"'<>`|\\]{0,200}:([^\s/"'<>`|\\]{1,300})@(?=[\w[%.-])/g,
    looks: urlPassword,
  },
  { kind: 'URL password', near: ['://'], pattern: /https?:\/\/([\w-]{20,300})@(?=[\w.-]+)/g, looks: long },
  {
    kind: 'URL password',
    near: ['@tcp('],
    pattern: /(?<![\w/])[\w.-]{1,60}:([^\s/@:"'<>`|]{1,100})@tcp\(/g,
    looks: any,
  },
  {
    kind: 'Authorization header',
    near: ['authorization'],
    pattern:
      /(?:proxy-)?authorization["'`\]]{0,2}\s{0,3}[:=,]\s{0,3}["'`]?(?:(?:bearer|basic|token|negotiate|digest|apikey|splunk|genie\S{0,3}key)\s{1,3})([\w.~+/=:-]{6,4000})/gi,
    looks: (value) => any(value) && !/^[a-z]+$/i.test(value),
  },
  {
    kind: 'Authorization header',
    near: ['authorization'],
    pattern: /(?:proxy-)?authorization["'`]{0,2}\s{0,3}[:=]\s{0,3}["'`]?([\w.~+/=-]{12,4000})/gi,
    looks: long,
  },
  { kind: 'Bearer token', near: ['bearer'], pattern: /\bbearer\s{1,3}([\w.~+/=-]{16,4000})/gi, looks: long },
  {
    kind: 'Basic credentials',
    near: ['basic'],
    pattern: /\bbasic\s{1,3}([A-Za-z0-9+/]{8,400}={0,2})/gi,
    looks: isBasic,
  },
  {
    kind: 'Registry credentials',
    near: ['"auth"'],
    pattern: /"auth"\s{0,3}:\s{0,3}"([A-Za-z0-9+/]{8,4000}={0,2})"/g,
    looks: isBasic,
  },
  {
    kind: 'Azure key',
    near: ['key='],
    pattern: /(?:Account|SharedAccess|Shared)Key=([A-Za-z0-9+/%]{20,200}={0,2})/g,
    looks: any,
  },
  {
    kind: 'Signature',
    near: ['sig=', 'signature=', 'security-token='],
    pattern: /[?&;](?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token)=([\w%+/.=-]{20,4000})/gi,
    looks: any,
  },
  {
    kind: 'Private key',
    near: ['client-key-data', 'tls.key'],
    pattern: /(?:client-key-data|tls\.key)["']?:\s{0,3}["']?([A-Za-z0-9+/]{16,20000}={0,2})/g,
    looks: any,
  },
  // The beginnings of `-----BEGIN RSA PRIVATE KEY` and its relatives in base64.
  {
    kind: 'Private key',
    near: ['ls0tls1crudjti'],
    pattern:
      /(?<![A-Za-z0-9+/])(LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFUR|BQR1AgUFJJVkFUR)[A-Za-z0-9+/]{16,20000}={0,2})/g,
    looks: any,
  },
  {
    kind: 'Password',
    near: ['curl'],
    pattern:
      /(?:^|[\s"'`])curl\b[^\n]{0,400}?\s(?:-u|--user|--proxy-user|-U)[\s=]{0,2}["']?[^\s:"']{1,100}:([^\s"'`]{1,200})/g,
    looks: any,
  },
  {
    kind: 'Password',
    near: ['mysql', 'mariadb', 'xtrabackup'],
    pattern:
      /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|xtrabackup)\b[^\n]{0,300}?\s-p["']?([^\s"'`-][^\s"'`]{2,100})/g,
    looks: password,
  },
  {
    kind: 'Password',
    near: ['login', 'sshpass', 'mongo', 'helm', 'ldapsearch', 'kinit', 'bteq', 'sqlcmd'],
    pattern:
      /\b(?:sshpass|docker\s{1,3}login|helm\s{1,3}registry|podman\s{1,3}login|mongo(?:sh|dump|restore)?|ldapsearch|kinit|bteq|sqlcmd|az\s{1,3}login)\b[^\n]{0,300}?\s-[pPwW]\s{0,3}["']?([^\s"'`-][^\s"'`]{3,100})/g,
    looks: password,
  },
  {
    kind: 'Password',
    near: ['redis-cli', 'requirepass', 'masterauth'],
    pattern: /\b(?:redis-cli\b[^\n]{0,200}?\s-a|requirepass|masterauth)\s{1,3}["']?([^\s"'`]{4,200})/g,
    looks: password,
  },
  {
    kind: 'Secret of a command',
    near: ['-'],
    pattern:
      /(?<![\w-])--?(?:[a-z]{1,20}-){0,3}(?:password|passwd|passphrase|pass|secret|token|api-?key|access-key|secret-key|auth-key)[\s=]{1,3}["']?([^\s"'`|;&<>-][^\s"'`|;&<>]{3,400})/gi,
    looks: secretOfFlag,
  },
  {
    kind: 'Session cookie',
    near: ['session', 'connect.sid', 'phpsessid'],
    pattern:
      /\b(?:JSESSIONID|PHPSESSID|ASP\.NET_SessionId|connect\.sid|laravel_session|sessionid|session_id|_session)["']?\s{0,2}[=:]\s{0,2}["']?([\w%.+/=:-]{12,4000})/gi,
    looks: long,
  },
  {
    kind: 'Password',
    near: ['</'],
    pattern: /<(?:[\w.-]{0,40}(?:password|passwd|pwd))(?:\s[^<>]{0,100})?>\s{0,5}([^\s<>]{4,200})\s{0,5}<\//gi,
    looks: password,
  },
  {
    kind: 'Secret',
    near: ['</'],
    pattern:
      /<(?:[\w.-]{0,40}(?:secret|token|apikey|api-key|accesskey|privatekey))(?:\s[^<>]{0,100})?>\s{0,5}([^\s<>]{8,2000})\s{0,5}<\//gi,
    looks: (value) => looksLikeKey(value, 'told'),
  },
  {
    kind: 'Password',
    near: ['value'],
    pattern:
      /\b(?:name|key)["']?\s{0,3}[:=]\s{0,3}["']?[\w.-]{0,40}(?:PASSWORD|PASSWD|PWD|_PASS|Password|password)["']?[\s,]{1,60}["']?value["']?\s{0,3}[:=]\s{0,3}["']?([^\s"',}<>]{4,200})/g,
    looks: password,
  },
  {
    kind: 'Secret',
    near: ['value'],
    pattern:
      /\b(?:name|key)["']?\s{0,3}[:=]\s{0,3}["']?[\w.-]{0,40}(?:SECRET|TOKEN|API_?KEY|SECRET_KEY|ACCESS_KEY|Secret|Token|ApiKey)["']?[\s,]{1,60}["']?value["']?\s{0,3}[:=]\s{0,3}["']?([^\s"',}<>]{8,2000})/g,
    looks: (value) => looksLikeKey(value, 'told'),
  },
  {
    kind: 'Password',
    near: ['password'],
    pattern: /\bpassword["'`*]{0,2}\s{1,3}(?:is|was|to|of|=>|->)\s{1,3}["'`]?([^\s"'`,]{6,100})/gi,
    looks: (value) => looksLikePassword(value, 'stated'),
  },
  {
    kind: 'Secret',
    near: ['token', 'key', 'secret'],
    pattern:
      /\b(?:token|api[ _-]?key|secret(?: key)?|access key)["'`*]{0,2}\s{1,3}(?:is|was|to|=>|->)\s{1,3}["'`]?([^\s"'`,]{16,400})/gi,
    looks: (value) => looksLikeKey(value, 'stated'),
  },
  {
    kind: 'Password',
    near: ['password', 'identified'],
    pattern:
      /\b(?:identified\s{1,3}(?:with\s{1,3}\S{1,60}\s{1,3})?by|(?:with|encrypted|set)\s{1,3}password(?:\s{1,3}for\s[^\n=]{1,80})?)\s{0,3}=?\s{0,3}["']?([^\s"';]{4,200})/gi,
    looks: (value) => looksLikePassword(value, 'stated') || isRandom(value),
  },
  {
    kind: 'Password',
    near: ['-stdin'],
    pattern: /\becho\s{1,3}(?:-n\s{1,3})?["']?([^\s"'|]{4,4000})["']?\s{0,3}\|[^\n]{0,300}-stdin\b/g,
    looks: secretOfFlag,
  },
  {
    kind: 'Password',
    near: ['machine'],
    pattern: /\bmachine\s{1,5}\S{1,200}\s{1,5}login\s{1,5}\S{1,200}\s{1,5}password\s{1,5}(\S{4,400})/g,
    looks: any,
  },
  {
    kind: 'Password',
    near: [':'],
    pattern: /(?<=^|[\s"'`])[\w.*-]{1,100}:(?:\d{4,5}|\*):[\w*-]{1,60}:[\w*-]{1,60}:([^\s:"'`]{6,200})(?=$|[\s"'`])/gm,
    looks: (value) => looksLikePassword(value, 'stated'),
  },
  {
    kind: 'Password',
    near: ['auth'],
    pattern: /\bauth\s{0,2}[=:]\s{0,2}[([]\s{0,2}["'][^"'\n]{1,100}["']\s{0,2},\s{0,2}["']([^"'\n]{4,200})["']/g,
    looks: password,
  },
  {
    kind: 'Password',
    near: ['log', 'cred'],
    pattern:
      /\b(?:log(?:ged)?[ -]?in (?:with|as)|logins?:?|creds:?|credentials:?|credentials (?:are|were))\s{1,3}["'`]?[\w.@-]{2,40}["'`]?\s{0,2}[:/]\s{0,2}["'`]?([^\s"'`,:/]{6,100})/gi,
    looks: (value) => looksLikePassword(value, 'stated'),
  },
  {
    kind: 'Password',
    near: [':-'],
    pattern: /(?:password|passwd|pwd|secret|token|key)["']?\s{0,2}[=:]\s{0,2}["']?\$\{\w{1,60}:-([^}\s"']{6,200})\}/gi,
    looks: secretOfFlag,
  },
  {
    kind: 'Password hash',
    near: ['$'],
    pattern: /(\$(?:2[aby]|5|6|y|apr1|argon2id?)\$[\w./$=,+-]{20,200})/g,
    looks: () => true,
  },
  {
    kind: 'Secret',
    near: ['vault'],
    pattern: /\bvault\s{1,3}(?:kv\s{1,3}put|write)\b[^\n]{0,200}?\s[\w.-]{1,60}=["']?([^\s"'@]{6,400})/g,
    looks: (value) => looksLikePassword(value, 'stated'),
  },
  {
    kind: 'URL password',
    near: ['@'],
    pattern: /(?<=^|[\s"'`(]):([^\s/@:"'<>`|]{6,100})@[\w.-]{2,100}:\d{2,5}\b/gm,
    looks: any,
  },
]

/** A port is no password, and `user:pass@` stands for one. */
function urlPassword(value: string): boolean {
  return !isPlaceholder(value) && !/^(?:pass|password|passwd|pwd|secret|\d{1,5}[^@]{0,1}|\d{2,5}\S*\?.*)$/i.test(value)
}

/** `user:password` in base64. */
function isBasic(value: string): boolean {
  return /^[\x20-\x7E\xA0-\xFF]{1,200}:[\x20-\x7E\xA0-\xFF]{1,400}$/.test(
    Buffer.from(value, 'base64').toString('latin1'),
  )
}

function findPlaced(text: string): Candidate[] {
  const small = text.toLowerCase()
  return PLACES.filter(({ near }) => near.some((word) => small.includes(word))).flatMap(({ kind, pattern, looks }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      // A quote ends every value: behind it the next string of a JSON text may follow.
      const value = (match.at(-1) ?? '').replace(/".*$/s, '').replace(/[.,;:!?)\]}]+$/, '')
      if (value === '' || !looks(value)) return []
      const start = match.index + match[0].lastIndexOf(match.at(-1) ?? '')
      return [{ kind, start, end: start + value.length }]
    }),
  )
}

/** Passwords in the languages that sources come in, and what else secrets are called: the end of the name that they are given to. */
const PASSWORDS =
  'passw(?:or)?d|passphrase|passcode|passwd|pwd|(?<![a-z])(?:pass|pw|creds)|credentials?|passwor[td]|kennwort|mot de passe|senha|wachtwoord|parola'
const FOREIGN_PASSWORDS = 'contraseña|lösenord|hasło|пароль|パスワード|密码|密碼|비밀번호'
const KEYS =
  '(?:api|access|secret|private|signing|encryption|master|account|shared|auth|client|service|storage|app|application|license|routing|integration|webhook|session|deploy|admin|hmac|jwt|ssh|dd|cookie|datadog|stripe|sendgrid|mailgun)[_. -]?key(?:[_-]?base)?|secret|token|auth[_-]?code|connection[_-]?string'
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
function findAssigned(text: string): Candidate[] {
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

const COOKIES = /\b(?:set-)?cookie["'`]?\s{0,3}[:=]\s{0,3}["'`]?([^\n"'`]{4,4000})/gi
const COOKIE = /([\w.!#$%&*+^|~-]{1,80})=([\w%.+/=:~!-]{8,4000})/g
const COOKIE_NAME = /sess|sid|auth|token|jwt|csrf|xsrf|remember|login|secret|__host|__secure/i

function findCookies(text: string): Candidate[] {
  return [...text.matchAll(COOKIES)].flatMap((header) => {
    const values = header[1] ?? ''
    const base = header.index + header[0].length - values.length
    return [...values.matchAll(COOKIE)].flatMap(({ 1: name = '', 2: value = '', index }) => {
      if (isPlaceholder(value) || !(COOKIE_NAME.test(name) || (value.length >= 20 && isRandom(value)))) return []
      const start = base + index + name.length + 1
      return [{ kind: 'Session cookie', start, end: start + value.length }]
    })
  })
}

const MANIFEST = /\bkind["']?:\s{0,3}["']?Secret\b/
const DATA = /^([ \t]{0,20})(?:data|stringData):[ \t]*\n((?:\1[ \t]+[^\n]*(?:\n|$)){1,200})/gm
const ENTRY = /^[ \t]+[\w.-]+:[ \t]*["']?([^\s"'#|>][^\s"'#]{3,20000})/gm

/** What a Kubernetes secret holds, whatever its keys are called. */
function findManifestData(text: string): Candidate[] {
  if (!MANIFEST.test(text)) return []
  return [...text.matchAll(DATA)].flatMap((block) => {
    const entries = block[2] ?? ''
    const base = block.index + block[0].length - entries.length
    return [...entries.matchAll(ENTRY)].flatMap(({ 0: whole, 1: value = '', index }) => {
      const start = base + index + whole.length - value.length
      // Certificates are public.
      return isPlaceholder(value) || value.startsWith('LS0tLS1CRUdJTiBDRVJU')
        ? []
        : [{ kind: 'Secret', start, end: start + value.length }]
    })
  })
}

const BEGIN = /-{2,5} ?BEGIN ((?:[A-Z0-9]+ ){0,4})PRIVATE KEY(?: BLOCK)? ?-{2,5}/g
const MAX_KEY = 30_000
const LINES = /[A-Za-z0-9+/=]{8,}/g

/** Private keys between their first and last line; one that is cut off ends with its last line of base64. */
function findPrivateKeys(text: string): Candidate[] {
  return [...text.matchAll(BEGIN)].flatMap(({ 0: opening, index }) => {
    const bodyStart = index + opening.length
    const rest = text.slice(bodyStart, bodyStart + MAX_KEY)
    const closing = /-{2,5} ?END (?:[A-Z0-9]+ ){0,4}PRIVATE KEY(?: BLOCK)? ?-{2,5}/.exec(rest)
    const body = closing
      ? rest.slice(0, closing.index)
      : (/^(?:[\s>|\\]*[A-Za-z0-9+/=]{16,}){1,400}/.exec(rest)?.[0] ?? '')
    const runs = [...body.matchAll(LINES)]
    if (runs.every(({ 0: run }) => isPlaceholder(run) || run.length < 16)) return []
    // A key in pieces, each in quotes of its own: the quotes stay.
    if (/["'`]/.test(body)) {
      return runs
        .filter(({ 0: run }) => run.length >= 16)
        .map(({ 0: run, index: at }) => ({
          kind: 'Private key',
          start: bodyStart + at,
          end: bodyStart + at + run.length,
        }))
    }
    const end = closing ? bodyStart + closing.index + closing[0].length : bodyStart + body.length
    return [{ kind: 'Private key', start: index, end }]
  })
}
