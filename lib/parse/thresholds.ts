import type { Trigger } from '@/lib/schema/draft'
import { light } from './light-expression'
import { cut, type Piece } from './piece'

const OPERATORS: [RegExp, Trigger['op']][] = [
  [/^(?:>=|≥|at least|mindestens|не менее)$/iu, '>='],
  [/^(?:<=|≤|at most|höchstens|не более)$/iu, '<='],
  [
    light(
      /^(?:>|above|over|exceeds?|exceeding|greater than|more than|higher than|über|größer als|mehr als|höher als|übersteigt|выше|больше|более|превышает)$/iu,
    ),
    '>',
  ],
  [
    light(
      /^(?:<|below|under|less than|lower than|fewer than|drops below|falls below|unter|kleiner als|weniger als|ниже|меньше|менее)$/iu,
    ),
    '<',
  ],
  [/^(?:=|==|equals)$/iu, '='],
]
const OPERATOR =
  '>=|<=|≥|≤|>|<|==|=|at least|at most|drops below|falls below|above|over|exceeds|exceed|exceeding|greater than|more than|higher than|below|under|less than|lower than|fewer than|equals|über|größer als|mehr als|höher als|übersteigt|unter|kleiner als|weniger als|mindestens|höchstens|выше|больше|более|превышает|ниже|меньше|менее|не менее|не более'
const THRESHOLD = light(
  new RegExp(
    `(?<metric>(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}][\\p{L}\\p{N}_./%{}-]*(?:[ ][\\p{L}\\p{N}_./%-]+){0,4}?)(?:[ ](?:is|are|rises|goes|stays|ist|liegt|steigt))?[ ]?(?<op>${OPERATOR})[ ]?(?<value>\\d+(?:[.,]\\d+)?)[ ]?(?<unit>(?:[x×%](?![\\p{L}])|ms|s|sec(?:onds)?|min(?:utes)?|h|hours?|[KMGT]i?B|MB/s|rps|req/s|/s|/min)?(?:[ ](?:baseline|the baseline|normal|usual|average|avg|of baseline|des normalwerts|от нормы|нормы)(?![\\p{L}]))?)`,
    'iu',
  ),
)
/** What a threshold may be measured on; "last > 12 h" is no metric. */
const METRIC = light(
  /(?<!\p{L})(?:rates?|ratio|latency|count|errors?|cpu|memory|mem|ram|disk|p\d{2}|queue|depth|lag|usage|utili[sz]ation|load|connections?|requests?|traffic|throughput|duration|time|timeouts?|size|saturation|backlog|failures?|restarts?|\d{3}s?|rate|fehlerrate|länge|größe|warteschlange|speicher\p{L}*|latenz|auslastung|anzahl|dauer|доля|количество|число|задержка|ошибок|нагрузка|загрузка|очередь)(?!\p{L})/iu,
)
const LEAD = light(
  /^(?:(?:trigger(?:ed|s)?|alerts?|fires?|page[sd]?|use|when|if|on|the|an?|sudden|and|or|und|wenn|bei|falls|auslösen|срабатывает|при|если|когда)\s+)+/iu,
)

/** "a warning-level alert if the queue": what is measured stands behind the last conjunction. */
const CLAUSE = light(
  /^.*(?<!\p{L})(?:if|when|once|where|wenn|falls|sobald|если|когда|si|cuando|quando|se|als|wanneer|om|när|jeśli|gdy)\s+(?:the|an?)?\s*/iu,
)
/** "down for at least 30 min" is how long, not how much. */
const LASTS = light(
  /(?<!\p{L})(?:for|over|within|after|during|since|in|seit|für|während|nach|в течение|более чем|pendant|depuis|durante|por|per|voor|under|i|przez|od)$/iu,
)
/** "that time" was said before, and alone says nothing. */
const POINTS_BACK = light(/^(?:that|this|these|those|it|its|which|diese[rsmn]?|jene[rsmn]?|это|этот|эта)(?!\p{L})/iu)
const POINTS_BACK_BEFORE = light(/(?<!\p{L})(?:that|this|these|those|its|diese[rsmn]?)\s$/iu)

/** The numbered conditions in a text ("401 rate > 5x baseline"), with their places. */
export function findThresholds(piece: Piece): { trigger: Trigger; piece: Piece }[] {
  const found: { trigger: Trigger; piece: Piece }[] = []
  const sentences = piece.text.split(/(?<=[.;!?—])\s/)
  let offset = 0
  for (const sentence of sentences) {
    const at = piece.text.indexOf(sentence, offset)
    offset = at + sentence.length
    const match = THRESHOLD.exec(sentence.slice(0, 1000))
    const { metric = '', op = '', value = '', unit = '' } = match?.groups ?? {}
    const operator = OPERATORS.find(([words]) => words.test(op))?.[1]
    const inCode = match ? sentence.slice(0, match.index).split('`').length % 2 === 0 : false
    const name = metric.replace(LEAD, '').replace(CLAUSE, '').trim()
    if (
      !match ||
      LASTS.test(name) ||
      POINTS_BACK.test(name) ||
      POINTS_BACK_BEFORE.test(sentence.slice(0, match.index + metric.length - name.length)) ||
      !operator ||
      !name ||
      !(METRIC.test(name) || (inCode && /[._]/.test(name)))
    )
      continue
    const from = at + match.index + metric.length - name.length
    found.push({
      trigger: {
        metric: name,
        op: operator,
        value: Number(value.replace(',', '.')),
        unit: unit.replace(/×/g, 'x').trim() || null,
      },
      piece: cut(piece, from, at + match.index + match[0].length),
    })
  }
  return found
}
