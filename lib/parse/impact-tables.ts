import type { Block, TableBlock } from './blocks'
import { labelKey } from './fields'
import { light } from './light-expression'
import { type Piece, plain } from './piece'
import { isPlaceholder } from './placeholders'

/** What tables below "Impact" say. A statement of a label and its value spans both cells. */
export type ImpactRows = { affected: Piece[]; unaffected: Piece[]; negative: Piece[] }

const SERVICE = light(
  /^(?:(?:affected |impacted )?(?:services?|systems?|components?|products?|features?|functions?|regions?|customers?)|dienste?|systeme?|komponenten?|funktion|сервис\p{L}*|систем\p{L}*|компонент\p{L}*|composants?|systèmes?|servicios?|sistemas?|componentes?|serviços?|servizi\p{L}*|sistem[ai]|component[ei]|diensten|systemen|tjänst\p{L}*|system|usług\p{L}+|サービス|システム|機能|服务|系统|组件|服務|서비스|시스템)$/iu,
)
const UNAFFECTED = light(
  /^(?:not affected|unaffected|not impacted|no impact|no|none|ok|operational|up|working|available|nicht betroffen|keine?|nein|не затронут\p{L}*|не пострадал\p{L}*|нет|non (?:affecté|impacté)\p{L}*|aucun|no afectad[oa]|sin impacto|não afetad[oa]|sem impacto|non (?:interessat|impattat)[oa]|niet getroffen|geen|ej påverkad|ingen|nie dotknięt\p{L}+|brak|影響なし|なし|无影响|無影響|不受影响|영향 없음)[.!]?$/iu,
)
const LOSS = light(
  /data loss|data (?:breach|leak|corruption)|datenverlust|потер\p{L} данных|perte de données|pérdida de datos|perda de dados|perdita di dati|gegevensverlies|dataförlust|utrata danych|データ損失|数据丢失|資料遺失|데이터 (?:손실|유실)/iu,
)
const NOTHING = light(
  /^(?:none|no|0|nil|keine?r?|nein|нет|aucune?|non|ninguna?|nenhuma?|nessuna?|geen|ingen|brak|なし|無し|无|無|없음)[.!]?$/iu,
)

/** Tables of services with what befell them, and tables of measures ("Users affected", 1,204). */
export function readImpactTables(blocks: Block[]): ImpactRows {
  const found: ImpactRows = { affected: [], unaffected: [], negative: [] }
  for (const block of blocks) {
    if (block.kind !== 'table') continue
    if (SERVICE.test(plain(block.header[0]?.text ?? ''))) readServices(block, found)
    else if (block.header.length === 2) readMeasures(block, found)
  }
  return found
}

function readServices({ rows }: TableBlock, found: ImpactRows): void {
  for (const [name, ...cells] of rows) {
    if (!name || isPlaceholder(name.text)) continue
    const spared = cells.some((cell) => UNAFFECTED.test(plain(cell.text)))
    ;(spared ? found.unaffected : found.affected).push(name)
  }
}

function readMeasures({ header, rows }: TableBlock, found: ImpactRows): void {
  const first = /\d/.test(header[1]?.text ?? '') ? [header] : []
  for (const [label, value] of [...first, ...rows]) {
    if (!label || !value || !/\p{L}/u.test(label.text)) continue
    const key = labelKey(label.text)
    if (key !== null && key !== 'impact' && key !== 'affected') continue
    const statement = { text: `${plain(label.text)}: ${plain(value.text)}`, start: label.start, end: value.end }
    if (LOSS.test(label.text) && NOTHING.test(plain(value.text))) found.negative.push(statement)
    else if (!isPlaceholder(value.text)) found.affected.push(statement)
  }
}
