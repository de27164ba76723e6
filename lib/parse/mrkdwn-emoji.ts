import { nameToEmoji } from 'gemoji'

/** Names of Slack for emoji that GitHub's list has under another name. */
const SLACK_NAMES: Record<string, string> = {
  simple_smile: '🙂',
  hugging_face: '🤗',
  thinking_face: '🤔',
  face_palm: '🤦',
  robot_face: '🤖',
  'star-struck': '🤩',
  'spock-hand': '🖖',
  octagonal_sign: '🛑',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  large_orange_circle: '🟠',
  large_purple_circle: '🟣',
  large_brown_circle: '🟤',
  large_red_square: '🟥',
  large_orange_square: '🟧',
  large_yellow_square: '🟨',
  large_green_square: '🟩',
  large_blue_square: '🟦',
  knife_fork_plate: '🍽️',
  face_with_rolling_eyes: '🙄',
  nerd_face: '🤓',
  upside_down_face: '🙃',
  slightly_frowning_face: '🙁',
  white_frowning_face: '☹️',
  shocked_face_with_exploding_head: '🤯',
  face_with_finger_covering_closed_lips: '🤫',
  the_horns: '🤘',
  sign_of_the_horns: '🤘',
  hand_with_index_and_middle_fingers_crossed: '🤞',
  reversed_hand_with_middle_finger_extended: '🖕',
  lightning: '🌩️',
  lightning_cloud: '🌩️',
  thumbsup_all: '👍',
  plus1: '👍',
  heavy_tick: '✔️',
  double_vertical_bar: '⏸️',
  black_circle_for_record: '⏺️',
  ladybug: '🐞',
  admission_tickets: '🎟️',
  three_button_mouse: '🖱️',
  male_technologist: '👨‍💻',
  female_technologist: '👩‍💻',
}

/** Slack's skin tones 2 to 6 are the modifiers from U+1F3FB on; a first modifier for two of them has no number of its own. */
const FIRST_TONE = 0x1f3fb

/**
 * How the emoji of a name looks, a tone of skin with it ("+1::skin-tone-3"). Takes the name without the colons around it; null
 * for names that a workspace has made up and for all other words.
 */
export function emojiOf(name: string): string | null {
  const [base = '', tone] = name.split('::')
  const skin = /^skin-tone-([2-6])$/.exec(tone ?? base)
  const modifier = skin ? String.fromCodePoint(FIRST_TONE + Number(skin[1]) - 2) : ''
  if (tone === undefined && skin) return modifier
  if (tone !== undefined && !skin) return null
  const emoji = lookUp(base)
  if (!emoji || !modifier) return emoji
  const [first = '', ...rest] = emoji
  return first + modifier + rest.filter((part, index) => index > 0 || part !== '\uFE0F').join('')
}

function lookUp(name: string): string | null {
  if (Object.hasOwn(nameToEmoji, name)) return nameToEmoji[name] ?? null
  if (Object.hasOwn(SLACK_NAMES, name)) return SLACK_NAMES[name] ?? null
  const flag = /^flag-([a-z]{2})$/.exec(name)?.[1]
  if (flag) return flag.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 97))
  const plain = name.replaceAll('-', '_')
  return (
    [plain, plain.replace(/^male_/, 'man_').replace(/^female_/, 'woman_'), plain.replace(/_face$/, '')]
      .flatMap((one) => (Object.hasOwn(nameToEmoji, one) ? (nameToEmoji[one] ?? []) : []))
      .concat(Object.hasOwn(SLACK_NAMES, plain) ? (SLACK_NAMES[plain] ?? []) : [])[0] ?? null
  )
}

/** The emoji that rich text writes as code points: "1f468-200d-1f4bb". Null when it is none. */
export function emojiOfCodes(codes: string): string | null {
  if (!/^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6}){0,15}$/i.test(codes)) return null
  const points = codes.split('-').map((code) => Number.parseInt(code, 16))
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : null
}
