import { NameIndex } from './name-index'
import { remembered } from './remembered'
import { exactSectionKey, normaliseHeading, type SectionKey } from './section-names'

/** What a section of a runbook is for. `other` is known to hold no step (dashboards, definitions, false alarms). */
export type SkillTopic =
  | 'meaning'
  | 'symptoms'
  | 'impact'
  | 'trigger'
  | 'causes'
  | 'diagnosis'
  | 'prerequisites'
  | 'resolution'
  | 'verification'
  | 'rollback'
  | 'escalation'
  | 'recurrence'
  | 'actions'
  | 'source'
  | 'owners'
  | 'summary'
  | 'other'

/** Names of sections as runbooks write them, in lower case; names that postmortems share are in `section-names.ts`. */
const NAMES: Partial<Record<SkillTopic, string>> = {
  meaning: `meaning|what it means|what this means|what does it mean|what does this mean|what does this alert mean|what this alert means|about this alert|alert description|alert details
    |bedeutung|was bedeutet das|was bedeutet der alarm|beschreibung des alarms|значение|что это значит|что означает|описание алерта|описание оповещения
    |signification|que signifie cette alerte|significado|qué significa|o que significa|significato|cosa significa|betekenis|wat betekent dit|betydelse|vad betyder det|znaczenie|co to znaczy|co oznacza
    |意味|アラートの意味|含义|含義|告警含义|의미|경보의 의미`,
  impact: `impact|impacts|user impact|customer impact|business impact|who is affected|what parts of the service are affected|auswirkung|auswirkungen|влияние|последствия
    |conséquences|impacto|impatto|conseguenze|gevolgen|impact op gebruikers|påverkan|konsekvenser|wpływ|skutki|影響|影響範囲|影响|影响范围|영향`,
  symptoms: `symptoms|symptom|signs|indicators|indications|how to recognise|how to recognize|how it looks|what you see|what you will see|observed behaviour|observed behavior|problem|the problem|problem description|problem statement|issue|the issue|scenario|the scenario|error|error message|error messages|check runbook match
    |symptome|anzeichen|szenario|fehlerbild|fehlermeldung|problembeschreibung|симптомы|признаки|проблема|как проявляется|сообщение об ошибке|symptômes|signes|problème|message d'erreur
    |síntomas|señales|problema|mensaje de error|sintomas|sinais|mensagem de erro|sintomi|segnali|symptomen|probleem|foutmelding|tecken|felmeddelande|objawy|symptomy|komunikat błędu
    |症状|現象|エラーメッセージ|现象|故障现象|告警现象|问题描述|증상|현상|오류 메시지`,
  trigger: `trigger|triggers|alert|alerts|alert rule|alert rules|alert expression|alert condition|alert conditions|alert query|when to use|when to use this|when to use this runbook|when to use this guide|when to use this skill|use when
    |auslöser|alarm|alarmregel|wann verwenden|wann anwenden|триггер|условие срабатывания|условия срабатывания|когда использовать|когда применять|déclencheur|quand utiliser|condition d'alerte
    |desencadenante|disparador|cuándo usar|condición de alerta|gatilho|quando usar|condição de alerta|innesco|quando usare|aanleiding|wanneer gebruiken|utlösare|när ska den användas|wyzwalacz|kiedy używać
    |トリガー|発生条件|アラート条件|いつ使うか|触发条件|告警规则|告警条件|何时使用|트리거|경보 조건|사용 시점`,
  causes: `cause|causes|possible cause|possible causes|potential causes|common causes|likely causes|probable causes|what factors can contribute
    |ursache|ursachen|mögliche ursachen|häufige ursachen|причины|возможные причины|вероятные причины|causes possibles|causes probables|causas|posibles causas|causas posibles|possíveis causas|causas possíveis|cause possibili|possibili cause|mogelijke oorzaken|möjliga orsaker|możliwe przyczyny
    |考えられる原因|想定原因|可能原因|可能的原因|가능한 원인|예상 원인`,
  diagnosis: `diagnosis|diagnose|diagnostics|diagnosing|diagnostic steps|diagnosis steps|triage|initial triage|first checks|initial checks|quick checks|quick check|immediate checks|investigation|investigate|investigation steps|how to investigate|troubleshooting|troubleshoot|troubleshooting steps|debugging|debug|how to diagnose|how to debug|how to confirm|check|checks|initial steps|what to check|things to check|analysis
    |diagnoseschritte|fehlersuche|untersuchung|erste prüfungen|prüfschritte|ersteinschätzung|диагностика|диагноз|поиск причины|расследование|что проверить|проверки|первичная проверка
    |diagnostic|diagnostics|étapes de diagnostic|dépannage|investigation|vérifications|diagnóstico|pasos de diagnóstico|solución de problemas|investigación|comprobaciones|passos de diagnóstico|solução de problemas|investigação|verificações
    |diagnosi|passi di diagnosi|indagine|risoluzione dei problemi|controlli|diagnostiek|onderzoek|probleemoplossing|controles|diagnostik|felsökning|undersökning|diagnostyka|diagnoza|rozwiązywanie problemów|analiza
    |診断|調査|調査手順|切り分け|確認手順|トラブルシューティング|诊断|診斷|排查|排查步骤|故障排查|诊断步骤|진단|조사|점검|문제 해결`,
  prerequisites: `prerequisites|prerequisite|pre-requisites|requirements|before you begin|before you start|preconditions|preparation|what you need|access required|required access|pre-checks
    |voraussetzungen|vorbedingungen|vorbereitung|bevor sie beginnen|предварительные условия|требования|подготовка|перед началом|prérequis|pré-requis|conditions préalables|avant de commencer|requisitos|requisitos previos|prerrequisitos|antes de empezar
    |pré-requisitos|antes de começar|prerequisiti|requisiti|prima di iniziare|vereisten|voorwaarden|voorbereiding|förutsättningar|krav|förberedelser|wymagania|wymagania wstępne|warunki wstępne|przygotowanie
    |前提条件|事前準備|準備|前置条件|先决条件|准备工作|前提|사전 조건|사전 요구 사항|전제 조건|준비`,
  resolution: `resolution|resolutions|resolve|resolution steps|possible resolutions|common resolutions|solution|solutions|fix|fixes|fixing|how to fix|how to fix it|how to resolve|how to mitigate|mitigation|mitigations|mitigation steps|mitigate|remediation|remediation steps|remediate|recovery|recovery steps|restore|restoration|procedure|procedures|process|steps|step-by-step|step-by-step guide|instructions|runbook|playbook|remedy|actions|action|action steps|actions to take|immediate actions|immediate action|immediate steps|immediate response|first response|emergency commands|emergency actions|what to do|response|response steps|workaround|workarounds|containment|detailed steps|how to|usage|common errors and solutions
    |lösung|lösungen|lösungsschritte|behebung|behebungsschritte|fehlerbehebung|abhilfe|vorgehen|vorgehensweise|anleitung|schritte|durchführung|wiederherstellung|maßnahmen|sofortmaßnahmen|was tun
    |устранение|решение|решение проблемы|как исправить|как устранить|смягчение|митигация|восстановление|порядок действий|инструкция|процедура|шаги|действия|что делать|обходной путь
    |résolution|solution|remédiation|atténuation|mesures correctives|rétablissement|procédure|étapes|marche à suivre|que faire|contournement
    |resolución|solución|mitigación|remediación|recuperación|procedimiento|pasos|instrucciones|qué hacer|resolução|solução|mitigação|remediação|recuperação|procedimento|passos|etapas|instruções|o que fazer
    |risoluzione|soluzione|comandi di emergenza|mitigazione|rimedio|ripristino|procedura|passaggi|passi|istruzioni|cosa fare|oplossing|mitigatie|herstel|herstelstappen|procedure|stappen|stappenplan|wat te doen
    |lösning|åtgärd|åtgärder|begränsning|återställning|tillvägagångssätt|steg|instruktioner|vad ska man göra|rozwiązanie|łagodzenie|naprawa|usunięcie|procedura|kroki|instrukcja|postępowanie|co robić
    |解決|解決方法|対処|対処方法|対応|対応手順|復旧|復旧手順|緩和|緩和策|軽減策|手順|解决|解决方案|解决方法|处理|处理方法|处理步骤|处置|缓解|缓解措施|緩解|恢复|恢复步骤|操作步骤|步骤|해결|해결 방법|조치|조치 방법|대응|완화|복구|복구 절차|절차`,
  verification: `verification|verify|verify the fix|verifying|validation|validate|confirm resolution|check resolution|post-checks|post checks|how to verify|success criteria|health check
    |überprüfung|verifikation|erfolgskontrolle|kontrolle|validierung|проверка результата|проверка решения|верификация|подтверждение|vérification|validation|verificación|validación|verificação|validação|verifica|convalida|verificatie|controle|validatie|verifiering|validering|weryfikacja|walidacja|sprawdzenie
    |確認|検証|復旧確認|验证|確認方法|检查结果|확인|검증`,
  rollback: `rollback|roll back|rolling back|rollback plan|rollback procedure|rollback steps|backout|back-out|backout plan|revert|how to roll back
    |rücknahme|zurückrollen|rückfallplan|rückabwicklung|откат|план отката|retour arrière|plan de retour arrière|reversión|plan de reversión|marcha atrás|reversão|plano de reversão|ripristino della versione precedente|terugdraaien|terugrolplan|återställningsplan|återgång|wycofanie|plan wycofania
    |ロールバック|切り戻し|切戻し|回滚|回退|回滚步骤|롤백|되돌리기`,
  escalation: `escalation|escalate|escalation path|escalation policy|escalation contacts|when to escalate|who to call|who to contact|contacts|contact|getting help|get help|further help|support|communication|notify
    |eskalation|eskalationspfad|eskalationsweg|ansprechpartner|kontakt|kontakte|эскалация|к кому обращаться|контакты|escalade|escalada|chemin d'escalade|contacts|escalamiento|escalado|escalación|contactos|escalação|escalonamento|contatos|contactos|escalation|contatti|escalatie|contactpersonen|eskalering|kontakter|kontaktpersoner|eskalacja|kontakty
    |エスカレーション|連絡先|エスカレーション先|升级|升级路径|联系人|上报|에스컬레이션|연락처`,
  owners: `owner|owners|ownership|maintainer|maintainers|owning team|verantwortlich|verantwortliche|владелец|владельцы|ответственный|ответственные|propriétaire|responsable|responsables|propietario|responsável|responsáveis|proprietario|responsabile|eigenaar|ägare|ansvarig|właściciel|odpowiedzialny|所有者|担当|担当者|負責人|负责人|담당자|소유자`,
  other: `reason|reasons|services|service|dashboards|dashboard|dashboards and logs|logs|metrics|metric|monitoring|alert behavior|alert behaviour|severities|severity|recent changes|previous incidents|past incidents|dependencies|definitions|definition|glossary|false positives|notes|note|additional notes|further information|further reading|additional information|additional resources|more information|useful links|links|related links|related|related documents|related documentation|related runbooks|references|see also|resources|changelog|change log|revision history|version history|history of changes|table of contents|contents|purpose|scope|audience|full context
    |hinweise|weiterführende links|siehe auch|verweise|änderungsverlauf|geltungsbereich|zweck|metriken|abhängigkeiten|заметки|ссылки|см. также|дополнительная информация|зависимости|метрики|журнал изменений|содержание
    |liens|voir aussi|références|remarques|enlaces|ver también|referencias|notas|ver também|referências|ligações|collegamenti|vedi anche|riferimenti|note|zie ook|verwijzingen|opmerkingen|se även|länkar|referenser|anteckningar|zobacz też|odnośniki|uwagi
    |参考|参考資料|関連リンク|備考|参考链接|相关链接|参考资料|备注|참고|관련 링크|비고`,
}

const TOPIC_OF_SECTION: Partial<Record<SectionKey, SkillTopic>> = {
  summary: 'summary',
  impact: 'impact',
  background: 'other',
  details: 'other',
  'root-cause': 'causes',
  contributing: 'causes',
  trigger: 'trigger',
  detection: 'symptoms',
  response: 'resolution',
  actions: 'actions',
  'customer-actions': 'resolution',
  references: 'other',
  participants: 'other',
  stats: 'other',
  symptoms: 'symptoms',
  diagnosis: 'diagnosis',
  resolution: 'resolution',
  escalation: 'escalation',
  recurrence: 'recurrence',
  source: 'source',
  owners: 'owners',
}

const TOPIC_BY_NAME = new Map<string, SkillTopic>()
const LONG_NAMES: [name: string, topic: SkillTopic][] = []
for (const topic of Object.keys(NAMES) as SkillTopic[]) {
  for (const raw of (NAMES[topic] ?? '').split('|')) {
    const name = normaliseHeading(raw.trim())
    if (!name || TOPIC_BY_NAME.has(name)) continue
    TOPIC_BY_NAME.set(name, topic)
    if (name.length >= 5 && topic !== 'other') LONG_NAMES.push([name, topic])
  }
}
const NAMES_WITHIN = new NameIndex(LONG_NAMES.sort((a, b) => b[0].length - a[0].length))

/** What a heading that is exactly a known name is for ("Mitigation {#mitigation}", "3. Rückfallplan:"); null for any other. */
export const exactSkillTopic = remembered(readExactTopic)

function readExactTopic(heading: string): SkillTopic | null {
  const name = skillHeading(heading)
  const known = TOPIC_BY_NAME.get(name) ?? TOPIC_BY_NAME.get(name.replace(/[?!]$/, ''))
  if (known) return known
  const parts = name.split(/\s*(?:\/|&|\+|,| and | und | и | et | y | e | en | och | i )\s*/).filter(Boolean)
  const shared = parts.length > 1 ? parts.map((part) => TOPIC_BY_NAME.get(part)) : []
  if (shared[0] && shared.every(Boolean)) return shared[0]
  const key = exactSectionKey(withoutAnchor(heading))
  return key ? (TOPIC_OF_SECTION[key] ?? 'other') : null
}

/** What a heading is for: its exact name, or the longest known name among its words ("General troubleshooting steps"). */
export function skillTopic(heading: string): SkillTopic | null {
  const exact = exactSkillTopic(heading)
  if (exact) return exact
  const name = skillHeading(heading)
  if (name.length > 80) return null
  const alone = NAMES_WITHIN.within(name).find(
    ({ name: known, at }) => !/[\p{L}\p{N}]/u.test((name[at - 1] ?? '') + (name[at + known.length] ?? '')),
  )
  return alone?.value ?? null
}

/** A heading's words without its anchor ("Overview {#overview}"), numbering and marks. */
function skillHeading(heading: string): string {
  return normaliseHeading(withoutAnchor(heading))
}

function withoutAnchor(heading: string): string {
  // The space before it apart: an expression that begins with spaces is tried from each of a row of them.
  return heading.replace(/\{#[^{}\n]{1,80}\}\s*$/, '').trimEnd()
}

/** A heading that is a step itself: "1. Check the queue", "Step 2: ...", "Schritt 3", "手順1". */
export function isStepHeading(heading: string): boolean {
  return /^[*_`\s]*(?:\d{1,2}\s?[.):]\s*\S|(?:step|schritt|шаг|étape|paso|passo|etapa|stap|steg|krok|phase|option|solution|method|methode|option)\s+(?:\d{1,2}|[a-z])(?![\p{L}\p{N}])|(?:手順|ステップ|步骤|步驟|단계)\s?\d|\d{1,2}\s?단계)/iu.test(
    heading,
  )
}
