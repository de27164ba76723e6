// Writes `lib/intl/client-words.json`: which words the components of each part of the app say in the browser, so that a page
// carries those and no others. `npm run words` after a component of the browser says something new; a rule test compares.
import fs from 'node:fs'
import path from 'node:path'
import { parseAst } from 'rolldown/parseAst'

const root = path.resolve(import.meta.dirname, '..')

/**
 * @typedef {{ type: string, [key: string]: unknown }} Node
 * @typedef {{ client: boolean, imports: string[], says: string[] }} Module
 */

/**
 * Every node of a syntax tree, parents first.
 * @param {unknown} node
 * @returns {Generator<Node>}
 */
export function* nodesOf(node) {
  if (Array.isArray(node)) for (const one of node) yield* nodesOf(one)
  else if (typeof node === 'object' && node !== null) {
    if ('type' in node && typeof node.type === 'string') yield /** @type {Node} */ (node)
    for (const value of Object.values(node)) yield* nodesOf(value)
  }
}

/**
 * @param {string} file
 * @returns {Node}
 */
export function treeOf(file) {
  return /** @type {Node} */ (
    /** @type {unknown} */ (parseAst(fs.readFileSync(file, 'utf8'), { lang: file.endsWith('x') ? 'tsx' : 'ts' }))
  )
}

/**
 * The file that an import of the project means; null for a package.
 * @param {string} from
 * @param {string} name
 */
function resolve(from, name) {
  const base = name.startsWith('@/')
    ? path.join(root, name.slice(2))
    : name.startsWith('.')
      ? path.resolve(path.dirname(from), name)
      : null
  if (base === null) return null
  const files = ['.tsx', '.ts', '/index.tsx', '/index.ts'].map((ending) => base + ending)
  return files.find((file) => fs.existsSync(file)) ?? null
}

/** @param {unknown} node */
const textOf = (node) => {
  const literal = /** @type {Node | undefined} */ (node)
  return literal?.type === 'Literal' && typeof literal.value === 'string' ? literal.value : null
}

/**
 * @param {string} file
 * @returns {Module}
 */
function readModule(file) {
  const imports = []
  const says = []
  let client = false
  for (const node of nodesOf(treeOf(file))) {
    if (node.type === 'ExpressionStatement' && node.directive === 'use client') client = true
    const importing = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression']
    if (importing.includes(node.type) && node.importKind !== 'type' && node.exportKind !== 'type') {
      const name = textOf(node.source)
      const target = name === null ? null : resolve(file, name)
      if (target) imports.push(target)
    }
    if (node.type === 'CallExpression') {
      const callee = /** @type {Node} */ (node.callee)
      if (callee.type === 'Identifier' && callee.name === 'useTranslations') {
        const name = textOf(/** @type {unknown[]} */ (node.arguments)[0])
        if (name === null) throw new Error(`${file}: useTranslations wants the name of its words as a literal.`)
        says.push(name)
      }
    }
  }
  return { client, imports, says }
}

/** @type {Map<string, Module>} */
const modules = new Map()

/** @param {string} file */
function moduleOf(file) {
  const known = modules.get(file) ?? readModule(file)
  modules.set(file, known)
  return known
}

/**
 * What is said in the browser by everything that these files bring.
 * @param {string[]} files
 */
function saidInBrowser(files) {
  /** @type {Set<string>} */
  const said = new Set()
  /** @type {Set<string>} */
  const seen = new Set()
  /** @type {[string, boolean][]} */
  const waiting = files.map((file) => [file, false])
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [file, above] = next
    const { client, imports, says } = moduleOf(file)
    const inBrowser = above || client
    if (seen.has(`${inBrowser} ${file}`)) continue
    seen.add(`${inBrowser} ${file}`)
    if (inBrowser) for (const name of says) said.add(name)
    for (const one of imports) waiting.push([one, inBrowser])
  }
  return said
}

/** The parts that ask for their words: `<ClientWords part="incidents">`, by the file that does. */
function listParts() {
  const names = fs.readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' })
  /** @type {Map<string, string>} */
  const parts = new Map()
  for (const name of names.filter((one) => one.endsWith('.tsx'))) {
    const file = path.join(root, 'app', name)
    const part = /<ClientWords part="([^"]+)"/.exec(fs.readFileSync(file, 'utf8'))?.[1]
    if (part) parts.set(part, file)
  }
  return parts
}

/** @param {string} folder */
const pagesUnder = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:^|\/)(?:page|layout|error|loading|not-found)\.tsx$/.test(name))
    .map((name) => path.join(folder, name))

/** A name that another one holds is not said twice. @param {Iterable<string>} names */
const shortest = (names) => {
  const all = [...new Set(names)].sort()
  return all.filter((name) => !all.some((other) => name.startsWith(`${other}.`)))
}

/** The words of each part, without those that the frame brings for all. */
export function clientWords() {
  const parts = listParts()
  const frame = saidInBrowser(
    ['layout', 'error', 'not-found']
      .map((name) => path.join(root, 'app', `${name}.tsx`))
      .filter((file) => fs.existsSync(file)),
  )
  /** @type {Record<string, string[]>} */
  const words = { frame: shortest(frame) }
  for (const [part, file] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const files = file.endsWith('layout.tsx') ? pagesUnder(path.dirname(file)) : [file]
    words[part] = shortest([...saidInBrowser(files)].filter((name) => !frame.has(name)))
  }
  return words
}

if (process.argv[1] === import.meta.filename) {
  fs.writeFileSync(path.join(root, 'lib/intl/client-words.json'), `${JSON.stringify(clientWords(), null, 2)}\n`)
}
