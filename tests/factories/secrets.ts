// Keys of the forms that real ones have, made at run time: a scanner finds none in the repository.
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LOWER = UPPER.toLowerCase()
const DIGITS = '0123456789'
export const ALNUM = UPPER + LOWER + DIGITS
export const HEX = `${DIGITS}abcdef`

/** Characters as chance has them, the same for the same seed, with one of each class that the alphabet has. */
export function chance(length: number, alphabet = ALNUM, seed = 1): string {
  let state = (seed * 2654435761 + length * 40503) >>> 0
  const next = (count: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 8) % count
  }
  const letters = Array.from({ length }, () => alphabet.charAt(next(alphabet.length)))
  const classes = [UPPER, LOWER, DIGITS].filter((one) => Array.from(one).some((letter) => alphabet.includes(letter)))
  classes.forEach((one, index) => {
    const allowed = Array.from(one).filter((letter) => alphabet.includes(letter))
    if (index < length) letters[index + (length > 8 ? 3 : 0)] = allowed[next(allowed.length)] ?? ''
  })
  return letters.join('')
}

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const SIGNS = `${ALNUM}+/`

/** A private key of this kind, on lines of 64. */
export function pem(kind: string, seed = 1): string {
  const lines = Array.from({ length: 6 }, (_, index) => chance(64, SIGNS, seed + index))
  return [`-----BEGIN ${kind}-----`, ...lines, `${chance(30, SIGNS, seed)}==`, `-----END ${kind}-----`].join('\n')
}

export function jwt(seed = 1): string {
  const claims = { sub: `user-${seed}`, iat: 1_700_000_000 + seed }
  return [base64url({ alg: 'RS256', typ: 'JWT' }), base64url(claims), chance(86, `${ALNUM}-_`, seed)].join('.')
}

/** A secret of each kind that tells by its form what it is. `kind`: as it is named to people. */
export function tokenSamples(): { kind: string; secret: string }[] {
  const made: [string, string][] = [
    ['AWS access key', `AKIA${chance(16, `${UPPER}234567`)}`],
    ['AWS access key', `ASIA${chance(16, `${UPPER}234567`, 2)}`],
    ['Google API key', `AIza${chance(35)}`],
    ['Google token', `ya29.${chance(60)}`],
    ['Google token', `GOCSPX-${chance(28)}`],
    ...['ghp', 'gho', 'ghu', 'ghs', 'ghr'].map((prefix): [string, string] => [
      'GitHub token',
      `${prefix}_${chance(36)}`,
    ]),
    ['GitHub token', `github_pat_${chance(22)}_${chance(59)}`],
    ['GitLab token', `glpat-${chance(20)}`],
    ['Slack token', `xoxb-${chance(12, DIGITS)}-${chance(13, DIGITS)}-${chance(24)}`],
    ['Slack token', `xoxp-${chance(12, DIGITS, 2)}-${chance(12, DIGITS)}-${chance(32, HEX)}`],
    ['Slack token', `xoxa-2-${chance(40)}`],
    ['Slack token', `xoxs-${chance(40)}`],
    ['Slack token', `xoxr-${chance(40)}`],
    ['Slack token', `xapp-1-A${chance(10, UPPER + DIGITS)}-${chance(13, DIGITS)}-${chance(64, HEX)}`],
    ['Stripe key', `sk_live_${chance(24)}`],
    ['Stripe key', `rk_live_${chance(24)}`],
    ['Stripe key', `whsec_${chance(32)}`],
    ['Twilio key', `SK${chance(32, HEX)}`],
    ['SendGrid key', `SG.${chance(22)}.${chance(43)}`],
    ['Mailgun key', `key-${chance(32, HEX)}`],
    ['Mailgun key', `${chance(32, HEX)}-${chance(8, HEX)}-${chance(8, HEX, 2)}`],
    ['Mailchimp key', `${chance(32, HEX, 5)}-us14`],
    ['npm token', `npm_${chance(36)}`],
    ['PyPI token', `pypi-AgEI${chance(80)}`],
    ['RubyGems token', `rubygems_${chance(48, HEX)}`],
    ['Docker token', `dckr_pat_${chance(27)}`],
    ['Anthropic key', `sk-ant-api03-${chance(93)}`],
    ['OpenAI key', `sk-proj-${chance(48)}`],
    ['OpenAI key', `sk-${chance(48)}`],
    ['Hugging face token', `hf_${chance(34)}`],
    ['AI service key', `gsk_${chance(52)}`],
    ['Discord token', `M${chance(23)}.G${chance(5)}.${chance(38)}`],
    ['Firebase key', `AAAA${chance(7)}:APA91b${chance(134)}`],
    ['Sonar token', `squ_${chance(40, HEX)}`],
    ['Notion token', `secret_${chance(43)}`],
    ['Airtable token', `pat${chance(14)}.${chance(64, HEX)}`],
    ['NuGet key', `oy2${chance(43, LOWER + DIGITS)}`],
    ['Grafana token', `eyJrIjoi${chance(60)}`],
    ['JWT', jwt()],
    ['age key', `AGE-SECRET-KEY-1${chance(58, UPPER + DIGITS)}`],
    ['Heroku key', `HRKU-${chance(36)}`],
    ['Atlassian token', `ATATT3xFf${chance(180)}`],
    ['Shopify token', `shpat_${chance(32, HEX)}`],
    ['Telegram token', `${chance(10, '123456789')}:AA${chance(33)}`],
    ['DigitalOcean token', `dop_v1_${chance(64, HEX)}`],
    ['Vault token', `hvs.${chance(90)}`],
    ['Terraform token', `${chance(14)}.atlasv1.${chance(67)}`],
    ['Grafana token', `glsa_${chance(32)}_${chance(8, HEX)}`],
    ['New relic key', `NRAK-${chance(27, UPPER + DIGITS)}`],
    ['Sentry token', `sntrys_${chance(60)}`],
    ['Databricks token', `dapi${chance(32, HEX)}`],
    ['PlanetScale key', `pscale_tkn_${chance(43)}`],
    ['Azure secret', `a1B8Q~${chance(34)}`],
    ['Service token', `lin_api_${chance(40)}`],
    ['Service token', `figd_${chance(40)}`],
  ]
  return made.map(([kind, secret]) => ({ kind, secret }))
}

/** A secret and the text that tells what it is, in the place where such a secret stands. */
export type PlacedSecret = { kind: string; secret: string; text: string }

export function placedSamples(): PlacedSecret[] {
  const word = `Tr0ub${chance(6)}`
  const basic = Buffer.from(`deploy:${word}`).toString('base64')
  const key = chance(32, HEX)
  const made: [string, string, (secret: string) => string][] = [
    ['URL password', word, (s) => `the URL was postgres://app:${s}@db-1.internal:5432/orders and it was logged`],
    ['URL password', `p${word}@1`, (s) => `mysql://app:${s}@10.0.0.7/orders`],
    ['URL password', word, (s) => `git clone https://maya:${s}@git.example.org/ops/infra.git`],
    ['URL password', word, (s) => `redis://:${s}@cache.internal:6379/0`],
    ['URL password', word, (s) => `mongodb+srv://app:${s}@cluster0.example.net/?retryWrites=true`],
    ['URL password', word, (s) => `amqp://guest:${s}@rabbit:5672/%2f`],
    ['URL password', word, (s) => `dsn: app:${s}@tcp(db:3306)/orders`],
    ['URL password', chance(40), (s) => `git remote set-url origin https://${s}@git.example.org/ops/infra.git`],
    ['Authorization header', chance(40), (s) => `curl -H "Authorization: Bearer ${s}" https://api.example.org/v1`],
    ['Authorization header', basic, (s) => `Authorization: Basic ${s}`],
    ['Authorization header', chance(40, HEX), (s) => `Authorization: token ${s}`],
    ['Bearer token', chance(43), (s) => `we called it with bearer ${s} and got 401`],
    ['Registry credentials', basic, (s) => `{"auths": {"registry.example.org": {"auth": "${s}"}}}`],
    [
      'Azure key',
      `${chance(86, SIGNS)}==`,
      (s) => `DefaultEndpointsProtocol=https;AccountName=logs;AccountKey=${s};EndpointSuffix=core.windows.net`,
    ],
    [
      'Azure key',
      `${chance(43, SIGNS)}=`,
      (s) => `Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${s}`,
    ],
    [
      'Signature',
      `${chance(43)}%3D`,
      (s) => `https://logs.blob.core.windows.net/dump?sv=2024-05-04&sp=r&sig=${s}&se=2026-01-01`,
    ],
    [
      'Signature',
      chance(64, HEX),
      (s) => `https://b.s3.amazonaws.com/x?X-Amz-Date=20260101T000000Z&X-Amz-Signature=${s}`,
    ],
    ['AWS secret key', chance(40, SIGNS), (s) => `AKIA${chance(16, `${UPPER}234567`)},${s},maya`],
    ['API key', chance(40, SIGNS), (s) => `aws_secret_access_key=${s}`],
    ['API key', chance(40, SIGNS), (s) => `export AWS_SECRET_ACCESS_KEY="${s}"`],
    ['API key', chance(40, SIGNS), (s) => `"SecretAccessKey": "${s}",`],
    ['Token', chance(200, SIGNS), (s) => `aws_session_token = ${s}`],
    ['API key', key, (s) => `DD_API_KEY=${s}`],
    ['API key', chance(40, HEX), (s) => `datadog_app_key: "${s}"`],
    ['API key', key, (s) => `DD-API-KEY: ${s}`],
    ['API key', '01234567-89ab-4cde-8f01-23456789abcd', (s) => `HEROKU_API_KEY=${s}`],
    ['Token', key, (s) => `TWILIO_AUTH_TOKEN=${s}`],
    ['Token', '01234567-89ab-4cde-8f01-23456789abce', (s) => `//registry.npmjs.org/:_authToken=${s}`],
    ['Password', word, (s) => `password=${s}`],
    ['Password', word, (s) => `DB_PASSWORD: ${s}`],
    ['Password', word, (s) => `{"user": "app", "password": "${s}"}`],
    ['Password', word, (s) => `PGPASSWORD='${s}' psql -h db`],
    ['Password', word, (s) => `the password is ${s}, please change it`],
    ['Password', word, (s) => `passwd: ${s}`],
    ['Password', word, (s) => `<password>${s}</password>`],
    ['Password', word, (s) => `      - name: DB_PASSWORD\n        value: "${s}"`],
    ['Password', word, (s) => `mysql -u root -p'${s}' orders`],
    ['Password', word, (s) => `mysqldump -h db -uroot -p${s} orders`],
    ['Password', word, (s) => `curl -u deploy:${s} https://ci.example.org/build`],
    ['Password', word, (s) => `redis-cli -h cache -a ${s} info`],
    ['Password', word, (s) => `sshpass -p '${s}' ssh root@db-1`],
    ['Password', word, (s) => `ALTER USER app WITH PASSWORD '${s}';`],
    ['Password', word, (s) => `CREATE USER app IDENTIFIED BY '${s}'`],
    ['Password', word, (s) => `echo ${s} | docker login -u deploy --password-stdin registry.example.org`],
    ['Password', word, (s) => `machine git.example.org login maya password ${s}`],
    ['Password', word, (s) => `db-1:5432:orders:app:${s}`],
    ['Password', word, (s) => `requests.get(url, auth=("maya", "${s}"))`],
    ['Password', word, (s) => `| DB password | \`${s}\` |`],
    ['Password', word, (s) => `password,${s}`],
    ['Password', word, (s) => `**Password:** ${s}`],
    ['Password', word, (s) => `Passwort: ${s}`],
    ['Password', word, (s) => `contraseña: ${s}`],
    ['Password', word, (s) => `パスワード：${s}`],
    ['Password', word, (s) => `log in with admin:${s}`],
    ['Password hash', `$2b$12$${chance(53)}`, (s) => `maya:${s}`],
    ['Secret', word, (s) => `vault kv put secret/orders value=${s}`],
    ['Secret of a command', word, (s) => `vault login --password ${s}`],
    ['Secret of a command', chance(30), (s) => `deploy --token=${s} --force`],
    ['Secret', chance(32), (s) => `client_secret: ${s}`],
    ['API key', chance(32), (s) => `X-Api-Key: ${s}`],
    ['Token', chance(32), (s) => `GET /v1/orders?access_token=${s}&page=2`],
    ['Session cookie', chance(32), (s) => `Cookie: theme=dark; session=${s}; lang=en`],
    ['Session cookie', chance(32), (s) => `Set-Cookie: connect.sid=s%3A${s}; Path=/; HttpOnly`],
    ['Session cookie', chance(32, HEX), (s) => `the request had JSESSIONID=${s}`],
    [
      'Slack webhook',
      `T0${chance(8, UPPER + DIGITS)}/B0${chance(8, UPPER + DIGITS)}/${chance(24)}`,
      (s) => `curl https://hooks.slack.com/services/${s}`,
    ],
    ['Discord webhook', `${chance(18, DIGITS)}/${chance(68)}`, (s) => `https://discord.com/api/webhooks/${s}`],
    ['Private key', Buffer.from(pem('RSA PRIVATE KEY')).toString('base64'), (s) => `    client-key-data: ${s}`],
    ['Private key', Buffer.from(pem('PRIVATE KEY')).toString('base64'), (s) => `TLS=${s}`],
    ['Secret', Buffer.from(word).toString('base64'), (s) => `apiVersion: v1\nkind: Secret\ndata:\n  anything: ${s}\n`],
    ['Secret', Buffer.from(word).toString('base64'), (s) => `+kind: Secret\r\n+data:\r\n+  anything: ${s}\r\n`],
    ['Password', word, (s) => `<p>curl -u deploy:${s} https://ci.example.org/</p>`],
    ['Password', word, (s) => `> machine git.example.org\n>   login maya\n>   password ${s}`],
    ['Password', word, (s) => `+db-1:5432:orders:app:${s}`],
    ['Password', word, (s) => `bindpw ${s}`],
    ['Password', word, (s) => `snmp-server community ${s} RO`],
    ['Vault key', `${chance(43, SIGNS)}=`, (s) => `Unseal Key 1: ${s}`],
    [
      'Secret',
      `${chance(8, HEX)}-${chance(4, HEX)}-${chance(4, HEX)}-${chance(4, HEX)}-${chance(12, HEX)}`,
      (s) => `Secret ID    = ${s}`,
    ],
    ['Authorization header', `00${chance(40)}`, (s) => `Authorization: SSWS ${s}`],
    ['Integration key', chance(32, HEX), (s) => `https://events.example.org/integration/${s}/enqueue`],
    ['Integration key', chance(32, HEX), (s) => `https://intake.example.org/v1/input/${s}`],
    ['API key', chance(32), (s) => `Fastly-Key: ${s}`],
    ['API key', `a${chance(31, HEX)}`, (s) => `DD_API_KEY=${s}.txt`],
    ['Private key', chance(64, SIGNS), (s) => `Private-Lines: 2\n${s}\n${chance(64, SIGNS, 3)}\nPrivate-MAC: 00`],
    ['GitHub token', Buffer.from(`export THING=ghp_${chance(36)}\n`).toString('base64'), (s) => `thing: ${s}`],
    ['Authorization header', chance(40), (s) => `next=%22Authorization%3A%20Bearer%20${s}%22`],
    ['GitHub token', `ghp_${chance(36)}`, (s) => `\u001B[31m${s}\u001B[0m`],
    ['Session cookie', chance(32), (s) => `\u001B[1;31mCookie: session=${s}\u001B[0m`],
  ]
  return made.map(([kind, secret, text]) => ({ kind, secret, text: text(secret) }))
}
