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

/** What was done changed nothing. */
export const NO_EFFECT = cues(
  [
    "did(?:n['’]t| not) (?:help|work|fix|change|do (?:it|anything))|does(?:n['’]t| not) help|no (?:change|effect|improvement|difference|luck)|not helping|no help|made no difference|(?:not|no) (?:any )?better|still (?:failing|seeing|broken|happening|down|the same|growing|high|climbing|there|\\d[\\d.,]*(?: ?%| ?ms| ?s)?)|still no|(?:hat|half|hilft|bringt) (?:\\p{L}+ )?(?:nichts|nicht)|keine (?:besserung|änderung|wirkung)|immer noch|не помогл\\p{L}*|без изменений|вс[её] ещ[её]|n['’]a rien (?:changé|donné)|pas (?:d['’]amélioration|de changement)|toujours (?:pareil|en erreur)|no (?:ayudó|sirvió|funcionó)|sin cambios|sigue (?:igual|fallando)|não (?:ajudou|adiantou|resolveu)|sem mudança|continua (?:igual|falhando)|changed nothing|did nothing|hat nichts (?:gebracht|geändert)",
  ],
  '変わらない|変化なし|効果なし|まだ(?:エラー|遅|落ち)',
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

/** Answers a guess: it is not so. */
export const DENIAL = light(/^(?:no|nope|nah|nein|нет|non|(?:i )?do(?:n['’]t| not) think so|scratch that)(?=[\s,.!])/iu)

/** Says who leads: the author. */
export const LEADING = words(
  "(?:i['’]m|i am|i['’]ll be|i will be) (?:the )?(?:ic|incident commander|commander|lead)|i['’]ll (?:lead|drive|take ic|run (?:point|it|this))|i drive|taking (?:ic|command|point|lead)|ich (?:leite|übernehme)|je (?:pilote|coordonne)|coordino|беру на себя|координирую|веду",
)
export const SEVERITY =
  /(?<![\p{L}\p{N}])(?:sev(?:erity)?[- ]?(?<sev>[0-5])|(?:p|prio(?:rity)? )(?<priority>[0-5]))(?![\p{L}\p{N}])/iu

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
