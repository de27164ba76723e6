import type { ActionItemPriority } from '@/lib/schema/action-item'
import type { ItemBlock } from './blocks'
import { foldName } from './fold-name'
import { light } from './light-expression'
import { isPlaceholder } from './placeholders'
import { type Piece, plain } from './piece'

/** What an item says of itself beside owner, date and state. Only what its source says is there. */
export type Details = {
  description?: string
  priority?: ActionItemPriority
  scope?: string
  dependency?: string
}
export type DetailKey = 'description' | 'scope' | 'dependency'

/** Names of columns and labels, in the languages of `SECTION_NAMES`; compared folded. */
const LABELS: Record<DetailKey, string> = {
  description:
    'description|details|detail|more|explanation|rationale|beschreibung|einzelheiten|erläuterung|описание|детали|подробности|пояснение|détails|détail|descripción|detalles|detalle|descrição|detalhes|descrizione|dettagli|dettaglio|omschrijving|beschrijving|toelichting|beskrivning|detaljer|opis|szczegóły|説明|詳細|说明|說明|描述|详情|詳情|설명|상세',
  scope:
    'scope|applies to|limited to|component|components|service|services|affected service|affected services|region|regions|environment|environments|geltungsbereich|umfang|gilt für|komponente|dienst|область|область действия|касается|компонент|сервис|portée|périmètre|composant|alcance|ámbito|componente|servicio|escopo|âmbito|serviço|ambito|servizio|bereik|toepassingsgebied|onderdeel|dienst|omfattning|gäller|komponent|tjänst|zakres|dotyczy|usługa|適用範囲|対象範囲|範囲|适用范围|適用範圍|范围|범위|적용 범위',
  dependency:
    'depends on|depends upon|dependency|dependencies|blocked by|blocker|blockers|waits for|waiting for|waiting on|after|prerequisite|prerequisites|requires|must come first|abhängig von|abhängigkeit|abhängigkeiten|hängt ab von|blockiert durch|blockiert von|voraussetzung|voraussetzungen|wartet auf|зависит от|зависимость|зависимости|заблокировано|блокируется|ждёт|после|предусловие|dépend de|dépendance|dépendances|bloqué par|prérequis|après|depende de|dependencia|dependencias|bloqueado por|requisito previo|dependência|dependências|pré-requisito|dipende da|dipendenza|dipendenze|bloccato da|prerequisito|afhankelijk van|afhankelijkheid|afhankelijkheden|geblokkeerd door|beror på|beroende|beroenden|blockeras av|förutsättning|zależy od|zależność|zależności|blokowane przez|warunek wstępny|依存|依存関係|前提|前提条件|依赖|依賴|前置条件|前置條件|의존성|선행 조건|선행 작업',
}
const KEY_BY_LABEL = new Map<string, DetailKey>()
for (const key of Object.keys(LABELS) as DetailKey[])
  for (const label of LABELS[key].split('|')) KEY_BY_LABEL.set(foldName(label), key)

/** What a label or a column's name stands for beside those of `noteKeyOf` ("Depends on", "Geltungsbereich"); null for any other. */
export function detailKeyOf(label: string): DetailKey | null {
  const name = foldName(label.replace(/[*_`:：]/g, ''))
  return KEY_BY_LABEL.get(name) ?? KEY_BY_LABEL.get(name.replace(/\s*\([^)]*\)\s*$/, '')) ?? null
}

/** Labels that name nothing but a detail, wherever they stand: "Service: ..." may as well begin an item. */
const PLAIN_LABEL = light(
  /depend|blocked|prerequisit|scope|abhäng|blockiert|voraussetz|geltungsbereich|зависи|область действия|dépend|prérequis|portée|dipend|alcance|escopo|ambito|afhank|toepassingsgebied|beroende|zależ|依存|依赖|依賴|適用範囲/iu,
)

/** Whether a label names a detail of the item above it, and can be nothing else. */
export function isDetailLabel(label: string): boolean {
  const key = detailKeyOf(label)
  return key === 'description' || (key !== null && PLAIN_LABEL.test(label))
}

/** Words of a priority. Levels with a number count from 0 or 1, which is the most pressing, as trackers have them. */
const PRIORITIES: [ActionItemPriority, RegExp][] = [
  [
    'urgent',
    light(
      /^(?:(?:p|prio|priority|s|sev)[ -]?0|urgent|critical|blocker|highest|immediate|asap|very high|emergency|dringend|kritisch|sehr hoch|höchste|sofort|blockierend|срочно|срочный|критический|критическая|критично|критичный|наивысший|очень высокий|блокер|urgente?|critique|très élevée?|immédiate?|crític[oa]|urgência|muy alta|muito alta|critic[oa]|immediat[oa]|molto alta|kritiek|zeer hoog|brådskande|akut|mycket hög|krytyczn[yae]|pilne|pilny|bardzo wysoki|緊急|最優先|至急|紧急|緊急|最高|긴급|매우 높음)$/iu,
    ),
  ],
  [
    'high',
    light(
      /^(?:(?:p|prio|priority|s|sev)[ -]?1|high|major|important|hoch|wichtig|высокий|высокая|высокое|важно|важный|élevée?|haute?|importante?|alt[oa]|hoog|belangrijk|hög|viktig|wysok[iae]|ważn[yae]|高|高い|높음|상)$/iu,
    ),
  ],
  [
    'medium',
    light(
      /^(?:(?:p|prio|priority|s|sev)[ -]?2|medium|med|mid|moderate|normal|mittel|средний|средняя|среднее|обычный|нормальный|moyenne?|normale?|medi[oa]|médi[oa]|moderad[oa]|gemiddeld|normaal|medel|średni[ae]?|normaln[yae]|中|中程度|普通|一般|중간|보통|중)$/iu,
    ),
  ],
  [
    'low',
    light(
      /^(?:(?:p|prio|priority|s|sev)[ -]?[345]|low|lowest|minor|trivial|nice to have|niedrig|gering|низкий|низкая|низкое|basse|faible|mineure?|baj[oa]|menor|baix[oa]|bass[oa]|laag|låg|nisk[iae]|低|低い|낮음|하)$/iu,
    ),
  ],
]
/** Signs in front of the word, words for what it is, and what stands in brackets behind it ("🔴 High", "High priority", "P1 (high)"). */
const AROUND = /^[^\p{L}\p{N}]+|\s*(?:priorit(?:y|ät|é|à|et)|prioridade?|приоритет)$|\s*[([（].*$|[.!]+$/giu

/** The priority that a cell or a label's value names; null when its words are none, or a bare number, which may count either way. */
export function priorityOf(text: string): ActionItemPriority | null {
  const said = plain(text).slice(0, 60)
  const parts = [said, ...said.split(/\s*[-–—/:(（|]\s*|\s{2,}/u)]
  for (const part of parts) {
    const word = part.replace(AROUND, '').trim()
    if (word === '') continue
    const found = PRIORITIES.find(([, words]) => words.test(word))
    if (found) return found[0]
  }
  return null
}

/** "[P1] Add an alert", "P0: roll back", "Add an alert (P2)", "... - high priority". A number alone is a level only with its P. */
const IN_FRONT = light(/^(?:\*\*|__)?[([]?(?<word>P[0-5])[)\]]?(?:\*\*|__)?(?=[\s:：–—-])/u)
const BEHIND = light(
  /(?:[([（]\s*(?:priority[:：]?\s*)?(?<boxed>P[0-5]|\p{L}{3,9} (?:priority|priorität))\s*[)\]）]|\s[-–—|]\s*(?<dashed>P[0-5]|\p{L}{3,9} priority))\s*\.?\s*$/iu,
)
const BOXED = light(/[([（,;]\s*(?<word>P[0-5])\s*(?=[,;)\]）])/u)

/** The priority that stands with an item's words, or null. */
export function priorityIn(text: string): ActionItemPriority | null {
  const end = text.slice(-80)
  const behind = BEHIND.exec(end)?.groups
  const word = IN_FRONT.exec(text)?.groups?.word ?? behind?.boxed ?? behind?.dashed ?? BOXED.exec(end)?.groups?.word
  return word === undefined ? null : priorityOf(word)
}

/** What a heading or a group's name says of the urgency of all below it ("High priority", "P1", "Приоритет: высокий"). */
export function headingPriority(text: string): ActionItemPriority | null {
  const name = plain(text).replace(/[*_]/g, '').trim()
  const named =
    /^(?<level>P[0-5])(?![\p{L}\p{N}])/u.exec(name)?.groups?.level ??
    /^(?<word>\p{L}{3,12})[ -](?:priority|priorität|prio)(?:[ -](?:items?|actions?))?[:：]?$/iu.exec(name)?.groups
      ?.word ??
    /^(?:priority|priorität|prio|приоритет|priorité|prioridad|prioridade|priorità|prioriteit|prioritet|priorytet|優先度|优先级|우선순위)[ :：-]+(?<value>[\p{L}\p{N}]{1,20})$/iu.exec(
      name,
    )?.groups?.value
  return named === undefined ? null : priorityOf(/^\d$/.test(named) ? `P${named}` : named)
}

/** Of an item's words so many characters are looked into. */
const LONGEST = 600

/** "invalidate first, then rotate", "erst leeren, dann rotieren": an order of two deeds, told whole. */
const ORDER = light(
  /(?<!\p{L})(?:(?:first|erst|zuerst|сначала|сперва|d['’]abord|primero|primeiro|prima|eerst|först|najpierw)(?!\p{L})[^.;:()\n]{3,120}?(?:,|;|—|–| and| und| и| et| y| e| en| och| i)?\s*(?:(?<!\p{L})(?:then|only then|after that|afterwards|dann|danach|anschließend|потом|затем|после этого|ensuite|puis|luego|después|depois|poi|dopo|dan|daarna|sedan|därefter|potem|następnie)(?!\p{L}))[^.;()\n]{2,160}|\p{L}[^.;:()\n]{2,80}? first,? (?:and )?(?:then|only then|after that) [^.;()\n]{2,160})/iu,
)
/** Words that name what must come first, up to the end of the clause. */
const NAMED = light(
  /(?<!\p{L})(?<words>(?:depends on|depending on|dependent on|blocked (?:by|on|until)|waits for|waiting (?:for|on)|requires first|prerequisite[:：]|abhängig von|hängt (?:\p{L}+ )?ab von|blockiert (?:durch|von)|wartet auf|зависит от|заблокирован\p{L}* (?:из-за )?|блокируется|ждёт|ждет|dépend de|bloquée? par|en attente de|depende de|bloquead[oa] por|a la espera de|à espera de|dipende da|bloccat[oa] da|in attesa di|afhankelijk van|geblokkeerd door|wacht op|beror på|blockerad av|blockeras av|väntar på|zależy od|zablokowan\p{L}+ przez|czeka na)\s+[^.;()[\]\n]{2,160})/iu,
)
/** "after OPS-12", "after the cleanup is done", "once #45 has landed": behind a ticket or with a word of its end, not "after 5 minutes". */
const AFTER_TICKET = light(
  /(?<!\p{L})(?<words>(?:only )?(?:after|once|nach|sobald|после|après|después de|depois de|dopo|na|efter|po) (?:[\p{L}]+ ){0,2}(?:[A-Z][A-Z0-9]{1,9}-\d{1,6}|#\d{1,7})(?:[^.;()[\]\n]{0,80})?)/iu,
)
const AFTER_DEED = light(
  /(?<!\p{L})(?<words>(?:only )?after (?!each|every|any|\d)[^.;,()[\]\n]{3,100}? (?:is|are|has been|have been|has|have) (?:done|complete|completed|finished|fixed|merged|shipped|released|deployed|rolled out|landed|in place|live|migrated|ready))(?!\p{L})/iu,
)
/** "(after the cache fix)" at the end of an item. */
const AFTER_BOXED = light(/[([（](?<words>(?:only )?after (?!each|every|any|\d)[^()[\]（）]{3,80})[)\]）]\s*\.?\s*$/iu)

/** What must come before an item, in its own words, or null. A span of time ("after 5 minutes") or an occasion is none. */
export function dependencyIn(text: string): string | null {
  const line = plain(text).slice(0, LONGEST)
  const found =
    ORDER.exec(line)?.[0] ??
    NAMED.exec(line)?.groups?.words ??
    AFTER_TICKET.exec(line)?.groups?.words ??
    AFTER_DEED.exec(line)?.groups?.words ??
    AFTER_BOXED.exec(line)?.groups?.words
  return cleaned(found)
}

/** "only in eu-west", "nur für neue Mandanten", "limited to the free plan", "eu-west only" in brackets. */
const ONLY = light(
  /(?<!\p{L})(?<words>(?:only (?:in|for|on|within|at)|limited to|restricted to|nur (?:in|im|für|auf|bei)|beschränkt auf|только (?:в|во|для|на|у)|ограничено|uniquement (?:en|dans|pour|sur)|seulement (?:en|dans|pour|sur)|limité à|solo (?:en|para)|limitado a|sólo (?:en|para)|apenas (?:em|no|na|para)|só (?:em|no|na|para)|soltanto (?:in|per|su)|solo (?:in|per|su)|limitato a|alleen (?:in|voor|op)|beperkt tot|endast (?:i|för|på)|bara (?:i|för|på)|begränsat till|tylko (?:w|we|dla|na)|ograniczone do)\s+[^.;,()[\]\n]{2,80})/iu,
)
const BOXED_ONLY = light(/[([（](?<words>(?:for |in )?[\p{L}\p{N}][\p{L}\p{N} ._/-]{1,50} only)[)\]）]/iu)

/** What an item is limited to, in its own words, or null. */
export function scopeIn(text: string): string | null {
  const line = plain(text).slice(0, LONGEST)
  const found = ONLY.exec(line)?.groups?.words ?? BOXED_ONLY.exec(line)?.groups?.words
  // "only for 5 minutes" is how long, "only in case" is when
  if (
    found &&
    /\p{L} (?:\d+ ?(?:s|sec\p{L}*|min\p{L}*|h|hours?|days?|weeks?)|case|cases|emergenc\p{L}+)(?!\p{L})/iu.test(found)
  )
    return null
  return cleaned(found)
}

function cleaned(text: string | undefined): string | null {
  const value = (text ?? '').replace(/[\s,;:–—-]+$/u, '').trim()
  return value.length < 3 ? null : value
}

/** What a labelled part or a cell says, without what a form has left empty; null when nothing. */
export function detailOf(text: string): string | null {
  const value = plain(text.replaceAll('&nbsp;', ' ')).trim()
  return value === '' || isPlaceholder(value) ? null : value
}

/** Adds a line to a description, as Markdown: lines of a list stay one. */
export function withLine(item: { description?: string | null }, line: string): void {
  item.description = item.description ? `${item.description}\n${line}` : line
}

/** Adds a paragraph to a description, behind an empty line. */
export function withParagraph(item: { description?: string | null }, { text }: Piece): void {
  item.description = item.description ? `${item.description}\n\n${text}` : text
}

/** A bullet below an item's title, as a line of its description; `indent` is how much deeper it stands, in spaces. */
export function bulletLine({ piece, ordered }: Pick<ItemBlock, 'piece' | 'ordered'>, indent: number): string {
  const text = piece.text.replace(/\s*(?:\r\n|\n|\r)\s*/g, ' ')
  return `${' '.repeat(Math.min(12, Math.max(0, indent)))}${ordered ? '1.' : '-'} ${text}`
}
