#!/usr/bin/env node
// Stands in for Prisma's native schema-engine: same arguments, same line-JSON on stdin and stdout, the WebAssembly engine
// inside. Prisma's command runs it when PRISMA_SCHEMA_ENGINE_BINARY names this file (see CONTRIBUTING.md).
import fs from 'node:fs'
import readline from 'node:readline'
import { parseArgs } from 'node:util'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { ensureDatabase } from './migrate.mjs'
import { loadEngine, panic } from './schema-engine-wasm.mjs'

/**
 * Discrete fields, never a connection string: given one, adapter-pg opens its shadow database on the *real* database and
 * drops it afterwards, because the string wins over the name.
 * @param {string} url
 * @param {string} [database]
 * @returns {pg.PoolConfig}
 */
function connectionOf(url, database) {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url)
  const sslMode = searchParams.get('sslmode') ?? ''
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: database ?? decodeURIComponent(pathname.slice(1)),
    ssl: /^(require|verify)/.test(sslMode) ? { rejectUnauthorized: sslMode !== 'require' } : undefined,
  }
}

const CHAR_TYPE = 18 // oid of Postgres' internal "char"
const TEXT_TYPE = 25
const TAG = '\u0000char:'

/**
 * What the adapter gives at run time: `performIO`, its only door to pg, is missing from the published type.
 * @typedef {object} Inside
 * @property {(query: unknown) => Promise<{ fields?: { dataTypeID: number, name: string }[] }>} performIO
 * @property {(query: unknown) => Promise<{ columnNames: string[], columnTypes: number[] }>} queryRaw
 * @property {((level: unknown) => Promise<object>) | undefined} startTransaction
 */

/**
 * adapter-pg cannot map the catalogue's "char" columns, which introspection reads: take text, answer Character.
 * @template {object} Q
 * @param {Q} queryable
 * @returns {Q}
 */
function mapCatalogueChars(queryable) {
  const inside = /** @type {Inside} */ (/** @type {unknown} */ (queryable))
  const performIO = inside.performIO.bind(inside)
  const queryRaw = inside.queryRaw.bind(inside)
  const startTransaction = inside.startTransaction?.bind(inside)
  inside.performIO = async (query) => {
    const result = await performIO(query)
    for (const field of result.fields ?? []) {
      if (field.dataTypeID !== CHAR_TYPE) continue
      field.dataTypeID = TEXT_TYPE
      field.name = TAG + field.name
    }
    return result
  }
  inside.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const [index, name] of result.columnNames.entries()) {
      if (!name.startsWith(TAG)) continue
      result.columnNames[index] = name.slice(TAG.length)
      result.columnTypes[index] = ColumnTypeEnum.Character
    }
    return result
  }
  if (startTransaction) inside.startTransaction = async (level) => mapCatalogueChars(await startTransaction(level))
  return queryable
}

/** @param {string} url */
function adapterFactory(url) {
  const schema = new URL(url).searchParams.get('schema') ?? undefined
  const factory = new PrismaPg(connectionOf(url), { schema })
  const connect = factory.connect.bind(factory)
  factory.connect = async () => mapCatalogueChars(await connect())
  // adapter-pg's own version drops the shadow database before it closes its pool, which Postgres refuses.
  factory.connectToShadowDb = async () => {
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`
    const admin = new pg.Client(connectionOf(url))
    await admin.connect()
    await admin.query(`create database "${name}" template template0`)
    const shadow = mapCatalogueChars(await new PrismaPg(connectionOf(url, name), { schema }).connect())
    const dispose = shadow.dispose.bind(shadow)
    shadow.dispose = async () => {
      await dispose()
      await admin.query(`drop database "${name}" with (force)`)
      await admin.end()
    }
    return shadow
  }
  return factory
}

/** The `cli` subcommands, which Prisma runs apart from the line protocol. @param {string[]} words @param {string} url */
async function runSubcommand(words, url) {
  try {
    if (words.includes('create-database')) return await ensureDatabase(url)
    const wanted = decodeURIComponent(new URL(url).pathname.slice(1))
    const drop = words.includes('drop-database')
    const client = new pg.Client(connectionOf(url, drop ? 'postgres' : wanted))
    await client.connect()
    if (drop) await client.query(`drop database if exists ${client.escapeIdentifier(wanted)} with (force)`)
    await client.end()
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === '3D000'
    const fields = { error_code: missing ? 'P1003' : 'P1001', message: String(error) }
    console.error(JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields }))
    process.exitCode = 1
  }
}

/** @typedef {Record<string, ((params: unknown) => Promise<{ stdout?: string } | null>) | undefined>} Methods */

/**
 * Connects on the first call, so that a database that is away becomes an answer and not a crash.
 * @param {[string, string][]} datamodels
 * @param {string} url
 */
function openEngine(datamodels, url) {
  /** @type {Promise<Methods> | undefined} */
  let opening
  const open = async () => {
    const { SchemaEngine } = await loadEngine()
    const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory(url))
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, factory)
    return /** @type {Methods} */ (/** @type {unknown} */ (engine))
  }
  return async (/** @type {string} */ method, /** @type {Record<string, unknown>} */ params) => {
    const engine = await (opening ??= open())
    const name = method === 'getDatabaseVersion' ? 'version' : method
    if (typeof engine[name] !== 'function') throw new Error(`the WebAssembly schema engine has no ${method}`)
    if (method === 'evaluateDataLoss') {
      // In WebAssembly it never opens a shadow database itself: fill the engine's migration cache first.
      const { migrationsList, filters } = params
      await engine.diagnoseMigrationHistory?.({ migrationsList, filters, optInToShadowDatabase: true })
    }
    const defaults = method === 'diff' ? { shadowDatabaseUrl: null, exitCode: null } : {}
    return engine[name]({ ...defaults, ...params })
  }
}

/** @param {unknown} error what Prisma's command expects of a failed call */
function errorData(error) {
  const { message, code, meta } = /** @type {{ message?: string, code?: string, meta?: unknown }} */ (error)
  return { is_panic: panic.message !== null, message: panic.message ?? message, error_code: code, meta }
}

/** @param {[string, string][]} datamodels @param {string} url */
async function serve(datamodels, url) {
  const call = openEngine(datamodels, url)
  const send = (/** @type {object} */ message) =>
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line)
    if (!method) continue // the answer to our own print call
    try {
      const result = await call(method, params ?? {})
      if (method === 'diff' && result?.stdout) send({ id: 1e9, method: 'print', params: { content: result.stdout } })
      send({ id, result: result ?? null })
    } catch (error) {
      send({ id, error: { code: 4466, message: 'An error happened.', data: errorData(error) } })
    }
  }
}

const argv = process.argv.slice(2)
if (argv.includes('--version') || argv.includes('-V')) {
  console.log(`schema-engine-cli wasm-${(await loadEngine()).version?.() ?? ''}`)
} else {
  const { values, positionals } = parseArgs({
    args: argv,
    strict: false,
    allowPositionals: true,
    options: {
      datamodels: { type: 'string', multiple: true },
      datasource: { type: 'string' },
      'enabled-preview-features': { type: 'string' },
      'extension-types': { type: 'string' },
    },
  })
  /** @type {string} */
  const url = values.datasource
    ? JSON.parse(String(values.datasource)).url
    : 'postgresql://postgres@127.0.0.1:1/postgres'
  const files = (values.datamodels ?? []).map(String)
  /** @type {[string, string][]} */
  const datamodels = files.length
    ? files.map((file) => [file, fs.readFileSync(file, 'utf8')])
    : [['empty.prisma', 'datasource db {\n  provider = "postgresql"\n}\n']]
  if (positionals[0] === 'cli') await runSubcommand(positionals, url)
  else await serve(datamodels, url)
  process.exit()
}
