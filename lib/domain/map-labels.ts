export type LabelBox = { x: number; y: number; width: number; height: number }

/**
 * The labels that can be drawn without one lying on another: the first ones win. Takes boxes in pixels, the most important
 * first; gives their indexes. Boxes are looked up in squares of `cell` pixels, so that thousands cost no more than they must.
 */
export function placeLabels(boxes: readonly LabelBox[], cell = 64): number[] {
  const taken = new Map<string, LabelBox[]>()
  const kept: number[] = []
  for (const [index, box] of boxes.entries()) {
    const squares = squaresOf(box, cell)
    if (squares.some((square) => taken.get(square)?.some((other) => overlap(box, other)))) continue
    kept.push(index)
    for (const square of squares) taken.set(square, [...(taken.get(square) ?? []), box])
  }
  return kept
}

function squaresOf({ x, y, width, height }: LabelBox, cell: number): string[] {
  const squares: string[] = []
  for (let column = Math.floor(x / cell); column <= Math.floor((x + width) / cell); column += 1) {
    for (let row = Math.floor(y / cell); row <= Math.floor((y + height) / cell); row += 1)
      squares.push(`${column} ${row}`)
  }
  return squares
}

/** Whether two boxes share more than an edge. */
export function overlap(a: LabelBox, b: LabelBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}
