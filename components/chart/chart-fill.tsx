import type { Fill } from './chart-table'

const LINES: Record<Fill, string> = {
  solid: 'fill-accent stroke-accent',
  hatched: 'stroke-violet',
  dotted: 'stroke-control',
  hollow: 'fill-surface stroke-amber',
}

/** What an area is filled with; `id` is that of its drawing. */
export function fillOf(fill: Fill, id: string): { className: string; fill?: string } {
  if (fill === 'hatched' || fill === 'dotted') return { className: LINES[fill], fill: `url(#${id}-${fill})` }
  return { className: LINES[fill] }
}

/** The patterns that areas of a drawing are filled with. */
export function FillPatterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-hatched`} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width={6} height={6} className="fill-violet-tint" />
        <rect width={2.5} height={6} className="fill-violet" />
      </pattern>
      <pattern id={`${id}-dotted`} width={6} height={6} patternUnits="userSpaceOnUse">
        <rect width={6} height={6} className="fill-surface" />
        <circle cx={3} cy={3} r={1.2} className="fill-control" />
      </pattern>
    </defs>
  )
}

/** A square as the areas of a series are filled, for the legend. */
export function FillSample({ fill, id }: { fill: Fill; id: string }) {
  return (
    <svg width={14} height={14} aria-hidden className="shrink-0">
      <FillPatterns id={id} />
      <rect x={1} y={1} width={12} height={12} {...fillOf(fill, id)} />
    </svg>
  )
}
