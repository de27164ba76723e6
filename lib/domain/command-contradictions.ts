/** A command as it was written: what is run on what, and the values of its options. */
type Command = { shape: string; values: Map<string, string>; said: string }
export type Quoted = { text: string; ref: string }
export type CommandContradiction = { option: string; skill: string; other: string; ref: string }

/** Options that say where a command runs: the same deed in another place is no contradiction. */
const PLACES = new Set(
  '-n --namespace --context --cluster --region --zone --profile --project -h --host --env -e --environment -f --kubeconfig -u --user --token -o --output'.split(
    ' ',
  ),
)
/** A value that stands for another. */
const PLACEHOLDER = /[<>${}]|\.\.\.|…|^(?:x+|y+|n|foo|bar|your[-_].*|my[-_].*|example.*|todo|tbd)$/i
/** Of what was there before, elsewhere, or should not be done. */
const OTHERWISE =
  /\b(?:not|never|don't|wrong|instead|was|were|before|previously|used to|old|revert\w*|staging|test|e\.g|example|nicht|falsch|statt|war|vorher|alte[rn]?|beispiel)\b|(?<!\p{L})(?:не|вместо|было|раньше|стар\p{L}*|тест\p{L}*|например)(?!\p{L})/iu
const PROGRAM = /^[a-z][a-z0-9_.-]{1,30}$/
const MOST_COMMANDS = 400

/**
 * Commands of a skill that differ from one of the thread it came from in the value of exactly one option: the same program on the same
 * things with the same options. A command that the thread has in the skill's form as well, values that stand for others, and messages
 * that speak of before, of a test or against it do not count. Gives both commands as written and the message's `ref`.
 */
export function compareCommands(skill: readonly string[], said: readonly Quoted[]): CommandContradiction[] {
  const own = skill
    .flatMap(linesOf)
    .flatMap((line) => readCommand(line) ?? [])
    .slice(0, MOST_COMMANDS)
  const heard = said
    .flatMap(({ text, ref }) =>
      OTHERWISE.test(withoutCode(text)) ? [] : commandsIn(text).map((one) => ({ ...one, ref })),
    )
    .slice(0, MOST_COMMANDS)
  const found: CommandContradiction[] = []
  for (const command of own) {
    const same = heard.filter(({ shape }) => shape === command.shape)
    if (same.some((one) => differences(command, one).length === 0)) continue
    for (const one of same) {
      const [option, ...more] = differences(command, one)
      if (option === undefined || more.length > 0 || PLACES.has(option)) continue
      const values = [command.values.get(option) ?? '', one.values.get(option) ?? '']
      if (values.some((value) => value === '' || PLACEHOLDER.test(value))) continue
      found.push({ option, skill: command.said, other: one.said, ref: one.ref })
      break
    }
  }
  return found
}

const FENCE = /```[^\n]*\n([^]*?)```/g
const TICKS = /`([^`\n]{3,500})`/g

/** Code of a text in Markdown, a line a command. */
function commandsIn(text: string): Command[] {
  const fenced = [...text.matchAll(FENCE)].flatMap(([, code = '']) => linesOf(code))
  const quoted = [...text.replace(FENCE, ' ').matchAll(TICKS)].flatMap(([, code = '']) => linesOf(code))
  return [...fenced, ...quoted].flatMap((line) => readCommand(line) ?? [])
}

const withoutCode = (text: string) => text.replace(FENCE, ' ').replace(TICKS, ' ')
const linesOf = (code: string) => code.replace(/\\\n\s*/g, ' ').split('\n')

function readCommand(line: string): Command | null {
  const said = line.trim().replace(/^[$#>]\s+/, '')
  const words = said.split(/\s+(?=\S)/)
  const [program = '', ...rest] = words
  if (!PROGRAM.test(program) || rest.length === 0 || /[|;&]/.test(said)) return null
  const values = new Map<string, string>()
  const shape = [program]
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? ''
    const pair = /^(-{0,2}[A-Za-z][\w.-]*)=(.+)$/.exec(word)
    const next = rest[at + 1]
    if (pair) {
      values.set(pair[1] ?? '', bare(pair[2] ?? ''))
      shape.push(`${pair[1]}=`)
    } else if (word.startsWith('-') && next !== undefined && !next.startsWith('-') && !next.includes('=')) {
      values.set(word, bare(next))
      shape.push(`${word}=`)
      at++
    } else shape.push(word)
  }
  return values.size > 0 ? { shape: [program, ...shape.slice(1).toSorted()].join(' '), values, said } : null
}

const bare = (value: string) => value.replace(/^(["'])([^]*)\1$/, '$2')

function differences(one: Command, other: Command): string[] {
  return [...one.values].flatMap(([option, value]) => (other.values.get(option) === value ? [] : [option]))
}
