import { nameToEmoji } from 'gemoji'

/** The emoji of a name ("eyes"), or null when it is none of Unicode (one that a team made itself). */
export function emojiNamed(name: string): string | null {
  return Object.hasOwn(nameToEmoji, name) ? (nameToEmoji[name] ?? null) : null
}

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
            /(?<![\w:/]):([a-z0-9_+'-]{1,60}):(?![\w/])/g,
            (whole, name: string) => emojiNamed(name) ?? whole,
          ),
    )
    .join('')
}
