import type { ActionItemKind, ActionItemStatus } from '@/lib/schema/action-item'
import { UNSPACED } from './fold-name'
import { light } from './light-expression'

const B = '(?<![\\p{L}\\p{N}])'
const E = '(?![\\p{L}\\p{N}])'
const word = (source: string) => light(new RegExp(`${B}(?:${source})${E}`, 'iu'))

/** Words of a status, per status, in languages that part words by spaces; the first status that fits counts. */
const STATUS: [ActionItemStatus, RegExp][] = [
  [
    'wont-do',
    word(
      "won['’]?t (?:do|fix)|will not (?:do|be done|fix)|wontfix|cancel(?:l?ed)|rejected|declined|abandoned|obsolete|superseded|dropped|de-?scoped|no longer (?:needed|relevant|required|applicable)|not needed|verworfen|abgelehnt|abgebrochen|hinfällig|entfällt|wird nicht umgesetzt|nicht mehr (?:nötig|erforderlich|relevant)|отменен\\p{L}*|отменён\\p{L}*|отклонен\\p{L}*|не будем делать|неактуальн\\p{L}*|не актуальн\\p{L}*|annulée?|abandonnée?|rejetée?|non retenue?|cancelad[oa]|descartad[oa]|rechazad[oa]|rejeitad[oa]|annullat[oa]|scartat[oa]|rifiutat[oa]|geannuleerd|vervallen|afgewezen|avbruten|inställd|avskriven|anulowan\\p{L}+|odrzucon\\p{L}+|porzucon\\p{L}+",
    ),
  ],
  [
    'blocked',
    word(
      'blocked|on hold|paused|stalled|waiting (?:for|on) .{1,40}|blockiert|pausiert|zurückgestellt|wartet auf .{1,40}|заблокирован\\p{L}*|приостановлен\\p{L}*|отложен\\p{L}*|ждёт|ждет|на паузе|bloquée?|en pause|suspendue?|bloquead[oa]|pausad[oa]|em espera|bloccat[oa]|sospes[oa]|geblokkeerd|in de wacht|gepauzeerd|blockerad|pausad|zablokowan\\p{L}+|wstrzyman\\p{L}+',
    ),
  ],
  [
    'in-progress',
    word(
      'in[ -]progress|ongoing|wip|under ?way|in[ -]review|in flight|started|doing|partial(?:ly)?(?: \\p{L}+)?|partly(?: \\p{L}+)?|in arbeit|in bearbeitung|in umsetzung|läuft|laufend|begonnen|teilweise(?: \\p{L}+)?|в работе|в процессе|выполняется|ведётся|ведется|начат[оаы]?|делается|частично(?: \\p{L}+)?|en cours(?: de \\p{L}+)?|commencée?|démarrée?|en curso|en progreso|en proceso|iniciad[oa]|em andamento|em progresso|em curso|in corso|in lavorazione|avviat[oa]|iniziat[oa]|in uitvoering|bezig|loopt|in behandeling|gestart|pågående|pågår|påbörjad|påbörjat|w toku|w trakcie(?: \\p{L}+)?|rozpoczęt\\p{L}+|w realizacji|mee bezig|wordt aan gewerkt|arbete pågår|in elaborazione|en desarrollo|en ejecución|em execução|em desenvolvimento|en développement|на проверке|на ревью',
    ),
  ],
  [
    'done',
    word(
      'done|completed?|finished|closed|fixed|resolved|shipped|merged|implemented|deployed|released|landed|rolled out|erledigt|abgeschlossen|fertig|umgesetzt|behoben|geschlossen|gelöst|ausgerollt|готов[оа]?|сделан[оаы]?|выполнен[оаы]?|завершен[оаы]?|завершён|закрыт[оаы]?|реализован[оаы]?|исправлен[оаы]?|внедрен[оаы]?|внедрён|terminée?s?|faite?s?|achevée?s?|close?|fermée?s?|résolue?s?|réalisée?s?|déployée?s?|livrée?s?|effectuée?s?|hech[oa]|completad[oa]|terminad[oa]|cerrad[oa]|resuelt[oa]|finalizad[oa]|realizad[oa]|implementad[oa]|concluíd[oa]|concluid[oa]|atendid[oa]|feit[oa]|fechad[oa]|resolvid[oa]|fatt[oa]|completat[oa]|terminat[oa]|chius[oa]|risolt[oa]|conclus[oa]|implementat[oa]|gedaan|klaar|afgerond|voltooid|gereed|opgelost|gesloten|uitgevoerd|afgehandeld|klart?|färdigt?|åtgärda[dt]|avsluta[dt]|slutför[dt]|genomför[dt]|stäng[dt]|zrobion\\p{L}+|gotow[eya]|ukończon\\p{L}+|zakończon\\p{L}+|wykonan\\p{L}+|zamknięt\\p{L}+|wdrożon\\p{L}+|zrealizowan\\p{L}+',
    ),
  ],
  [
    'open',
    word(
      'open|to[ -]?do|planned|not started|pending|backlog|new|scheduled|proposed|offen|geplant|ausstehend|nicht begonnen|neu|открыт[оаы]?|запланирован[оаы]?|не начат[оаы]?|в планах|нов(?:ая|ое|ый)|ожидает|в очереди|бэклог|ouverte?s?|à faire|planifiée?s?|prévue?s?|en attente|nouveau|abiert[oa]|pendiente|por hacer|planificad[oa]|planead[oa]|nuev[oa]|abert[oa]|pendente|a fazer|planejad[oa]|nov[oa]|apert[oa]|da fare|pianificat[oa]|previst[oa]|in attesa|te doen|gepland|openstaand|nog te doen|nog open|nieuw|öppe[nt]|att göra|planera[dt]|otwart\\p{L}+|do zrobienia|zaplanowan\\p{L}+|oczekuj\\p{L}+|now[eya]',
    ),
  ],
]
/** The same where words have no borders; a "not yet" in front comes first. */
const UNSPACED_STATUS: [ActionItemStatus, RegExp][] = [
  [
    'wont-do',
    light(
      /中止|却下|見送り|対応しない|対応不要|取り下げ|キャンセル|取消|不做|不处理|不處理|放弃|放棄|拒绝|作废|취소|철회|반려/u,
    ),
  ],
  [
    'open',
    light(
      /^\s*未\s*$|尚未|未辦理|未办理|未着手|未対応|未実施|未完了|予定|計画中|待办|待辦|待处理|待處理|待开始|未开始|未開始|未完成|计划中|計劃中|已计划|미착수|미완료|미진행|예정|대기|할 일|시작 전/u,
    ),
  ],
  ['blocked', light(/保留|ブロック|阻塞|受阻|暂停|暫停|挂起|보류|중단/u)],
  [
    'in-progress',
    light(
      /辦理中|办理中|執行中|执行中|推動中|推动中|対応中|進行中|作業中|実施中|着手|検討中|进行中|處理中|处理中|开发中|实施中|已开始|진행|작업 ?중|처리 ?중|착수/u,
    ),
  ],
  [
    'done',
    light(
      /完了|完成|済|クローズ|終了|已执行|已執行|已辦理|已办理|辦理完成|办理完成|已落实|已落實|已交付|已合并|已合併|已解决|已解決|已修复|已修復|已上线|已上線|已关闭|已關閉|完毕|已处理|已處理|已实施|已實施|완료|해결|종료/u,
    ),
  ],
]
const SIGNS: [ActionItemStatus, RegExp][] = [
  ['done', /:(?:white_check_mark|heavy_check_mark|ballot_box_with_check):|✅|✔|☑|🗹|🟢|💚/u],
  ['in-progress', /:(?:construction|hourglass(?:_flowing_sand)?):|🔄|🚧|⏳|🟡|🏗|▶/u],
  ['blocked', /⛔|🚫|⏸/u],
  ['open', /:white_large_square:|☐|⬜|🔲|⏹|🔵|⚪/u],
]
const NOT_BEGUN = word(
  'not (?:yet )?(?:started|done|begun|completed?|implemented|fixed)|nicht (?:begonnen|erledigt|umgesetzt)|noch nicht (?:begonnen|erledigt|umgesetzt)|не (?:начат\\p{L}*|сделан\\p{L}*|выполнен\\p{L}*|реализован\\p{L}*)|(?:non|pas encore) (?:commencée?|faite?|démarrée?|réalisée?)|no (?:iniciad[oa]|completad[oa]|realizad[oa])|não (?:iniciad[oa]|feit[oa]|concluíd[oa])|non (?:iniziat[oa]|fatt[oa]|completat[oa])|(?:nog )?niet (?:gestart|gedaan|afgerond)|(?:ej|inte) (?:påbörja[dt]|klart?|genomför[dt])|nie (?:rozpoczęt\\p{L}+|zrobion\\p{L}+|ukończon\\p{L}+)|nierozpoczęt\\p{L}+|incomplete|unresolved|unfinished',
)
/** A cell that answers "done?". */
const YES = light(/^(?:yes|y|x|ja|j|да|oui|sí|si|sim|sì|tak|はい|○|是|예|네)$/iu)
const NO = light(/^(?:no|n|nein|нет|non|não|nao|nee|nej|nie|いいえ|×|✗|✘|❌|否|아니오|아니요)$/iu)

/**
 * The status that `words` name; null when they name none, or two of which neither is meant ("open / done" in a form). `whole`:
 * nothing but a status may stand there.
 */
export function statusWord(written: string, whole: boolean): ActionItemStatus | null {
  const words = parted(written)
  if (isChoice(words)) return null
  const sign = SIGNS.find(([, expression]) => expression.test(written))
  if (sign) return sign[0]
  if (NOT_BEGUN.test(words)) return 'open'
  const list = UNSPACED.test(words) ? [...UNSPACED_STATUS, ...STATUS] : STATUS
  const found = list.find(([, expression]) => expression.test(words))
  if (!found) return null
  if (!whole) return found[0]
  const rest = words.replace(found[1], '').replace(/[^\p{L}]/gu, '')
  return rest.length <= 14 ? found[0] : null
}

/** "IN_PROGRESS" and "NotStarted", as trackers write their states, in words. */
function parted(words: string): string {
  const apart = words.replace(/(?<=\p{L})_(?=\p{L})/gu, ' ')
  return /^\s*(?:\p{Lu}\p{Ll}+){2,3}\s*$/u.test(apart) ? apart.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ') : apart
}

/** Words that name a state only where nothing else can stand: in a column of states, behind "Status:". */
const STATE_ALONE: [ActionItemStatus, RegExp][] = [
  [
    'in-progress',
    /^(?:active|under review|under investigation|in (?:testing|development|dev|qa|staging|code review|work)|being (?:worked on|implemented|tested)|investigating|working on it)$/i,
  ],
  [
    'done',
    /^(?:applied|verified|delivered|addressed|published|in place|live|in production|enabled|added|fulfilled|solved)$/i,
  ],
  ['open', /^(?:assigned|unassigned|todo|to be done|to be scheduled|not scheduled|queued|upcoming|future)$/i],
  ['blocked', /^(?:deferred|postponed|parked|delayed|waiting|on ice)(?: (?:to|until|till|for) .{1,30})?$/i],
  ['wont-do', /^(?:skipped|discarded|duplicate|not planned|not doing|invalid|withdrawn|out of scope)$/i],
]

/** The status that a cell of a column of states, or the value of a label for it, names. */
export function stateAlone(words: string): ActionItemStatus | null {
  const bare = parted(words)
    .replace(/[^\p{L}\p{N} ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return STATE_ALONE.find(([, expression]) => expression.test(bare))?.[0] ?? statusWord(words, false)
}

/** The status of a cell below "Done?" or "Implemented": a yes or a no, else a status. */
export function doneWord(words: string): ActionItemStatus | null {
  const text = words.trim()
  if (YES.test(text)) return 'done'
  return NO.test(text) ? 'open' : statusWord(text, false)
}

/** "Open / In progress / Done", "☐ open ☐ done": a form's choices, none of them made. */
export function isChoice(words: string): boolean {
  if ((words.match(/[☐⬜🔲□]/gu)?.length ?? 0) >= 2) return !/[☑✅✔☒]/u.test(words)
  const parts = words.split(/\s*[/|]\s*|\s+(?:or|oder|или|ou|of|eller|lub)\s+/iu).filter(Boolean)
  return (
    parts.length >= 2 &&
    parts.filter((part) => part.length <= 24 && STATUS.some(([, one]) => one.test(part))).length >= 2
  )
}

/** A paragraph or label that leads into a list says how far its items are. */
const LEAD_IN: [ActionItemStatus, RegExp][] = [
  [
    'done',
    light(
      /(?:^|[\s,])(?:(?:we have|we['’]ve|(?:our|the) (?:\p{L}+ )?(?:team|engineers) (?:has|have)) (?:already |now |since |also )?(?:\p{L}+ed|made|put|taken|built|set|begun using|rewritten|done)|(?:has|have) (?:already |now |since )?been (?:completed|implemented|made|added|fixed|deployed|done)|already (?:completed|done|implemented|in place)|we already|wir haben (?:bereits|schon)|bereits (?:umgesetzt|erledigt)|мы уже|уже (?:сделано|сделали|внедрили|выполнено)|nous avons (?:déjà|mis)|déjà (?:fait|mis en place)|ya (?:hemos|se han?)|já (?:foi|foram|fizemos)|abbiamo (?:già)|we hebben (?:al|reeds)|vi har (?:redan)|już (?:zrobiliśmy|wdrożyliśmy))(?=[\s,:.]|$)/iu,
    ),
  ],
  [
    'in-progress',
    light(
      /(?:^|[\s,])(?:we(?: are|['’]re) (?:currently |now |actively |also )?(?!going|planning|taking)(?:\p{L}+ing)|are being (?:implemented|worked on|rolled out|introduced)|are (?:under ?way|in progress)|wir (?:implementieren|setzen|führen|arbeiten|bauen|ergänzen|erweitern|entwickeln|verbessern)|werden (?:derzeit|gerade|aktuell)|мы (?:внедряем|реализуем|работаем|делаем|добавляем|вводим|разрабатываем|улучшаем)|внедряем|реализуем|сейчас (?:мы )?(?:внедряем|делаем)|nous (?:travaillons|mettons en place|sommes en train)|estamos (?:\p{L}+ndo)|stiamo (?:\p{L}+ndo)|we (?:werken|zijn bezig)|vi (?:arbetar|håller på)|pracujemy)(?=[\s,:.]|$)/iu,
    ),
  ],
  [
    'open',
    light(
      /(?:^|[\s,])(?:we (?:also )?(?:will|plan to|intend to|are going to|are planning)|we['’]ll|we['’]re (?:going|planning) to|planned|wir (?:werden|planen|wollen|beabsichtigen)|мы (?:планируем|будем|собираемся|намерены)|планируем|планируется|nous (?:allons|prévoyons|comptons)|vamos a|planeamos|vamos (?!a )\p{L}+r|pretendemos|planejamos|prevediamo|intendiamo|pianifichiamo|we gaan|we zullen|vi (?:ska|kommer att|planerar)|planujemy|zamierzamy|będziemy)(?=[\s,:.]|$)/iu,
    ),
  ],
]

/** How far a sentence says that its items are: "We have already ...:", "We will ...". */
export function leadInStatus(text: string): ActionItemStatus | null {
  const line = text.slice(-300).replace(/\s+/g, ' ').trim()
  // "Gedaan:", "À faire:" name nothing but the state of the list below
  const name = line.length <= 30 ? /^[*_]*([^:：*_]+)[*_]*[:：][*_]*$/u.exec(line)?.[1] : undefined
  const own = name ? statusWord(name, true) : null
  if (own) return own
  return LEAD_IN.find(([, expression]) => expression.test(line))?.[0] ?? null
}

export function headingStatus(heading: string): ActionItemStatus | null {
  const bracket = /[([（【](?<words>[^()[\]（）【】]{2,40})[)\]）】]/u.exec(heading)?.groups?.words
  if (bracket && isChoice(bracket)) return null
  if (bracket && !/https?:/.test(bracket)) {
    const status = statusWord(bracket, true)
    if (status) return status
  }
  if (
    /^[\s*_]*(?:already )?(?:completed|done|finished|implemented|closed|erledigt|abgeschlossen|umgesetzt|выполнено|сделано|готово|terminé|fait|hecho|completado|concluído|feito|fatto|completato|gedaan|afgerond|klart|genomfört|zrobione|完了|対応済み|実施済み|已完成|완료)[\s*_:：]*$/iu.test(
      heading,
    ) ||
    word(
      'what we did immediately|what we(?: have|.ve) (?:already )?done(?: so far)?|(?:actions|measures|steps) (?:already |since )?taken|completed actions|completed|already done|принятые меры|bereits umgesetzt|genomförda|vidtagna åtgärder|actions (?:correctives |immédiates )?(?:déjà )?(?:prises|réalisées|effectuées|menées)|acciones tomadas|ações tomadas|azioni intraprese|genomen maatregelen|podjęte działania|what we(?: have|.ve)? changed|what was changed|changes (?:we )?made|was wir geändert haben|was geändert wurde|что (?:изменили|поменяли|изменено)|ce que nous avons changé|ce qui a été changé|changements apportés|qué (?:se cambió|cambiamos|hemos cambiado)|cambios realizados|o que mudamos|o que foi mudado|mudanças feitas|cosa abbiamo cambiato|cosa è stato cambiato|modifiche apportate|wat we hebben veranderd|vad vi (?:har ändrat|ändrade)|co (?:zmieniliśmy|zmieniono)',
    ).test(heading)
  )
    return 'done'
  if (
    word(
      'in progress|under ?way|in arbeit|laufend|в работе|en cours|en curso|em andamento|in corso|pågående|w toku',
    ).test(heading)
  )
    return 'in-progress'
  if (
    /^[\s*_]*(?:(?:still )?(?:open|pending|remaining|upcoming)|not (?:yet )?(?:started|done)|backlog)(?: (?:actions?|action items?|items?|work|tasks?|follow-?ups?))?[\s*_:：]*$/iu.test(
      heading,
    ) ||
    word(
      'planned actions|planned improvements|next steps|planned|still to do|to do|to-do|todo|outstanding|geplante maßnahmen|nächste schritte|geplant|планируемые меры|следующие шаги|дальнейшие шаги|в планах|prochaines étapes|à faire|próximos pasos|pendientes?|próximos passos|prossimi passi|volgende stappen|nog te doen|te doen|noch offen|noch zu tun|offen|осталось сделать|не сделано|da fare|por hacer|a fazer|pendências|kvar att göra|att göra|do zrobienia|reste à faire|openstaande acties|nästa steg|planerade åtgärder|kolejne kroki|następne kroki|planowane działania',
    ).test(heading)
  )
    return 'open'
  return null
}

const HEADING_KINDS: [ActionItemKind, RegExp][] = [
  [
    'prevent',
    light(
      /(?<!\p{L})(?:prevent\p{L}*|vorbeug\p{L}*|präventi\p{L}*|предотвращ\p{L}*|превентивн\p{L}*|профилакти\p{L}*|prévent\p{L}*|prevenção|prevención|prevenzione|preventie\p{L}*|förebygg\p{L}*|zapobie\p{L}*|prewencyj\p{L}*)(?!\p{L})|再発防止|予防|预防|預防|防范|예방|재발 ?방지/iu,
    ),
  ],
  [
    'detect',
    light(
      /(?<!\p{L})(?:detect\p{L}*|monitoring|alerting|observability|erkennung|überwachung|обнаружен\p{L}*|мониторинг\p{L}*|détection|surveillance|detección|detecção|monitor\p{L}*|rilevamento|detectie|övervakning|upptäckt|wykrywani\p{L}*)(?!\p{L})|検知|監視|检测|監控|监控|감지|탐지|모니터링/iu,
    ),
  ],
  [
    'mitigate',
    light(
      /(?<!\p{L})(?:mitigat\p{L}*|mitigaci\p{L}*|mitigaç\p{L}*|mitigazion\p{L}*|mitigatie|schadensbegrenzung|смягчени\p{L}*|atténuation|begränsning)(?!\p{L})|緩和|缓解|減緩|완화/iu,
    ),
  ],
  [
    'process',
    light(
      /(?<!\p{L})(?:process|processes|documentation|training|communication|prozess\p{L}*|процесс\p{L}*|processus|proceso|processo|proces|procesos)(?!\p{L})|プロセス|運用|流程|프로세스/iu,
    ),
  ],
]

export function headingKind(heading: string): ActionItemKind | null {
  if (/(?<!\p{L})risk(?!\p{L})/iu.test(heading)) return null
  return HEADING_KINDS.find(([, expression]) => expression.test(heading))?.[0] ?? null
}

const KINDS: [ActionItemKind, RegExp][] = [
  [
    'detect',
    light(
      /(?<!\p{L})(?:alert\p{L}*|monitor\p{L}*|dashboards?|observab\p{L}*|detect\p{L}*|metrics?|logging|alarm\p{L}*|überwach\p{L}*|erkenn\p{L}*|алерт\p{L}*|мониторинг\p{L}*|оповещ\p{L}*|метрик\p{L}*|дашборд\p{L}*|обнаруж\p{L}*|alerte[sr]?|surveill\p{L}*|alertas?|larm\p{L}*|övervak\p{L}*|bewak\p{L}*)(?!\p{L})|アラート|監視|検知|告警|监控|監控|알람|알림|모니터링/iu,
    ),
  ],
  [
    'mitigate',
    light(
      /(?<!\p{L})(?:mitigat\p{L}*|rollbacks?|reverts?|reverted|renew\p{L}*|failover|fallbacks?|faster|circuit breakers?|feature flags?|kill switch\p{L}*|redundan\p{L}*|disabl\p{L}*|turn(?:ed)? off|reduc\p{L}*|lower\p{L}*|deaktivier\p{L}*|abschalt\p{L}*|reduzier\p{L}*|rückfall\p{L}*|отключ\p{L}*|снизи\p{L}*|сократи\p{L}*|уменьш\p{L}*|откат\p{L}*|резерв\p{L}*)(?!\p{L})|ロールバック|冗長|回滚|回滾|冗余|롤백|이중화/iu,
    ),
  ],
  [
    'process',
    light(
      /(?<!\p{L})(?:process(?:es)?|procedures?|runbooks?|playbooks?|documentation|document|training|reviews?|requirements?|checklists?|policy|policies|drills?|game ?days?|on-?call|prozess\p{L}*|dokument\p{L}*|schulung\p{L}*|checkliste\p{L}*|richtlinie\p{L}*|freigabe\p{L}*|ablauf\p{L}*|процесс\p{L}*|регламент\p{L}*|документ\p{L}*|обучени\p{L}*|чек-?лист\p{L}*|инструкци\p{L}*|процедур\p{L}*)(?!\p{L})|手順書?|ドキュメント|教育|文档|文檔|流程|培训|매뉴얼|문서|교육/iu,
    ),
  ],
  [
    'prevent',
    light(
      /(?<!\p{L})(?:prevent\p{L}*|tests?|testing|validat\p{L}*|invalidat\p{L}*|gates?|guard\p{L}*|enforce\p{L}*|rotat\p{L}*|subscrib\p{L}*|require\p{L}*|block\p{L}*|limit\p{L}*|separat\p{L}*|pin|replac\p{L}*|verhinder\p{L}*|tests?|\p{L}*tests?|invalidier\p{L}*|\p{L}+-invalidierung|verpflichtend\p{L}*|validier\p{L}*|rotation|тест\p{L}*|инвалид\p{L}*|обязательн\p{L}*|предотвра\p{L}*|провер\p{L}*|ротаци\p{L}*|валидаци\p{L}*|исключ\p{L}*)(?!\p{L})|テスト|防止|测试|測試|校验|테스트|검증/iu,
    ),
  ],
]

/** The first kind whose words the title has, detection before mitigation before process before prevention. */
function kindOf(title: string): ActionItemKind | null {
  return KINDS.find(([, expression]) => expression.test(title))?.[0] ?? null
}

/** What the heading says holds for its items ("Preventive measures"), except that alerts and monitors detect. */
export function kindIn(title: string, heading: ActionItemKind | null): ActionItemKind | null {
  const own = kindOf(title)
  return own === 'detect' ? own : (heading ?? own)
}
