import { light } from './light-expression'

const words = (...lists: string[]) =>
  light(new RegExp(`(?<![\\p{L}\\p{N}])(?:${lists.join('|')})(?![\\p{L}\\p{N}])`, 'iu'))

/** Somebody does something about it, now or just now; in English, German, Russian, French and Spanish. */
export const ACTION = words(
  '(?:restart|roll|scal|revert|deploy|delet|remov|clear|flush|purg|truncat|drain|cordon|disabl|enabl|rais|lower|reduc|increas|cut|cutting|bump|switch|fail|renew|reissu|rotat|reload|pin|repoint|point|updat|chang|set|sett|kill|kick|mov|free|freeing|expand|resiz|resum|paus|replay|re-?run|rebuild|restor|apply|push|ship|merg|stopp|add|block|throttl|redirect|rerout|vacuum|rotating|compact|reset|resett)(?:ing|ling|ting)(?: \\p{L}+)? ?(?:back|over|up|down|out|off|the|a|to)?',
  '(?:restarted|rolled (?:back|out)|scaled (?:up|down|out|\\p{L}+ to)|reverted|redeployed|deployed (?:the|a) (?:fix|hotfix|patch)|deleted|removed|cleared|flushed|purged|truncated|drained|disabled|enabled|raised|lowered|bumped|switched|failed over|renewed|reissued|reloaded|repointed|killed|freed|expanded|resized|applied|pushed (?:a|the)|merged (?:a|the))',
  "(?:i|we)(?:['’]ll| will|['’]m going to| am going to) (?:restart|roll|scale|revert|delete|clear|flush|purge|truncate|drain|disable|raise|lower|bump|switch|fail|renew|reload|kill|free|expand|apply|rotate)",
  "let['’]?s (?:restart|roll|scale|revert|delete|clear|flush|purge|drain|disable|raise|lower|switch|fail|renew|reload|kill|expand|rotate)",
  '(?:ich |wir )?(?:starte|starten|rolle|rollen|lösche|löschen|leere|leeren|skaliere|skalieren|setze|setzen|schalte|schalten|erneuere|erneuern|deaktiviere|erhöhe|erhöhen|senke|lade|spiele|räume|tausche|stelle|drehe|vergrößere|fahre)(?: [^\\s.;:]+){0,10} (?:neu|zurück|hoch|runter|um|ab|aus|ein|auf|frei|weg|nach|durch)',
  '(?:lösche|leere|skaliere|erneuere|deaktiviere|erhöhe|senke|vergrößere) (?:ich|jetzt|den|die|das|alle|alte)',
  '(?:neu gestartet|zurückgerollt|zurückgesetzt|gelöscht|geleert|erneuert|umgeschaltet|eingespielt|deaktiviert|hochskaliert|ausgetauscht)',
  '(?:перезапускаю|перезапустил\\p{L}*|откатываю|откатил\\p{L}*|откатываем|удаляю|удалил\\p{L}*|чищу|почистил\\p{L}*|очищаю|очистил\\p{L}*|увеличиваю|увеличил\\p{L}*|поднимаю|поднял\\p{L}*|добавляю|переключаю|переключил\\p{L}*|продлеваю|обновляю|обновил\\p{L}*|выкатываю|выкатил\\p{L}*|отключаю|отключил\\p{L}*|меняю|поменял\\p{L}*|сбрасываю|сбросил\\p{L}*|масштабирую|перевыпускаю|перевыпустил\\p{L}*|возвращаю|вернул\\p{L}*)',
  '(?:je |on |nous )?(?:redémarr(?:e|ons|é)|relanc(?:e|ons|é)|supprim(?:e|ons|é)|vid(?:e|ons|é)|augment(?:e|ons|é)|renouvell?(?:e|ons|é)|bascul(?:e|ons|é)|désactiv(?:e|ons|é)|rédui(?:s|sons|t)|remplac(?:e|ons|é)|purg(?:e|ons|é)|corrig(?:e|eons|é)|(?:fais|faisons|fait) un rollback|reviens|revenons)',
  '(?:reinici(?:o|amos|ando|é|ado)|borr(?:o|amos|ando|é|ado)|elimin(?:o|amos|ando|é|ado)|vac(?:ío|iamos|iando|ié|iado)|aument(?:o|amos|ando|é|ado)|escal(?:o|amos|ando|é|ado)|renov(?:amos|ando|é|ado)|renuevo|revirt(?:o|iendo|ió)|revertimos|cambi(?:o|amos|ando|é|ado)|desactiv(?:o|amos|ando|é|ado)|haciendo (?:un )?rollback)',
)

/** It got better. */
export const EFFECT = words(
  'back to (?:normal|baseline|green|zero|usual|healthy|0)',
  'back (?:up|online|down to|under|below|at|to \\d)',
  '(?:is|are|looks?|looking|all|everything(?:["’]?s)?|went|turned) (?:back|healthy|green|fine again|good (?:again|now)|stable|normal|clear(?:ed|ing)?|drained)',
  '(?:errors?|5xx|4xx|\\d{3}s?|latency|lag|queue|backlog|alert|rate|usage)(?: [^\\s.;:]+){0,4} (?:gone|dropp(?:ed|ing)|falling|draining|drained|recover(?:ed|ing|s)|cleared|clearing|resolved|stopp?ed|down to|going down)',
  'recover(?:ed|ing|s)|resolved|restored|all clear|works? (?:again|now)|working (?:again|now)|fixed it|did the trick|that (?:helped|fixed|worked|did it)|no (?:more|new) (?:errors|5xx|failures|timeouts)',
  '(?:drained|caught up|succeed(?:s|ing)? again|resolv(?:es|ing) again|handshakes? (?:ok|fine))',
  '(?:wieder (?:normal|da|grün|erreichbar|online|ok|okay|sauber|gültig|verfügbar|gesund|frei|im normal\\p{L}*)|läuft wieder|laufen wieder|geht wieder|gehen wieder|sieht (?:wieder )?gut aus|behoben|entwarnung|hat geholfen|erholt(?: sich)?|normalisiert|abgebaut|auf (?:null|0) (?:gefallen|zurück)|keine (?:neuen )?fehler mehr|zurück auf (?:normal|baseline|normalwert))',
  '(?:в норме|вернул\\p{L}* (?:к|в) норм\\p{L}+|восстановил\\p{L}*|восстановлен\\p{L}*|заработал\\p{L}*|снова работает|помогло|ошибки (?:ушли|пропали|прекратились)|ошибок (?:больше )?нет|упал\\p{L}* до|снизил\\p{L}* до|разобрал\\p{L}*|рассосал\\p{L}*|вс[её] зел[её]н\\p{L}*)',
  "(?:revenu\\p{L}* à la normale|de nouveau (?:ok|opérationnel\\p{L}*|accessible\\p{L}*|vert\\p{L}*)|ça remarche|c['’]est reparti|rétabli\\p{L}*|résolu\\p{L}*|plus d['’]erreurs?|retombé\\p{L}*|redescend\\p{L}*|(?:est|sont) (?:repassé\\p{L}*|vidée?s?))",
  '(?:de vuelta a la normal\\p{L}*|volvi[óo](?:eron)? a (?:la )?normal\\p{L}*|se recuper[óo]\\p{L}*|recuperad\\p{L}+|resuelt\\p{L}+|ya (?:funciona|responde|va)\\p{L}*|sin (?:más )?errores|baj[óo] a|normalizad\\p{L}+|restablecid\\p{L}+)',
)

/** It did not get better. */
export const NO_EFFECT = words(
  "(?:did(?:n['’]?t| not)|does(?:n['’]?t| not)|has(?:n['’]?t| not)) (?:help|work|change|fix|do (?:it|anything)|improve|make)\\p{L}*",
  'no (?:effect|change|improvement|difference|luck|better|dice)',
  'still (?:failing|broken|down|seeing|getting|high|climbing|there|erroring|timing|the same|full|red|growing|at \\d+|5\\d\\d|returning|flapping)',
  "(?:not|n['’]t) (?:any )?(?:better|recover\\p{L}*|back|helping|fixed|resolved|gone|drain\\p{L}*)",
  '(?:makes|made) (?:no difference|it worse)|same errors?|getting worse|(?:came|comes|is) back again',
  '(?:hat nicht geholfen|hilft nicht|half nicht|bringt nichts|hat nichts (?:gebracht|geändert)|ohne (?:wirkung|erfolg|besserung|effekt)|keine (?:besserung|änderung|veränderung|wirkung)|immer noch|weiterhin (?:fehler|rot|hoch|da)|nicht besser)',
  '(?:не помогло|не помог(?:ает|ла)?|без (?:изменений|эффекта|результата|улучшений)|вс[её] ещ[её]|по-прежнему|не изменил\\p{L}+|лучше не стало|ничего не изменилось)',
  "(?:n['’]a (?:rien|pas) (?:chang|aid|suffi|march|donn|résolu)\\p{L}*|ça ne (?:change|marche|suffit)\\p{L}*|toujours (?:en (?:erreur|panne)|pareil|des erreurs|rouge|aussi)|aucun (?:effet|changement)|aucune amélioration|sans effet)",
  '(?:no (?:ayud\\p{L}+|sirvi\\p{L}+|cambi\\p{L}+|funcion\\p{L}+|mejor\\p{L}+)|sigue(?:n)? (?:igual|fallando|ca[íi]d\\p{L}+|con|dando|en rojo)|sin (?:efecto|cambios|mejora\\p{L}*)|todav[íi]a falla)',
)

/** Somebody says why. */
export const CAUSE = words(
  'root[ -]?cause(?:d)?|caused by|because|turns out|found it|culprit|that explains|(?:so|then|yes|yep|and|clearly|confirmed)[,:]? (?:it|that|this)(?:["’\']s| is| was) (?:the|our|a|an|because)|reason (?:is|was|for)|due to|broke (?:it|this|when)|(?:is|was) the (?:cause|problem|reason|issue)',
  'ursache|verursacht (?:von|durch)|weil|liegt (?:an|am|daran)|lag (?:an|am|daran)|grund (?:ist|war)|gefunden:?|schuld (?:ist|war)|wegen',
  'причин\\p{L}+|потому что|из-за|дело в|проблема в|виноват\\p{L}*|нашл[аи]|наш[её]л',
  "cause (?:racine|trouvée|est)|la cause|à cause d\\p{L}*|parce qu\\p{L}*|c['’]est (?:le|la|l['’]|à cause|parce)|dû à|trouvé|en fait",
  'causa (?:ra[íi]z|es|fue)|la causa|porque|debido a|por culpa|el (?:problema|motivo) (?:es|era|fue)|culpable|encontr[ée]|result[ao] que',
)
/** Somebody supposes it. */
export const MAYBE = words(
  'maybe|perhaps|might|could (?:it|be|this)|i (?:think|guess|suspect)|probably|possibly|looks like|seems|my guess|not sure|smells like|wondering',
  'vielleicht|vermutlich|wahrscheinlich|könnte|ich (?:glaube|vermute|denke)|scheint|sieht (?:nach|so) aus',
  'может(?: быть)?|возможно|наверное|похоже|кажется|думаю|видимо|вероятно',
  'peut-être|probablement|je (?:pense|crois|soupçonne)|on dirait|semble',
  'quiz[áa]s?|tal vez|probablemente|creo que|parece|podr[íi]a',
)

/** Somebody looks, or tells what was seen. */
export const CHECK = words(
  'check(?:ed|ing)?|look(?:ed|ing)? at|(?:logs?|graphs?|dashboards?|metrics|traces?|output|console|history|events?)(?: [^\\s.;:]+){0,6} (?:shows?|says?|said|full of|has|have|are|is)|shows?|says|confirm(?:ed|s|ing)?|verif(?:y|ied|ying)|grep\\p{L}*|compar(?:e|ed|ing)|inspect\\p{L}*|tail(?:ed|ing)|ran|running|reports|returns?|expired? (?:on|at|yesterday|today)|last (?:rotated|deploy\\p{L}*|release\\p{L}*|changed)',
  '(?:is|was|are|were|did|does|do|has|have|can|could|any|anyone|what|which|when|where|how|who) [^?]{2,200}\\?',
  'geprüft|prüfe|prüfen|schaue|schau|geschaut|nachgesehen|zeigt|zeigen|sagt|steht (?:bei|auf|auf)|laut|im log|in den logs|bestätigt|sehe (?:ich|im|in)|abgelaufen',
  'провер\\p{L}+|смотр\\p{L}+|посмотрел\\p{L}*|показыва\\p{L}+|пишет|в логах|видно|видим|вижу|подтвержда\\p{L}+|подтвердил\\p{L}*|судя по',
  'vérifi\\p{L}+|regard\\p{L}+|montre\\p{L}*|indique\\p{L}*|dans les logs|confirm\\p{L}+|je vois|on voit|selon|affiche',
  'revis\\p{L}+|compruebo|comprobad\\p{L}+|comprobando|mirando|muestra\\p{L}*|dice\\p{L}*|en (?:los|el) logs?|confirm\\p{L}+|veo|vemos|según',
)
/** What it is not. */
export const RULED_OUT = words(
  "not (?:a|an|the|our|related|due|caused)|(?:is|was)(?:n['’]?t| not) (?:a|the|our|it|related)|ruled? out|rules out|no (?:recent )?(?:deploys?|deployments?|releases?|changes?|rollouts?|config changes?)|nothing (?:was )?(?:deployed|released|changed|shipped)|unrelated|not it",
  'nicht (?:der|die|das|am|an|schuld)|kein(?:e|en)? (?:deploy\\p{L}*|release\\p{L}*|änderung\\p{L}*|rollout\\p{L}*)|ausgeschlossen|scheidet aus|liegt nicht',
  'не (?:в|из-за|релиз|деплой|при ч[её]м|связано)|(?:релизов|деплоев|деплоя|релиза|выкаток|изменений) (?:не было|нет)|исключ\\p{L}+|отпадает',
  "ce n['’]est pas|c['’]est pas|pas de (?:déploiement|release|changement|mise en prod)|aucun (?:déploiement|changement)|écarté\\p{L}*|rien à voir",
  'no es (?:el|la|un|una|cosa|por)|sin (?:despliegues?|cambios recientes)|no hubo (?:despliegues?|cambios)|ning[úu]n (?:despliegue|cambio)|descartad\\p{L}+',
)

/** Whom to call, and when. */
export const ESCALATION = words(
  '(?:page|ping|call|wake(?: up)?|escalate|hand (?:it|this|over)|get|contact|phone|raise (?:it )?with|loop in)(?: \\p{L}+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|to|first|on-?call|support|vendor|team)|escalat(?:e|ion)|owns? (?:it|this|that)|is (?:mine|the owner)',
  'eskalier\\p{L}+|(?:ruf|rufe|rufen|wecke|weckt|hol|holt|meldet euch|melde dich|anpingen|pagen|ping|page|pagt)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|an|bei|support|bereitschaft)',
  'эскалир\\p{L}+|(?:зовите|звать|звони\\p{L}*|звоните|будите|пиши\\p{L}*|пингуйте|пейджите|дерните|д[её]ргайте|обращайтесь)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|к|в|дежурн\\p{L}+)',
  "escalad\\p{L}+|escaladez|(?:appel\\p{L}+|prévenez|préven\\p{L}+|réveill\\p{L}+|contact\\p{L}+|pinguez|bipez)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|le support|l['’]astreinte)",
  'escal(?:ad|ar|en|a al|a a)\\p{L}*|(?:llam\\p{L}+|avis\\p{L}+|despert\\p{L}+|contact\\p{L}+|pinguea\\p{L}*)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|a|al|soporte|guardia)',
)
/** A case that is not this one. */
export const CONDITION = light(
  /^[("“]?(?:if|in case|unless|had (?:one|it|there)|should (?:it|that|this)|when(?:ever)?|for whoever|next time|wenn|falls|sollte|beim nächsten|если|в случае|при повтор|si|au cas où|la prochaine|en caso|la próxima)(?!\p{L})/iu,
)
/** Somebody promises or asks for work to come. */
export const FOLLOW_UP = words(
  "follow-?ups?|todo|to-?do|action items?|ticket|jira|we (?:should|need to|must|have to|ought)|should (?:add|have|be)|can (?:you|someone|somebody) (?:add|open|write|create|file|fix|update)|i(?:['’]ll| will) (?:open|file|write|create|add|follow|put|send|draft|schedule|look into)|post-?mortem|tomorrow|next (?:week|sprint|monday)|later|long[- ]term|for the future|backlog item",
  'ticket|wir (?:sollten|müssen|brauchen)|ich (?:mache|schreibe|lege|öffne|erstelle) (?:ein|einen|das|dazu|dafür|noch)|morgen|nächste woche|nachbereitung|künftig|langfristig',
  'тикет\\p{L}*|задач\\p{L}+|нужно|надо|стоит (?:добавить|сделать)|завтра|на будущее|постмортем\\p{L}*|заведу|сделаю|напишу|добавлю',
  "ticket|il faut|il faudra|on devrait|nous devrions|demain|à l['’]avenir|semaine prochaine|post-?mortem|j['’]ouvre|je (?:crée|vais (?:ouvrir|ajouter|créer))",
  'ticket|hay que|deber[íi]amos|tenemos que|mañana|en el futuro|pr[óo]xima semana|post-?mortem|abro|voy a (?:abrir|crear|añadir)',
)

/** What is wrong, as users and monitors see it. */
export const SYMPTOM = words(
  'errors?|fail(?:s|ed|ing|ures?)?|down|slow|timeouts?|timing out|time[sd]? out|\\d{3}s?|5xx|4xx|latency|spik\\p{L}+|unavailable|unreachable|refused|stuck|growing|piling|full|expired|can(?:not|["’\']t)|unable|no space|lag|backlog|burst|drop(?:s|ped)?|crash\\p{L}*|oom\\p{L}*|not (?:loading|working|responding|resolving)|broken|complain\\p{L}*|started (?:suddenly|around|at|within|about)|nxdomain|servfail|alert\\p{L}*|out of',
  'fehler\\p{L}*|ausfall|langsam|hängt|hängen|zeitüberschreitung\\p{L}*|abgelaufen|voll|nicht (?:erreichbar|mehr|verfügbar)|stau\\p{L}*|wächst|begann|seit|meldet|melden|stehen|steht|timeouts?',
  'ошибк\\p{L}+|ошибок|сбо\\p{L}+|падает|падают|упал\\p{L}*|медленно|тормоз\\p{L}+|таймаут\\p{L}*|раст[её]т|растут|недоступ\\p{L}+|не (?:работает|открывается|отвечает|отправляются|приходят)|заполнен\\p{L}*|ист[её]к\\p{L}*|жалу\\p{L}+|началось|стоит|очередь',
  'erreurs?|panne|lent\\p{L}*|échou\\p{L}+|indisponible\\p{L}*|plein\\p{L}*|expir\\p{L}+|bloqu\\p{L}+|injoignable\\p{L}*|ne (?:répond|marche|fonctionne)\\p{L}*|depuis|commencé',
  'errores?|ca[íi]d\\p{L}+|lent\\p{L}+|fall(?:a|an|ando|os?)|llen\\p{L}+|caducad\\p{L}+|expirad\\p{L}+|atascad\\p{L}+|crec\\p{L}+|no (?:responde|funciona|carga)\\p{L}*|desde|empez[óo]',
)

/** It happened before. */
export const AGAIN = words(
  '(?:second|third|fourth|fifth|2nd|3rd|4th|5th) (?:time|occurrence|incident|outage)|happened (?:before|again)|same (?:thing|as|issue) (?:as )?(?:on|in|last)|again since|last time (?:was|it)',
  '(?:zweite|dritte|vierte)[nrs]? (?:mal|vorfall|ausfall)|schon (?:mal|einmal)|wie (?:am|im) ',
  '(?:второй|третий|четв[её]ртый) (?:раз|случай)|уже (?:было|случалось)|как (?:и )?в прошлый раз',
  '(?:deuxième|troisième|seconde) fois|déjà arrivé',
  '(?:segunda|tercera) vez|ya (?:pas[óo]|hab[íi]a pasado)',
)

/** A change names its old and new value: "from 24h to 1h". */
export const OLD_AND_NEW = words(
  'from `?\\d[^\\s]{0,20} to `?\\d[^\\s]{0,20}',
  'von `?\\d[^\\s]{0,20}(?: \\p{L}+)? auf `?\\d[^\\s]{0,20}',
  'с `?\\d[^\\s]{0,20}(?: \\p{L}+)? (?:до|на) `?\\d[^\\s]{0,20}',
  'de `?\\d[^\\s]{0,20}(?: \\p{L}+)? (?:à|a) `?\\d[^\\s]{0,20}',
)
/** A name in backticks that is a command rather than a name: a word, a space and more. */
export const INLINE_COMMAND = /`[a-z][\w./-]{0,40} [^`\n]{1,300}`/
/** It is said as what would be or should be, not as what is. */
export const WOULD = words(
  "if|unless|should|would|wouldn['’]t|once|until|when|wenn|falls|sollte|würde|sobald|bis|если|когда|пока|чтобы|si|quand|cuando|hasta",
)
