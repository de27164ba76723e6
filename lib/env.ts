import { z } from 'zod'

const empty = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional())

/** Whether nobody on the way can read what is sent to an address. */
export function isKeptPrivate(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname)
}

/** Five fields of digits, stars, lists, ranges and steps; the queue's own parser judges the rest. */
const isCron = (line: string): boolean => /^(?:[\d*,/-]+ ){4}[\d*,/-]+$/.test(line)

/** Half of one of these would leave out a way to sign in without a word. */
const TOGETHER = [
  ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_ISSUER'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['JIRA_URL', 'JIRA_EMAIL', 'JIRA_TOKEN'],
] as const

const HostsSchema = z.preprocess(
  empty,
  z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((host) => host.trim().toLowerCase())
        .filter(Boolean),
    ),
)

const OfTrackerSchema = z
  .url({ protocol: /^https?$/, error: 'is not an https:// address' })
  .refine(isKeptPrivate, 'must be https:// unless it is on this machine: a token is sent there')
  .transform((address) => address.replace(/\/+$/, ''))

function trackerAddress(): z.ZodType<string | undefined>
function trackerAddress(usual: string): z.ZodType<string>
function trackerAddress(usual?: string): z.ZodType<string | undefined> {
  return z.preprocess(empty, usual === undefined ? OfTrackerSchema.optional() : OfTrackerSchema.default(usual))
}

const EnvSchema = z
  .object({
    PORT: z.preprocess(empty, z.coerce.number().int().min(1).max(65_535).default(3000)),
    DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgresql:// address' })),
    HINDSIGHT_DATA: z.preprocess(empty, z.string().default('.data')),
    /** Newest first: the first signs, all of them verify, so that a rotation loses no session. */
    AUTH_SECRET: z.preprocess(
      empty,
      z
        .string()
        .default('')
        .transform((list) =>
          list
            .split(',')
            .map((secret) => secret.trim())
            .filter(Boolean),
        )
        .pipe(z.array(z.string().min(16, 'each secret needs at least 16 characters'))),
    ),
    BASE_URL: optional(z.url({ protocol: /^https?$/, error: 'is not an http(s):// address' })),
    OIDC_ISSUER: optional(
      z
        .url({ protocol: /^https?$/, error: 'is not an https:// address' })
        .refine(isKeptPrivate, 'must be https:// unless it is on this machine: who people are is decided there'),
    ),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: optional(z.string()),
    /** Whom access tokens of the issuer must be meant for; without it they are not accepted. */
    OIDC_AUDIENCE: optional(z.string().max(500)),
    /** Seconds that the issuer's clock may be off ours. */
    OIDC_CLOCK_TOLERANCE: z.preprocess(empty, z.coerce.number().int().min(0).max(60).default(5)),
    /** Requests a minute: of one token, and of one address. 0 for no limit. */
    RATE_LIMIT_TOKEN: z.preprocess(empty, z.coerce.number().int().min(0).max(1_000_000).default(30_000)),
    RATE_LIMIT_ADDRESS: z.preprocess(empty, z.coerce.number().int().min(0).max(1_000_000).default(60_000)),
    /** Refused tokens a minute, and sign-in links asked for in a quarter of an hour, of one address. 0 for no limit. */
    RATE_LIMIT_REFUSED: z.preprocess(empty, z.coerce.number().int().min(0).max(100_000).default(1000)),
    RATE_LIMIT_SIGN_IN: z.preprocess(empty, z.coerce.number().int().min(0).max(100_000).default(20)),
    /** Proxies in front that are ours, each of which adds the address that it was called from to X-Forwarded-For. */
    TRUSTED_HOPS: z.preprocess(empty, z.coerce.number().int().min(0).max(10).default(0)),
    /** Bot token and signing secret of the Slack app; without them Slack is not connected. */
    SLACK_BOT_TOKEN: optional(z.string().regex(/^xoxb-/, 'begins with xoxb-')),
    SLACK_SIGNING_SECRET: optional(z.string().min(16)),
    /** Another address of Slack's API: of a proxy, or of a test. */
    SLACK_API_URL: optional(z.url({ protocol: /^https?$/ })),
    /** Monitoring that has no token of the API proves itself with one of these. */
    ALERT_WEBHOOK_SECRET: optional(z.string().min(16, 'needs at least 16 characters')),
    PAGERDUTY_WEBHOOK_SECRET: optional(z.string().min(16, 'needs at least 16 characters')),
    /** Trackers that action items go to (docs/trackers.md): what they are called with, and what their webhooks are signed with. */
    GITHUB_TRACKER_TOKEN: optional(z.string().min(8)),
    GITHUB_TRACKER_URL: trackerAddress('https://api.github.com'),
    GITHUB_TRACKER_WEBHOOK_SECRET: optional(z.string().min(16, 'needs at least 16 characters')),
    JIRA_URL: trackerAddress(),
    JIRA_EMAIL: optional(z.string().max(320)),
    JIRA_TOKEN: optional(z.string().min(8)),
    JIRA_WEBHOOK_SECRET: optional(z.string().min(16, 'needs at least 16 characters')),
    LINEAR_API_KEY: optional(z.string().min(8)),
    LINEAR_API_URL: trackerAddress('https://api.linear.app/graphql'),
    LINEAR_WEBHOOK_SECRET: optional(z.string().min(16, 'needs at least 16 characters')),
    /** An OpenAI-compatible endpoint that may reword drafts of threads, with the name of its model; without them there is none. */
    MODEL_BASE_URL: optional(
      z
        .url({ protocol: /^https?$/, error: 'is not an http(s):// address' })
        .refine(isKeptPrivate, 'must be https:// unless it is on this machine: messages of your chats are sent there'),
    ),
    MODEL_API_KEY: optional(z.string()),
    MODEL_NAME: optional(z.string().max(200)),
    /** A model of the same endpoint that makes vectors of texts; with it incidents and skills are sent there. */
    MODEL_EMBEDDING_NAME: optional(z.string().max(200)),
    /** A model of the same endpoint that ranks the nearest passages once more. */
    MODEL_RERANK_NAME: optional(z.string().max(200)),
    /** Hosts that pages may be imported from although they are not public, as `host` or `host:port`. */
    IMPORT_ALLOW_HOSTS: HostsSchema,
    /** Hosts that webhooks may be sent to although they are not public, and by http. */
    WEBHOOK_ALLOW_HOSTS: HostsSchema,
    /** Whether search engines may list what is public. */
    PUBLIC_INDEX: z.preprocess(empty, z.stringbool().default(false)),
    /** A file that holds the password of DATABASE_URL, read at each new connection: it may change while Hindsight runs. */
    DATABASE_PASSWORD_FILE: optional(z.string()),
    LOG_LEVEL: z.preprocess(empty, z.enum(['debug', 'info', 'warn', 'error']).default('info')),
    /** Lets others than this machine read /metrics. */
    METRICS_TOKEN: optional(z.string().min(16, 'needs at least 16 characters')),
    /** Seconds between `/readyz` saying that this process ends and the end of its listening. */
    SHUTDOWN_DELAY: z.preprocess(empty, z.coerce.number().min(0).max(300).default(1)),
    /** Backups by the clock, as five fields of cron in UTC, into a folder, the newest so many kept. */
    BACKUP_SCHEDULE: optional(z.string().refine(isCron, 'is not a line of cron with five fields, as 15 3 * * *')),
    BACKUP_DIR: optional(z.string()),
    BACKUP_KEEP: z.preprocess(empty, z.coerce.number().int().min(1).max(1000).default(14)),
    /** Where traces are sent (OpenTelemetry, OTLP over HTTP); without it there are none. */
    OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url({ protocol: /^https?$/, error: 'is not an http(s):// address' })),
    OIDC_NAME: z.preprocess(empty, z.string().max(60).default('Company sign-in')),
    /** For an issuer that vouches for addresses without saying `email_verified`. */
    OIDC_TRUST_EMAIL: z.preprocess(empty, z.stringbool().default(false)),
    GITHUB_CLIENT_ID: optional(z.string()),
    GITHUB_CLIENT_SECRET: optional(z.string()),
    /** A GitHub of one's own. */
    GITHUB_URL: optional(
      z
        .url({ protocol: /^https?$/, error: 'is not an https:// address' })
        .refine(isKeptPrivate, 'must be https:// unless it is on this machine: who people are is decided there'),
    ),
    GOOGLE_CLIENT_ID: optional(z.string()),
    GOOGLE_CLIENT_SECRET: optional(z.string()),
    SLACK_CLIENT_ID: optional(z.string()),
    SLACK_CLIENT_SECRET: optional(z.string()),
    /** People with an address of these domains make themselves an account by signing in; others are invited. */
    ALLOWED_EMAIL_DOMAINS: z.preprocess(
      empty,
      z
        .string()
        .default('')
        .transform((list) =>
          list
            .split(',')
            .map((domain) => domain.trim().toLowerCase().replace(/^@/, ''))
            .filter(Boolean),
        )
        .pipe(z.array(z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'lists domains, as example.org'))),
    ),
    /** A mail server, and whom its mail is from. */
    SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: 'is not an smtp:// or smtps:// address' })),
    MAIL_FROM: optional(z.string().regex(/^[^\r\n]+@[^\r\n]+$/, 'is an address, as Hindsight <hindsight@example.org>')),
  })
  .superRefine((env, context) => {
    const { MODEL_BASE_URL: url, MODEL_NAME: name, MODEL_EMBEDDING_NAME: embedding, MODEL_RERANK_NAME: rerank } = env
    const need = (variable: string, beside: string) =>
      context.addIssue({ code: 'custom', path: [variable], message: `is needed beside ${beside}` })
    if (url !== undefined && name === undefined && embedding === undefined) {
      need('MODEL_NAME', 'MODEL_BASE_URL, or MODEL_EMBEDDING_NAME')
    }
    if (name !== undefined && url === undefined) need('MODEL_BASE_URL', 'MODEL_NAME')
    if (embedding !== undefined && url === undefined) need('MODEL_BASE_URL', 'MODEL_EMBEDDING_NAME')
    if (env.OIDC_AUDIENCE !== undefined && env.OIDC_ISSUER === undefined) need('OIDC_ISSUER', 'OIDC_AUDIENCE')
    if (env.BACKUP_SCHEDULE !== undefined && env.BACKUP_DIR === undefined) need('BACKUP_DIR', 'BACKUP_SCHEDULE')
    if (rerank !== undefined && embedding === undefined) need('MODEL_EMBEDDING_NAME', 'MODEL_RERANK_NAME')
    for (const group of TOGETHER) {
      const [given] = group.filter((name) => env[name] !== undefined)
      if (given !== undefined) {
        for (const name of group) if (env[name] === undefined) need(name, given)
      }
    }
  })
  .transform((env) => ({ ...env, baseUrl: (env.BASE_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, '') }))
export type Env = z.infer<typeof EnvSchema>

/**
 * Reads the environment of a process.
 * Takes the variables as strings; an empty string counts as unset.
 * Throws an `Error` that names every variable at fault; never prints a value, since it may be a secret.
 */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const parsed = EnvSchema.safeParse(variables)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `  ${String(issue.path[0] ?? '')}: ${issue.message}`)
  throw new Error(`The environment is not usable:\n${faults.join('\n')}`)
}

let cached: Env | undefined

/** The environment of this process, validated at the first call and not at import: a build needs none of it. */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}
