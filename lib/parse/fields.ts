import type { Block } from './blocks'
import { cut, type Piece } from './piece'

/** A fact that a document gives as "Label: value", in a two-column table, or as label and value on two lines. */
export type FieldKey =
  | 'title'
  | 'date'
  | 'incident-date'
  | 'duration'
  | 'impact'
  | 'severity'
  | 'status'
  | 'authors'
  | 'description'
  | 'start'
  | 'detected'
  | 'end'
  | 'affected'
  | 'tags'
  | 'root-cause'
  | 'trigger'
  | 'category'
  | 'version'
  | 'confidence'
  | 'last-verified'
  | 'owners'
  | 'zone'
  | 'path'

const LABELS: Record<FieldKey, string> = {
  title: 'title|titel|заголовок|название',
  date: 'date|report date|date of report|published|published on|datum|veröffentlicht|veröffentlicht am|дата|дата отчёта|дата публикации|fecha|data|日付',
  'incident-date':
    "date of incident|incident date|date(s) of incident|dates of incident|datum des vorfalls|vorfallsdatum|дата инцидента|date of the incident|incident dates|date de l'incident|fecha del incidente|発生日",
  duration:
    'duration|total duration|incident duration|outage duration|length|time to resolve|dauer|gesamtdauer|vorfallsdauer|ausfalldauer|длительность|продолжительность|общая длительность|durée|duración|duração|durata|duur|期間',
  impact: 'impact|customer impact|user impact|auswirkung|auswirkungen|влияние|последствия|воздействие|impacto|影響',
  severity:
    'severity|sev|priority|impact level|incident severity|schweregrad|schwere|priorität|prio|серьёзность|серьезность|критичность|приоритет|уровень|sévérité|severidad|severidade|重大度',
  status: 'status|state|incident status|zustand|статус|состояние|estado|ステータス',
  authors:
    'author|authors|written by|owner of this document|postmortem owner|reported by|prepared by|autor|autoren|autorin|verfasser|verfasst von|автор|авторы|auteur|autores|作成者',
  description: 'description|beschreibung|kurzbeschreibung|описание|short description',
  start:
    'start|started|start time|started at|incident start|impact start|begin|beginn|startzeit|beginn des vorfalls|начало|время начала|начало инцидента|start of impact',
  detected: 'detected|detected at|detection time|erkannt|erkannt um|обнаружено|время обнаружения',
  end: 'end|ended|end time|ended at|resolved at|resolved|resolution time|impact end|incident end|ende|endzeit|behoben um|ende des vorfalls|конец|окончание|время окончания|завершение|end of impact',
  affected:
    'affected services|affected service|affected systems|affected components|affected|services affected|services|components|betroffene dienste|betroffene systeme|betroffen|betroffene komponenten|затронутые сервисы|затронуто|затронутые системы',
  tags: 'tags|labels|tag|keywords|schlagwörter|теги|метки',
  'root-cause': 'root cause|cause|ursache|grundursache|причина|корневая причина|первопричина|causa raíz|cause racine',
  trigger: 'trigger|auslöser|триггер',
  category: 'category|kategorie|категория|area|bereich',
  version: 'version|версия',
  confidence: 'confidence|confidence score|konfidenz|vertrauen|zuverlässigkeit|уверенность|достоверность|надёжность',
  'last-verified':
    'last verified|last-verified|verified|last reviewed|last tested|zuletzt geprüft|zuletzt verifiziert|zuletzt überprüft|последняя проверка|проверено|дата проверки',
  owners:
    'owners|owner|maintainer|maintainers|verantwortlich|verantwortliche|besitzer|eigentümer|владельцы|владелец|ответственные|ответственный',
  zone: 'time zone|timezone|zeitzone|часовой пояс',
  path: 'path|file|pfad|datei|путь|файл',
}
const KEY_BY_LABEL = new Map(
  (Object.keys(LABELS) as FieldKey[]).flatMap((key) => LABELS[key].split('|').map((label) => [label, key] as const)),
)
const LABELLED =
  /^[\s*_`]{0,6}(?<label>[\p{L}][\p{L}\p{N} '’()/-]{0,38}?)[\s*_`]{0,4}[:：](?<gap>[\s*_`]*)(?<value>\S[\s\S]*)$/u

/** A field with its value's place, and the block that held it. */
export type Field = { key: FieldKey; label: Piece; value: Piece; block: Block }

/** The known label at the start of a line ("**Duration:** 20 min"), with its value. */
export function readLabelled(piece: Piece): { key: FieldKey; label: Piece; value: Piece } | null {
  const match = LABELLED.exec(piece.text.slice(0, 4000))
  if (!match?.groups) return null
  const { label = '', gap = '' } = match.groups
  const key = labelKey(label)
  if (!key) return null
  const from = piece.text.indexOf(label)
  const colon = /[:：]/.exec(piece.text.slice(from + label.length))
  const valueFrom = from + label.length + (colon?.index ?? 0) + 1 + gap.length
  return { key, label: cut(piece, from, from + label.length), value: cut(piece, valueFrom) }
}

export function labelKey(label: string): FieldKey | null {
  const name = label
    .replace(/[*_`:：]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
  return KEY_BY_LABEL.get(name) ?? KEY_BY_LABEL.get(name.replace(/\s*\([^)]*\)$/, '')) ?? null
}

/** Every labelled fact of the blocks, in source order: labelled lines, two-column tables, and label/value pairs of items. */
export function readFields(blocks: Block[]): Field[] {
  const fields: Field[] = []
  blocks.forEach((block, index) => {
    if (block.kind === 'paragraph' || block.kind === 'item') {
      const labelled = readLabelled(block.piece)
      if (labelled) fields.push({ ...labelled, block })
      const next = blocks[index + 1]
      const key = labelled || block.kind !== 'item' || block.piece.text.length > 40 ? null : labelKey(block.piece.text)
      if (key && next?.kind === 'item' && !labelKey(next.piece.text))
        fields.push({ key, label: block.piece, value: next.piece, block: next })
    }
    if (block.kind === 'table' && block.header.length === 2) {
      for (const [label, value] of [block.header, ...block.rows]) {
        const key = label && value?.text ? labelKey(label.text) : null
        if (key && label && value) fields.push({ key, label, value, block })
      }
    }
  })
  return fields
}

export function fieldOf(fields: Field[], ...keys: FieldKey[]): Field | null {
  for (const key of keys) {
    const found = fields.find((field) => field.key === key)
    if (found) return found
  }
  return null
}
