import { light } from './light-expression'
import { remembered } from './remembered'

/** What a line is that the client adds to what people write. */
export type Chrome =
  | { kind: 'replies'; count: number | null; elsewhere: boolean }
  | { kind: 'last-reply' }
  | { kind: 'mark' }
  | { kind: 'edited' }
  | { kind: 'broadcast' }

const REPLIES = light(
  /^(?<count>\d{1,4}) ?(?:(?:repl(?:y|ies)|antwort(?:en)?|ответ(?:а|ов)?|réponses?|respuestas?|risposte?|respostas?|reacties?|件の返信|条回复|條回覆|개의 댓글)(?!\p{L})|件の返信)(?<more>.{0,60})$/iu,
)
const LAST_REPLY = light(
  /^(?:last reply|letzte antwort|последний ответ|dernière réponse|última respuesta|最終返信|最後の返信|最新回复)(?!\p{L}).{0,60}$|^最終返信.{0,40}$/iu,
)
const MARK = light(
  /^(?:new|new messages?|neu|neue nachrichten|новое|новые сообщения|nouveau|nouveaux messages|nuevo|nuevos mensajes|新着|新着メッセージ|新規|view thread|view newer replies|view older replies|thread anzeigen|thread ansehen|посмотреть ветку|открыть ветку|voir le fil(?: de discussion)?|ver hilo|ver conversación|スレッドを表示する?|show (?:more|less)|see (?:more|less)|mehr anzeigen|jump to (?:bottom|present|date)|add reaction|reply(?: in thread)?(?:…|\.\.\.)?|message #\S{1,80}|shift \+ return to add a new line)$/iu,
)
const EDITED = light(
  /^[(（](?:edited|bearbeitet|изменено|отредактировано|modifiée?|editado|modificato|編集済み|已编辑|수정됨)[)）]$/iu,
)
const EDITED_END = light(
  /[ \t]*[(（](?:edited|bearbeitet|изменено|отредактировано|modifiée?|editado|modificato|編集済み|已编辑|수정됨)[)）]$/iu,
)
const BROADCAST = light(
  /^(?:(?:also )?sent to (?:the |this )?channel|auch an (?:den )?(?:channel|kanal) gesendet|также отправлено в канал|également envoyée? (?:sur le canal|dans le canal|au canal)|también enviado al canal|チャンネルにも(?:投稿|送信)(?:しました|済み)?)(?:[:.].{0,80})?$|^replied to a thread:?.{0,200}$/iu,
)

/** What the client says with a line of its own among the messages, in seven languages; null for what people write. */
export const readChrome = remembered((text: string): Chrome | null => {
  if (text === '' || text.length > 260) return null
  const replies = REPLIES.exec(text)
  if (replies) {
    const more = replies.groups?.more?.trim() ?? ''
    if (more === '' || /\d|view|thread|letzte|last|посл|dern|últ|最/iu.test(more))
      return { kind: 'replies', count: Number(replies.groups?.count), elsewhere: more !== '' }
  }
  if (LAST_REPLY.test(text)) return { kind: 'last-reply' }
  if (MARK.test(text)) return { kind: 'mark' }
  if (EDITED.test(text)) return { kind: 'edited' }
  return BROADCAST.test(text) ? { kind: 'broadcast' } : null
})

/** `line` without the sign that it was edited behind it. */
export function withoutEdited(line: string): string {
  return /[)）]$/.test(line) ? line.replace(EDITED_END, '') : line
}

const EMOJI =
  "(?::[a-z0-9_+'-]{1,60}:|[\\p{Extended_Pictographic}\\p{Regional_Indicator}][\\ufe0f\\u200d\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\p{Regional_Indicator}]*)"
const REACTIONS = new RegExp(
  `^(?:${EMOJI}[ \\u00a0]?[x×]?\\d{1,4}(?:[ \\u00a0]+|$|(?=[:\\p{Extended_Pictographic}]))){1,40}$`,
  'u',
)
const ONE_REACTION = new RegExp(`(${EMOJI})[ \\u00a0]?[x×]?(\\d{1,4})`, 'gu')
const ONLY_EMOJI = new RegExp(`^${EMOJI}$`, 'u')

/**
 * The reactions that stand at `index` of `lines`: ":eyes: 2 👍 1" in a line, or an emoji and its number in two. Gives how many lines
 * they take; null when there are none.
 */
export function readReactions(
  lines: readonly string[],
  index: number,
): { found: { emoji: string; count: number }[]; lines: number } | null {
  const line = lines[index] ?? ''
  if (line.length > 300) return null
  if (/\d$/.test(line) && REACTIONS.test(line)) {
    const found = [...line.matchAll(ONE_REACTION)].map((match) => ({ emoji: match[1] ?? '', count: Number(match[2]) }))
    return found.some(({ count }) => count < 1) ? null : { found, lines: 1 }
  }
  const below = lines[index + 1] ?? ''
  if (!/^[1-9]\d{0,3}$/.test(below) || line.length > 70 || !ONLY_EMOJI.test(line)) return null
  return { found: [{ emoji: line, count: Number(below) }], lines: 2 }
}

const JOIN = light(
  /(?<!\p{L})(?:(?:has )?(?:joined|left|quit|parted|rejoined)(?: (?:#|(?:the|this) (?:channel|group|conversation|chat|server|room|call)|using |via |\(|\[).{0,160}|[.!]?$)|(?:was|were) (?:added|invited|removed)(?:[ .].{0,120}|$)|added .{1,80} to (?:the )?(?:#|channel|group|team).{0,60}|ist .{0,60}(?:beigetreten|verlassen)|hat .{0,80}(?:verlassen|betreten|hinzugefügt)|wurde .{0,60}hinzugefügt|присоединил(?:ся|ась|ись).{0,80}|(?:вышел|вышла|покинул[аи]?)(?: .{0,60}|$)|добавлен[аы]? .{0,60}|a (?:rejoint|quitté).{0,80}|a été ajoutée?.{0,80}|se (?:unió|ha unido).{0,80}|(?:salió|ha salido) .{0,60}|fue añadid[oa].{0,60})[.!]?$|(?:に参加しました|が参加しました|から退出しました|が退出しました|加入了|退出了).{0,60}$/iu,
)
const NOTICE = light(
  /(?<!\p{L})(?:(?:has )?(?:set|changed|cleared|updated) the (?:channel |group )?(?:topic|purpose|description|name|subject|icon)|renamed the (?:channel|group)|pinned (?:a|this) message|(?:un)?archived the channel|created (?:the |this )?(?:group|channel)|changed (?:the subject|their phone number)|messages and calls are end-to-end encrypted|topic (?:for|of) |mode |is now known as |sets mode|hat das (?:thema|ziel) .{0,60}(?:geändert|festgelegt)|hat (?:den|die) .{0,40}(?:umbenannt|angepinnt)|изменил[аи]? тему|закрепил[аи]?|a (?:défini|modifié) (?:le sujet|la description)|a épinglé|(?:estableció|cambió) el tema|fijó un mensaje)|トピックを(?:設定|変更)|ピン留めしました/iu,
)

/**
 * Whether `text` tells who came or went, or what was changed in the channel; null for what people say. As the text of a message
 * of `author` it must do so from its first word on: "sam joined the channel at ten" is told by somebody.
 */
export function readEvent(text: string, author: string | null = null): 'join' | 'notice' | null {
  if (text.length > 260 || text.includes('\n')) return null
  for (const [kind, form] of [
    ['join', JOIN],
    ['notice', NOTICE],
  ] as const) {
    const match = form.exec(text)
    if (!match) continue
    const before = text.slice(0, match.index).trim().replace(/^@/, '')
    if (author === null || before === '' || before === author || /^#\S+$/.test(before)) return kind
  }
  return null
}

const IMAGE = /\.(?:png|jpe?g|gif|webp|svg|heic|pdf|mp4|mov|webm|zip|gz|tgz|har|docx?|xlsx?|pptx?)$/i
const TEXT_FILE = /\.(?:txt|log|csv|json|ya?ml|md|py|sh|sql|patch|diff|xml|html?|tf|conf|ts|js|go|java|rb)$/i
const CAPTURE = light(
  /^(?:screen ?shot|screen recording|bildschirmfoto|снимок экрана|capture d['’]écran|captura de pantalla|スクリーンショット|img|image|photo|video|audio|截屏|屏幕截图)/iu,
)
const SIZE =
  /^(?<name>\S.{0,150}?\.[A-Za-z0-9]{1,5})[ \t]+[(]?(?<size>\d{1,4}(?:[.,]\d{1,2})?) ?(?<unit>[kKMG]?B|[кКМ]?Б)[)]?$/
const UNITS: Record<string, number> = { B: 1, K: 1000, M: 1_000_000, G: 1_000_000_000, Б: 1, К: 1000, М: 1_000_000 }

/** The file whose name `line` is, as clients show an upload; null for prose. */
export function readFileLine(line: string): { name: string; size: number | null } | null {
  if (line.length > 200 || !line.includes('.') || /:\/\//.test(line)) return null
  const sized = SIZE.exec(line)
  const { name = line, size, unit = '' } = sized?.groups ?? {}
  const known = IMAGE.test(name) || (size !== undefined && TEXT_FILE.test(name))
  if (!known || (/\s/.test(name) && !CAPTURE.test(name)) || /[/\\`<>|*]/.test(name)) return null
  const factor = UNITS[unit.slice(0, 1).toUpperCase()] ?? 1
  return { name, size: size === undefined ? null : Math.round(Number(size.replace(',', '.')) * factor) }
}
