import type { Trigger } from '@/lib/schema/draft'
import type { CodeBlock } from './blocks'
import { cut, type Piece } from './piece'

const COMPARISON = /(?<op>>=|<=|==|>|<)\s*(?:bool\s+)?(?<value>-?\d+(?:\.\d+)?(?:e[+-]?\d{1,2})?)\s*$/i
/** Languages of a code block in an alert's section that hold nothing but its expression. */
const QUERY = /^(?:promql|prometheus|logql|metricsql|traceql)$/i

/**
 * The condition of an alert rule as code: the `expr:` of a Prometheus rule, or a query alone. Only a comparison with a number
 * at the end of the expression is one; `metric` is the expression before it on one line, the unit is not known.
 */
export function readAlertExpression(block: CodeBlock): { trigger: Trigger; piece: Piece } | null {
  const expression = expressionOf(block)
  const match = expression ? COMPARISON.exec(expression.text.slice(-80)) : null
  if (!expression || !match?.groups) return null
  const end = Math.max(0, expression.text.length - 80) + match.index
  const metric = expression.text.slice(0, end).replace(/\s+/g, ' ').trim()
  const value = Number(match.groups.value)
  if (!metric || metric.length > 500 || !Number.isFinite(value)) return null
  const op = match.groups.op === '==' ? '=' : (match.groups.op as Trigger['op'])
  return { trigger: { metric, op, value, unit: null }, piece: expression }
}

function expressionOf(block: CodeBlock): Piece | null {
  const rule = /^(?<indent>[ \t]*)(?:-[ \t]+)?expr:[ \t]*(?<rest>[^\n]*)/m.exec(block.piece.text)
  if (!rule) return QUERY.test(block.lang ?? '') ? cut(block.piece, 0) : null
  const rest = rule.groups?.rest?.trim() ?? ''
  if (rest && !/^[|>][+-]?$/.test(rest))
    return unquoted(cut(block.piece, rule.index + rule[0].length - rest.length, rule.index + rule[0].length))
  const indent = rule.groups?.indent?.length ?? 0
  let end = rule.index + rule[0].length
  for (const line of block.piece.text.slice(end + 1).split('\n')) {
    if (line.trim() && line.length - line.trimStart().length <= indent) break
    end += line.length + 1
  }
  return cut(block.piece, rule.index + rule[0].length, Math.min(end, block.piece.text.length))
}

function unquoted(piece: Piece): Piece {
  return /^(['"]).*\1$/s.test(piece.text) ? cut(piece, 1, piece.text.length - 1) : piece
}
