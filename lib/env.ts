import { z } from 'zod'

const empty = (value: unknown) => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional())

/** Whether nobody on the way can read what is sent to an address. */
function isKeptPrivate(address: string): boolean {
  const { protocol, hostname } = new URL(address)
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname)
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
    OIDC_ISSUER: optional(z.url({ protocol: /^https?$/ })),
    OIDC_CLIENT_ID: optional(z.string()),
    OIDC_CLIENT_SECRET: optional(z.string()),
    /** Bot token and signing secret of the Slack app; without them Slack is not connected. */
    SLACK_BOT_TOKEN: optional(z.string().regex(/^xoxb-/, 'begins with xoxb-')),
    SLACK_SIGNING_SECRET: optional(z.string().min(16)),
    /** Another address of Slack's API: of a proxy, or of a test. */
    SLACK_API_URL: optional(z.url({ protocol: /^https?$/ })),
    /** Monitoring that has no token of the API proves itself with one of these. */
    ALERT_WEBHOOK_SECRET: optional(z.string().min(16, 'needs at least 16 characters')),
    PAGERDUTY_WEBHOOK_SECRET: optional(z.string().min(16, 'needs at least 16 characters')),
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
    IMPORT_ALLOW_HOSTS: z.preprocess(
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
    ),
    OIDC_NAME: z.preprocess(empty, z.string().max(60).default('Company sign-in')),
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
    if (rerank !== undefined && embedding === undefined) need('MODEL_EMBEDDING_NAME', 'MODEL_RERANK_NAME')
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
