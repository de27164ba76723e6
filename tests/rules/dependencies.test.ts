// The policy of docs/operations.md, "Dependencies", as far as a machine can see it.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'))

const PackageSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
})
const LockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      link: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
})
const project = PackageSchema.parse(read('package.json'))
const packages = Object.entries(LockSchema.parse(read('package-lock.json')).packages).filter(([name]) => name !== '')
const shipped = packages.filter(([, { dev }]) => dev !== true)

/** Licences of what is shipped: all of them allow use, change and distribution with ours; LGPL and MPL bind the file or library alone, unchanged here. */
const LICENCES = new Set([
  'MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Python-2.0', 'Unlicense', 'CC0-1.0',
  'CC-BY-4.0', 'MPL-2.0', 'EPL-2.0', 'LGPL-3.0-or-later', 'OFL-1.1',
]) // prettier-ignore
/** What some packages write instead of the name in the list of SPDX. */
const SPELLINGS: Record<string, string> = { 'SIL OPEN FONT LICENSE': 'OFL-1.1' }
/** Says it in a file of its own alone, where a person has read it. */
const READ_BY_HAND: Record<string, string> = { 'node_modules/format': 'MIT', 'node_modules/seq-queue': 'MIT' }

function licenceOf(folder: string, locked: string | undefined): string | null {
  const file = path.join(root, folder, 'package.json')
  const own = existsSync(file)
    ? z.object({ license: z.unknown().optional() }).parse(read(`${folder}/package.json`)).license
    : locked
  const OldSchema = z.object({ type: z.string() })
  const old = OldSchema.safeParse(own)
  if (old.success) return old.data.type
  return typeof own === 'string' ? own : (READ_BY_HAND[folder] ?? null)
}

const isAllowed = (licence: string) =>
  licence
    .replace(/[()]/g, '')
    .split(/ (?:AND|and|OR) /)
    .map((name) => SPELLINGS[name.trim()] ?? name.trim())
    .every((name) => LICENCES.has(name))

test('every package that is shipped has a licence of the list', () => {
  const others = shipped
    .map(([folder, { license, optional }]) => ({ folder, optional, licence: licenceOf(folder, license) }))
    // Of packages for other systems the lock file may not say it; those that are here do.
    .filter(({ licence, optional }) => (licence === null ? optional !== true : !isAllowed(licence)))
  expect(others).toEqual([])
  expect(shipped.length).toBeGreaterThan(300)
})

test('an unknown licence is found', () => {
  expect(isAllowed('AGPL-3.0-only')).toBe(false)
  expect(isAllowed('MIT AND SSPL-1.0')).toBe(false)
  expect(isAllowed('(MIT OR Apache-2.0)')).toBe(true)
})

test('versions are exact, and no package comes from elsewhere than the registry', () => {
  const loose = Object.entries({ ...project.dependencies, ...project.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
  )
  expect(loose).toEqual([])
  const strange = packages.filter(
    ([, { resolved, integrity, link }]) =>
      link === true ||
      (resolved !== undefined && new URL(resolved).hostname !== 'registry.npmjs.org') ||
      (integrity !== undefined && !integrity.startsWith('sha512-')),
  )
  expect(strange.map(([name]) => name)).toEqual([])
})

test('who may run a script while installing is decided by name', () => {
  const wanted = packages
    .filter(([, { hasInstallScript, optional }]) => hasInstallScript === true && optional !== true)
    .map(([folder]) => folder.split('node_modules/').at(-1) ?? folder)
  expect([...new Set(wanted)].filter((name) => !(name in project.allowScripts))).toEqual([])
})

const BomSchema = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(z.object({ name: z.string(), version: z.string(), purl: z.string() })),
})

test('npm run sbom names every production dependency with its version', () => {
  const made = execFileSync(process.execPath, ['scripts/sbom.mjs'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  })
  const { components } = BomSchema.parse(JSON.parse(made))
  const named = new Set(
    components.map(({ name, version, purl }) => {
      expect(purl).toContain('pkg:npm/')
      return `${name}@${version}`
    }),
  )
  const direct = Object.entries(project.dependencies).map(([name, version]) => `${name}@${version}`)
  expect(direct.filter((one) => !named.has(one))).toEqual([])
  const all = shipped
    .filter(([, { optional }]) => optional !== true)
    .map(([folder, { version }]) => `${folder.split('node_modules/').at(-1) ?? ''}@${version ?? ''}`)
  expect(all.filter((one) => !named.has(one))).toEqual([])
}, 60_000)
