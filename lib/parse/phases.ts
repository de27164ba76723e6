import type { Phase } from '@/lib/schema/draft'
import { light, matchesOf } from './light-expression'
import { ASIAN_CUES } from './phase-cues-asian'
import { NORTHERN_CUES } from './phase-cues-northern'
import { ROMANCE_CUES } from './phase-cues-romance'

/** Words that tell what an entry of a timeline is about, per phase: of English, German and Russian, in lower case. */
const CUES: [phase: Phase, sources: string[]][] = [
  [
    'mitigated',
    [
      '(?:most|some|many|partial\\p{L}*|the majority)(?: \\p{L}+){0,4} (?:recover\\p{L}*|restored|back)',
      '(?:größtenteils|teilweise|die meisten)(?: \\p{L}+){0,4} (?:wiederhergestellt|wieder \\p{L}+)',
      '(?:частично|большинство|большая часть)(?: \\p{L}+){0,3} (?:восстанов\\p{L}+|заработал\\p{L}*)',
      '(?:old|previous|prior|original|last known good)(?: \\p{L}+){0,3} restored',
      '(?:alte|vorherige|frühere|ursprüngliche)\\p{L}*(?: \\p{L}+){0,2} (?:wiederhergestellt|reaktiviert|aktiviert)',
      '(?:старый|прежний|предыдущий|старая|прежняя|предыдущая)(?: \\p{L}+){0,2} (?:восстановлен\\p{L}*|возвращ\\p{L}*)',
      '(?:errors?|error rates?|latency|failures?)(?: \\p{L}+){0,3} (?:drop|drops|dropped|dropping|decreas\\p{L}+|declin\\p{L}+|subsid\\p{L}+|improv\\p{L}+)',
      '(?:fehler|fehlerrate|fehlerquote|latenz|antwortzeiten)(?: [^\\s.;:]+){0,3} (?:sinkt|sinken|sank|gesunken|normalisieren sich|gehen zurück|geht zurück)',
      'rollback auf',
      'umgeleitet',
      'melden sich wieder|korrigiert',
      'снова (?:пош\\p{L}+|заработа\\p{L}+|доступ\\p{L}+)',
      '(?:ошибок|ошибки|задержки|задержка|нагрузка)(?: [^\\s.;:]+){0,2} (?:снизил\\p{L}+|сократил\\p{L}+|уменьшил\\p{L}+|снижа\\p{L}+)',
      'mitigated',
      'mitigation (?:was )?(?:deployed|applied|completed?|in place)',
      '(?:rolled|rolling|roll) back',
      'rollback (?:was )?(?:completed?|deployed|finished|done)',
      'reverted',
      'flushed',
      'purged',
      'restarted',
      '(?:cache|caches|queue|flag|feature|job|traffic|node|replica)s? (?:was |were |has been |have been )?(?:cleared|disabled|drained|removed|shifted|emptied)',
      '(?:cleared|emptied|drained|disabled|removed|restored|reset|scaled up|increased) (?:the |our |all |a |an )?\\p{L}+',
      '(?:fix|hotfix|patch|workaround|configuration change|config change)(?: \\p{L}+){0,2} (?:deployed|released|applied|rolled out|implemented|merged|shipped|live)',
      '(?:deployed|applied|released|shipped|merged|implemented) (?:a |an |the )?(?:\\p{L}+ )?(?:fix|hotfix|patch|workaround|mitigation)',
      'failed over',
      'failover (?:was )?completed?',
      'switched (?:over|back)',
      'zurückgesetzt',
      'zurückgerollt',
      'zurückgenommen',
      'rückgängig gemacht',
      'geleert',
      'neu ?gestartet',
      'deaktiviert',
      'abgeschaltet',
      'entschärft',
      'umgeschaltet',
      'ausgerollt',
      'eingespielt',
      'rollback (?:abgeschlossen|durchgeführt|beendet)',
      'очищен\\p{L}*',
      'сброшен\\p{L}*',
      'возвращ[её]н\\p{L}*',
      'вернули',
      'сбросили',
      'очистили',
      'откатили',
      'откат\\p{L}* (?:заверш\\p{L}+|выполнен\\p{L}*)',
      'откачен\\p{L}*',
      'перезапу\\p{L}+',
      'отключ[её]н\\p{L}*',
      'переключ\\p{L}+',
      '(?:исправление|фикс|хотфикс|патч)(?: \\p{L}+){0,2} (?:выкач\\p{L}+|выложен\\p{L}*|разв[её]рнут\\p{L}*|примен[её]н\\p{L}*|выкатили|установлен\\p{L}*)',
      '(?:выкатили|выкачен\\p{L}*)(?: \\p{L}+){0,2} (?:исправлени\\p{L}+|фикс\\p{L}*|хотфикс\\p{L}*|патч\\p{L}*|правк\\p{L}+)',
    ],
  ],
  [
    'resolved',
    [
      '(?:incident|outage|issue|problem|everything|services?|systems?)(?: \\p{L}+){0,3} (?:resolved|closed|ended|over|ends|recovered|restored)',
      // what watches the service says so: no detection
      '(?:monitoring|telemetry|metrics|alerts)(?:,? \\p{L}+){0,6} confirm(?:ed|s)(?: \\p{L}+){0,8} (?:resolved|recovered|restored|healthy)',
      'resolved',
      '(?:fully |completely )?restored',
      '(?:fully |completely )recovered',
      'recovered',
      'back to normal',
      'return(?:ed|s)? to (?:normal|baseline|nominal)',
      'nominal',
      'normal operations?',
      'all clear',
      '(?:fully|verified|systems?|services?|again)(?: \\p{L}+)? operational',
      '(?:services?|systems?|\\p{L}+) (?:is|are|was|were) (?:healthy|stable)(?: again)?',
      'recovery (?:was )?completed?',
      'end of (?:the )?(?:incident|outage|impact)',
      '(?:builds?|requests|logins?) succeed(?:ed|ing)',
      'impact (?:ended|ends|over)',
      'errors? (?:stopped|ceased|subsided)',
      'wiederhergestellt',
      'behoben',
      'wieder (?:voll\\p{L}* |normal )?(?:verfügbar|erreichbar|funktionsfähig|stabil|normal|online|im normalbetrieb)',
      'normalisiert',
      'wieder (?:freigeschaltet|in betrieb)|läuft wieder|alles (?:wieder )?normal',
      'normalbetrieb',
      'entwarnung',
      '(?:vorfall|störung|incident|ausfall|beeinträchtigung|unterbrechung)(?: \\p{L}+)? (?:beendet|geschlossen|gelöst)',
      'normalwert\\p{L}*',
      'восстановлен\\p{L}*',
      'восстановил\\p{L}*',
      'устран[её]н\\p{L}*',
      'решен[аоы]?',
      'в норм[еуы]',
      'нормализ\\p{L}+',
      '(?:инцидент|сбой)(?: \\p{L}+)? (?:закрыт|заверш[её]н|исчерпан|окончен)',
      'штатн\\p{L}+ режим\\p{L}*',
      'работа\\p{L}* штатно',
    ],
  ],
  [
    'identified',
    [
      '(?:root )?causes?(?: \\p{L}+){0,3} (?:identified|found|determined|established|confirmed|located|pinpointed|discovered)',
      '(?:identif(?:ied|ies|y)|determined|found|discovered|confirmed|established|pinpointed) (?:\\p{L}+ ){0,4}(?:root )?causes?',
      'identif(?:ied|ies)',
      '(?<!was |were |been |not )(?:found|discovered|realized|realised|determined|pinpointed|figured out)(?! guilty)',
      'traced (?:\\p{L}+ )?(?:back )?to',
      'diagnosed',
      '(?:remediation|mitigation)(?: \\p{L}+){0,3} (?:began|begins|started|starts|commenced)',
      '(?:begins?|began|starts?|started|starting) (?:to |the |with )?(?:remediat\\p{L}+|mitigat\\p{L}+)',
      'narrowed (?:it )?down',
      '(?:ursache|grund|fehler|problem)\\p{L}*(?: \\p{L}+){0,3} (?:identifiziert|gefunden|erkannt|ermittelt|festgestellt|eingegrenzt|bestätigt)',
      'identifiziert',
      'eingegrenzt',
      '(?<!keine )ursache',
      'причин\\p{L}*(?: \\p{L}+){0,3} (?:определен\\p{L}*|определён\\p{L}*|найден\\p{L}*|установлен\\p{L}*|выявлен\\p{L}*|обнаружен\\p{L}*|ясна|понятна|подтвержд\\p{L}+)',
      '(?:определен\\p{L}*|найден\\p{L}*|установлен\\p{L}*|выявлен\\p{L}*|обнаружен\\p{L}*|нашли|определили|установили|выявили|обнаружили|локализовали)(?: \\p{L}+){0,2} причин\\p{L}*',
      'локализован\\p{L}*',
      'стало (?:понятно|ясно),? что',
      'выяснил\\p{L}*',
      '(?:установили|определили|поняли|нашли),? (?:что|в ч[её]м)',
      'выявлен\\p{L}*',
      'диагностирован\\p{L}*',
    ],
  ],
  [
    'declared',
    [
      '(?:incident|outage|sev-?\\d|p\\d|major incident|emergency)(?: \\p{L}+){0,3} (?:declared|opened|called|raised|created|announced)',
      'declar(?:ed|es|ing)(?: \\p{L}+){0,4}(?: incident| outage| sev-?\\d)?',
      '(?:opened|raised|called|created) (?:an? |the )?(?:\\p{L}+ )?(?:incident|sev-?\\d)',
      'treat it as an incident',
      'incident channel (?:was )?(?:opened|created)',
      '(?:vorfall|incident|störung|großstörung|notfall)\\p{L}*(?: \\p{L}+){0,3} (?:ausgerufen|erklärt|eröffnet|deklariert|eingestuft)',
      'ausgerufen',
      '(?:объявлен\\p{L}*|объявили|открыт|открыли|завед[её]н|завели)(?: \\p{L}+){0,2} (?:инцидент\\p{L}*|авари\\p{L}+)',
      '(?:инцидент|авария)(?: \\p{L}+){0,2} (?:объявлен\\p{L}*|открыт\\p{L}*|завед[её]н\\p{L}*|зарегистрирован\\p{L}*)',
    ],
  ],
  [
    'started',
    [
      '(?:incident|outage|issues?|problems?|impact|disruption|degradation|failures?|errors?|error rates?|latency|timeouts?|symptoms?)(?: \\p{L}+){0,3} (?:began|begins?|begun|started|starts|start|commenced|appeared|occurred|rose|rises|increased|increases|spiked|climbed|jumped|rising|increasing)',
      '(?:began|begins?|started|starts|start) (?:to )?(?:fail|failing|see|seeing|experienc\\p{L}+|increas\\p{L}+|ris\\p{L}+|climb\\p{L}*|spik\\p{L}+|crash\\p{L}*|drop\\p{L}*|return\\p{L}*|tim\\p{L}+ out|throw\\p{L}*|reject\\p{L}*|degrad\\p{L}+)(?! (?:a|an) (?:fix|patch))',
      '(?:began|begins?|started|starts) to have',
      '(?:saw|experienced|observed|encountered)(?: \\p{L}+){0,3} (?:elevated|increased|errors?|failures?|latency|issues|timeouts|disruptions?)',
      '(?:errors?|issues?|problems?|failures?|symptoms)(?: \\p{L}+){0,2} (?:came back|returned|recurred|reappeared|resumed)',
      'first (?:errors?|failures?|failed|affected|impact|symptoms?)',
      '(?:start|beginning|onset) of (?:the )?(?:incident|outage|impact|problem|degradation|disruption)',
      'went (?:down|offline)',
      'stopped (?:responding|working|serving|accepting|processing|consuming)',
      '(?:workers?|jobs?|pods?|nodes?|services?|servers?|queues?|consumers?|brokers?|instances?|databases?|replicas?)(?: \\p{L}+){0,2} (?:stopped|stops|died|dies|crashed|crashes|hung|failed)(?! (?:over|\\p{L}+ (?:manually|gracefully)))',
      'became (?:unavailable|unresponsive|unreachable)',
      'goes down',
      '(?:production|chain|network|processing|consensus|finality|traffic|trading|replication|ingestion|sync|payments?|delivery)(?: \\p{L}+){0,2} (?:halts|halted|stalls|stalled|stops|stopped)',
      '(?:came|come|comes) to a (?:complete )?(?:halt|stop|standstill)',
      'outage',
      '(?:vorfall|störung|ausfall|problem|fehler|fehlerrate|incident|latenz|beeinträchtigung)\\p{L}*(?: [^\\s.;:]+){0,6} (?:begann\\p{L}*|begonnen|beginnt|startete\\p{L}*|trat\\p{L}* auf|auf(?:ge)?trat\\p{L}*|stieg\\p{L}*|steigt|anstieg)',
      'beginn (?:des|der)',
      '(?:stieg|stiegen|steigen|steigt)(?: [^\\s.;:]+){0,8} an',
      '(?:begann|begannen|beginnt|beginnen)(?: [^\\s.;:]+){0,5} (?:zu (?:steigen|versagen)|anzusteigen|fehlzuschlagen|störung|vorfall|ausfall)',
      'erste\\p{L}* (?:fehler\\p{L}*|ausfälle|störungen|fehlschläge)',
      'anstieg',
      'ausgefallen',
      '(?:schlagen|schlägt|schlugen|schlug)(?: \\p{L}+){0,3} fehl',
      '(?:выросл|увеличил|подскочил)\\p{L}*(?: \\p{L}+)? (?:дол|числ|количеств)\\p{L}+ (?:ошибок|отказов)',
      'fiel\\p{L}* aus',
      'nicht mehr erreichbar',
      '(?:инцидент|сбой|авария|проблема|ошибки|перебои|деградация|недоступность)(?: \\p{L}+){0,2} (?:начал\\p{L}+|возник\\p{L}*|появил\\p{L}+)',
      'начал(?:ся|ись|ась|ось)(?: \\p{L}+){0,2} (?:инцидент|сбой|сбои|ошибки|проблемы|деградация|рост)?',
      'начал\\p{L}*(?: \\p{L}+){0,2} (?:расти|падать|возникать|увеличиваться|поступать ошибки)',
      'начало (?:инцидента|сбоя|аварии|проблемы)',
      'первые (?:ошибки|сбои|отказы|проблемы)',
      '(?:рост|увеличение|всплеск)(?: \\p{L}+){0,2} ошибок',
      '(?:ошибки|количество ошибок|число ошибок|доля ошибок) (?:начал\\p{L}+|вырос\\p{L}*|растут|раст[её]т)',
      'перестал\\p{L}* (?:отвечать|работать|открываться|читать|обрабатывать|принимать|отправлять|загружаться|грузиться|проходить|доходить|запускаться|обновляться)',
      'упал\\p{L}*(?! до)',
    ],
  ],
  [
    'acknowledged',
    [
      'acknowledg\\p{L}+',
      '(?:began|begin|begins|started|starts|start|starting) (?:to |the |our |an )?(?:investigat\\p{L}+|looking|debugging|troubleshoot\\p{L}+|triag\\p{L}+)',
      'investigation (?:was )?(?:started|began|begins|opened|underway)',
      'investigating',
      '(?:on-?call|engineers?|team|teams|responders?)(?: \\p{L}+){0,3} (?:responded|joined|engaged|came online|on the call)',
      'joined',
      '(?:untersuchung|analyse|fehlersuche|diagnose)\\p{L}*(?: \\p{L}+){0,3} (?:begonnen|begann|gestartet|aufgenommen|eingeleitet)',
      '(?:beginnt|begannen|begann|startet|starten)(?: \\p{L}+){0,3} (?:untersuchung|analyse|fehlersuche|diagnose)',
      'bereitschaft\\p{L}*(?: \\p{L}+){0,3} (?:übernimmt|übernommen|reagiert|eingeschaltet|bestätigt)',
      'quittiert',
      'wird untersucht',
      '(?:начат\\p{L}*|начали|начал\\p{L}*|приступил\\p{L}*)(?: к)?(?: \\p{L}+)? ?(?:расследовани\\p{L}+|диагностик\\p{L}+|разбираться|изуч\\p{L}+|анализ\\p{L}*|поиск\\p{L}* причин\\p{L}*)',
      'дежурн\\p{L}+(?: \\p{L}+){0,3} (?:подключил\\p{L}+|принял\\p{L}*|взял\\p{L}*|приступил\\p{L}*|отреагировал\\p{L}*)',
      'подключил\\p{L}+',
    ],
  ],
  [
    'detected',
    [
      'alert(?:s|ed|ing)?(?! fatigue)',
      'alarms?',
      'paged',
      'pages (?:the )?(?:on-?call|engineer\\p{L}*|team)',
      'pager',
      'pagerduty',
      'monitors?(?: \\p{L}+){0,3} (?:triggered|fired|detected|showed)',
      'detect(?:ed|s)',
      'notic(?:ed|es)',
      '(?:customers?|users?|support|tickets?|team|teams|colleagues?)(?: \\p{L}+){0,2} report(?:s|ed|ing)?',
      'reported (?:by|that|to|issues|errors|problems)',
      'first reports?',
      'reports? (?:of|from)',
      'automated warning',
      'became aware',
      'notified',
      'tickets? (?:arrived|came in|received)',
      'alarm\\p{L}*',
      'erkannt',
      'entdeckt',
      'bemerkt\\p{L}*',
      'gemeldet',
      'melde(?:t|n|te|ten)',
      'festgestellt',
      'alarmiert',
      'benachrichtigt',
      'aufgefallen',
      'fällt auf',
      'meldung\\p{L}*',
      'schl(?:ug|ägt|ugen) an',
      'monitoring (?:meldet|löst)',
      'обнаруж\\p{L}+',
      'замет\\p{L}+',
      'алерт\\p{L}*',
      'сработал\\p{L}*',
      'оповещ\\p{L}+',
      'жалоб\\p{L}*',
      'сообщени\\p{L}+ (?:от|о)',
      'сообщил\\p{L}*',
      'зафиксирова\\p{L}+',
      'поступил\\p{L}*',
      'мониторинг(?: \\p{L}+)? (?:показал|сообщил|сработал)',
      '(?:получ\\p{L}+|пришл\\p{L}+|поступ\\p{L}+) (?:\\p{L}+ )?уведомлени\\p{L}+|уведомлени\\p{L}+ (?:от|об|о)',
      '(?:ruft|rufen|rief|riefen|anrufe?|anruf)(?: [^\\s.;:]+){0,3}(?: an)?',
      'обращени\\p{L}+',
    ],
  ],
  [
    'follow-up',
    [
      'post-?mortem',
      'retro(?:spective)?',
      'follow-?ups?',
      '(?:change|code|deploy\\p{L}*|production) freeze',
      '(?:halted|paused|stopped|suspended|froze) all(?: \\p{L}+){0,2} (?:changes|deploy\\p{L}*|releases)',
      'incident review',
      'nachbereitung',
      'änderungsstopp',
      'deployment-?stopp',
      'постмортем\\p{L}*',
      'ретроспектив\\p{L}*',
      'заморозк\\p{L}+',
      'заморозили',
      'заморожен\\p{L}*',
    ],
  ],
]
const EXPRESSIONS = CUES.map(([phase, sources]) => {
  const all = [...sources, ...(ROMANCE_CUES[phase] ?? []), ...(NORTHERN_CUES[phase] ?? [])]
  return [phase, light(new RegExp(`(?<![\\p{L}\\p{N}])(?:${all.join('|')})(?![\\p{L}\\p{N}])`, 'gu'))] as const
})
const ASIAN_EXPRESSIONS = CUES.flatMap(([phase]) => {
  const sources = ASIAN_CUES[phase]
  return sources ? [[phase, light(new RegExp(sources.join('|'), 'gu'))] as const] : []
})
const ASIAN = light(/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u)
/** A step that was taken without effect, failed or was only tried mitigated nothing. */
const WITHOUT_EFFECT = light(
  /(?<!\p{L})(?:without (?:any )?(?:effect|success|result|improvement)|no effect|did(?: not|n['’]t) (?:help|work|fix|resolve)|unsuccessful\p{L}*|fail(?:ed|s) (?:due|to|because|again|with)|rollback fail\p{L}*|attempt(?:ed|s)?(?: to)?|tried to|but[^.]{0,80}(?:still|remain\p{L}*|persist\p{L}*|continu\p{L}*|no change)|however[^.]{0,80}(?:still|remain\p{L}*|persist\p{L}*)|ohne (?:erfolg|wirkung|effekt|besserung|ergebnis|änderung)|(?:keine|kaum) (?:besserung|wirkung|veränderung)|(?:half|hilft|wirkte|brachte) nicht|wirkungslos|aber[^.]{0,80}(?:weiterhin|weiter|immer noch)|erfolglos|fehlgeschlagen|schlug fehl|versuch\p{L}*|без (?:эффекта|результата|успеха|изменений|улучшений)|не помог\p{L}*|безуспешн\p{L}+|не дал\p{L}*|но[^.]{0,80}(?:по-прежнему|вс[её] ещ[её]|сохран\p{L}+|оставал\p{L}+)|попыт\p{L}+|пытал\p{L}+|sans (?:effet|succès|résultat|amélioration|changement)|tentative\p{L}*|échou\p{L}+|sin (?:efecto|éxito|resultados?|mejora|mejoría|cambios)|fall(?:ó|a|aron)|intent(?:o|ó|amos|aron)(?: de)?|sem (?:efeito|sucesso|resultado|melhora|melhoria|mudança)|tentativa\p{L}*|falhou|falharam|senza (?:effetto|successo|risultat[oi]|esito|migliorament[oi])|tentativ\p{L}+|fallit[oa]|zonder (?:effect|resultaat|succes|verbetering)|mislukt\p{L}*|utan (?:effekt|resultat|framgång|förbättring)|hjälp(?:er|te) inte|hielp niet|helpt niet|n['’]a (?:rien|pas) (?:changé|aidé|suffi)|no (?:ayuda|ayudó|sirvió)|não (?:ajudou|resolveu)|non (?:basta|è bastato|ha aiutato)|misslycka\p{L}+|bez (?:efektu|skutku|rezultatu|poprawy|zmian)|prób\p{L}+|nie pomogł\p{L}*)(?!\p{L})|効果(?:なし|がな|は?見られ)|失敗|改善(?:せず|しな|なし)|変化(?:なし|がな)|(?:没有|沒有|未见|未見|无|無|未)(?:明显|明顯)?(?:改善|好转|好轉)|차도 ?없|개선되지 ?않|无效|失败|未见效|没有效果|無效|실패|효과(?:가)? ?없/iu,
)
const NOT_YET = light(
  /(?:\bnot|n['’]t|\bnot yet|\bto be|\bwill be|\bcould|\buntil|(?<!\p{L})(?:nicht|noch nicht|wird|werden|bis|не|ещё не|еще не|будет|пока|pas|pas encore|no|aún no|todavía no|não|ainda não|non|non ancora|niet|nog niet|wordt|inte|ännu inte|nie|jeszcze nie))(?: \p{L}+){0,2} $/iu,
)

/** An entry is a sentence or two; what stands beyond this many characters says nothing about its phase. */
const MAX_CUE_TEXT = 1500

export type PhaseCue = { phase: Phase; index: number; length: number }

/** Every cue in `text`, in order; where two overlap, the one that starts first, then the longer one, counts. */
export function findPhaseCues(text: string): PhaseCue[] {
  // matching without the i flag is several times faster; lower case keeps lengths except for a few letters
  const lower = text.slice(0, MAX_CUE_TEXT).toLowerCase()
  const short = lower.length === Math.min(text.length, MAX_CUE_TEXT) ? lower : text.slice(0, MAX_CUE_TEXT)
  const cues: PhaseCue[] = []
  const expressions = ASIAN.test(short) ? [...EXPRESSIONS, ...ASIAN_EXPRESSIONS] : EXPRESSIONS
  for (const [phase, expression] of expressions) {
    for (const match of matchesOf(short, expression)) {
      const before = short.slice(Math.max(0, match.index - 30), match.index)
      if ((phase === 'resolved' || phase === 'mitigated') && NOT_YET.test(before)) continue
      cues.push({ phase, index: match.index, length: match[0].length })
    }
  }
  const idle = cues.some(({ phase }) => phase === 'mitigated') && WITHOUT_EFFECT.test(short)
  const kept = cues
    .filter((cue) => !(idle && cue.phase === 'mitigated'))
    .sort((a, b) => a.index - b.index || b.length - a.length)
  const result: PhaseCue[] = []
  for (const cue of kept) {
    const last = result.at(-1)
    if (!last || cue.index >= last.index + last.length) result.push(cue)
  }
  return result
}

/**
 * What an entry is about: the cue nearest to the place of its time (`timeAt`, offset into `text`), `note` without one.
 * `others` are the phases it also speaks of ("it began (a rise in errors was detected)").
 */
export function phaseOf(text: string, timeAt = 0): { phase: Phase; others: Phase[] } {
  const cues = findPhaseCues(text)
  const distance = (cue: PhaseCue) => (cue.index >= timeAt ? cue.index - timeAt : timeAt - cue.index - cue.length)
  const nearest = cues.toSorted((a, b) => distance(a) - distance(b))[0]
  if (!nearest) return { phase: 'note', others: [] }
  return {
    phase: nearest.phase,
    others: [...new Set(cues.map((cue) => cue.phase))].filter((phase) => phase !== nearest.phase),
  }
}
