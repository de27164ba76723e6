// The environment of `up` and of the command line. The rules are those of the application (lib/env.ts).
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { tsImport } from 'tsx/esm/api'
import { root } from './programs.mjs'
import { Refusal } from './progress.mjs'

/** @returns {string} the data folder, absolute; a relative HINDSIGHT_DATA starts at the root of the checkout */
export const dataFolder = () => path.resolve(root, process.env.HINDSIGHT_DATA || '.data')

/**
 * Refuses with the name and the fault of each variable that is wrong.
 * @returns {Promise<import('../lib/env').Env>}
 */
export async function readSettings() {
  /** @type {typeof import('../lib/env')} */
  const { parseEnv } = await tsImport('../lib/env.ts', import.meta.url)
  try {
    return parseEnv(process.env)
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error))
  }
}

/** @param {string} data the data folder @returns {string} the secret that signs sessions: given, or made once and kept */
export function readSecret(data) {
  if (process.env.AUTH_SECRET) return process.env.AUTH_SECRET
  const file = path.join(data, 'auth-secret')
  // An empty one is what a killed process or a full disk left.
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8').trim() === '') {
    fs.writeFileSync(`${file}.new`, crypto.randomBytes(32).toString('base64url'), { mode: 0o600 })
    fs.renameSync(`${file}.new`, file)
  }
  return fs.readFileSync(file, 'utf8').trim()
}
