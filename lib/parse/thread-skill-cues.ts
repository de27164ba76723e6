import { light } from './light-expression'

const words = (...lists: string[]) =>
  light(new RegExp(`(?<![\\p{L}\\p{N}])(?:${lists.join('|')})(?![\\p{L}\\p{N}])`, 'iu'))

/** Somebody tells what a look at something showed. */
export const FOUND = words(
  '(?:logs?|graphs?|dashboards?|metrics|traces?|output|console|history|events?)(?: [^\\s.;:]+){0,6} (?:shows?|says?|said|full of|have|has)|\\p{L}+ (?:shows|says|reads|returns)|confirm(?:ed|s)|verified|checked|compared|grepped|inspected|bisected|i (?:can )?see(?! (?:it|that|this|the same))|(?:is|are) (?:at|full|inactive|missing|empty|stuck|identical|gone)|expired? (?:on|at|yesterday|today|in)|last (?:rotated|deploy\\p{L}*|release\\p{L}*|changed)|only (?:on|in|from|one|when)',
  'geprüft|nachgesehen|zeigt|zeigen|steht (?:auf|bei|da)|laut|im log|in den logs|bestätigt|sehe (?:ich|im|in|da|nur)|(?:ist|sind) (?:am|abgelaufen|voll|leer|weg)|abgelaufen',
  'проверил\\p{L}*|посмотрел\\p{L}*|показыва\\p{L}+|пишет|в логах|видно|видим|вижу|подтвержда\\p{L}+|подтвердил\\p{L}*|судя по|ист[её]к\\p{L}*|забит\\p{L}*|занима\\p{L}+',
  'vérifié\\p{L}*|montre\\p{L}*|indique\\p{L}*|dans les logs|confirmé\\p{L}*|je vois|on voit|selon|affiche|expiré\\p{L}*',
  'revisad\\p{L}+|comprobad\\p{L}+|muestra\\p{L}*|dice\\p{L}*|en (?:los|el) logs?|confirmad\\p{L}+|veo|vemos|según|caducó|caducad\\p{L}+',
)
/** Somebody asks what it could be, as the next one who is called should. */
export const QUESTION = light(
  /(?<!\p{L})(?:(?:is|was) (?:it|this|that|there)|could (?:it|this)|did (?:we|anyone|someone|somebody|you|it)|has any(?:thing|one)|have we|any (?:recent |new )?(?:deploys?|releases?|changes?|errors?)|what (?:changed|happened|does|is in)|are (?:we|there|all)|since when|ist es|war es|liegt es|gab es|hat jemand|wurde|seit wann|это|были|был|кто-то|что (?:изменилось|менял\p{L}*)|est-ce|quelqu['’]un|qu['’]est-ce|es (?:por|el|la)|hubo|alguien)(?!\p{L})[^?]*\?$/iu,
)
/** Whom to call, and when. */
export const ESCALATION = words(
  '(?:page|ping|call|wake(?: up)?|escalate|hand (?:it|this|over)|get|contact|phone|raise (?:it )?with|loop in)(?: \\p{L}+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|to|first|on-?call|support|vendor|team)|escalat(?:e|ion)|owns? (?:it|this|that)|is (?:mine|the owner)',
  'eskalier\\p{L}+|(?:ruf|ruft|rufe|rufen|wecke|weckt|hol|holt|meldet euch|melde dich|anpingen|pagen|ping|page|pagt)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|an|bei|support|bereitschaft)',
  'эскалир\\p{L}+|(?:зовите|звать|звони\\p{L}*|звоните|будите|пиши\\p{L}*|пингуйте|пейджите|дерните|д[её]ргайте|обращайтесь)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|к|в|дежурн\\p{L}+)',
  "escalad\\p{L}+|escaladez|(?:appel\\p{L}+|prévenez|préven\\p{L}+|réveill\\p{L}+|contact\\p{L}+|pinguez|bipez)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|le support|l['’]astreinte)",
  'escal(?:ad|ar|en|a al|a a)\\p{L}*|(?:llam\\p{L}+|avis\\p{L}+|despert\\p{L}+|contact\\p{L}+|pinguea\\p{L}*)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|a|al|soporte|guardia)',
)

/** Somebody promises or asks for work to come. */
export const FOLLOW_UP = words(
  "follow-?ups?|todo|to-?do|action items?|ticket|jira|we (?:should|need to|must|have to|ought)|should (?:add|have|be)|can (?:you|someone|somebody) (?:add|open|write|create|file|fix|update)|i(?:['’]ll| will) (?:open|file|write|create|add|follow|put|send|draft|schedule|look into)|post-?mortem|tomorrow|next (?:week|sprint|monday)|later|long[- ]term|for the future|backlog item",
  'ticket|wir (?:sollten|müssen|brauchen)|ich (?:mache|schreibe|lege|öffne|erstelle) (?:ein|einen|das|dazu|dafür|noch)|morgen|nächste woche|nachbereitung|künftig|langfristig',
  'тикет\\p{L}*|задач\\p{L}+|нужно|надо|стоит (?:добавить|сделать)|завтра|на будущее|постмортем\\p{L}*|заведу|сделаю|напишу|добавлю',
  "ticket|il faut|il faudra|on devrait|nous devrions|demain|à l['’]avenir|semaine prochaine|post-?mortem|j['’]ouvre|je (?:crée|vais (?:ouvrir|ajouter|créer))",
  'ticket|hay que|deber[íi]amos|tenemos que|mañana|en el futuro|pr[óo]xima semana|post-?mortem|abro|voy a (?:abrir|crear|añadir)',
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

/** A command in backticks: a tool with what it is told to do, or anything with an option. */
export const INLINE_COMMAND =
  /`(?:(?:sudo )?(?:kubectl|helm|docker|podman|gh|git|dig|nslookup|curl|wget|openssl|psql|mysql|mongosh?|redis-cli|df|du|ls|ps|top|free|grep|tail|cat|ssh|ping|systemctl|journalctl|nginx|aws|gcloud|az|terraform|consul|vault|kafka-[a-z-]+|rabbitmqctl|etcdctl|istioctl|npm|java|jstack|select|show|explain) |[a-z][\w./-]{0,40} [^`\n]{0,200}-)[^`\n]{1,300}`/i
/** Nothing got better, where it is said of how things are rather than of what was done. */
export const UNCHANGED = words(
  'still (?:\\d{3}s?|[45]xx|\\d+ ?%)|back again',
  'immer noch (?:fehler|rot|kaputt|hoch|langsam)|weiterhin (?:fehler|rot|hoch)|ändert nichts|bringt nichts',
  'вс[её] ещ[её] (?:ошибки|падает|не)|ничего не (?:меняется|изменилось)',
  'toujours (?:des|les|en|pas|aussi|pareil)|ça ne (?:change|aide|marche)\\p{L}* (?:rien|pas)|rien ne change',
  'sigue(?:n)? (?:igual|fallando|con|dando|ca[íi]d\\p{L}+)|no cambia nada|todav[íi]a (?:falla|hay)',
)

/** "I have done something", in languages that form it alike for all verbs; looking and talking are no action. */
export const DONE = light(
  /^(?:ya |ok,? )?(?:(?:he|hemos) (?!vist|revis|comprob|mirad|encontr|hablad|avisad|confirmad|sid|estad|tenid|pod|intentad)\p{L}+(?:ado|ido|sto|cho)|(?:j['’]ai|on a|nous avons) (?!vu|vérif|regard|trouv|parl|prév|eu|été|confirm|essay)\p{L}+(?:é|is|it|u)|(?:ich )?haben?(?: [^\s.;:]+){1,8} (?:ab|an|auf|aus|ein|um|zurück|neu |weg)?ge(?!prüft|sehen|funden|schaut|fragt|meldet|sagt|hört)\p{L}{2,20}(?:t|en))(?!\p{L})/u,
)

/** It got better, said of what was broken or of closing the matter. */
export const BETTER = words(
  'back (?:under|below)|(?:errors?|bounces?|timeouts?|alerts?|failures?|restarts?|crashes|retries) (?:have |has )?stopped|stable (?:for|again|now)|(?:we can|can|let us) close (?:this|it)|resolving (?:the|this)|(?:test )?(?:mails?|events?|jobs?|orders|messages) (?:arrived|arriving|go(?:es|ing)? out)',
  'wieder (?:stabil|unter)|kommen wieder (?:an|durch)|können (?:wir )?schließen',
  'снова (?:ниже|стабильно)|можно закрывать',
  'de nouveau (?:stable|sous)|on peut clore',
  'de nuevo (?:estable|por debajo)|podemos cerrar',
)
/** Somebody does something about it, in words that only mean so here: "putting the record back". */
export const PUT_RIGHT = light(
  /^(?:ok(?:ay)?,? |done,? )?(?:(?:i |we )?(?:putting|put) [^.?]{1,60} back|re-?sending|re-?sent|unblocking|hand-?editing|working around it)(?!\p{L})/u,
)
