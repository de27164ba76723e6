/** Words that stand where a secret would, and say something about it or about its type. */
const WORDS = new Set(
  (
    'wrong invalid incorrect expired missing rotated changed revoked unknown none null nil undefined empty true false yes no ' +
    'required optional string text bytes number integer boolean object array secret password passwd token hidden redacted masked ' +
    'removed omitted deleted disabled enabled default changeme placeholder example sample dummy todo tbd unset blank anonymous ' +
    'rejected accepted denied failed failing reset leaked exposed compromised valid correct same old new stale shared current ' +
    'previous unchanged needed provided given set plain plaintext encrypted hashed bcrypt argon2 sha256 sha512 pbkdf2 basic bearer ' +
    'auto automatic manual vault keychain ldap oauth saml oidc prompt stdin env file user username admin login inactive active ' +
    'alterada alterado cambiada geändert zurückgesetzt abgelaufen falsch ungültig erneuert expirada expirado caducada inválida oublié expiré changé ' +
    'pending yellow green unauthorized forbidden error warning mismatch rotation expiry refresh access public private weak strong'
  ).split(' '),
)

const PLACEHOLDER =
  /^[<[{(]|[$%#]\{|\{\{|^\$|^%\w+%$|^@|EXAMPLE|\.\.\.|…|\*{3}|•{3}|^x{3,}|x{6,}|X{6,}|^(?:your|my|some|the|a|an|insert|replace|example|sample|dummy|fake|placeholder|redacted|removed|changeme|change[-_]me)(?:[-_ ]|$)|(?:[-_ ](?:here|placeholder|goes[-_]here))$|^(?:my|your)[-_]?(?:password|token|secret|key)s?\d?$|MASKED_[A-Z]/i

/** A value that stands for a secret: stars, `<token>`, `${VAR}`, `your-key-here`, the same character over and over. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value) || new Set(value).size <= 3
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)+[;,]?$/
const CALL = /^[\w.$:]+\(/
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
const PLACE =
  /^(?:~|\.{1,2})?\/[\w.@-]+(?:\/[\w.@-]*)*$|^[a-z][a-z0-9+.-]*:\/\/|^(?:arn|vault|ssm|op|file|projects|secretsmanager|kms|env):|^projects\/|^[A-Za-z]:\\/
const CAMEL = /^[a-z]+(?:[A-Z][a-z]+)+$|^(?:[A-Z][a-z]+){2,}$/

/** Code, a path, or the address of where a secret is kept. */
function isReference(value: string): boolean {
  if (PLACE.test(value)) return !value.split('/').some((part) => part.length >= 20 && isMixed(part))
  return (
    CALL.test(value) ||
    CONSTANT.test(value) ||
    (IDENTIFIER.test(value) && !isMixed(value) && !value.split('.').some(isLongHex))
  )
}

/** As a key that a file is called after: `TOKEN=4fd0….txt`. */
const isLongHex = (part: string): boolean => /^[a-f\d]{24,}$/i.test(part) && /\d/.test(part)

function isMixed(value: string): boolean {
  return /\d/.test(value) && /[a-z]/.test(value) && /[A-Z]/.test(value)
}

/** Names of resources: words and short numbers, with a pod's or a version's ending. */
const PART_OF_NAME = /^(?:[A-Za-z]+|\d{1,8}|v\d{1,4}|[a-z]{1,12}\d{1,3})$/
const POD = /^[a-z][a-z0-9-]*-(?:[a-f0-9]{8,10}-[a-z0-9]{5}|[a-z0-9]{5}|\d{1,3})$/

function isName(value: string): boolean {
  if (POD.test(value) && !/^[a-f0-9-]+$/.test(value)) return true
  const parts = value.split(/[-_./:]/)
  return parts.length > 1 && parts.every((part) => PART_OF_NAME.test(part)) && !isMixed(value)
}

/** `told`: in code, quoted or joined with `=`; `stated`: behind a colon or in prose, where it may be a word about the secret. */
export type Manner = 'told' | 'stated'

const TRAILING = /[.,;:!?)\]}]+$/

/** Whether what is assigned to a password looks like one. */
export function looksLikePassword(value: string, manner: Manner): boolean {
  const bare = value.replace(TRAILING, '')
  if (bare.length < 4 || /\s/.test(value) || isWord(bare) || isReference(value)) return false
  if (/^\d+(?:\.\d+)?(?:ms|s|m|h|d|%)?$/.test(bare)) return manner === 'told' && /^\d{6,}$/.test(bare)
  if (manner === 'told') return !CAMEL.test(bare) || bare.length >= 16
  if (/^\w{1,5}\d{1,3}$/.test(bare) && bare.length < 6) return false
  const classes = classesOf(bare)
  return bare.length >= 6 && (classes.digits > 0 || classes.symbols > 0) && classes.letters > 0 && !isPlainName(bare)
}

/** Letters and hyphens only: words that are joined. */
function isPlainName(value: string): boolean {
  return /^\p{L}+(?:['’_/-]\p{L}+)*$/u.test(value) || /^\d{1,4}[-/:.]\d{1,2}/.test(value) || /^\d+-[a-z]+$/i.test(value)
}

function isWord(value: string): boolean {
  return (
    isPlaceholder(value) || WORDS.has(value.toLowerCase()) || /^(?:sha|md|aes|rsa|hs|rs|es|v|tls|base)\d+$/i.test(value)
  )
}

/** Whether what is assigned to a token, a key or a secret looks like one: made by a machine, no name and no word. */
export function looksLikeKey(value: string, manner: Manner): boolean {
  const bare = value.replace(TRAILING, '')
  if (bare.length < (manner === 'told' ? 8 : 10) || /\s/.test(value)) return false
  if (isWord(bare) || isReference(bare) || CAMEL.test(bare) || isName(bare) || isPlainName(bare)) return false
  return isRandom(bare)
}

const HEX = /^[a-f0-9-]{16,}$/i

/** Letters and digits as chance has them. Hexadecimal keys have few classes, and long ones of letters alone change case often. */
export function isRandom(value: string): boolean {
  const { letters, digits, symbols } = classesOf(value)
  if (digits > 0 && letters > 0) return HEX.test(value) || letters + digits > symbols
  const changes = value.match(/[a-z][A-Z]|[A-Z][a-z]/g)?.length ?? 0
  return digits === 0 && letters >= 16 && changes * 4 >= letters
}

function classesOf(value: string): { letters: number; digits: number; symbols: number } {
  const letters = value.match(/\p{L}/gu)?.length ?? 0
  const digits = value.match(/\d/g)?.length ?? 0
  return { letters, digits, symbols: value.length - letters - digits }
}
