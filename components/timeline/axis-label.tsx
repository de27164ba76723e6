import { cn } from '@/components/ui/class-names'

/** Words of a drawn axis, with a rim of the canvas so that no line runs through them; `x` is a share of the width, `y` in px. */
export function AxisLabel(props: { x: string | number; y: number; className: string; children: React.ReactNode }) {
  const { x, y, className, children } = props
  return (
    <text
      x={x}
      y={y}
      textAnchor="middle"
      paintOrder="stroke"
      strokeWidth={5}
      className={cn('stroke-canvas text-2xs', className)}
    >
      {children}
    </text>
  )
}
