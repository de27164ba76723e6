// There is no Docker where the tests run: the files are read, and judged by what they say.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { HEAP_FLAGS } from '../../scripts/app-server.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

/** The stages of the Dockerfile by their name, each with its instructions. */
function stages(): Map<string, string[]> {
  const found = new Map<string, string[]>()
  let current: string[] = []
  for (const line of read('Dockerfile').replace(/\\\n/g, ' ').split('\n')) {
    const name = /^FROM \S+ AS (\w+)$/.exec(line)?.[1]
    if (name) found.set(name, (current = []))
    else if (/^[A-Z]+ /.test(line)) current.push(line)
  }
  return found
}

const VARIABLES = new Set(
  read('.env.example')
    .split('\n')
    .flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []),
)
const isKnown = (name: string) =>
  VARIABLES.has(name) || ['NODE_ENV', 'HOSTNAME', 'HOME', 'TSX_TSCONFIG_PATH', 'NEXT_TELEMETRY_DISABLED'].includes(name)

test.each(['app', 'tools'])(
  'the image “%s” runs as a user without rights, with what it needs and nothing for development',
  (name) => {
    const lines = stages().get(name) ?? []
    const user = lines.findLastIndex((line) => line.startsWith('USER '))
    expect(lines[user]).toMatch(/^USER [1-9]\d{3,}:[1-9]\d{3,}$/)
    expect(lines.slice(user + 1).filter((line) => /^(?:RUN|COPY|ADD) /.test(line))).toEqual([])
    expect(lines.filter((line) => line.startsWith('ADD '))).toEqual([])
    // The user has no entry in /etc/passwd, so that nothing else gives it a home.
    expect(lines.join(' ')).toContain(' HOME=/tmp')
    const from = lines.flatMap((line) => /--from=(\w+)/.exec(line)?.[1] ?? [])
    expect(from).not.toContain('packages')
    for (const line of lines.filter((one) => one.startsWith('ENV '))) {
      for (const [, variable] of line.matchAll(/ ([A-Z_]+)=/g)) expect(isKnown(variable ?? ''), variable).toBe(true)
    }
    // What is copied from the checkout is there.
    for (const line of lines.filter((one) => /^COPY (?!--from)/.test(one))) {
      for (const file of line.split(' ').slice(1, -1)) expect(existsSync(path.join(root, file)), file).toBe(true)
    }
  },
)

test('the application’s image has a health check, the form of CMD that passes signals on, and no secret', () => {
  const lines = stages().get('app') ?? []
  expect(lines.some((line) => /^HEALTHCHECK .*\/livez/.test(line))).toBe(true)
  expect(lines.at(-1)).toBe(`CMD ${JSON.stringify(['node', ...HEAP_FLAGS, 'server.js']).replaceAll(',', ', ')}`)
  expect(stages().get('production')?.join(' ')).toContain('--omit=dev')
  expect(read('Dockerfile')).not.toMatch(/SECRET|PASSWORD|TOKEN/)
  for (const name of ['.git', '.data', 'node_modules', '.env', 'deploy/.env', 'deploy/secrets'])
    expect(read('.dockerignore').split('\n')).toContain(name)
})

const ServiceSchema = z.object({
  image: z.string(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  volumes: z.array(z.string()).optional(),
  stop_grace_period: z.string().optional(),
})
const ComposeSchema = z.object({
  services: z.record(z.string(), ServiceSchema),
  volumes: z.record(z.string(), z.null()),
})

test('the compose file has two application processes that wait for the migrations, confined, with known variables', () => {
  const { services, volumes } = ComposeSchema.parse(parse(read('deploy/compose.yaml'), { merge: true }))
  const apps = Object.entries(services).filter(([, { image }]) => image === 'hindsight:local')
  expect(apps).toHaveLength(2)
  for (const [name, app] of apps) {
    expect(app.depends_on, name).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
    expect(app.healthcheck?.test.join(' '), name).toContain('/readyz')
    expect(Number.parseInt(app.stop_grace_period ?? '', 10)).toBeGreaterThan(
      Number(app.environment?.['SHUTDOWN_DELAY']) + 10,
    )
  }
  for (const [name, { read_only, cap_drop, security_opt, environment, volumes: mounted }] of Object.entries(services)) {
    expect(security_opt, name).toContain('no-new-privileges:true')
    // Postgres' own image begins as root to own its folder, and has variables of its own.
    const isOurs = name !== 'database'
    expect([name, isOurs ? read_only : true, isOurs ? cap_drop : ['ALL']]).toEqual([name, true, ['ALL']])
    const strange = Object.keys(environment ?? {}).filter((variable) => isOurs && !isKnown(variable))
    expect(strange, name).toEqual([])
    for (const volume of mounted ?? []) {
      const [source = ''] = volume.split(':')
      expect(source.startsWith('./') ? existsSync(path.join(root, 'deploy', source)) : source in volumes, volume).toBe(
        true,
      )
    }
  }
  expect(services['migrate']?.command?.join(' ')).toMatch(/migrate\.mjs && .* sync-catalogue$/)
  for (const app of apps) expect(app[1].environment).toMatchObject({ TRUSTED_HOPS: '1' })
  for (const name of ['app-1:3000', 'app-2:3000']) expect(read('deploy/nginx.conf')).toContain(`server ${name}`)
})

const ContainerSchema = z.object({
  image: z.string().regex(/:\d+\.\d+\.\d+$/, 'is pinned'),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  resources: z.object({ requests: z.object({}), limits: z.object({ memory: z.string() }) }),
  args: z.array(z.string()).default([]),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
  livenessProbe: z.object({ httpGet: z.object({ path: z.literal('/livez') }) }).optional(),
  readinessProbe: z.object({ httpGet: z.object({ path: z.literal('/readyz') }) }).optional(),
})
const PodSchema = z.object({
  automountServiceAccountToken: z.literal(false),
  terminationGracePeriodSeconds: z.number().optional(),
  securityContext: z.object({
    runAsNonRoot: z.literal(true),
    runAsUser: z.number().min(1000),
    seccompProfile: z.object({ type: z.literal('RuntimeDefault') }),
  }),
  initContainers: z.array(ContainerSchema).default([]),
  containers: z.array(ContainerSchema).min(1),
  volumes: z.array(z.object({ name: z.string() })),
})
const TemplateSchema = z.object({ spec: PodSchema })
const KindSchema = z.object({ kind: z.string() })

test('the Kubernetes manifests are confined, probed, and give a leaving pod its time', () => {
  const documents = parseAllDocuments(read('deploy/kubernetes/hindsight.yaml')).map((document): unknown => {
    expect(document.errors).toEqual([])
    return document.toJS() as unknown
  })
  const ofKind = (kind: string) => documents.filter((document) => KindSchema.parse(document).kind === kind)
  const deployment = z
    .object({ spec: z.object({ replicas: z.number().min(2), template: TemplateSchema }) })
    .parse(ofKind('Deployment')[0])
  const backup = z
    .object({ spec: z.object({ jobTemplate: z.object({ spec: z.object({ template: TemplateSchema }) }) }) })
    .parse(ofKind('CronJob')[0])
  const pods = [deployment.spec.template.spec, backup.spec.jobTemplate.spec.template.spec]
  for (const { containers, initContainers, volumes } of pods) {
    const names = new Set(volumes.map(({ name }) => name))
    for (const { volumeMounts } of [...containers, ...initContainers]) {
      for (const { name } of volumeMounts) expect(names).toContain(name)
    }
  }
  const [before] = deployment.spec.template.spec.initContainers
  expect(before?.args.join(' ')).toMatch(/migrate\.mjs && .* sync-catalogue$/)
  const [app] = deployment.spec.template.spec.containers
  expect(app?.livenessProbe && app.readinessProbe).toBeTruthy()
  const settings = z.object({ data: z.record(z.string(), z.string()) }).parse(ofKind('ConfigMap')[0]).data
  for (const name of Object.keys(settings)) expect(isKnown(name), name).toBe(true)
  expect(deployment.spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(
    Number(settings['SHUTDOWN_DELAY']) + 20,
  )
  expect(ofKind('PodDisruptionBudget')).toHaveLength(1)
  expect(ofKind('Secret')).toEqual([])
})
