// The commands of tokens, services and signing keys.
import { type Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { AppError } from '@/lib/domain/errors'
import { RoleSchema, ScopeSchema } from '@/lib/schema/viewer'

type Print = (value: unknown) => void
/** Makes a command of a group. */
type Make = (group: Command, name: string, description: string) => Command

const DAY = 86_400_000
const MOST_DAYS = 3650

/** Days, or null for never. */
function readDays(text: string): number | null {
  if (text === 'never') return null
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days
  throw new InvalidArgumentError(`Give a number of days up to ${MOST_DAYS}, or never.`)
}

/** The instant after so many days: null for never, undefined for what is usual. */
function endAfter(days: number | null | undefined): Date | null | undefined {
  return typeof days === 'number' ? new Date(Date.now() + days * DAY) : days
}

async function findServiceId(name: string): Promise<string> {
  const { listServices } = await import('@/lib/query/tokens')
  const services = await listServices(commandLineViewer())
  const found = services.find((service) => service.id === name || service.name.toLowerCase() === name.toLowerCase())
  if (!found) throw new AppError('not_found', `There is no service “${name}”.`)
  return found.id
}

const CreateSchema = z.object({
  name: z.string(),
  scope: ScopeSchema,
  days: z.number().nullish(),
  service: z.string().optional(),
})

async function createToken(options: unknown, print: Print): Promise<void> {
  const { createToken: create } = await import('@/lib/store/tokens')
  const { name, scope, days, service } = CreateSchema.parse(options)
  const serviceId = service === undefined ? undefined : await findServiceId(service)
  const made = await create(commandLineViewer(), { name, scope, expiresAt: endAfter(days), serviceId })
  print({ id: made.id, name, scope, token: made.secret, expiresAt: made.expiresAt })
}

const RotateSchema = z.object({
  overlapHours: z.coerce.number().min(0).max(720).default(24),
  days: z.number().nullish(),
})

async function rotateToken(id: string, options: unknown, print: Print): Promise<void> {
  const { rotateToken: rotate } = await import('@/lib/store/rotate-token')
  const { overlapHours, days } = RotateSchema.parse(options)
  const made = await rotate(commandLineViewer(), id, { overlapHours, expiresAt: endAfter(days) })
  print({ id: made.id, token: made.secret, expiresAt: made.expiresAt, replaces: id, olderEndsAt: made.olderEndsAt })
}

const scopeOption = () =>
  new Option('--scope <scope>', 'what it may do').choices(ScopeSchema.options).makeOptionMandatory()
const roleOption = () =>
  new Option('--role <role>', 'what it may do at most').choices(RoleSchema.options).makeOptionMandatory()
const daysOption = (usual: string) => new Option('--days <number|never>', `when it ends; ${usual}`).argParser(readDays)

/** `token create|list|rotate|revoke` */
export function addTokenCommands(group: Command, make: Make, print: Print): void {
  make(group, 'create', 'make a token; its secret is shown once')
    .requiredOption('--name <name>', 'what it is for')
    .addOption(scopeOption())
    .addOption(daysOption('90 days unless you say otherwise'))
    .option('--service <name>', 'the service that it is for')
    .action((options: unknown) => createToken(options, print))
  make(group, 'list', 'all tokens, newest first').action(async () => {
    const { listTokens } = await import('@/lib/query/tokens')
    for (const token of await listTokens(commandLineViewer())) print(token)
  })
  make(group, 'rotate <id>', 'make a token that takes the place of another; both work for a while')
    .option('--overlap-hours <hours>', 'how long both work; 24 unless you say otherwise')
    .addOption(daysOption('as long as the older one lasted unless you say otherwise'))
    .action((id: string, options: unknown) => rotateToken(id, options, print))
  make(group, 'revoke <id>', 'end a token at once, with all that was made with it').action(async (id: string) => {
    const { revokeToken } = await import('@/lib/store/tokens')
    await revokeToken(commandLineViewer(), id)
    print({ id, state: 'revoked' })
  })
}

/** `service create|list|disable|enable` */
export function addServiceCommands(group: Command, make: Make, print: Print): void {
  make(group, 'create <name>', 'make a service: it has tokens and cannot sign in')
    .addOption(roleOption())
    .action(async (name: string, options: unknown) => {
      const { createService } = await import('@/lib/store/services')
      const { role } = z.object({ role: RoleSchema }).parse(options)
      print({ id: await createService(commandLineViewer(), { name, role }), name, role })
    })
  make(group, 'list', 'all services').action(async () => {
    const { listServices } = await import('@/lib/query/tokens')
    for (const service of await listServices(commandLineViewer())) print(service)
  })
  const disabling = async (name: string, disabled: boolean) => {
    const { changeService } = await import('@/lib/store/services')
    const id = await findServiceId(name)
    await changeService(commandLineViewer(), id, { disabled })
    print({ id, name, disabled })
  }
  make(group, 'disable <name>', 'refuse its tokens at their next request').action((name: string) =>
    disabling(name, true),
  )
  make(group, 'enable <name>', 'let its tokens in again').action((name: string) => disabling(name, false))
}

/** `keys list|drop|accept` */
export function addKeyCommands(group: Command, make: Make, print: Print): void {
  make(group, 'list', 'the keys that it publishes, and those that were dropped').action(async () => {
    const { listSigningKeys } = await import('@/lib/auth/signing-keys')
    for (const key of await listSigningKeys(commandLineViewer())) print(key)
  })
  make(group, 'drop <key>', 'stop believing a key (its kid), in every process at once')
    .option('--reason <reason>', 'why')
    .action(async (keyId: string, options: unknown) => {
      const { reason } = z.object({ reason: z.string().max(500).optional() }).parse(options)
      const { dropKey } = await import('@/lib/store/signing-keys')
      const { maskSecrets } = await import('@/lib/import/secrets')
      await dropKey(commandLineViewer(), await issuer(), keyId, reason ? maskSecrets(reason).text : null)
      print({ keyId, state: 'dropped' })
    })
  make(group, 'accept <key>', 'believe a dropped key again').action(async (keyId: string) => {
    const { acceptKey } = await import('@/lib/store/signing-keys')
    await acceptKey(commandLineViewer(), await issuer(), keyId)
    print({ keyId, state: 'accepted' })
  })
}

async function issuer(): Promise<string> {
  const { requireVerifier } = await import('@/lib/auth/signing-keys')
  return requireVerifier().issuer
}
