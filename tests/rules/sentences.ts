// Finds the sentences for readers that `lib` and `app` make in English: what is refused (`AppError`), what a schema says of a field, and
// what carries the tag `sentence`. `npx tsx tests/rules/sentences.ts lib/store` lists those of a folder that nobody has said in German or
// Russian yet.
import fs from 'node:fs'
import path from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { SENTENCES } from '@/lib/intl/sentences/all'

const root = path.resolve(import.meta.dirname, '../..')

type Node = { type: string; [key: string]: unknown }

/** Which argument of what a reader is told holds the sentence. */
const REFUSALS: Record<string, number> = { AppError: 1, RateLimitedError: 0 }
/** Methods of zod that take a sentence last. */
const CHECKS = /^(?:min|max|length|regex|refine|email|url|startsWith|endsWith|includes|check|superRefine)$/

/**
 * What an expression writes, with `{0}`, `{1}` … where its values stand: one text for each choice between literals that it makes; none
 * where it holds no words of its own.
 */
function templatesOf(value: unknown): string[] {
  const node = value as Node | undefined
  if (node?.type === 'ConditionalExpression') {
    return [...templatesOf(node.consequent), ...templatesOf(node.alternate)]
  }
  const parts = node && partsOf(node)
  if (!parts?.some((part) => part !== null && /\p{L}{2}/u.test(part))) return []
  let hole = 0
  return [parts.map((part) => part ?? `{${hole++}}`).join('')]
}

/** Literal parts, and null where a value stands. */
function partsOf(node: Node): (string | null)[] {
  if (node.type === 'Literal') return [typeof node.value === 'string' ? node.value : null]
  if (node.type === 'TemplateLiteral') {
    const quasis = (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked)
    return quasis.flatMap((text, index) => (index === 0 ? [text] : [null, text]))
  }
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    return [...partsOf(node.left as Node), ...partsOf(node.right as Node)]
  }
  return [null]
}

const nameOf = (value: unknown): string => {
  const node = value as Node | undefined
  if (node?.type === 'MemberExpression') return nameOf(node.property)
  return typeof node?.name === 'string' ? node.name : ''
}

/** The sentences of one source, `{0}` where a value stands. */
export function sentencesOf(source: string, lang: 'ts' | 'tsx' = 'ts'): string[] {
  const found: string[] = []
  function visit(value: unknown): void {
    if (Array.isArray(value)) return value.forEach(visit)
    if (typeof value !== 'object' || value === null) return
    const node = value as Node
    const given = (node.arguments ?? []) as Node[]
    if (node.type === 'NewExpression') {
      const place = REFUSALS[nameOf(node.callee)]
      if (place !== undefined) found.push(...templatesOf(given[place]))
      // Fields of a refusal: the text of each.
      const fields = given[2]
      if (place === 1 && fields?.type === 'ObjectExpression') {
        for (const property of fields.properties as Node[]) found.push(...templatesOf(property.value))
      }
    }
    if (node.type === 'TaggedTemplateExpression' && nameOf(node.tag) === 'sentence') {
      found.push(...templatesOf(node.quasi))
    }
    if (node.type === 'CallExpression' && CHECKS.test(nameOf(node.callee)) && given.length > 0) {
      found.push(...templatesOf(given.at(-1)).filter((text) => /^\p{Lu}.*[.]$/u.test(text)))
    }
    if (node.type === 'Property' && /^(?:message|error)$/.test(nameOf(node.key))) {
      found.push(...templatesOf(node.value).filter((text) => /^\p{Lu}.*[.]$/u.test(text)))
    }
    for (const [name, inner] of Object.entries(node)) if (name !== 'type') visit(inner)
  }
  visit(parseAst(source, { lang }))
  return found
}

const isSource = (name: string) => /\.tsx?$/.test(name) && !/\.(?:test|d)\.tsx?$/.test(name)

/** Sources below a folder of the project, by path from its root. */
export const listSources = (folder: string): string[] =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(isSource)
    .map((name) => path.join(folder, name))
    .sort()

export const sentencesIn = (file: string) =>
  sentencesOf(fs.readFileSync(path.join(root, file), 'utf8'), file.endsWith('x') ? 'tsx' : 'ts')

if (process.argv[1] === import.meta.filename) {
  for (const folder of process.argv.slice(2)) {
    for (const file of listSources(folder)) {
      const left = sentencesIn(file).filter((text) => !(text in SENTENCES.de) || !(text in SENTENCES.ru))
      for (const text of left) console.log(`${file}\t${text}`)
    }
  }
}
