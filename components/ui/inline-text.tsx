/** A short text in which `words in backticks` are shown as code; everything else is plain. */
export function InlineText({ text }: { text: string }) {
  return text.split(/(`[^`\n]{1,200}`)/).map((part, index) =>
    index % 2 === 1 ? (
      <code
        key={index}
        className="rounded-sm border border-line bg-subtle px-1 font-mono text-[0.92em] [overflow-wrap:anywhere]"
      >
        {part.slice(1, -1)}
      </code>
    ) : (
      part
    ),
  )
}
