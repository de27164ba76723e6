import { emojiOf } from './mrkdwn-emoji'

/** `text` with `:eyes:` as 👀, outside of code; names that are not known stay as they are. */
export function withEmoji(text: string): string {
  if (!/:[a-z0-9_+'-]{1,60}:/.test(text)) return text
  // code is what stands between marks: every second part
  return text
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(
            /(?<![\w:/]):([a-z0-9_+'-]{1,60}(?:::skin-tone-[2-6])?):(?![\w/])/g,
            (whole, name: string) => emojiOf(name) ?? whole,
          ),
    )
    .join('')
}
