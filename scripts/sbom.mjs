// `npm run sbom`: what a release is made of, as CycloneDX, on standard output. Read from the lock file, so that it names the
// packages of every system and not those of this machine alone.
import fs from 'node:fs'
import path from 'node:path'
import { root, runNpm } from './programs.mjs'
import { giveUp, progress } from './progress.mjs'

/**
 * @typedef {object} Component
 * @property {string} bom-ref
 * @property {{ name: string, value: string }[]} [properties]
 */

/**
 * Leaves out what is for development alone. npm's own `--omit=dev` also leaves out packages of ours that one for development may use.
 * @param {{ components: Component[], dependencies: { ref: string, dependsOn?: string[] }[] }} bom
 */
function withoutDevelopment(bom) {
  /** @type {{ packages: Record<string, { dev?: boolean }> }} */
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const folderOf = (/** @type {Component} */ { properties = [] }) =>
    properties.find(({ name }) => name === 'cdx:npm:package:path')?.value ?? ''
  const components = bom.components.filter((component) => packages[folderOf(component)]?.dev !== true)
  const refs = new Set(components.map((component) => component['bom-ref']))
  const isKept = (/** @type {string} */ ref) => refs.has(ref) || !bom.components.some((one) => one['bom-ref'] === ref)
  const dependencies = bom.dependencies
    .filter(({ ref }) => isKept(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn?.filter(isKept) }))
  return { ...bom, components, dependencies }
}

progress.write = (line) => console.error(line)
try {
  const form = ['--sbom-format=cyclonedx', '--sbom-type=application']
  const { stdout } = await runNpm(['sbom', '--package-lock-only', ...form])
  process.stdout.write(`${JSON.stringify(withoutDevelopment(JSON.parse(stdout)), null, 1)}\n`)
} catch (error) {
  giveUp(error)
}
