import { isPlaceholder, isRandom, looksLikeKey, looksLikePassword } from './secret-looks'

/** `near`: one of these, in small letters, is in every text that the expression can match. */
type PlaceRule = { kind: string; near: readonly string[]; pattern: RegExp; looks: (value: string) => boolean }

const isGiven = (value: string) => !isPlaceholder(value)
const password = (value: string) => looksLikePassword(value, 'told')
const long = (value: string) => value.length >= 16 && !isPlaceholder(value) && isRandom(value)
const secretOfFlag = (value: string) => looksLikePassword(value, 'told') || looksLikeKey(value, 'told')

/** Places in which secrets stand; the secret is the last group of the expression. */
export const PLACES: readonly PlaceRule[] = [
  {
    kind: 'Vault key',
    near: ['unseal key', 'recovery key'],
    pattern:
      /\b(?:unseal|recovery)\s{1,3}key\s{1,3}\d{1,2}["'`*]{0,2}\s{0,3}[:=]\s{0,3}["'`]?([A-Za-z0-9+/]{40,90}={0,2})/gi,
    looks: isGiven,
  },
  {
    kind: 'Secret',
    near: ['secret id', 'secretid', 'secret_id'],
    pattern: /\bsecret[ _]?id["'`*]{0,2}\s{0,8}[:=]\s{0,3}["'`]?([a-f0-9]{8}(?:-[a-f0-9]{4}){3}-[a-f0-9]{12})/gi,
    looks: isGiven,
  },
  {
    kind: 'Authorization header',
    near: ['ssws'],
    pattern: /\bSSWS\s{1,3}([\w-]{20,100})/g,
    looks: isGiven,
  },
  {
    kind: 'Password',
    near: ['bindpw', 'rootpw', 'snmp-server'],
    pattern: /\b(?:bindpw|rootpw|snmp-server\s{1,3}community)\s{1,5}["']?([^\s"'`]{6,200})/g,
    looks: password,
  },
  // Addresses that take what is sent to them: who knows one needs no other proof.
  {
    kind: 'Integration key',
    near: ['/integration/', '/v1/input/'],
    pattern: /\/(?:integration|v1\/input)\/([a-f0-9]{32})(?![a-f0-9])/g,
    looks: isGiven,
  },
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
    looks: isGiven,
  },
  {
    kind: 'Authorization header',
    near: ['authorization'],
    pattern:
      /(?:proxy-)?authorization["'`\]]{0,2}\s{0,3}[:=,]\s{0,3}["'`]?(?:(?:bearer|basic|token|negotiate|digest|apikey|splunk|genie\S{0,3}key)\s{1,3})([\w.~+/=:-]{6,4000})/gi,
    looks: (value) => isGiven(value) && !/^[a-z]+$/i.test(value),
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
    looks: isGiven,
  },
  {
    kind: 'Signature',
    near: ['sig=', 'signature=', 'security-token='],
    pattern: /[?&;](?:sig|signature|x-amz-signature|x-goog-signature|x-amz-security-token)=([\w%+/.=-]{20,4000})/gi,
    looks: isGiven,
  },
  {
    kind: 'Private key',
    near: ['client-key-data', 'tls.key'],
    pattern: /(?:client-key-data|tls\.key)["']?:\s{0,3}["']?([A-Za-z0-9+/]{16,20000}={0,2})/g,
    looks: isGiven,
  },
  // The beginnings of `-----BEGIN RSA PRIVATE KEY` and its relatives in base64.
  {
    kind: 'Private key',
    near: ['ls0tls1crudjti'],
    pattern:
      /(?<![A-Za-z0-9+/])(LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZBVE|BFTkNSWVBURUQgUFJJVkFUR|BQR1AgUFJJVkFUR)[A-Za-z0-9+/]{16,20000}={0,2})/g,
    looks: isGiven,
  },
  {
    kind: 'Password',
    near: ['curl'],
    pattern:
      /(?<![\w-])curl\b[^\n]{0,400}?\s(?:-u|--user|--proxy-user|-U)[\s=]{0,2}["']?[^\s:"']{1,100}:([^\s"'`]{1,200})/g,
    looks: isGiven,
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
    pattern: /\bmachine\s{1,5}\S{1,200}[\s>+|]{1,12}login\s{1,5}\S{1,200}[\s>+|]{1,12}password\s{1,5}(\S{4,400})/g,
    looks: isGiven,
  },
  {
    kind: 'Password',
    near: [':'],
    pattern:
      /(?<=^|[\s"'`>+*|])[\w.*-]{1,100}:(?:\d{4,5}|\*):[\w*-]{1,60}:[\w*-]{1,60}:([^\s:"'`<*|]{6,200})(?=$|[\s"'`<*|])/gm,
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
    looks: isGiven,
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
