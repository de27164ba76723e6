import type { Block, TableBlock } from './blocks'
import { foldName } from './fold-name'
import { light, matchesOf } from './light-expression'
import { cut, type Piece } from './piece'
import { isPlaceholder } from './placeholders'

/** A fact that a document gives as "Label: value", in a two-column table, or as label and value on two lines. */
export type FieldKey =
  | 'title'
  | 'date'
  | 'incident-date'
  | 'duration'
  | 'period'
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

/** Labels in the languages of `SECTION_NAMES`; compared folded. */
const LABELS: Record<FieldKey, string> = {
  title:
    'title|incident title|incident name|titel|заголовок|название|название инцидента|titre|título|titolo|tytuł|タイトル|件名|障害名|标题|事件名称|故障名称|標題|제목|장애명',
  date: 'date|report date|date of report|published|published on|publication date|datum|veröffentlicht|veröffentlicht am|дата|дата отчёта|дата публикации|date du rapport|fecha|fecha del informe|data|data do relatório|data pubblicazione|rapportdatum|publiceringsdatum|data publikacji|日付|作成日|報告日|日期|报告日期|報告日期|날짜|작성일|보고일',
  'incident-date':
    "date of incident|incident date|date(s) of incident|dates of incident|date of the incident|incident dates|date and time|date & time|date/time|date / time|date and time of incident|date/time of incident|occurred|occurred on|datum des vorfalls|vorfallsdatum|datum der störung|дата инцидента|дата сбоя|date de l'incident|fecha del incidente|data do incidente|data dell'incidente|datum incident|datum van het incident|datum för incidenten|incidentdatum|data incydentu|data zdarzenia|発生日|発生日時|障害発生日時|发生时间|事故时间|事件时间|事发时间|事故日期|事件日期|故障日期|事故時間|事件時間|障害日時|事故発生日時|사고 일시|장애 일시|장애 발생 일시|fecha y hora|fecha y hora del incidente|date et heure|date et heure de l'incident|data e hora|data e hora do incidente|data e ora|data e ora dell'incidente|datum en tijd|datum och tid|data i godzina|datum und uhrzeit|дата и время|дата и время инцидента|故障时间|故障发生时间|發生時間|발생일|발생 일시|발생일시",
  duration:
    'duration|total duration|incident duration|outage duration|length|time to resolve|dauer|gesamtdauer|vorfallsdauer|ausfalldauer|длительность|продолжительность|общая длительность|длительность инцидента|durée|durée totale|duración|duración total|duração|duração total|durata|durata totale|duur|totale duur|varaktighet|längd|czas trwania|期間|影響時間|障害時間|継続時間|停止時間|持续时间|故障时长|影响时长|持續時間|지속 시간|지속시간|장애 시간|소요 시간',
  period:
    'period|incident period|outage period|impact period|period of impact|period of incident|outage window|incident window|impact window|time window|window|timeframe|time frame|incident timeframe|incident time frame|time of incident|time of the incident|incident time|time of outage|outage time|time range|time period|date / duration|date/duration|date & duration|date and duration|duration / date|when|zeitraum|störungszeitraum|период|période|periodo|período|periode|period för incidenten|okres|影響期間|発生期間|障害期間|故障时段|影响时段',
  impact:
    'impact|customer impact|user impact|auswirkung|auswirkungen|влияние|последствия|воздействие|impacto|impatto|gevolgen|påverkan|wpływ|影響|影响|영향',
  severity:
    'severity|sev|priority|impact level|incident severity|severity level|incident level|schweregrad|schwere|priorität|prio|kritikalität|серьёзность|критичность|приоритет|уровень|уровень критичности|sévérité|gravité|criticité|priorité|severidad|gravedad|prioridad|criticidad|nivel de severidad|severidade|gravidade|prioridade|criticidade|gravità|severità|priorità|criticità|ernst|prioriteit|urgentie|allvarlighetsgrad|allvarlighet|prioritet|priorytet|ważność|krytyczność|重大度|深刻度|重要度|障害レベル|優先度|严重程度|严重级别|严重性|故障等级|故障级别|事件级别|事件等级|级别|優先級|嚴重程度|嚴重性|優先順位|심각도|우선순위|등급|장애 등급',
  status:
    'status|state|incident status|current status|zustand|статус|состояние|statut|état|estado|situação|stato|läge|stan|ステータス|状態|対応状況|状态|当前状态|狀態|상태',
  authors:
    'author|authors|author(s)|written by|created by|owner of this document|postmortem owner|reported by|prepared by|document owner|autor|autoren|autorin|verfasser|verfasst von|erstellt von|автор|авторы|подготовил|auteur|auteurs|auteure|rédigé par|autores|elaborado por|escrito por|autore|autori|scritto da|opgesteld door|geschreven door|författare|skriven av|autorzy|opracował|sporządził|作成者|報告者|執筆者|作者|撰写人|报告人|報告人|撰寫人|작성자|보고자',
  description: 'description|beschreibung|kurzbeschreibung|описание|short description',
  start:
    "start|started|start time|outage start|outage started|incident from|incident started|incident start time|start date/time|started at|incident start|impact start|start of impact|begin|beginn|startzeit|beginn des vorfalls|beginn der störung|начало|время начала|начало инцидента|début|heure de début|début de l'incident|date de début|inicio|hora de inicio|fecha de inicio|início|hora de início|data/hora inicio|data/hora início|inizio|ora di inizio|start van het incident|begintijd|starttijd|starttid|början|początek|rozpoczęcie|czas rozpoczęcia|開始|開始時刻|開始日時|发生|开始时间|開始時間|시작|시작 시각|시작 시간",
  detected:
    'detected|detected at|detection time|time of detection|first detected|erkannt|erkannt um|обнаружено|время обнаружения|détecté|détecté à|detectado|hora de detección|hora de detecção|rilevato|gedetecteerd|upptäckt|wykryto|検知時刻|検知日時|发现时间|發現時間|감지 시각|탐지 시각',
  end: "end|ended|end time|outage end|outage ended|incident until|incident till|incident to|incident ended|incident end time|end date/time|ended at|resolved at|resolved|resolution time|impact end|incident end|end of impact|ende|endzeit|behoben um|ende des vorfalls|ende der störung|конец|окончание|время окончания|завершение|время завершения|fin|heure de fin|résolu à|fin de l'incident|date de fin|hora de fin|fecha de fin|resuelto|fim|hora de fim|data/hora fim|término|resolvido em|fine|ora di fine|risolto|einde|eindtijd|opgelost om|slut|sluttid|löst|koniec|zakończenie|czas zakończenia|終了|終了時刻|復旧日時|復旧時刻|終了日時|结束时间|恢复时间|結束時間|恢復時間|종료|종료 시각|복구 시각|종료 시간|복구 일시",
  affected:
    'affected services|affected service|affected systems|affected components|affected|services affected|systems affected|impacted services|services|components|service(s) affected|betroffene dienste|betroffene systeme|betroffen|betroffene komponenten|затронутые сервисы|затронуто|затронутые системы|services affectés|services impactés|systèmes affectés|servicios afectados|sistemas afectados|serviços afetados|sistemas afetados|servizi interessati|sistemi interessati|servizi coinvolti|getroffen diensten|getroffen systemen|drabbade tjänster|drabbade system|dotknięte usługi|dotknięte systemy|影響サービス|対象サービス|影響を受けたサービス|受影响服务|影响系统|影响服务|受影響服務|영향 서비스|영향받은 서비스',
  tags: 'tags|labels|tag|keywords|schlagwörter|теги|метки|étiquettes|etiquetas|etichette|etiketter|tagi|タグ|标签|標籤|태그',
  'root-cause': 'root cause|cause|ursache|grundursache|причина|корневая причина|первопричина|causa raíz|cause racine',
  trigger: 'trigger|auslöser|триггер',
  category: 'category|kategorie|категория|area|bereich',
  version: 'version|версия',
  confidence: 'confidence|confidence score|konfidenz|vertrauen|zuverlässigkeit|уверенность|достоверность|надёжность',
  'last-verified':
    'last verified|last-verified|verified|last reviewed|last tested|zuletzt geprüft|zuletzt verifiziert|zuletzt überprüft|последняя проверка|проверено|дата проверки',
  owners:
    'owners|owner|maintainer|maintainers|verantwortlich|verantwortliche|besitzer|eigentümer|владельцы|владелец|ответственные|ответственный',
  zone: 'time zone|timezone|zeitzone|часовой пояс|fuseau horaire|zona horaria|fuso horário|fuso orario|tijdzone|tidszon|strefa czasowa|タイムゾーン|时区|時區|시간대|fuso|czas lokalny|czas|lokal tid|lokale tijd|ortszeit|heure locale|hora local|ora locale|местное время|現地時間|当地时间|當地時間|현지 시간|기준 시각|huso horario|huso|fuseau|strefa|zeiten|zeitangaben|zeit|tijden|tider|heures|horas|horários|ore|orari|godziny|время|времена|時刻|時刻表記|時間表記|时间标准|時間標準|시간 기준|시각 기준|表記時刻',
  path: 'path|file|pfad|datei|путь|файл',
}
const KEY_BY_LABEL = new Map(
  (Object.keys(LABELS) as FieldKey[]).flatMap((key) =>
    LABELS[key].split('|').map((label) => [foldName(label), key] as const),
  ),
)
const LABELLED = light(
  /^[^\p{L}\p{N}\n[<]{0,8}(?:[一二三四五六七八九十]{1,2}[、．][ \t]*)?(?<label>[\p{L}][\p{L}\p{N} '’()/-]{0,38}?)[\s*_`]{0,4}[:：】](?<gap>[\s*_`：:]*)(?<value>\S[\s\S]*)$/u,
)

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
  const colon = /[:：】]/.exec(piece.text.slice(from + label.length))
  const valueFrom = from + label.length + (colon?.index ?? 0) + 1 + gap.length
  return { key, label: cut(piece, from, from + label.length), value: cut(piece, valueFrom) }
}

export function labelKey(label: string): FieldKey | null {
  const name = foldName(label.replace(/[*_`:：]/g, '')).replace(/^[^\p{L}\p{N}]+/u, '')
  return KEY_BY_LABEL.get(name) ?? KEY_BY_LABEL.get(name.replace(/\s*\([^)]*\)$/, '')) ?? null
}

/**
 * Every labelled fact of the blocks, in source order: labelled lines, several labels in one line, tables, and label/value pairs of
 * items. A placeholder is no value.
 */
export function readFields(blocks: Block[]): Field[] {
  const fields: Field[] = []
  blocks.forEach((block, index) => {
    if (block.kind === 'paragraph' || block.kind === 'item') {
      const parts = labelledParts(block.piece)
      for (const labelled of parts) fields.push({ ...labelled, block })
      const next = blocks[index + 1]
      const short = parts.length === 0 && block.piece.text.length <= 40
      const key = short ? labelKey(block.piece.text) : null
      if (key && next && next.kind === block.kind && isValueOf(block, next))
        fields.push({ key, label: block.piece, value: next.piece, block: next })
    }
    if (block.kind === 'heading') {
      const key = block.piece.text.length <= 40 ? labelKey(block.piece.text) : null
      const value = blocks[index + 1]
      if (key && FORM_HEADINGS.has(key) && value?.kind === 'paragraph' && value.piece.text.length <= 120)
        fields.push({ key, label: block.piece, value: value.piece, block: value })
    }
    if (block.kind === 'table')
      for (const [label, value] of tablePairs(block)) {
        const key = label && value?.text ? labelKey(label.text) : null
        if (key && label && value) fields.push({ key, label, value, block })
      }
  })
  return fields.filter(({ value }) => !isPlaceholder(value.text))
}

/** Facts that a form asks for below a heading of their own ("### Status"). */
const FORM_HEADINGS = new Set<FieldKey>([
  'date',
  'incident-date',
  'severity',
  'status',
  'authors',
  'start',
  'end',
  'duration',
  'detected',
  'title',
])

/** An item "Severity" above an item "SEV2"; a term with its definition. */
function isValueOf(label: Block, value: Block): boolean {
  if (value.kind === 'item') return !labelKey(value.piece.text)
  return (
    value.kind === 'paragraph' &&
    label.kind === 'paragraph' &&
    value.piece.start > value.start &&
    !value.quoted &&
    value.piece.text.length <= 200
  )
}

/** "**Severity:** SEV2 | **Status:** resolved" holds two facts. */
function labelledParts(piece: Piece): { key: FieldKey; label: Piece; value: Piece }[] {
  const text = piece.text.slice(0, 4000)
  const borders = [
    ...matchesOf(
      text,
      /(?:\s*(?:\||·|•|<br\s?\/?>)\s*|\s{2,}|\\?\n\s*|[.;]\s+|[。；]\s*)(?=(?:\*\*|__|`|【)?(?<label>\p{L}[\p{L}\p{N} '’()/-]{0,38}?)(?:\*\*|__|`)?\s*[:：】])/gu,
    ),
    // a sentence ends a fact only where a known label opens the next one
  ].filter(({ index, groups }) => !/[.;。；]/.test(text[index] ?? '') || labelKey(groups?.label ?? '') !== null)
  const parts = [0, ...borders.map((border) => border.index + border[0].length)].map((from, index) =>
    cut(piece, from, borders[index]?.index ?? piece.text.length),
  )
  const read = parts.map(readLabelled)
  const known = read.filter((one) => one !== null)
  if (known.length >= 2) return known
  const whole = readLabelled(piece)
  if (whole) return [whole]
  // a line of its own, below one with a label that says nothing here
  return read.flatMap((one, index) => (one && (borders[index - 1]?.[0] ?? '').includes('\n') ? [one] : []))
}

/** Labels with their values: in two columns, in two pairs of columns, or as a header above one row. */
function tablePairs({ header, rows }: TableBlock): [Piece | undefined, Piece | undefined][] {
  const known = header.filter((cell) => labelKey(cell.text)).length
  const single = rows[0]
  if (rows.length === 1 && single && known >= 2) return header.map((cell, index) => [cell, single[index]])
  if (header.length === 2) return [header, ...rows].map(([label, value]) => [label, value])
  if (header.length === 4)
    return [header, ...rows].flatMap((row): [Piece | undefined, Piece | undefined][] => [
      [row[0], row[1]],
      [row[2], row[3]],
    ])
  return []
}

export function fieldOf(fields: Field[], ...keys: FieldKey[]): Field | null {
  for (const key of keys) {
    const found = fields.find((field) => field.key === key)
    if (found) return found
  }
  return null
}
