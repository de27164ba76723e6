/** What a cell says, and where that leads. */
export type ChartCell = { text: string; href?: string | null }
/** The figures of a chart as a table: the first column names the row. */
export type ChartTable = { columns: string[]; rows: ChartCell[][] }

/** A length of the drawing in its own units: charts are drawn twice, for wide screens and for telephones, so that letters keep their size. */
export type Drawing = { width: number; id: string }

/** How an area is filled, so that each can be told from the others without its colour. */
export const FILLS = ['solid', 'hatched', 'dotted', 'hollow'] as const
export type Fill = (typeof FILLS)[number]
/** How a line is drawn and marked. */
export const STROKES = ['circle', 'square', 'triangle'] as const
export type Stroke = (typeof STROKES)[number]
