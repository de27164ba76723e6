/** What a section of a postmortem or a skill is about, whatever the source calls it. */
export type SectionKey =
  | 'summary'
  | 'impact'
  | 'timeline'
  | 'what-happened'
  | 'details'
  | 'background'
  | 'root-cause'
  | 'trigger'
  | 'contributing'
  | 'detection'
  | 'response'
  | 'lessons'
  | 'went-well'
  | 'went-wrong'
  | 'lucky'
  | 'actions'
  | 'customer-actions'
  | 'references'
  | 'participants'
  | 'stats'
  | 'symptoms'
  | 'diagnosis'
  | 'resolution'
  | 'escalation'
  | 'recurrence'
  | 'source'
  | 'owners'

/** Names of sections as documents write them, in lower case; any language may stand in any list. */
const NAMES: Record<SectionKey, string> = {
  summary: `summary|executive summary|incident summary|overview|tl;dr|tldr|abstract|synopsis|at a glance|issue summary|problem summary|description
    |zusammenfassung|überblick|kurzfassung|kurzbeschreibung|übersicht|beschreibung
    |итоги|резюме|кратко|краткое описание|краткое содержание|сводка|обзор|описание|общая информация|коротко
    |résumé|resumen|resumo|riepilogo|sintesi|samenvatting|sammanfattning|podsumowanie|概要|サマリー|摘要|概述|요약`,
  impact: `impact|customer impact|user impact|business impact|impact on customers|impact assessment|scope of impact|scope|effects|effect|how users were affected|who was affected|what was affected|affected services|affected systems|affected components|damage|extent
    |auswirkung|auswirkungen|kundenauswirkung|kundenauswirkungen|auswirkungen auf kunden|auswirkungen auf nutzer|betroffene systeme|betroffene dienste|umfang|folgen
    |влияние|последствия|воздействие|ущерб|влияние на пользователей|влияние на клиентов|на кого повлияло|что пострадало|затронутые сервисы|затронутые системы|масштаб
    |impacto|impatto|impacts|gevolgen|påverkan|wpływ|影響|影响|影響範囲|영향`,
  timeline: `timeline|time line|incident timeline|timeline of events|timeline of the incident|detailed timeline|chronology|chronology of events|sequence of events|event log|log of events
    |zeitachse|zeitleiste|zeitlicher ablauf|zeitlicher verlauf|zeitstrahl|chronologie|ablauf|verlauf|ereignisverlauf|chronologischer ablauf|zeitplan
    |хронология|таймлайн|хронология событий|ход событий|хронология инцидента|последовательность событий|временная шкала|лента событий|развитие событий
    |cronología|cronologia|línea de tiempo|linha do tempo|tijdlijn|tidslinje|oś czasu|przebieg zdarzeń|タイムライン|時系列|时间线|時間線|타임라인`,
  'what-happened': `what happened|what happened?|sequence|the incident|incident description|description of the incident|what went on|how it happened|how did it happen|chain of events|causal chain
    |was ist passiert|was ist geschehen|was geschah|was passierte|was ist vorgefallen|hergang|vorfallsbeschreibung|ereigniskette
    |что произошло|что случилось|описание инцидента|как это произошло|описание проблемы|ход инцидента|цепочка событий
    |que s'est-il passé|ce qui s'est passé|qué pasó|qué ocurrió|o que aconteceu|cosa è successo|wat is er gebeurd|vad hände|co się stało|何が起きたか|发生了什么|무슨 일이 있었나`,
  details: `incident details|details|detail|technical details|incident report|post-mortem|postmortem|post mortem|in detail|deep dive|analysis
    |vorfallsdetails|details zum vorfall|einzelheiten|technische details|im detail|analyse
    |подробности инцидента|подробности|детали|детали инцидента|технические подробности|технические детали|анализ|разбор
    |détails|detalles|detalhes|dettagli|szczegóły|詳細|详情|세부 사항`,
  background: `background|context|system overview|architecture|introduction|hintergrund|kontext|einleitung|ausgangslage|предыстория|контекст|введение|как устроена система|contexte|contexto|contesto|achtergrond|bakgrund|tło|背景|배경`,
  'root-cause': `root cause|root causes|root cause analysis|root cause(s)|cause|causes|cause analysis|cause of the incident|why did it happen|why it happened|rca|underlying cause|technical cause|five whys|5 whys|the five whys
    |ursache|ursachen|grundursache|ursachenanalyse|grundursachenanalyse|hauptursache|warum ist es passiert|wie es dazu kam|fehlerursache
    |причина|причины|корневая причина|первопричина|корневые причины|анализ причин|анализ первопричин|анализ первопричины|причина инцидента|причины инцидента|почему это произошло|почему так произошло
    |cause racine|cause première|causa raíz|causa raiz|causa principale|oorzaak|grundorsak|rotorsak|przyczyna|przyczyna źródłowa|原因|根本原因|근본 원인|원인`,
  trigger: `trigger|triggers|auslöser|триггер|что стало триггером|непосредственная причина|déclencheur|desencadenante|gatilho|トリガー|触发`,
  contributing: `contributing factors|contributing factor|contributing causes|contributing conditions|other factors|aggravating factors|begünstigende faktoren|beitragende faktoren|mitursachen|weitere faktoren|способствующие факторы|сопутствующие факторы|сопутствующие причины|факторы|facteurs contributifs|factores contribuyentes|fatores contribuintes|要因`,
  detection: `detection|how was it detected|how we detected it|how we found out|monitoring|erkennung|entdeckung|wie wurde es erkannt|обнаружение|как обнаружили|как мы узнали|детектирование|détection|detección|detecção|rilevamento|検知|检测`,
  response: `response|incident response|mitigation|remediation|recovery|resolution and recovery|how was it resolved|how we fixed it|fix|the fix|reaktion|behebung|wiederherstellung|abhilfe|maßnahmen während des vorfalls|реагирование|устранение|восстановление|как устранили|как мы это исправили|решение|что мы сделали|対応|処置|恢复`,
  lessons: `lessons learned|lessons|lessons learnt|learnings|key learnings|what we learned|what we have learned|what did we learn|takeaways|key takeaways|conclusions|conclusion|reflections
    |erkenntnisse|gelernte lektionen|lehren|lessons learned|was wir gelernt haben|lerneffekte|schlussfolgerungen|fazit
    |полученные уроки|извлечённые уроки|извлеченные уроки|уроки|выводы|чему мы научились|что мы узнали|что мы вынесли|заключение
    |leçons apprises|enseignements|lecciones aprendidas|lições aprendidas|lezioni apprese|geleerde lessen|lärdomar|wnioski|教訓|学んだこと|学び|经验教训|교훈`,
  'went-well': `what went well|went well|things that went well|what worked|what worked well|was gut lief|was gut gelaufen ist|was hat gut funktioniert|что прошло хорошо|что было хорошо|что сработало|うまくいったこと`,
  'went-wrong': `what went wrong|went wrong|what went poorly|what didn't go well|what could have gone better|things that went poorly|what did not go well|was schlecht lief|was schief lief|was nicht gut lief|что пошло не так|что было плохо|что прошло плохо|что не сработало|うまくいかなかったこと`,
  lucky: `where we got lucky|got lucky|we got lucky|wo wir glück hatten|glück gehabt|где нам повезло|в чём нам повезло|в чем нам повезло|幸運だったこと`,
  actions: `action items|action item|actions|actions taken|corrective actions|corrective action|preventive actions|preventive measures|preventative measures|prevention|preventive action|follow-ups|follow ups|followups|follow-up|follow up|follow-up actions|follow-up items|prevention follow-ups|next steps|remediation items|remediation plan|risk mitigation|improvements|possible improvements|planned improvements|action plan|what we are doing|what we're doing|what we are changing|what are we doing about it|what we will do|how we prevent this|corrective and preventive actions|corrective and preventative measures|corrective measures|measures|long-term actions|short-term actions|immediate actions|todo|todos|going forward|future work
    |vorbeugende maßnahmen|vorbeugung|präventivmaßnahmen|präventionsmaßnahmen|prävention|maßnahmen|korrekturmaßnahmen|gegenmaßnahmen|folgemaßnahmen|nächste schritte|aufgaben|verbesserungen|geplante maßnahmen|weiteres vorgehen|offene punkte|maßnahmenplan
    |предотвращающие меры|превентивные меры|меры предотвращения|предупреждающие меры|профилактические меры|корректирующие меры|корректирующие действия|меры|задачи|план действий|дальнейшие шаги|следующие шаги|что мы делаем|что мы сделаем|что будем делать|улучшения|принятые меры|профилактика|предотвращение|меры по предотвращению|планируемые меры|action items
    |actions correctives|actions préventives|prochaines étapes|acciones correctivas|acciones preventivas|próximos pasos|ações corretivas|próximos passos|azioni correttive|prossimi passi|vervolgacties|actiepunten|åtgärder|nästa steg|działania naprawcze|działania|再発防止策|再発防止|アクションアイテム|改进措施|后续措施|行动项|후속 조치|재발 방지`,
  'customer-actions': `customer actions|customer action|what customers should do|what should you do|what should you do?|what you should do|what you need to do|what you can do|what do i need to do|actions for customers|actions for users|user action|required actions|action required|recommended actions|recommendations for customers|workaround|workarounds
    |kundenaktion|kundenaktionen|was kunden tun sollten|was kunden tun können|was sie tun können|was müssen sie tun|was du tun kannst|empfehlungen für kunden|maßnahmen für kunden|handlungsempfehlung|handlungsempfehlungen
    |действия для клиентов|действия клиентов|что нужно сделать клиентам|что делать клиентам|что делать пользователям|действия для пользователей|рекомендации клиентам|рекомендации для клиентов|что вам нужно сделать|что вам делать|обходной путь`,
  references: `references|see also|related|related incidents|links|further reading|related skills|related documents|resources|appendix|siehe auch|verweise|links und verweise|weiterführende links|verwandte themen|см. также|смотрите также|ссылки|связанные материалы|references and links|références|voir aussi|referencias|ver también|参考|参照|関連`,
  participants: `participants|attendees|people involved|responders|on-call|incident commander|teilnehmer|beteiligte|teilnehmende|участники|участвовали|ответственные|参加者`,
  stats: `stats|statistics|metrics|key metrics|incident metrics|metadata|kennzahlen|statistik|метрики|показатели|статистика`,
  symptoms: `symptoms|symptom|signs|how it looks|what you see|what you will see|meaning|symptome|anzeichen|симптомы|признаки|как это выглядит|symptômes|síntomas|sintomas|症状`,
  diagnosis: `diagnosis|diagnose|diagnostics|diagnosing|triage|investigation|how to diagnose|how to confirm|confirm|troubleshooting|checks|диагностика|диагноз|проверка|как диагностировать|diagnostic|diagnóstico|diagnosi|診断|诊断`,
  resolution: `resolution|resolve|solution|fix it|how to fix|fixing|procedure|steps|runbook|remedy|lösung|behebungsschritte|fehlerbehebung|устранение проблемы|как исправить|решение проблемы|действия|шаги|résolution|resolución|resolução|risoluzione|解決|解决`,
  escalation: `escalation|escalate|escalation path|who to call|contacts|contact|eskalation|eskalationspfad|ansprechpartner|эскалация|к кому обращаться|контакты|escalade|escalamiento|escalação|エスカレーション`,
  recurrence: `why this keeps happening|why it keeps happening|recurrence|history|known occurrences|previous occurrences|past incidents|occurrences|why does this keep happening|warum das immer wieder passiert|wiederholung|wiederkehr|frühere vorfälle|bisherige vorfälle|почему это повторяется|повторяемость|история|предыдущие случаи`,
  source: `source|sources|extracted from|origin|provenance|quelle|quellen|herkunft|источник|источники|извлечено из|出典`,
  owners: `owners|owner|maintainers|maintainer|verantwortliche|verantwortlich|владельцы|ответственный|владелец`,
}

const KEY_BY_NAME = new Map<string, SectionKey>()
const LONG_NAMES: [name: string, key: SectionKey][] = []
for (const key of Object.keys(NAMES) as SectionKey[]) {
  for (const raw of NAMES[key].split('|')) {
    const name = raw.trim()
    if (!KEY_BY_NAME.has(name)) KEY_BY_NAME.set(name, key)
    if (name.length >= 5) LONG_NAMES.push([name, key])
  }
}
LONG_NAMES.sort((a, b) => b[0].length - a[0].length)

/** A heading's words as the vocabulary writes them: no numbering, emphasis, emoji, colon or bracketed addition. */
export function normaliseHeading(text: string): string {
  return text
    .slice(0, 200)
    .replace(/[*_`#]/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/\s*[(（[][^()（）\]]*[)）\]]\s*:?\s*$/, '')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/^(\d{1,2}[.)]\d{0,2}|[ivx]{1,4}\.)\s+/i, '')
    .replace(/[\s:.：…-]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

/** Names that are put together from common words; tried on the normalised name as a whole. */
const COMPOSED: [RegExp, SectionKey][] = [
  [
    /^(?:our |the )?(?:(?:preventive|preventative|corrective|remedial|remediation|follow-?up|improvement|mitigation|immediate|interim|long-?term|short-?term|planned|future|additional|next|key|proposed|recommended|completed|outstanding|open)(?: and | \/ |, | & | )?)+(?:actions?|action items?|measures|steps|items|improvements|tasks|work|plans?)$/u,
    'actions',
  ],
  [
    /^(?:(?:technical|detailed|full|initial|preliminary|underlying) )?(?:root[ -])?causes?(?: analysis| summary| details| description)?$/u,
    'root-cause',
  ],
  [
    /^(?:(?:incident|event|detailed|full|complete|outage|high-level) )?(?:timeline|chronology)(?: of (?:the )?(?:events|incident|outage|impact))?$/u,
    'timeline',
  ],
  [
    /^(?:(?:vorbeugende|präventive|korrektive|kurzfristige|langfristige|geplante|weitere|sofortige|abgeleitete|ergriffene)(?:,? und |, | )?)+(?:maßnahmen|schritte|aufgaben|verbesserungen)$/u,
    'actions',
  ],
  [
    /^(?:(?:превентивные|предупреждающие|корректирующие|планируемые|дальнейшие|дополнительные|краткосрочные|долгосрочные|срочные|принятые)(?: и |, | )?)+(?:меры|действия|шаги|задачи|улучшения)$/u,
    'actions',
  ],
]

/** The section that a whole line names exactly ("Corrective Actions / Risk Mitigation:"), or null. */
export function exactSectionKey(line: string): SectionKey | null {
  if (line.length > 90) return null
  const name = normaliseHeading(line)
  const whole = KEY_BY_NAME.get(name) ?? KEY_BY_NAME.get(name.replace(/\?$/, ''))
  if (whole) return whole
  const composed = COMPOSED.find(([expression]) => expression.test(name))?.[1]
  if (composed) return composed
  const parts = name.split(/\s*(?:\/|&|\+|,| and | und | и )\s*/).filter(Boolean)
  if (parts.length < 2) return null
  const keys = parts.map((part) => KEY_BY_NAME.get(part))
  return keys.every(Boolean) ? (keys[0] ?? null) : null
}

/** The section that a marked-up heading speaks of: its exact name, or the longest known name within it; or null. */
export function headingSectionKey(heading: string): SectionKey | null {
  const exact = exactSectionKey(heading)
  if (exact) return exact
  const name = normaliseHeading(heading)
  if (name.length > 80) return null
  for (const [known, key] of LONG_NAMES) {
    const at = name.indexOf(known)
    if (at < 0) continue
    const before = at === 0 ? '' : name[at - 1]
    const after = name[at + known.length] ?? ''
    if (!/[\p{L}\p{N}]/u.test(before ?? '') && !/[\p{L}\p{N}]/u.test(after)) return key
  }
  return null
}
