import type { UpdateState } from '@/lib/schema/draft'
import { light } from './light-expression'

/** Names of states as status pages write them, in lower case; any language may stand in any list. */
const NAMES: Record<UpdateState, string> = {
  investigating: `investigating|in investigation|under investigation|exploring|open|reported|outage|active|created|report received|issue reported|problem reported
    |untersuchung|wird untersucht|in untersuchung|wir untersuchen|untersuche
    |расследование|расследуем|изучаем|исследуется|проводится расследование
    |en cours d'investigation|investigation en cours|investigation|en cours d'analyse|analyse en cours|enquête en cours
    |investigando|investigación en curso|en investigación|bajo investigación|em investigação|a investigar|sob investigação|investigação
    |in esame|analisi in corso|verifica in corso|in fase di analisi|indagine in corso|indagine|onderzoek|wordt onderzocht|in onderzoek|onderzoeken
    |utreds|undersöks|undersöker|utredning|badanie|w trakcie badania|analizujemy|dochodzenie
    |調査中|调查中|調查中|正在调查|正在調查|조사 중|조사중`,
  identified: `identified|issue identified|problem identified|cause identified|in progress|fixing|working on it|confirmed
    |identifiziert|ursache identifiziert|ursache gefunden|problem erkannt|erkannt|in bearbeitung
    |определено|причина определена|причина найдена|выявлено|проблема обнаружена|обнаружена причина
    |identifié|identifiée|problème identifié|cause identifiée
    |identificado|identificada|causa identificada|problema identificado
    |identificato|identificata|causa identificata|geïdentificeerd|oorzaak gevonden|vastgesteld
    |identifierat|identifierad|orsak identifierad|zidentyfikowano|zidentyfikowany|przyczyna zidentyfikowana
    |原因特定|特定済み|特定|原因を特定|已确认|已確認|已定位|已识别|確認済み|원인 확인|확인됨|식별됨`,
  monitoring: `monitoring|watching|fix implemented|recovering|verifying|observing|mitigated
    |überwachung|beobachtung|wird überwacht|wird beobachtet|wir beobachten
    |мониторинг|наблюдение|наблюдаем|отслеживаем
    |surveillance|surveillance en cours|sous surveillance|en cours de surveillance|en observation|suivi
    |monitoreo|monitoreo en curso|monitorización|supervisando|en observación|monitoreando|monitoramento|monitorando|em monitoramento|monitorização
    |monitoraggio|monitoraggio in corso|in monitoraggio|in osservazione|bewaking|monitoren|wordt gemonitord
    |övervakning|övervakas|övervakar|bevakas|monitorowanie|monitorujemy
    |監視中|経過観察|経過観察中|监控中|監控中|正在监控|观察中|모니터링 중|모니터링`,
  resolved: `resolved|fixed|closed|completed|complete|recovered|operational|solved|restored|issue resolved|problem resolved
    |behoben|gelöst|wiederhergestellt|erledigt|abgeschlossen|störung behoben
    |решено|решён|решен|устранено|устранён|устранен|исправлено|завершено|закрыто|восстановлено
    |résolu|résolue|rétabli|rétablie|terminé|corrigé
    |resuelto|resuelta|solucionado|resolvido|resolvida|concluído|completado
    |risolto|risolta|completato|opgelost|hersteld|voltooid
    |löst|åtgärdat|åtgärdad|avslutad|rozwiązano|rozwiązany|rozwiązane|zakończono
    |解決済み|解決|復旧|復旧済み|完了|已解决|已解決|已恢复|已恢復|已修复|해결됨|해결|복구 완료|복구됨|완료`,
  postmortem: `postmortem|post-mortem|post mortem|root cause analysis|rca|incident summary|issue summary
    |nachbericht|ursachenanalyse|постмортем|разбор|разбор инцидента|анализ причин|analyse post-mortem|análisis post mortem|事後分析|事后分析|ポストモーテム`,
  update: `update|updated|scheduled|notice|information|info|in maintenance|maintenance
    |aktualisierung|aktualisiert|geplant|hinweis|обновление|обновлено|запланировано|mise à jour|planifié|planifiée|actualización|actualizado|programado
    |atualização|agendado|aggiornamento|programmato|bijgewerkt|gepland|uppdatering|uppdaterad|planerad|aktualizacja|zaplanowano
    |更新|アップデート|予定|公告|업데이트|예정됨`,
}
const STATE_BY_NAME = new Map(
  (Object.keys(NAMES) as UpdateState[]).flatMap((state) =>
    NAMES[state].split('|').map((name) => [name.trim(), state] as const),
  ),
)
const LONGEST_FIRST = [...STATE_BY_NAME.keys()].toSorted((a, b) => b.length - a.length)
const LEADING = light(
  new RegExp(
    `^[\\s*_#>[(]*(?:(?:status|state|stand|статус|estado|statut|stato|ステータス|状态)\\s*[:：]\\s*)?(?<name>${LONGEST_FIRST.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])[\\])*_]*[ \\t]*(?<tie>[-–—:：|·•]+(?=\\s|[*_]|$)|$|\\n|(?<=[\\])*_]))[ \\t*_]*`,
    'iu',
  ),
)

/** What a running text says of the state, strongest first. */
const WORDS: [UpdateState, RegExp][] = [
  ['postmortem', light(/^\s*[*_#]*\s*post-?mortem/iu)],
  [
    'resolved',
    light(
      /(?<!\p{L})(?:(?:(?:has|have) (?:now )?been|is|are|was|were|now|been fully|fully) (?:now |fully )?(?:resolved|fixed)|resolved this|behoben|gelöst|wiederhergestellt|устранен\p{L}*|устранён\p{L}*|решен\p{L}*|решён\p{L}*|восстановлен\p{L}*)(?!\p{L})/iu,
    ),
  ],
  [
    'monitoring',
    light(
      /(?<!\p{L})(?:monitor(?:ing)?|fix has been (?:implemented|deployed|applied)|beobachten|überwachen|наблюд\p{L}+|следим|мониторим)(?!\p{L})/iu,
    ),
  ],
  [
    'identified',
    light(
      /(?<!\p{L})(?:identified|found the cause|identifiziert|ursache gefunden|причина (?:определена|найдена|установлена)|выявлен\p{L}*|определили)(?!\p{L})/iu,
    ),
  ],
  [
    'investigating',
    light(
      /(?<!\p{L})(?:investigat\p{L}+|looking into|untersuch\p{L}+|prüfen|расслед\p{L}+|изучаем|разбираемся|выясняем)(?!\p{L})/iu,
    ),
  ],
]

/** The state that `name` is the name of ("Resolved", "in_progress", "調査中"); null when it is none. */
export function stateNamed(name: string): UpdateState | null {
  const key = name.replace(/[_*]+/g, ' ').replace(/\s+/g, ' ').trim().toLowerCase()
  return STATE_BY_NAME.get(key) ?? null
}

/**
 * The state that a line opens with ("Resolved - All is well", "**Monitoring**", "[調査中] ..."), with the length of the name and of
 * what ties it to the text. Null when the line opens with anything else, such as a sentence about a state.
 */
export function leadingState(text: string): { state: UpdateState; name: string; length: number } | null {
  const match = LEADING.exec(text.slice(0, 120))
  const name = match?.groups?.name
  const state = name && STATE_BY_NAME.get(name.toLowerCase())
  return match && name && state ? { state, name, length: match[0].length } : null
}

/** The state that a running text tells of; null when it tells of none. */
export function stateTold(text: string): UpdateState | null {
  return WORDS.find(([, words]) => words.test(text))?.[0] ?? null
}
