// Completes package-lock.json after `npm install`. npm leaves out optional packages for other systems when it cannot see
// them (a registry mirror may hold only one system's binaries), and `npm ci` then rejects the file: "Missing:
// @next/swc-darwin-arm64 from lock file". Adds an entry for each: skipped here, installed where os and cpu fit.
import fs from 'node:fs'
import path from 'node:path'

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {boolean} [optional]
 * @property {boolean} [dev]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** Part of a package's name to npm's word for the system; `none`: for no system, as WebAssembly fallbacks need npm >= 11. */
const SYSTEMS = {
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  sunos: 'sunos',
  aix: 'aix',
  linux: 'linux',
  openharmony: 'openharmony',
  wasi: 'none',
  wasm32: 'none',
}
const PROCESSORS = ['arm64', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32', 'arm']

/** @param {string} name @returns {Pick<LockEntry, 'os' | 'cpu' | 'libc'> | null} null: the name names no system */
function fitOf(name) {
  const system = Object.entries(SYSTEMS).find(([part]) => name.includes(part))?.[1]
  if (!system) return null
  const cpu = PROCESSORS.find((part) => name.includes(part))
  const libc = name.includes('musl') ? 'musl' : name.includes('gnu') && system === 'linux' ? 'glibc' : null
  return { os: [system], ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}) }
}

/** @param {Record<string, LockEntry>} packages @returns {number} how many entries were added */
function addMissing(packages) {
  let added = 0
  for (const [owner, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const nested = `${owner ? `${owner}/` : ''}node_modules/${name}`
      const known = packages[nested]?.version ?? packages[`node_modules/${name}`]?.version
      const fit = fitOf(name)
      if (known || !/^\d/.test(version) || !fit) continue
      const key = packages[nested] ? nested : `node_modules/${name}`
      packages[key] = { version, optional: true, ...(entry.dev ? { dev: true } : {}), ...fit }
      added++
    }
  }
  return added
}

const file = path.resolve(import.meta.dirname, '../package-lock.json')
const lock = JSON.parse(fs.readFileSync(file, 'utf8'))
const added = addMissing(lock.packages)
const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))
fs.writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
console.log(`${added} packages for other systems added to package-lock.json`)
