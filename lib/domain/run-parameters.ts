import type { SkillStep } from '@/lib/schema/draft'
import { placesInShell, quoteForShell, type ShellPlace } from './shell-quoting'

/** One place in a command that is filled in: offsets of its code, and the name that is asked for. */
type Placeholder = { name: string; start: number; end: number; place: ShellPlace }
type Code = SkillStep['code'][number]

/** `{{name}}`, `<name>` or `<pod name>`, `$NAME` and `${NAME}`. Go templates (`{{.Name}}`) and generics (`List<String>`) are none. */
const PLACES =
  /\{\{ ?([A-Za-z][\w-]{0,40}) ?\}\}|(?<![\w<$])<([A-Za-z](?:[\w -]{0,38}\w)?)>(?!>)|\$(?:\{([A-Z][A-Z0-9_]{1,40})\}|([A-Z][A-Z0-9_]{1,40})\b)/g

const SHELLS = new Set([
  '',
  'bash',
  'sh',
  'shell',
  'zsh',
  'console',
  'shellsession',
  'shell-session',
  'terminal',
  'ksh',
  'dash',
])
/** Languages in which `<name>` is markup. */
const MARKUP = new Set(['html', 'xml', 'jsx', 'tsx', 'svg', 'vue'])
/** What a shell has set already: nobody is asked for their home. */
const SET_BY_SHELL =
  /^(?:HOME|PATH|PWD|OLDPWD|USER|LOGNAME|HOSTNAME|SHELL|TERM|LANG|LC_\w+|EDITOR|RANDOM|SECONDS|UID|EUID|PPID|IFS|TMPDIR|KUBECONFIG|REPLY)$/
/** Names of values that are not to be stored, whatever they look like. */
const SECRET_NAME =
  /passw|passphrase|secret|token|credential|(?:api|access|private|signing|ssh)[_ -]?key|(?:^|[_ -])pwd?$|kennwort|passwort|contraseña|mot[_ -]de[_ -]passe|парол/i

const langOf = ({ lang }: Code) => (lang ?? '').toLowerCase()
const isShell = (code: Code) => SHELLS.has(langOf(code))

/** Whether a value of this name is kept in the browser alone. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name)

/** Names of variables that the commands set themselves: `X=...`, `for X in`, `read X`. */
function setByCommands(codes: readonly Code[]): Set<string> {
  const setting = /\b([A-Z][A-Z0-9_]*)=(?!=)|\bfor ([A-Z][A-Z0-9_]*) in\b|\bread (?:-r )?([A-Z][A-Z0-9_]*)\b/g
  const shell = codes.filter(isShell)
  return new Set(
    shell.flatMap(({ text }) => [...text.matchAll(setting)].map(([, set, each, read]) => set ?? each ?? read ?? '')),
  )
}

function findPlaceholders(code: Code, setHere: ReadonlySet<string>): Placeholder[] {
  const shell = isShell(code)
  const found = [...code.text.matchAll(PLACES)].flatMap((match) => {
    const [whole, braced, angled, dollarBraced, dollar] = match
    const variable = dollarBraced ?? dollar
    if (angled !== undefined && MARKUP.has(langOf(code))) return []
    if (variable !== undefined && (!shell || SET_BY_SHELL.test(variable) || setHere.has(variable))) return []
    const name = (braced ?? angled ?? variable ?? '').trim()
    return [{ name, start: match.index, end: match.index + whole.length, isVariable: variable !== undefined }]
  })
  const places = shell
    ? placesInShell(
        code.text,
        found.map(({ start }) => start),
      )
    : []
  return found.flatMap(({ isVariable, ...rest }, index) => {
    const place = places[index] ?? 'bare'
    // In single quotes `$NAME` is no variable of the shell: awk and perl have theirs there.
    return isVariable && place === 'single' ? [] : [{ ...rest, place }]
  })
}

/** What has to be filled in before the commands of these steps can be copied: names, in the order in which they are met. */
export function findParameters(steps: readonly SkillStep[]): string[] {
  const codes = steps.flatMap(({ code }) => code)
  const setHere = setByCommands(codes)
  return [...new Set(codes.flatMap((code) => findPlaceholders(code, setHere).map(({ name }) => name)))]
}

export type FilledCode = {
  text: string
  /** Names that have no value yet. */
  missing: string[]
  /** Names whose value cannot be put in safely where they stand: it has to be done by hand. */
  byHand: string[]
}

/**
 * A command with its values put in, quoted so that a shell takes each as one word; nothing is run. `steps` are those of the whole run:
 * what one command sets, another may use. In what is no shell command a value stands as it was typed.
 */
export function fillIn(
  code: Code,
  steps: readonly SkillStep[],
  values: ReadonlyMap<string, string | null>,
): FilledCode {
  const filled: FilledCode = { text: '', missing: [], byHand: [] }
  let from = 0
  for (const { name, start, end, place } of findPlaceholders(code, setByCommands(steps.flatMap((step) => step.code)))) {
    const value = values.get(name) ?? ''
    const written = value === '' ? null : isShell(code) ? quoteForShell(value, place) : value
    if (value === '') filled.missing.push(name)
    else if (written === null) filled.byHand.push(name)
    filled.text += code.text.slice(from, start) + (written ?? code.text.slice(start, end))
    from = end
  }
  filled.text += code.text.slice(from)
  return filled
}
