import { light } from './light-expression'

/**
 * What people say in a chat while something is broken, in the first person, the present tense and in fragments; English first,
 * the usual words of six other languages. Expressions are for text in lower case.
 */
const words = (...sources: string[]) =>
  light(new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'u'))
/** The same, with words of languages that put no space between words. */
const cues = (spaced: string[], unspaced: string) =>
  light(new RegExp(`(?<![\\p{L}\\p{N}])(?:${spaced.join('|')})(?![\\p{L}\\p{N}])|${unspaced}`, 'u'))

/** Something does not work. */
export const TROUBLE = cues(
  [
    "fail(?:s|ed|ing|ures?)?(?! (?:it |them )?(?:over|back))|mismatch(?:es)?|errors?|error rates?|(?<![<>≥≤=] ?)[45]\\d\\ds?|5xx|4xx|declin(?:ed|es|ing)|time?(?:ing|s|d)?[ -]?outs?|timing out|timed out|is down|are down|went down|goes down|down since|down for|slow(?:ness)?|broken|breaking|unreachable|unavailable|on fire|(?:is|are|was|were|do|does)n['’]t (?:\\p{L}+ )?(?:arriv|work|load|respond|com|deliver|gett|send|updat|show|process|sync|start|go)(?:ing|e|s)?|not (?:receiving|getting|sending|delivering|updating|working|loading|reachable|responding|resolving|arriving|available)|(?:can['’]?t|cannot|unable to|couldn['’]t) (?:log ?in|reach|connect|load|access|open|pay|deploy|pull|push|see|send|get|upload|download|use)|(?:an?|some|having|have|got|seeing) (?:\\p{L}+ )?(?:problems?|issues) (?:with|on|in|at)|same (?:here|for (?:me|us))|logged out|kicked out|at random|randomly|intermittent(?:ly)?|(?:zero|no|0) (?:rows|results|records|response)|nothing (?:arrives|works|loads|happens|comes|goes|gets)|complain(?:s|ed|ing|ts?)?|bounc(?:e|es)|maxed out|exhausted|saturated|pegged|overloaded|bad gateway|unhealthy|vanished|disappeared|hiccups?|stuck|frozen|freez(?:es|ing)|hanging|hangs|delayed|delays|spins|spinning|crash(?:es|ed|ing|looping)?|crashloop(?:backoff)?|oom(?:killed)?|flaky|degraded|outage|latency|lagging|lag|missing|empty (?:results?|responses?|pages?)|returning (?:empty|nothing|nulls?|garbage)|rejected|refused|dropping (?:requests|packets|messages)|we['’]re dropping|spik(?:e|es|ed|ing)|elevated|no space left|disk (?:is )?full|out of (?:memory|disk)|expired|corrupt(?:ed)?|duplicate[ds]?|pending|stale|wrong (?:prices?|data|results?)|blank pages?|white screen|(?:is|are|was|were) gone|locked|read-?only|invalid \\p{L}+|denied|forbidden|not getting|no longer (?:get|see|work)\\p{L}*|double[- ]charged",
    'fehler\\p{L}*|fehlgeschlagen|schlagen fehl|schlägt fehl|geht nicht|gehen nicht|funktionier\\p{L}* nicht|nicht (?:erreichbar|verfügbar|möglich)|langsam|ausgefallen|ausfall|hängt|hängen|stapel[nt] sich|brechen ab|bricht (?:[^\\s.,]+ ){0,6}ab|störung\\p{L}*|abgestürzt|stürzt ab|kaputt|zeitüberschreitung\\p{L}*',
    'ошиб\\p{L}+|не (?:работа|доход|открыва|груз|отвеча|проход|приход|запуска|отправля|загружа)\\p{L}*|тормоз\\p{L}+|упал\\p{L}*|падает|падают|недоступ\\p{L}+|жалоб\\p{L}*|обращени\\p{L}+|таймаут\\p{L}*|завис\\p{L}*|вис(?:ит|ят)|сбо[йяие]\\p{L}*',
    'ne (?:se )?(?:\\p{L}+ )?(?:charge|march|fonctionn|répond|pass|part|arriv|démarr)\\p{L}* (?:plus|pas)|erreurs?|en panne|panne|lente?s?|lenteurs?|indisponibles?|inaccessibles?|plant[ée]\\p{L}*|bloquée?s?|échou\\p{L}+|injoignables?|reste(?:nt)? (?:vides?|blanche?s?|bloquée?s?|figée?s?)|impossible de',
    'no (?:funciona|carga|responde|llega|abre|arranca)\\p{L}*|errores|caíd[oa]s?|se cayó|lent[oa]s?|fall(?:a|an|ando|os|ó)|no (?:puedo|podemos|pueden)|bloquead[oa]s?|colgad[oa]s?',
    'não (?:funciona|carrega|responde|chega|abre|sobe)\\p{L}*|erros?|caiu|caíram|fora do ar|falha(?:s|ndo|m)?|falhou|travad[oa]s?|travando|indisponíve(?:l|is)|não (?:consigo|conseguimos|conseguem)|lentidão',
  ],
  'エラー|落ちて|落ちた|つながら|繋がら|接続でき|遅い|遅延|できな[いく]|できません|障害|タイムアウト|失敗|応答(?:が)?な|表示されな|止まって',
)

/** Who is hit and how much. */
export const IMPACT = cues(
  [
    'impact(?:s|ed|ing)?|affect(?:s|ed|ing)?|(?:our |all |some |many |most |eu |us )?(?:customers?|users?|clients?(?![ -](?:cert|key|librar|secret|side|time|version|id|config|code|lib))|tenants?|merchants?|partners?|carts?|orders|shoppers)|support (?:has|got|is)|tickets? (?:so far|coming|already)|everyone|everybody',
    '\\d+(?:[.,]\\d+)? ?(?:[–-] ?\\d+ ?)?% of',
    'kunden|nutzer|betroffen|auswirkung\\p{L}*',
    'клиент\\p{L}*|пользовател\\p{L}+|затронут\\p{L}*|обращени\\p{L}+|жалоб\\p{L}*',
    'clients|utilisateurs|touchée?s|impact',
    'clientes|usuarios|afectad[oa]s?|impacto',
    'usuários|afetad[oa]s?',
  ],
  '影響|ユーザー|お客様|顧客',
)

const SPEAKER =
  "(?:^|[,;:(–—] ?|(?<!\\p{L})(?:i|we|i['’]m|i am|we['’]re|we are|i['’]ve|we['’]ve|i have|we have|just|ok|and|then|so|also|now|habe|ich habe|wir haben|j['’]ai|on a|nous avons|he|hemos|eu|nós|мы|я) )(?:(?:just|now|also|then|went ahead and|have|already|ich|jetzt|eben|gerade|den|die|das|сейчас|ahora|agora) ){0,3}"
const DOING =
  'roll(?:ing|ed) (?:it |this |that |the \\p{L}+ |\\p{L}+ |[\\w.-]+ )?back|rolling (?:restart|[\\w-]+ now)|restart(?:ing|ed)|reboot(?:ing|ed)|bounc(?:ing|ed)|recycl(?:ing|ed)|cycl(?:ing|ed)|revert(?:ing|ed)|scal(?:ing|ed)|bump(?:ing|ed)|flush(?:ing|ed)|purg(?:ing|ed)|clear(?:ing|ed)|empt(?:ying|ied)|invalidat(?:ing|ed)|fail(?:ing|ed) (?:it |them |\\p{L}+ )?over|drain(?:ing|ed)|disabl(?:ing|ed)|enabl(?:ing|ed)|turn(?:ing|ed) (?:it |them |this )?(?:off|on)|turn(?:ing|ed) (?:[\\p{L}\\p{N}_-]+ ){1,4}(?:off|on)|switch(?:ing|ed)|flipp(?:ing|ed)|dropp(?:ing|ed)(?! (?:roughly|about|around|some|many|most|requests|packets|messages|connections|\\d))|kill(?:ing|ed)|stopp(?:ing|ed)|paus(?:ing|ed)|skipp(?:ing|ed)|point(?:ing|ed)|rerout(?:ing|ed)|mov(?:ing|ed)|appl(?:ying|ied)|deploy(?:ing|ed) (?:the |a )?(?:fix|hotfix|patch|revert|workaround)|ship(?:ping|ped) (?:the |a )?(?:fix|hotfix|patch|revert)|push(?:ing|ed)|issu(?:ing|ed)|renew(?:ing|ed)|rotat(?:ing|ed)|recreat(?:ing|ed)|re-creat(?:ing|ed)|rebuil(?:ding|t)|reindex(?:ing|ed)|restor(?:ing|ed)|reset(?:ting)?|increas(?:ing|ed)|rais(?:ing|ed) (?:the |our )?(?:limit|quota|timeout|memory|cpu|pool)\\p{L}*|lower(?:ing|ed)|cutting|cut|setting|set|chang(?:ing|ed)|fix(?:ing|ed)|patch(?:ing|ed)|add(?:ing|ed)|remov(?:ing|ed)|delet(?:ing|ed)|free(?:ing|d)|truncat(?:ing|ed)|resiz(?:ing|ed)|block(?:ing|ed)|bann(?:ing|ed)|throttl(?:ing|ed)|rate[- ]limit(?:ing|ed)|cordon(?:ing|ed)|evict(?:ing|ed)|reload(?:ing|ed)|re-?deploy(?:ing|ed)|rerunning|reran|re-?ran|replay(?:ing|ed)|unblock(?:ing|ed)|promot(?:ing|ed)|detach(?:ing|ed)|isolat(?:ing|ed)|swapp(?:ing|ed)|retr(?:ying|ied)|whitelist(?:ing|ed)|allowlist(?:ing|ed)|kicking off|kicked off|running|ran (?:the )?(?:fix|script|migration)|t(?:ook|aking) [^,.;]{1,40} out of|put(?:ting)? [^,.;]{1,40} back in(?:to)?'
const DOING_ELSEWHERE = [
  '(?:revert|rollback|fix|hotfix|patch|change|restart|failover|workaround)(?: is| was| has been)? (?:live|out|done|completed?|through|deployed|merged|finished|applied|rolled out)|(?:(?:is|are) )?(?:active|live|deployed|rolled out) (?:on|in|to|across) (?:all|every|both)',
  '(?:importiert|durchgestartet|eingebunden|nachinstalliert|zurückgerollt|zurückgesetzt|neu ?gestartet|starte\\p{L}* (?:[^\\s.]+ ){0,3}neu|geleert|deaktiviert|abgeschaltet|umgeschaltet|ausgerollt|eingespielt|erhöht|gestoppt|skaliert|(?:habe|haben) (?:[^\\s.]+ ){1,6}(?:hinzugefügt|entfernt|korrigiert|freigegeben|geändert|angepasst|umgestellt|erneuert|(?:neu )?geladen|gelöscht|verschoben|vergrößert|verlängert|ersetzt|rotiert|repariert|gefixt)|(?:neu |ist |sind |jetzt )(?:angestoßen|eingetragen|freigeschaltet|nachgezogen|getauscht|umgebogen)|rolle (?:[^\\s.]+ ){0,3}zurück|schalte (?:[^\\s.]+ ){0,3}um)',
  '(?:откатил\\p{L}*|откатываю|откатываем|снимаем|гасим|убираем|отключаем|перезапуст\\p{L}+|перезапускаю|перезапускаем|выпустил\\p{L}*|сбросил\\p{L}*|почистил\\p{L}*|очистил\\p{L}*|отключил\\p{L}*|отключаю|переключил\\p{L}*|переключаю|увеличил\\p{L}*|увеличиваю|выкатил\\p{L}*|выкатываю|добавил\\p{L}* (?:под|реплик|нод)\\p{L}*|убрал\\p{L}*|исправил\\p{L}*|поправил\\p{L}*|применил\\p{L}*|вернул\\p{L}*|поднял\\p{L}*|остановил\\p{L}*|удалил\\p{L}*|перевыпустил\\p{L}*|убил\\p{L}*|расширил\\p{L}*|перенес\\p{L}*|перезагрузил\\p{L}*|снял\\p{L}* (?:блокировк|миграц|запрос)\\p{L}*)',
  "(?:(?:j['’]ai|on a|nous avons|je viens de|je) (?:\\p{L}+ )?(?:augment|purg|redémarr|relanc|lanc|remont|désactiv|activ|annul|basculé?|bascul|vid|corrig|déploy|arrêt|ajout|supprim|modifi|appliqu|chang|coup|restaur|rollback)\\p{L}*|retour arrière|(?:c['’]est )?déployée?(?=[,.! ]|$)|rollback (?:en cours|fait|lancé))",
  '(?:reinici(?:é|ando|amos|ado)|revert(?:í|imos|ido|iendo)|hice rollback|haciendo rollback|rollback (?:hecho|en curso)|aument(?:é|ando|amos|ado)|vaci(?:é|ando|amos|ado)|desactiv(?:é|ando|amos|ado)|escal(?:é|ando|amos|ado)|desplegu?(?:é|ando|amos|ado)|añad(?:í|imos|iendo)|agreg(?:ué|amos|ando)|quit(?:é|amos)|apli(?:qué|camos|cando)|corre(?:gí|gimos)|arregl(?:é|amos)|detuv(?:e|imos)|cambi(?:é|ando|amos))',
  '(?:reinici(?:ei|ando|amos)|revert(?:i|endo|emos|ido)|fiz rollback|fazendo rollback|rollback (?:feito|em andamento)|aument(?:ei|ando|amos)|limp(?:ei|ando|amos)|desativ(?:ei|ando|amos)|desligu(?:ei|amos)|escal(?:ei|ando|amos)|adicion(?:ei|amos|ando)|remov(?:i|emos)|apli(?:quei|camos|cando)|corrig(?:i|imos)|ajust(?:ei|amos)|subi(?:ndo)?|derrub(?:ei|ando|amos))',
]
/** The speaker does something about it, or has just done it. */
export const ACTION = light(
  new RegExp(
    `${SPEAKER}(?:${DOING})(?![\\p{L}\\p{N}])|(?<![\\p{L}\\p{N}])(?:${DOING_ELSEWHERE.join('|')})(?![\\p{L}\\p{N}])|再起動し(?:ました|ます|た)|ロールバックし(?:ました|ます|た)|切り替え(?:ました|ます|た)|切り戻し|戻しました|クリアしました|増やしました|停止しました|適用しました|追加しました|変更しました|修正しました`,
    'u',
  ),
)
/** Verbs of looking and talking: who does that has not done anything about it yet. */
const NO_DEED =
  'check|diff|compar|bisect|grep|reproduc|inspect|dump|profil|measur|count|analy|search|quer|look|investigat|test|see|gett|ask|pag|wait|watch|think|read|digg|join|call|writ|go|notic|confirm|tri|want|expect|need|talk|seem|verif|review|observ|receiv|open|declar|post|ping|monitor|figur|be|hav|mak|tak|com|fail|miss|break|return|throw|hitt|mean|start|happen|hang|report|look|keep|tell|mention|agree|wonder|guess|suppos|assum|suspect|ack|acknowledg|learn|discover|identifi|relat|caus|creat|fil|rais|nobod|increas(?=ed (?:latency|error|load))|elevat|degrad'
/** "putting the record back", "re-sent all mails": any verb in front of an object says what its author does. */
export const DEED = light(
  new RegExp(
    `^(?:(?:ok|so|and|now|just),? )?(?:i['’]m |i am |we['’]re |i |we |i['’]ve |we['’]ve )?(?:now |just |also )?(?!(?:${NO_DEED})\\p{L}*)[\\p{L}-]{2,}(?:ing|ed) (?:the|it|this|them|all|an?|our|those|these|that|every)(?!\\p{L})`,
    'u',
  ),
)

/** It is only spoken about, or was done to something else than the service. */
export const NOT_DONE = words(
  "won['’]t|wouldn['’]t|will not|not going to|instead of|before (?:we|i|you|anyone)|staging|locally|on dev|in dev|yesterday|overnight|last evening|heute nacht|cette nuit|ночью|last (?:week|night|month)|unless|could|should|would|maybe|nicht|wird nicht|не буд\\p{L}+|ne va pas|no va a",
)

/** What was done changed nothing. */
export const NO_EFFECT = cues(
  [
    "did(?:n['’]t| not) (?:help|work|fix|change|do (?:it|anything))|does(?:n['’]t| not) help|no (?:change|effect|improvement|difference|luck)|not helping|no help|made no difference|(?:not|no) (?:any )?better|still (?:failing|seeing|broken|happening|down|the same|growing|high|climbing|there|\\d[\\d.,]*(?: ?%| ?ms| ?s)?)|still no|(?:hat|half|hilft|bringt) (?:\\p{L}+ )?(?:nichts|nicht)|keine (?:besserung|änderung|wirkung)|immer noch|не помогл\\p{L}*|без изменений|вс[её] ещ[её]|n['’]a rien (?:changé|donné)|pas (?:d['’]amélioration|de changement)|toujours (?:pareil|en erreur)|no (?:ayudó|sirvió|funcionó)|sin cambios|sigue (?:igual|fallando)|não (?:ajudou|adiantou|resolveu)|sem mudança|continua (?:igual|falhando)|changed nothing|did nothing|hat nichts (?:gebracht|geändert)",
  ],
  '変わらない|変化なし|効果なし|まだ(?:エラー|遅|落ち)',
)

/** It gets better. */
export const EFFECT = cues(
  [
    "(?:is|are|'s|started|starting|rate|rates|errors?|\\d{3}s|lag|latency|queue|cpu|memory|load|backlog|restarts?) (?:\\p{L}+ )?(?:dropp(?:ing|ed)|drops|going down|coming down|falling|decreas(?:ing|ed)|declin(?:ing|ed)|subsid(?:ing|ed)|improv(?:ing|ed)|clear(?:ing|ed)|recover(?:ing|ed)|drain(?:ing|ed)|shrinking|stopped|settling|flat)|(?:errors?|\\d{3}s|5xx|timeouts?|alerts?|failures?) (?:are |have |is )?(?:all )?(?:gone|went away|disappeared)|(?<all>\\d+)\\/\\k<all>(?: \\p{L}+)? (?:healthy|up|ready|running|green)|(?:errors?|bounces|restarts|failures|alerts?|timeouts?|crashes|complaints|\\d{3}s) (?:have |has |all )?(?:stopped|ceased)|back (?:under|below|within|down|in)|test \\p{L}+ (?:arrived|works|passes|passed|went through)|(?:have|has|gets?|sees?|can) (?:\\p{L}+ ){1,3}again|down to \\d[\\d.,]*(?: ?%| ?\\p{L}{1,4})?|(?:cluster|checks?|dashboards?|pipelines?) (?:is |are )?(?:all )?green|works? for me|(?:is|are|back) (?:flat )?at \\d+(?:[.,]\\d+)?(?:%|\\p{L}*)|(?:queue|backlog|lag)(?: is)? (?:empty|zero|gone)|recovering|picking up|catching up|caught up|(?:data|traffic|events|orders|messages|mails?) (?:is |are )?flowing|(?:is|are) being (?:processed|delivered|worked off)|and (?:falling|dropping|shrinking)|green on \\p{L}+|all \\d[\\d.,]* (?:\\p{L}+ )?(?:are |have been |were )?(?:replayed|reprocessed|re-?sent|delivered|processed|restored|visible|through|recovered|back)|(?:loads?|works?|fine|ok|good|up) (?:for me|here|on my (?:side|end)|again|now)|(?:are|is) 200 again|going through(?: again)?|(?:is|are) back|back up|(?:works?|working|succeeding|succeed|loading|responding|flowing|healthy|fine|online|up|reachable|green) (?:again|now)|(?:uploads?|logins?|requests?|it|payments?) works?|looks? (?:good|better|fine|healthy)|looking (?:good|better)|(?:seems?|getting|much|way) better|\\d[\\d.,]*k? left|(?:rate|share|ratio) (?:is |at )?\\d[\\d.,]* ?% and (?:rising|climbing|growing)|(?:lag|queue|backlog) (?:is )?0|(?!(?:fail\\p{L}*|broken|down|happen\\p{L}*|it|back|try|tried|slow|stuck|once|out|errors?|timeouts?|pag(?:ed|ing)|rising|here we go) )\\p{L}+ again(?: for (?:me|us|everyone|all))?[.! ]*$|(?:back|up) (?:at|to) \\d[\\d.,]* ?%",
    'sinkt|sinken|geht zurück|gehen zurück|(?:geht|gehen|funktionier\\p{L}+|läuft|laufen) wieder|wieder (?:da|erreichbar|online)|erholt sich|wird besser|(?:schon|viel|deutlich|spürbar) (?:viel )?besser|stabil (?:bei|unter)|(?:upload|job|lauf|import|export|backup)s? (?:ist |sind )?(?:wieder )?durch|(?:geht|gehen|funktionieren|läuft|laufen)[.! ]*$|sieht (?:gut|besser) aus|die ersten (?:\\p{L}+ )?(?:kommen|gehen|laufen)|(?:kommen|laufen|drucken) (?:wieder |jetzt )?(?:raus|an|durch)',
    'уменьша\\p{L}+|снижа\\p{L}+|падает до|пошли|пош[её]л|заработал\\p{L}*|оживает|разгреба\\p{L}+|стало (?:лучше|легче)|снова \\p{L}+(?:ет|ют|ит|ат|ят|тся)|снова доступ\\p{L}+|ошибок (?:больше )?нет|(?:новых )?жалоб (?:больше )?нет|вс[её] прошло|освободил\\p{L}+',
    'baisse(?:nt)?|diminue(?:nt)?|redescend\\p{L}*|remarche(?:nt)?|(?:à|de) nouveau|ça (?:remarche|revient|va mieux)|revient|reviennent',
    'baja(?:ndo)?|bajan|disminuy\\p{L}+|vuelven? a|mejora(?:ndo)?|se (?:está )?recupera(?:ndo)?|responden? (?:bien|normal)|ya (?:funciona|responde|carga)\\p{L}*',
    'caindo|diminuindo|voltou a|voltaram a|voltando|melhorou|melhorando|recuperando|normalizando',
  ],
  '減少|下がっ|下がり|回復|改善|減って|減り|できるようになり|(?:0|ゼロ)に戻り',
)

/** So much better that it is said of nothing else: also where nobody told what was done. */
export const BETTER = cues(
  [
    'gone|again|recovering|dropping|going down|coming down|decreasing|catching up|sinkt|sinken|wieder|снижа\\p{L}+|уменьша\\p{L}+|заработал\\p{L}*|baisse(?:nt)?|diminue(?:nt)?|à nouveau|bajando|vuelven?|caindo|voltou|voltaram',
  ],
  '減|回復|下が',
)

/** It is over. */
export const RESOLUTION = cues(
  [
    "all clear|back (?:to|at) (?:normal|baseline|zero|0|nominal|green|usual)|(?:back|down) to (?:normal|baseline|zero|0)|(?:at|to) (?:zero|0 ?%?|baseline)(?= |$|[.,!])|fully recovered|recovered|(?:incident|outage|issue|this|it)(?: is|['’]s| was| now)? (?:resolved|over|closed|done|fixed)|resolved|resolving (?:this|it|the incident)|stable for|(?:can|could|let['’]?s|will|going to) close (?:this|it|the (?:incident|thread|bridge))|closing (?:this|it|the (?:incident|thread|bridge|ticket)|out|the loop)|closed the incident|we['’]re (?:good|back|all good|clear)|we are (?:good|back)|(?:all|everything)(?: is|['’]s| looks| looking)? (?:good|green|healthy|normal|fine|ok|back(?: up)?|stable)(?: now| again)?|(?:downtime|outage|lockout|freeze|block) (?:is|has been|was) lifted|good now|stable (?:again|now)|false alarm|no longer seeing|standing down|stand down|calling it (?:resolved|done|over)|back online|service (?:is )?restored|fully restored|(?:^|ok(?:ay)?,? |and )closing[.! ]*$|^resolving[.! ]*$|done here",
    'alles (?:wieder )?(?:normal|gut|grün|ok|in ordnung|stabil)|entwarnung|alles erledigt|kann (?:jetzt )?zu(?=[.!]|$)|behoben|gelöst|wiederhergestellt|(?:störung|vorfall|incident) (?:ist )?(?:beendet|geschlossen|vorbei)|fehlalarm|schließe (?:den |die )?(?:incident|vorfall|störung)',
    'вс[её] (?:восстанов\\p{L}+|в норме|работает|хорошо|ок|зелен\\p{L}+)|восстановлен\\p{L}*|восстановил\\p{L}*|в норме|закрываю|закрываем|инцидент (?:закрыт|исчерпан)|ложная тревога|отбой',
    "(?:revenue?s?|retour) à la normale|tout (?:est )?(?:rentré dans l['’]ordre|revenu|ok|bon|remarche)|résolue?|incident (?:clos|terminé|résolu)|rétablie?|fausse alerte|on (?:clôt|ferme)",
    '(?:vuelto|volvió|vuelve|todo) (?:\\p{L}+ )?(?:a la normalidad|normal|bien|ok|en verde|estable)|resuelt[oa]|recuperad[oa]|restablecid[oa]|falsa alarma|cerramos|cierro',
    '(?:voltou|de volta|tudo) (?:\\p{L}+ )?(?:ao normal|normal|certo|ok|verde|estável)|resolvid[oa]|normalizad[oa]|restabelecid[oa]|alarme falso|encerrando|encerrado',
  ],
  '復旧し|復旧しました|復旧とし|解消し|正常に戻|クローズし|収束|復旧確認|誤検知|誤報',
)
/** "Not resolved yet", "until it recovered": not over. */
export const NOT_OVER = words(
  "not (?:yet )?(?:fully )?(?:resolved|recovered|over|back|fixed|closed)|n['’]t (?:\\p{L}+ )?(?:resolved|recovered|over|back|fixed)|until|once|when (?:it|this|we)|if (?:it|this|we|the)|noch nicht|ещё не|еще не|пока не|pas encore|todavía no|aún no|ainda não",
)

/** Said of the cause outright. */
export const CAUSE = cues(
  [
    "root[- ]?caused?|(?:the |actual |real |underlying )?cause (?:is|was|found|identified|confirmed|seems|turned)|cause[:：]|(?:that['’]s|that is|that was|this is|this was|it was|here['’]s) (?:the |our |what (?:did|caused|broke) |why)(?:root )?(?:cause|culprit|problem|reason|issue|it|us|this|that)?|culprit|^why:|turns out|turned out|found it|found the (?:cause|problem|issue|culprit|reason|bug)|(?:was|were|is|got) caused by|the (?:problem|reason) (?:is|was)|traced (?:it |this )?(?:back )?to|(?:^|so |and )(?:ok )?it['’]s the|(?:^|so )that explains|broke (?:it|this|us|everything)|what (?:happened|broke)(?: is| was)?:|is to blame|finally bit(?: us)?|(?<=[^\\s] )so (?:the|every|all|each|any) [^,.;]{1,60} (?:broke|breaks|exploded|failed|fails)|(?:so|that|because|and) (?:we|nobody|no one) (?:never|forgot to) \\p{L}+|by mistake|accidentally|inadvertently|by accident|misconfigured|(?:^|so |ok,? )it(?:['’]s| is| was) (?:the |our )?[\\p{L}\\p{N}-]+[_./][\\p{L}\\p{N}_./-]+(?: \\p{L}+)?(?=[,: ]|$)",
    '(?:grund)?ursache(?: (?:gefunden|ist|war|lag|liegt|klar|identifiziert))?[:：]?|lag (?:also )?an|liegt daran|verursacht|schuld (?:ist|war)|gefunden[:：]|grund (?:ist|war)|versehentlich|aus versehen',
    'причин[аыу]|нашли причину|наш[её]л[:：,]?|виноват\\p{L}*|дело (?:было )?в|оказалось|по ошибке|выяснил\\p{L}*|проблема (?:была )?в',
    "cause (?:trouvée|racine|identifiée|est|était)|cause ?[:：]|causée? par|c['’]est à cause|c['’]était|ça vient d|ça venait d|le problème (?:est|vient|venait|était)|trouvé ?[:：]|par erreur",
    'causa (?:raíz|encontrada|es|fue|identificada)|la causa|causa[:：]|causad[oa] por|el problema (?:es|era|fue)|era por|por culpa|encontrado[:：]|resulta que|por error',
    'causa (?:raiz|encontrada|é|foi|identificada)|a causa|causa[:：]|causad[oa] por|o problema (?:é|era|foi)|achei[:：]|encontrei|descobri(?:mos)?|por engano',
  ],
  '原因(?:は|が|判明|特定|です|を特定)|根本原因|のせい',
)
/** Somebody has just understood: what follows is the cause, though it is not called so. */
export const REALISED = light(
  /^(?:(?:ok(?:ay)?|hm+|wait),? )?(?:a+h+a?(?: (?:oui|ja|да|yes|yep))?|correct,|right, so|hold on|oh+|ooh+|yes+!+|yep!+|bingo|eureka|gotcha|got it|there (?:it is|we go)|here we go|ага!?|вот оно|ach so|aha)(?:[\s.,!:—–-]+|$)/iu,
)

/** Calls itself the root cause, which no other sentence outdoes. */
export const ROOT = cues(
  [
    "root[- ]?caused?|(?:the |actual |real |underlying )cause (?:is|was)|cause (?:is|was|found|identified|confirmed)|^cause|^why:|^why|grundursache|ursache(?: (?:gefunden|ist|war|lag))?|причина|cause (?:trouvée|racine)|causa raíz|causa raiz|la causa (?:es|fue)|a causa (?:é|foi)|that['’]s (?:the cause|what did it|why)|found it",
  ],
  '根本原因|原因(?:は|が)',
)
/** Gives a reason without calling it the cause. */
export const BECAUSE = cues(
  [
    'because|due to|since we|caus(?:ed|ing)|weil|wegen|aufgrund|из-за|потому что|parce que|à cause de?|dû à|porque|debido a|por causa|devido a',
  ],
  'ため、|によって',
)

/** Not sure, or a question about the cause. */
export const HYPOTHESIS = cues(
  [
    '(?:first|initial) (?:thought|guess|suspicion|idea)|thought (?:it was|of|about)|maybe|perhaps|possibly|probably|presumably|could (?:it |this |that )?be|could (?:the|an?|it|this)|might be|may be|i (?:think|suspect|guess|bet|wonder|assume)|we (?:think|suspect)|my (?:guess|bet|money|theory|hunch|gut)|theory|hypothesis|looks? (?:a lot )?like|seems? (?:like|to be|related)|smells? like|sounds? like|suspect(?:ed|ing)?|suspicious|guessing|hunch|is it|is this (?:the|a|related|because)|related to|likely|did (?:we|you|someone|somebody|anyone) (?:deploy|change|release|merge|push|touch)|(?:someone|somebody|anyone) (?:deleted?|changed?|touch(?:ed|ing)|deploy(?:ed|ing)?|clean(?:ed)?)',
    'zuerst dacht\\p{L}+|dachte (?:erst|zuerst|an|es)|erster verdacht|vermut\\p{L}+|vielleicht|eventuell|könnte|liegt es|wahrscheinlich|sieht (?:so |mir )?(?:nach|aus wie|aus als)|ich (?:tippe|denke|glaube)|verdacht',
    'сначала (?:дума|подума|греш)\\p{L}+|сломал\\p{L}*\\?|может|похоже|думал\\p{L}*|возможно|кажется|думаю|наверное?|видимо|подозрева\\p{L}+|вероятно|скорее всего',
    'peut-être|on dirait|je (?:pense|crois|suppose|soupçonne)|sans doute|probablement|semble|serait-ce|possible que|ça ressemble',
    'pens(?:é|ábamos|amos) que|quizás?|tal vez|parece|creo que|puede ser|podría|probablemente|sospecho|a lo mejor',
    'talvez|acho que|pode ser|poderia|provavelmente|suspeito|será que',
  ],
  'かも|おそらく|たぶん|ようです|みたい|と思い|でしょうか|の可能性|疑い',
)

/** What was suspected is not the cause. */
export const RULED_OUT = cues(
  [
    "scratch that|(?:i )?do(?:n['’]t| not) think so|(?:may|can) be (?:excluded|ruled out)|ruled out|rul(?:e|ing) (?:it |that |this )?out|red herring|false lead|dead end|unrelated|not related|nothing to do with|so not|(?:is|was)n['’]t (?:the|it|our|a|that|this|us)|(?:^|it['’]?s |that['’]?s |this is |was |is |definitely |probably |so |, |ok |no,? )not (?:the|an?|my|our|your|their|us|it|related|caused)|not (?:dns|us|aws)|no (?:recent )?(?:deploys?|releases?|changes)|nothing (?:was )?(?:deployed|released|changed)|not an? (?:deploy|release|bug|attack)|(?:can['’]?t|cannot|couldn['’]t) be|doesn['’]t explain|not that|^not (?!(?:me|us|now|yet|today|sure|really|here|better|good|great|mine|working|fixed|only)(?!\\p{L}))[\\p{L}\\p{N}-]+(?=,|$)|^no,? that (?:one|was|finished|ran)",
    'ausgeschlossen|liegt (?:es )?nicht|liegt nicht (?:an|daran)|war es nicht|ist es nicht|nicht (?:am|an der|der|die|das) (?:deploy|release|update|netz|vpn|dns|firewall|datenbank)\\p{L}*|kein (?:deploy|release|deployment)\\p{L}*|hat nichts (?:damit|mit)',
    'ни при ч[её]м|но нет(?=,|$)|исключ\\p{L}+|не (?:релиз|деплой|база|сеть|днс)\\p{L}*|не в (?:релиз|деплой|баз|сет)\\p{L}*|дело не в|не виноват\\p{L}*|не (?:он|она|оно|они|в н[её]м|в ней)$|релизов не было|деплоев не было',
    "ce n['’]est pas|c['’]est pas|ce n['’]était pas|rien à voir|écartée?|exclue?|pas de (?:déploiement|mise en prod)|hors de cause",
    '(?:pero|creí que|que) no(?=,|$)|no es (?:el|la|un|una)|no fue|no era|descartad[oa]|descartamos|nada que ver|no hubo (?:deploy|despliegue)s?',
    'não é (?:o|a|um|uma)|não foi|não era|descartad[oa]|descartamos|nada a ver|não (?:houve|teve) deploys?',
  ],
  'ではない|ではなさそう|ではありません|無関係|除外|関係な',
)

/** Answers a guess: it is not so. */
export const DENIAL = light(/^(?:no|nope|nah|nein|нет|non|(?:i )?do(?:n['’]t| not) think so|scratch that)(?=[\s,.!])/iu)

/** Begins a question, with or without its mark. */
export const ASKING = light(
  /^(?:(?:ok|so|and|hm+|wait),? )?(?:(?:can|could|should|shall|would|do|does|did|is|are|was|were|has|have|will) (?:we|you|i|they|it|this|that|the|there|someone|somebody|anyone|anybody|everyone)|who|what|when|where|which|why (?!was|is)|how|anyone|anybody|any (?:idea|news|update)s?|kann(?! ich bestätigen)|könnt?en|sollen|wer|wann|warum|wie|peut-on|est-ce|qui|pourquoi|comment|quand|podemos|quién|qué|cómo|quem|como|что|кто|как|почему|когда)(?!\p{L})/iu,
)

/** Somebody takes charge, or names how bad it is. */
export const DECLARATION = cues(
  [
    "declar(?:e|ed|es|ing)(?: this| it| an?)?|calling (?:it|this) (?:an? )?(?:incident|sev|p\\d|outage|major)\\p{L}*|(?:raising|bumping|upgrading|escalating|moving|making|setting|calling) (?:this|it|severity)?(?: to| as| an?){0,2} ?(?:sev|p|priority|prio)[- ]?\\d|priority (?:1|one) incident|(?:act|acting) as (?:the )?(?:incident manager|major incident manager|ic)|(?:opening|opened|starting|started|creating|created) (?:an? |the )?(?:incident|bridge|war ?room|sev)|this is (?:now )?(?:an? )?(?:incident|sev[- ]?\\d?|p[0-4]|outage)|^incident,? (?:sev|p|prio\\p{L}*)[- ]?\\d|incident commander|(?:i['’]m|i am|i['’]ll be|taking) (?:the )?(?:ic|commander|incident lead)|treat(?:ing)? (?:this|it) as|sev(?:erity)?[- ]?[0-5]",
    '(?:rufe|rufen|erkläre|eröffne)(?: \\p{L}+){0,6} (?:aus|vorfall|incident|störung)|ausgerufen|(?:mache|machen|eröffne|öffne) (?:hier )?(?:ein|eine|einen|den|das) (?:p|sev|prio\\p{L}*)[- ]?\\d|(?:stufe|setze|werte)(?: \\p{L}+){0,3} (?:als|auf) (?:p|sev|prio\\p{L}*)[- ]?\\d|großstörung|einsatzleit\\p{L}+',
    'объявля\\p{L}+|открываю инцидент|завожу инцидент|открыл\\p{L}* инцидент',
    "(?:je|on) déclare|je prends l['’]incident|c['’]est un (?:p|sev)[- ]?\\d|(?:on )?passe en (?:p|sev)[- ]?\\d|incident (?:déclaré|ouvert)|j['’]ouvre (?:un|l['’])(?: )?incident",
    'declaro|declaramos|abro (?:un )?incidente|abrimos (?:un )?incidente',
    'declarando|abrindo (?:um )?incidente|abri (?:um )?incidente',
  ],
  'インシデント(?:宣言|発令|対応を開始|として)|宣言し|障害宣言',
)
/** Says who leads: the author. */
export const LEADING = words(
  "(?:i['’]m|i am|i['’]ll be|i will be) (?:the )?(?:ic|incident commander|commander|lead)|i['’]ll (?:lead|drive|take ic|run (?:point|it|this))|i drive|taking (?:ic|command|point|lead)|ich (?:leite|übernehme)|je (?:pilote|coordonne)|coordino|беру на себя|координирую|веду",
)
export const SEVERITY =
  /(?<![\p{L}\p{N}])(?:sev(?:erity)?[- ]?(?<sev>[0-5])|(?:p|prio(?:rity)? )(?<priority>[0-5]))(?![\p{L}\p{N}])/iu

export const COMMUNICATION = cues(
  [
    "status ?page|statuspage|(?:posted|posting|sent|sending) (?:an? |the )?(?:update|notice|message|announcement|on the status)|told (?:the )?(?:support|partners|customers|cs|sales|everyone|users)|(?:i['’]ve |i have |have )told|informed|(?:notified|notifying|updated|updating) (?:the )?(?:support|customers|partners|stakeholders|cs)|banner (?:is )?(?:up|live)|take comms|comms (?:sent|out)",
    'status-?seite|kunden informiert|support informiert',
    'статус-?страниц\\p{L}*|статус-?пейдж\\p{L}*|предупредил\\p{L}*|сообщил\\p{L}* (?:поддержк|клиент)\\p{L}*',
    "page de statut|page d[e’']état|bandeau (?:est )?en ligne|prévenu (?:le |les )?(?:support|clients)",
    'página de estado|avis(?:é|amos|ado) (?:a|al)',
    'página de status|avis(?:ei|amos|ado)',
  ],
  'ステータスページ|周知し|お知らせを',
)

/** What is set to "resolved" there is a word to the public. */
export const STATUS_PAGE = words(
  'status[ -]?page|status-?seite|статус-?\\p{L}*|page de statut|página de (?:estado|status)',
)

export const LOOKING = cues(
  [
    "looking(?: into| at| now)?|take? (?:a )?look|taking (?:a )?look|on it|ack(?:ed|ing|nowledged)?|checking|investigating|digging|let me (?:look|check|see|dig)|i['’]m (?:here|around|on)|i (?:have|got) it|^me[.]?$|joining|i['’]m looking|got paged",
    'schau\\w*|schaue\\p{L}*|seh(?:e)? (?:es )?mir|prüfe|bin dran|ich übernehme|kümmere mich',
    'смотрю|смотрим|разбира\\p{L}+|гляну|проверяю|проверяем|взял\\p{L}*|занимаюсь',
    "je regarde|je vérifie|on regarde|je m['’]en occupe|je prends|j['’]arrive",
    'mirando|reviso|revisando|lo miro|estoy en ello|investigando|verificando',
    'olhando|verificando|vou (?:ver|olhar|verificar)|já vejo|estou vendo|investigando',
  ],
  '見ています|見てみます|確認します|確認中|調査(?:中|します|開始)|対応します',
)

/** A change that was made before, perhaps the trigger. */
export const CHANGE = cues(
  [
    '(?:released?|releases|deploy(?:ed|s|ment)?|shipped|merged|upgraded|updated|migrated|rolled out|went (?:out|live)|rotated|last rotated|changed|enabled|launched|cut over|renewed|expired|dropped|restarted|rebooted|failed over|finished|ran|appl(?:y|ied)|kicked in)',
    'deploy\\p{L}*|release|ausgerollt|aktualisiert|geändert|umgestellt|abgelaufen',
    'релиз\\p{L}*|деплой\\p{L}*|задеплоил\\p{L}*|выкатил\\p{L}*|обновил\\p{L}*|ист[её]к\\p{L}*',
    'déploiement|déployée?|mise? (?:à jour|en prod\\p{L}*)|expirée?',
    'despliegue|desplegad[oa]|deploy|actualizad[oa]|actualizamos|expiró|venció',
    'implantad[oa]|atualizad[oa]|atualizamos|expirou|venceu',
  ],
  'デプロイ|リリース|更新|切り替え|期限切れ',
)

export const STARTED = cues(
  [
    'start(?:ed|ing|s)?|began|beginning|begins?|since|onset|for the (?:last|past)|from|ago|first (?:errors?|failures?|timeouts?|reports?|seen)|kicked off',
    'seit|begann|begonnen|angefangen|beginn|vor',
    'с|со|начал\\p{L}*|назад|начин\\p{L}+|около|примерно',
    'depuis|a commencé|ont commencé|début|il y a',
    'desde|empez\\p{L}+|comenz\\p{L}+|hace',
    'desde|começ\\p{L}+|há|faz',
  ],
  'から|頃|ごろ|前に|前から|開始',
)

/** The same without the small words that stand before any time. */
export const BEGAN = cues(
  [
    'start(?:ed|ing|s)?|began|beginning|begins?|since|onset|for the (?:last|past)|ago|first (?:errors?|failures?|timeouts?|reports?|seen)',
    'seit|begann|begonnen|angefangen|beginn',
    'начал\\p{L}*|назад|начин\\p{L}+',
    'depuis|a commencé|ont commencé|début|il y a',
    'desde|empez\\p{L}+|comenz\\p{L}+|hace|começ\\p{L}+',
  ],
  'から|前に|前から|開始|発生',
)

export const DECISION = cues(
  [
    "decision|decided|we decided|let['’]s|lets|go ahead|go for it|(?:^|, |please )do it|^do that(?=[.! ]*$| please| now)|^approved|^(?:please |pls |ok,? )?(?:roll (?:it |this |that )?back|revert|kill|pause|restart|disable|purge|drain|stop|scale|drop|delete|flush)(?= (?:it|this|that|the|them|please|pls|now|all)(?!\\p{L})|[.! ]*$)|going with|we['’]ll go with|agreed to|plan is|the plan|entscheid\\p{L}+|beschlossen|wir machen|решил\\p{L}*|решение|давай(?:те)?|удаляй\\p{L}*|откатывай\\p{L}*|перезапускай\\p{L}*|выключай\\p{L}*|on (?:décide|part sur)|décision|decidimos|decisión|vamos a|decisão|vamos",
  ],
  'しましょう|してください',
)

export const LESSON = words(
  'lessons?(?: learned)?|next time|in hindsight|in future|for the future|takeaway|we (?:should|could) have|note to self|nächstes mal|gelernt|lektion|в следующий раз|урок|на будущее|la prochaine fois|leçon|à retenir|la próxima vez|lección|da próxima vez|lição',
)
/** What to do in another case: a rule for a runbook, nothing that happened. */
export const ADVICE = light(
  /^\(?(?:(?:and|but|so|also|or)\s)?(?:if|in case|had (?:it|one|we|this)|whenever|for (?:whoever|anyone|the next)|next time (?:this|you|it)|when this happens|wenn|falls|если|si|se|en caso|caso|もし)(?!\p{L})/iu,
)
export const NEGATIVE = cues(
  [
    "no (?:\\p{L}+ ){0,3}(?:loss|lost|leaked|exposed|corrupted|compromised|double[- ]charged|charged)|(?:no|any) sign of|no evidence|nothing (?:was |is |got )?(?:lost|leaked|exposed|corrupted)|no ?(?:body|one) (?:lost|was charged|was affected)|none (?:were|was|got)? ?(?:lost|charged|leaked|affected)(?: \\p{L}+)?|no data|kein\\p{L}* datenverlust|keine (?:\\p{L}+ )?(?:daten|bestellungen) (?:\\p{L}+ )?verloren|(?:нет|без) потер\\p{L}+|данные не (?:пострадали|потеряны)|ничего не (?:потеря\\p{L}+|пропало)|aucune perte|aucune (?:donnée|commande) perdue|rien (?:n['’]a été )?perdu|(?:sin|ninguna) pérdida|no se perdi\\p{L}+|nenhuma perda|sem perda|nada (?:foi )?perdido",
  ],
  'データ(?:の)?(?:損失|消失)は?(?:なし|ありません|ない)',
)
export const UNAFFECTED = words(
  '(?:is|are|was|were|looks?|stayed|still) (?:all )?(?:fine|healthy|ok|unaffected|not affected|not impacted|working|unharmed)|not affected|unaffected|not impacted|nicht betroffen|не затронут\\p{L}*|pas (?:touchée?s?|impactée?s?)|no (?:está |están )?afectad[oa]s?|não (?:foi |foram )?afetad[oa]s?',
)
/** Standups and plans of the day tell of faults, too, but of no incident. */
export const ROUTINE = words(
  'yesterday[:,]? i?|today[:,]? i|standup|stand-up|blockers?|no blockers|sprint|retro|planning|daily|1:1|lunch|offsite|interview|birthday|vacation|holiday|pto|ooo|out of office',
)
/** Signs of matter, without which a remark is talk. */
export const TECHNICAL = light(
  /`|\d|(?<!\p{L})(?:logs?|query|index|index(?:es)?|cache|pods?|nodes?|cpu|memory|heap|disk|traffic|dns|tls|certs?|proxy|proxies|load balancers?|db|database|primary|replica|kafka|redis|postgres|mysql|config|deploy|release|staging|prod|production|schema|offsets?|threads?|pool|connections?|requests?|metrics?|dashboards?|graphs?|traces?|api|endpoint|queue|worker|workers|token|tokens|keys?|backends?|health\p{L}*|terraform|ci|commit|branch|flag|limiter|cron|jobs?|script|version|images?|containers?|services?|regions?|providers?|vendor|shards?|tables?|columns?|rows?|locks?|clusters?|hosts?|vms?|instances?|routes?|paths?|headers?|cookies?|sessions?|webhooks?|topics?|batch|files?|permissions?|policy|secrets?|security group|firewall|vpn|bucket|quota|waf|cdn|ingress|limit|limits|app|schlüssel|server|datenbank|resolver|логах?|ключ\p{L}*|сервер\p{L}*|база|очередь|réseau|serveur|base de données|servidor|base de datos|banco)(?!\p{L})|サーバ|ログ|データベース|キャッシュ/iu,
)
