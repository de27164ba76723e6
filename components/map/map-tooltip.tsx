export type Tip = { x: number; y: number; title: string; lines: string[] }

/** What lies under the pointer or the keyboard's place, beside it; stays within a box of `width` pixels. */
export function MapTooltip({ tip, width }: { tip: Tip | null; width: number }) {
  if (!tip) return null
  const left = Math.max(4, Math.min(tip.x + 12, width - 268))
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-20 w-max max-w-64 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-xs shadow-float"
      style={{ left, top: tip.y + 14 }}
    >
      <p className="font-medium text-ink [overflow-wrap:anywhere]">{tip.title}</p>
      {tip.lines.map((line) => (
        <p key={line} className="text-muted">
          {line}
        </p>
      ))}
    </div>
  )
}
