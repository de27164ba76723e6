// Runs other programs: npm, Prisma, Next, and TypeScript files under tsx.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Refusal } from './progress.mjs'

export const root = path.resolve(import.meta.dirname, '..')

/** Everything runs offline: no update checks, no telemetry, no download of Prisma's native engine. */
export const offline = {
  PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'scripts/schema-engine.mjs'),
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  NEXT_TELEMETRY_DISABLED: '1',
}

/** Programs that run now; a signal to us ends them too. @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** @param {NodeJS.Signals} signal */
export function stopPrograms(signal) {
  for (const child of running) child.kill(signal)
}

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] added to our own
 * @property {string} [cwd]
 * @property {'inherit' | 'collect'} [output] collect: kept, and shown only on failure
 * @property {string} [input] what the program reads
 */

/**
 * @param {string} command @param {string[]} args @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>} output: stdout and stderr as they came
 */
export function execute(command, args, { env = {}, cwd = root, output = 'collect', input } = {}) {
  return new Promise((resolve, reject) => {
    const pipe = output === 'inherit' ? 'inherit' : 'pipe'
    const stdin = input === undefined ? 'ignore' : 'pipe'
    const child = spawn(command, args, { cwd, env: { ...process.env, ...offline, ...env }, stdio: [stdin, pipe, pipe] })
    running.add(child)
    let all = ''
    let stdout = ''
    child.stdout?.on('data', (/** @type {Buffer} */ data) => {
      all += String(data)
      stdout += String(data)
    })
    child.stderr?.on('data', (/** @type {Buffer} */ data) => (all += String(data)))
    child.stdin?.end(input)
    child.once('error', reject)
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output: all, stdout })
    })
  })
}

/**
 * As `execute`, but a program that fails is a failure.
 * @param {string} command @param {string[]} args @param {RunOptions} [options]
 */
export async function run(command, args, options = {}) {
  const done = await execute(command, args, options)
  if (done.code !== 0)
    throw new Refusal(`${path.basename(command)} ${args.join(' ')} failed:\n${done.output.trimEnd()}`)
  return done
}

/** @param {string} bin file below node_modules @param {string[]} args @param {RunOptions} [options] */
export const runModule = (bin, args, options) =>
  run(process.execPath, [path.join(root, 'node_modules', bin), ...args], options)

/** @param {string[]} args @param {RunOptions} [options] */
export function runNpm(args, options) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? run(process.execPath, [cli, ...args], options) : run('npm', args, options)
}

/**
 * Arguments for node that run a TypeScript file of this project from any folder. `react-server` is the condition under
 * which the package server-only does not refuse.
 * @param {string} file path from the root of the project
 * @param {string[]} args
 */
export function typescript(file, args) {
  const loader = pathToFileURL(path.join(root, 'node_modules/tsx/dist/loader.mjs')).href
  return ['--conditions=react-server', '--import', loader, path.join(root, file), ...args]
}

/** For `typescript`: the `@/` alias is read from this project's tsconfig whatever the working folder. */
export const typescriptEnv = { TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.json') }

/** @param {string} file */
export const exists = (file) => fs.existsSync(path.join(root, file))
