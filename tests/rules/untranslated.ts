// Finds what a component says without asking the words of the interface for it. `npx tsx tests/rules/untranslated.ts components/map`
// lists what is left in a folder.
import fs from 'node:fs'
import path from 'node:path'
import { parseAst } from 'rolldown/parseAst'

const root = path.resolve(import.meta.dirname, '../..')

type Node = { type: string; start: number; [key: string]: unknown }

/** Attributes whose value nobody reads. */
const UNREAD_ATTRIBUTES =
  /^(?:class(?:Name|Names)?|.*Class(?:Name|es)|href|src|id|htmlFor|key|type|rel|role|style|d|viewBox|fill|stroke.*|transform|points|name|value|defaultValue|autoComplete|inputMode|method|action|target|lang|of|part|pattern|accept|encType|popover.*|form|as|side|align|tone|variant|size|kind|show|preserveAspectRatio|textAnchor|dominantBaseline|data-.*|aria-(?:live|hidden|current|haspopup|expanded|controls|labelledby|describedby|pressed|sort|relevant|orientation)|autoCapitalize|enterKeyHint|dateTime|scope|wrap|cacheKey|nonce|property|content|media|color|stopColor|markerEnd|rx|attribute|loading|decoding|sizes|field|by|idPrefix|step|noun|what|list|theme|defaultTheme|overflow|paintOrder|pattern(?:Units|Transform)|aria-autocomplete)$/

/** Calls whose texts are for machines or developers. */
const UNREAD_CALLS =
  /^(?:cn|clsx|cva|Error|TypeError|RangeError|RegExp|URL|URLSearchParams|fetch|useTranslations|getTranslations|querySelector(?:All)?|closest|matches|matchMedia|addEventListener|removeEventListener|getItem|setItem|removeItem|Event|CustomEvent|getElementById|createElement|setAttribute|getAttribute|split|startsWith|endsWith|includes|join|replace|replaceAll|has|get|set|delete|append|redirect|revalidatePath|push|t|rich|markup|enum|object|literal|MutationObserver|import|require|toLocaleString|DateTimeFormat|NumberFormat|ListFormat|ssrDocument|log|error|info|warn|debug)$/

/** Names, and what is the same in every language. */
const SAME_EVERYWHERE =
  /^(?:Hindsight|UTC|CSV|JSON|API|URL|PDF|HTML|Markdown|YAML|Slack|GitHub|GitLab|Google|Jira|Linear|MCP|OpenAPI|Atom|iCal|SVG|SKILL\.md|Alertmanager|Grafana|PagerDuty|Statuspage|Prometheus|Postgres|Webhook|OIDC|SSO|ID|OK|Esc|Ctrl|Enter|Escape|Tab|Shift|Home|End|Space|Backspace|Delete|Arrow(?:Up|Down|Left|Right)|Page(?:Up|Down)|Content-Type|Control|Meta|Alt|Bearer|Etc|Intl|Error|AbortError|QuotaExceededError|GET|POST|PUT|PATCH|DELETE|noreferrer|noopener|min|max|ms|px|kB|MB|vs|n|x|v)$/

const hasWords = (text: string) =>
  (text.match(/\p{L}[\p{L}\p{M}’'.-]*/gu) ?? []).some(
    (word) => word.length > 1 && !SAME_EVERYWHERE.test(word.replace(/[.’']+$/, '')),
  )

/** Classes of a style sheet, addresses, media types, selectors: anything whose words are joined by more than spaces. */
function isCode(text: string): boolean {
  const tokens = text.trim().split(/\s+/)
  if (/^(?:https?:|\/|\.|#|[a-z]+:\/\/|[a-z-]+\/[a-z0-9.+*-]+$)/.test(text.trim())) return true
  const odd = tokens.filter(
    (token) =>
      /[[\]{}<>=|&*@$\\_]|^!|^-|:[^\s]|[a-z]-[a-z0-9]|\d(?:px|rem|vh|vw|ms|fr)|^\(|^\d+$/.test(token) &&
      !/^\p{L}+[.,;:!?…]*$/u.test(token),
  )
  return tokens.every((token) => !/^\p{Lu}/u.test(token)) && odd.length > 0 && odd.length * 2 >= tokens.length
}

const WORDY = /\p{L}{2,}[^\p{L}]*\s+[^\p{L}]*\p{L}{2,}|^\p{Lu}\p{Ll}+[.…:!?]*$/u

export type Untranslated = { file: string; line: number; text: string }

const nameOf = (node: unknown): string => {
  const one = node as Node | undefined
  if (one?.type === 'MemberExpression') return nameOf(one.property)
  return typeof one?.name === 'string' ? one.name : ''
}

/** What one source says without asking for it. */
export function findUntranslated(file: string, source: string): Untranslated[] {
  const found: Untranslated[] = []
  const report = (node: Node, text: string) =>
    found.push({ file, line: source.slice(0, node.start).split('\n').length, text: text.trim().replace(/\s+/g, ' ') })

  /** `child`: stands where a reader reads it. */
  function visit(value: unknown, child: boolean): void {
    if (Array.isArray(value)) return value.forEach((one) => visit(one, child))
    if (typeof value !== 'object' || value === null) return
    const node = value as Node
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ImportExpression':
      case 'TSLiteralType':
      case 'TSTypeAliasDeclaration':
      case 'TSInterfaceDeclaration':
      case 'TSTypeAnnotation':
      case 'TSTypeParameterInstantiation':
      case 'ThrowStatement':
        return
      case 'ExpressionStatement':
        if (typeof node.directive === 'string') return
        break
      case 'JSXText':
        if (hasWords(String(node.value))) report(node, String(node.value))
        return
      case 'JSXAttribute': {
        const name = (node.name as Node).type === 'JSXIdentifier' ? String((node.name as Node).name) : ''
        if (UNREAD_ATTRIBUTES.test(name)) {
          // Functions that an attribute is given may still say something; a plain text does not.
          const inner = (node.value as Node | null)?.expression as Node | undefined
          if (inner?.type === 'ArrowFunctionExpression') visit(inner, false)
          return
        }
        return visit(node.value, true)
      }
      case 'JSXElement':
      case 'JSXFragment':
        visit(node.openingElement, false)
        return visit(node.children, true)
      case 'JSXOpeningElement':
        return visit(node.attributes, false)
      case 'JSXExpressionContainer':
        return visit(node.expression, child)
      case 'ConditionalExpression':
        visit(node.test, false)
        visit(node.consequent, child)
        return visit(node.alternate, child)
      case 'LogicalExpression':
        visit(node.left, node.operator === '&&' ? false : child)
        return visit(node.right, child)
      case 'BinaryExpression':
        if (/^[=!<>]/.test(String(node.operator))) return
        visit(node.left, child)
        return visit(node.right, child)
      case 'SwitchCase':
        return visit(node.consequent, false)
      case 'CallExpression':
      case 'NewExpression': {
        visit(node.callee, false)
        if (UNREAD_CALLS.test(nameOf(node.callee))) {
          // Callbacks of such a call may say something all the same.
          for (const one of node.arguments as Node[]) if (/Function|Object/.test(one.type)) visit(one, false)
          return
        }
        return visit(node.arguments, false)
      }
      case 'Property':
        if (UNREAD_ATTRIBUTES.test(nameOf(node.key)) && (node.value as Node).type === 'Literal') return
        return visit(node.value, false)
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
        return visit(node.expression, child)
      case 'TemplateLiteral': {
        const text = (node.quasis as { value: { cooked: string } }[]).map(({ value: { cooked } }) => cooked).join('x')
        if (hasWords(text.replace(/x/g, ' ')) && (WORDY.test(text) || child) && !isCode(text)) report(node, text)
        return visit(node.expressions, false)
      }
      case 'Literal': {
        if (typeof node.value !== 'string') return
        const text = node.value
        if (hasWords(text) && (child || WORDY.test(text)) && !isCode(text)) report(node, text)
        return
      }
    }
    for (const [key, inner] of Object.entries(node)) if (key !== 'typeAnnotation') visit(inner, false)
  }
  visit(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }), false)
  return found
}

/** Components and pages. What answers machines is English: the API, feeds, pictures; what stands outside of the layout keeps its words itself. */
export function listSpeakers(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter(
      (file) =>
        /\.tsx?$/.test(file) &&
        !/\.test\.tsx?$|\/route\.tsx?$|^app\/(?:api|feeds|livez|readyz|metrics|robots\.txt|public)\/|^components\/public\/(?:preview-card|status-badge|public-frame|public-incident)\.|^app\/global-error\.|\.d\.ts$/.test(
          file,
        ),
    )
    .sort()
}

export const untranslatedIn = (file: string) => findUntranslated(file, fs.readFileSync(path.join(root, file), 'utf8'))

if (process.argv[1] === import.meta.filename) {
  const files = process.argv.slice(2).flatMap((one) => (/\.tsx?$/.test(one) ? [one] : listSpeakers(one)))
  const all = files.flatMap(untranslatedIn)
  for (const { file, line, text } of all) console.error(`${file}:${line}: ${text}`)
  console.error(`${all.length} in ${new Set(all.map(({ file }) => file)).size} files`)
}
