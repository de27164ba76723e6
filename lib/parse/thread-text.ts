import type { MessageDraft } from '@/lib/schema/thread'
import { light, matchesOf } from './light-expression'
import { plain } from './piece'

/** A sentence or a line of a message, which does one thing; `text` is verbatim but for the greeting in front. */
export type Said = {
  message: MessageDraft
  /** Place of the message in the thread, and of the sentence in the message. */
  index: number
  place: number
  text: string
  /** Name in front of the sentence whom it speaks to ("@sam can you ..."). */
  addressed: string | null
  item: boolean
  /** Of an item with a box: whether it is ticked. */
  ticked: boolean | null
  /** The line that leads into the list, without its colon ("follow-ups"). */
  lead: string | null
  /** Blocks of code that stand below it. */
  code: string[]
}

/** Longest text of a message that is read, in characters: pasted logs go on for pages. */
const MAX_TEXT = 12_000
const FENCE = /```[^\n`]{0,20}\n?([\s\S]*?)```/g
const ITEM = /^\s*(?:[-*•◦▪–]|\d{1,2}[.)]|:[a-z_]*check[a-z_]*:|☐|☑|✅)\s+|^\s*(?=\[[ xX]\])/u
const BOX = /^\[(?<mark>[ xX])\]\s*/
const GREETING = light(
  /^(?:(?:hey|hi|hello|yo|morning|good (?:morning|afternoon|evening)|guten (?:morgen|tag|abend)|moin|hallo|bonjour|salut|bonsoir|hola|buenos días|buenas(?: tardes| noches)?|bom dia|boa (?:tarde|noite)|oi|olá|привет|всем привет|добрый (?:день|вечер)|доброе утро|коллеги|お疲れ様です|heads[ -]up|fyi)(?:[ ,]{1,2}(?:team|all|folks|everyone|everybody|guys|colleagues|zusammen|leute|à tous|tout le monde|a todos|equipo|pessoal|gente|всем|коллеги|there|channel))?|team|folks|all)\s*[,!.:–—、。-]{1,3}\s*/iu,
)
const ADDRESS =
  /^(?:<?@(?<name>[\p{L}][\p{L}\p{N}._-]{0,38})>?(?:\s*(?:,|and|und|&)\s*<?@[\p{L}][\p{L}\p{N}._-]{0,38}>?)*|@(?:here|channel|everyone))\s*[,:–—-]?\s*/u
/** A line that is a command, though it stands in no block: behind a prompt, or a tool with what it is told to do. */
const COMMAND_LINE =
  /^\s*(?:\$ \S|(?:GET|POST|PUT|DELETE|PATCH) \/\S*(?:\s+(?:->|=>|→)\s*\d{3}.{0,40})?$|for \w+ in [^\n]{1,200}; ?do |(?:sudo )?(?:kubectl|helm|docker|podman|systemctl|service|journalctl|terraform|aws|gcloud|az|redis-cli|psql|mysql|mongosh?|rabbitmq\w*|kafka-[\w-]+|etcdctl|consul|vault|openssl|certbot|nginx|curl|wget|dig|nslookup|ping|mtr|traceroute|ssh|scp|rsync|grep|du|df|ls|rm|kill|git|npm|make|iptables|ip|ifconfig|tc|lsof|ss|netstat|tcpdump)(?: (?!(?:is|was|are|were|says?|shows?|did|does|and|but|for me|looks?|seems?|gives?|fixed|helped|worked|has|had|on|the)\b)[^\s,;!?]{1,120}){1,24}\s*$)/
/** Without an option, a path or a value, words behind a tool's name may be a sentence. */
const ARGUMENT = /\s-{1,2}\w|[/=]|\s\d/
/** A tool of any name with options, or two commands after each other; no comma or mark of a sentence in it. */
const TOOL_LINE =
  /^\s*[a-z][\w.-]{1,30}(?: (?![^\s]*:(?:\s|$))[^\s,;!?]{1,120}){0,3} (?:-[a-zA-Z]{2,20}|--[a-z][\w-]*)(?:[= ][^\s,;!?]{1,120}){0,3} -{1,2}[a-zA-Z][^,;!?\n]{0,200}$|^\s*[a-z][\w.-]{1,30} [^\n,;!?]{1,200} && [a-z][\w.-]{1,30} [^\n,;!?]{1,200}$/
/** "Cleaning up: find /srv ..." */
const LED_COMMAND = /^\p{L}[\p{L} ,'’]{1,40}:[ \t]+(?=[a-z$])/u
const PROMPT = /^\s*\$ /
/** Longest line above a list that leads into it without a colon, in characters. */
const MAX_LEAD = 40
const REQUEST_AHEAD = /\s?[:;,–—-]\s+(?=@\p{L})/u
const REQUEST = light(
  /^(?:please|pls|(?:can|could|would|will) you|kannst du|bitte|tu peux|puedes|можешь|пожалуйста)(?!\p{L})/iu,
)
const LEADING_SIGN = /^(?:\p{Extended_Pictographic}|\u{fe0f}|\u{200d}|:[a-z0-9_+-]{2,40}:|[>*_~]{1,2}(?=\s))+\s*/u
const END = /[.!?…]+["'»”’)\]*_]*(?=\s)|[。！？]/g
const ABBREVIATION = light(
  /(?:^|[\s("'«])(?:e\.g|i\.e|etc|vs|ca|approx|mr|dr|no|nr|fig|inc|z\. ?b|d\. ?h|bzw|ggf|inkl|т\. ?е|т\. ?к|напр|см|p\. ?ej|p\. ?ex|env|\d{1,2})\.$/iu,
)

/**
 * The sentences of a message, in order; blocks of code belong to the sentence above them (or below, where none is). `names`: of the
 * people who may be spoken to, where they are of several words.
 */
export function sentencesOfMessage(message: MessageDraft, index: number, names: readonly string[] = []): Said[] {
  const said: Said[] = []
  const codes: string[] = []
  const text = message.text.slice(0, MAX_TEXT).replace(FENCE, (_, code: string) => {
    codes.push(code.replace(/^\n+|\s+$/g, ''))
    return `\n\u0000${codes.length - 1}\n`
  })
  let lead: string | null = null
  let waiting: string[] = []
  const lines = text.split('\n')
  for (const [at, line] of lines.entries()) {
    const block = /^\0(\d+)$/.exec(line.trim())
    if (block) {
      const code = codes[Number(block[1])] ?? ''
      const last = said.at(-1)
      if (last) last.code.push(code)
      else waiting.push(code)
      continue
    }
    const command = commandIn(line, lines[at - 1] ?? '')
    if (command !== null) {
      const last = said.at(-1)
      if (last) last.code.push(command)
      else waiting.push(command)
      continue
    }
    const led = LED_COMMAND.exec(line)
    const run = led ? commandIn(line.slice(led[0].length), '') : null
    if (led && run !== null) {
      said.push({ ...bareSaid(message, index, said.length), text: led[0].trim(), code: [...waiting, run] })
      waiting = []
      continue
    }
    const mark = ITEM.exec(line)
    const content = (mark ? line.slice(mark[0].length) : line).trim()
    if (!/[\p{L}\p{N}]/u.test(content)) continue
    const box = BOX.exec(content)
    const counted = mark ? null : cutCounted(content)
    const parts = mark
      ? [content.slice(box?.[0].length ?? 0)]
      : cutSentences(counted?.lead ?? content).flatMap((part) => cutRequest(part, names))
    const listLead = counted?.lead.replace(/[\s:：*_]+$/u, '').slice(-80) ?? null
    for (const [at, part] of [...parts, ...(counted?.items ?? [])].entries()) {
      const isItem = mark !== null || at >= parts.length
      const { text: rest, addressed } = withoutAddress(part, names)
      if (!/[\p{L}\p{N}]/u.test(rest) && !addressed) continue
      const ticked = box ? /x/i.test(box.groups?.mark ?? '') : mark && /check|☑|✅/u.test(mark[0]) ? true : null
      const one = {
        message,
        index,
        place: said.length,
        text: rest,
        addressed,
        item: isItem,
        ticked,
        lead: at < parts.length ? lead : listLead,
      }
      said.push({ ...one, code: waiting })
      waiting = []
    }
    // what ends with a colon leads into the lines below it
    const leads = /[:：]\**$/u.test(content) || (content.length <= MAX_LEAD && ITEM.test(lines[at + 1] ?? ''))
    if (!mark) lead = leads ? content.replace(/[\s:：*_]+$/u, '').slice(-80) : null
  }
  if (waiting.length > 0) said.push({ ...bareSaid(message, index, said.length), code: waiting })
  return said
}

function bareSaid(message: MessageDraft, index: number, place: number): Said {
  return { message, index, place, text: '', addressed: null, item: false, ticked: null, lead: null, code: [] }
}

/** The command that `line` is, null when it is none; below a command, one without an option is one, too. */
function commandIn(line: string, above: string): string | null {
  const tool = COMMAND_LINE.test(line)
  const sure = (text: string) =>
    (COMMAND_LINE.test(text) && (PROMPT.test(text) || ARGUMENT.test(text))) || TOOL_LINE.test(text)
  return sure(line) || (tool && sure(above)) ? line.trim() : null
}

/** One line without the marks of Markdown, those of links and the escapes that a reader of Slack's messages puts in. */
export function unmarked(text: string): string {
  const linked = /\\|\]\(/.test(text)
    ? text.replace(/\[((?:[^\]\\\n]|\\.){1,300})\]\([^)\s]{1,2000}\)/g, '$1').replace(/\\([[\]()*_~`>#\\|.!+-])/g, '$1')
    : text
  return plain(linked)
}

export function cutSentences(line: string): string[] {
  const code = matchesOf(line, /`[^`]{1,400}`/g).map((match) => [match.index, match.index + match[0].length] as const)
  const parts: string[] = []
  let from = 0
  let inside = 0
  for (const match of matchesOf(line, END)) {
    const end = match.index + match[0].length
    while (inside < code.length && (code[inside]?.[1] ?? 0) <= match.index) inside++
    if ((code[inside]?.[0] ?? end) < match.index) continue
    if (match[0].startsWith('.') && ABBREVIATION.test(line.slice(Math.max(from, end - 16), end))) continue
    parts.push(line.slice(from, end).trim())
    from = end
  }
  parts.push(line.slice(from).trim())
  return parts.filter((part) => /[\p{L}\p{N}]/u.test(part))
}

/** "Two things from me: 1) ... 2) ...": several items in a line, counted. */
function cutCounted(content: string): { lead: string; items: string[] } | null {
  const first = /(?:^|\s)\(?1[.)]\s+(?=\p{L}|@|`)/u.exec(content)
  if (!first || !/\s\(?2[.)]\s+(?=\p{L}|@|`)/u.test(content.slice(first.index + first[0].length))) return null
  const items = content.slice(first.index + first[0].length).split(/[\s;,]+\(?\d{1,2}[.)]\s+(?=\p{L}|@|`)/u)
  return { lead: content.slice(0, first.index), items }
}

/** "So it has to be done: @maya please move it": the request is a sentence of its own. */
function cutRequest(part: string, names: readonly string[]): string[] {
  const mark = REQUEST_AHEAD.exec(part)
  const request = mark ? part.slice(mark.index + mark[0].length) : ''
  if (!mark || !REQUEST.test(withoutAddress(request, names).text)) return [part]
  return [part.slice(0, mark.index), request]
}

function withoutAddress(part: string, names: readonly string[]): { text: string; addressed: string | null } {
  let text = part
  let addressed: string | null = null
  for (let count = 0; count < 4; count++) {
    const before = text
    text = text.replace(LEADING_SIGN, '').replace(GREETING, '')
    const full = text.startsWith('@') ? names.find((name) => text.startsWith(name, 1)) : undefined
    if (full) {
      addressed ??= full
      text = text.slice(full.length + 1).replace(/^\s*[,:–—-]?\s*/, '')
      continue
    }
    const address = ADDRESS.exec(text)
    if (address) {
      addressed ??= address.groups?.name ?? null
      text = text.slice(address[0].length)
    }
    if (text === before) break
  }
  return { text: text.trim(), addressed }
}

/** A remark of fewer words is talk, even when it has a technical one. */
export const LEAST_WORDS = 3

/** How many words `text` has; languages without spaces have one for about three characters. */
export function wordsIn(text: string): number {
  const unspaced = text.match(/[\u3040-\u30ff\u4e00-\u9fff]/g)?.length ?? 0
  return text.split(' ').length + Math.floor(unspaced / 3)
}
