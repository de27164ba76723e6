import { beginningsOf, type Beginning, TABLE as COMMON_TABLE } from './concepts'
import { withoutAccents } from './tokens'

/**
 * Further words of operations, for ranking what an alert or a symptom may mean: more of English, German and Russian than the
 * table of `concepts.ts` (whose words the pattern model has learned, so that it stays as it is), and the commonest of French and
 * Spanish. Same signs. Accents are left out on both sides.
 */
const TABLE = `
certificate certificat tls. ssl. x509 сертиф
expire expir caduc vence. perime kaputtgelauf ablaufdat просроч истека истек срок. срока
renew erneuer verlanger продл обновл renouvel renov
disk disque disco festplatt plattenplatz диск storage. ssd. nvme
full plein llen. lleno llena fill zulauf vollgelauf vollauf заканчива кончает кончил переполн забит satur agot
space espace espacio platz speicherplat мест
memory memoire memoria ram. oomkill памят озу. heap. hauptspeicher
cpu processor processeur procesador prozessor core. процессор rechenlast
cache antememoire
key cle. cles. clave llave
rotate rotation rotacion
password mot-de-passe contrasena
signin connexion sesion anmeldung einlogg логин войти
auth autentic authentif аутентиф авториз 401. 403.
database donnees datos datenbank postgres postgresql mysql mariadb субд бд. db.
query requete consulta запрос
slow lent lente lento lenta langsam trag медлен тормоз slowness
latency latence latencia verzoger antwortzeit задерж
timeout delai tiempo-de-espera zeituber таймаут
error erreur error err. errs. fehler ошиб 500. 502. 503. 5xx.
fail echec echou fall. fallo falla falle fallan fehlgeschlag scheitert misslung gescheitert сбо неудач упал не-удал провал
down panne caid. caido ausgefall offline tot. lahm лежит лежат упал недоступ gone. dead. verschwund missing исчез пропал absent
unreachable unreach reachab erreichbar injoign joignab inaccess inalcanz alcanz недоступ недостиж недосяг
answer repond respond antwort reagier отвеча отклик
restart redemarr reinici neustart neu-gestart перезапус перезагру respawn
crash absturz plante. planta crashloop crashlooping падае падени
crashloop crashloop crashlooping crashloopbackoff
deploy despliegue deploiement mise-en-production auslieferung ausgeroll выкат релиз деплой
rollback zuruckgeroll откат
queue cola. file-dattente warteschl очеред backlog
backlog lag. behind ruckstand hinterher отста retard retras
replica replik replique replicas реплик
leader lider anfuhrer лидер leiter chef.
network reseau red. netz сет
interface schnittstell interfac интерфейс nic. eth0. eth1. netzwerkkarte
flap flapp flattert schwank wackel переключа мига wechsel toggl changing oscill parpade intermittent
connection connexion conexion verbind соедин подключ connect
limit limite grenz лимит квот quota предел kontingent cuota ceiling
max maxed maxim max. ceiling pinned anschlag obergrenz потол максим plafond tope. upper
autoscale autoscal autoskal hpa. scaler автоскейл автомасштаб autoescal skalier
load charge. carga lastspitze нагруз
api apiserver kubectl api-server апи kube-apiserver
controlplane controlplane
persistentvolume persistentvolume pv. pvc. pvcs. volume claim том. тома томе томов volumen persist
filesystem filesystem dateisystem файлов mount
overcommit overcommit overbook uberbuch uberbeleg переподпис перевыдел
exceed exceed uberschr uberstieg превыш depass super. superado hit. reached erreicht достиг
namespace namensraum простран espacio-de-nombres
inode inode айнод инод
descriptor descriptor deskriptor дескриптор fd. fds.
clock horloge reloj uhr zeitabweich uhrzeit часы часов ntp chrony zeitserver
skew skew drift abweich расхожд рассинхр ecart desvi
sync sync synchro sincron синхр
node noeud nodo knoten узел узл нод машин maschine machine rechner server serveur servidor host
pod pods под. поды пода подов поде подам
container conteneur contenedor контейнер
ready pret. prete. listo. lista. bereit unready notready readiness готов
wait waiting wart pending ожида attente espera hang. hangs hung hangt hanging steck завис застря stuck blocked bloqu
schedule schedul einplan планир ordonnanc programad kubescheduler
throttle throttl drossel троттл bride. etrangl limitad
job job. jobs. auftrag aufgabe задани задач джоб cron tache tarea batch cronjob
complete complet finish fertig завершa завершае закончи terminad acheve ended beendet
long ewig долго longtemps ages. hours. stunden.
budget budget бюджет slo. sla. sli. presupuesto
config config konfig einstell конфиг настрой
bad bad. wrong invalid incorrect falsch ungultig kaputt неверн некоррект неправиль mauvais broken erroneous
reload reload nachgelad перечит recharg recarg hot-reload
receive receiv empfang принима прием recib recoi recu. incoming eingehend входящ
transmit transmit send. sent. senden gesendet ausgehend outgoing исходящ отправ envoi envoy enviar emit
ingest ingest accept aufnehm aufgenom принима собира scrap sammel collect
sample sample metric metrik метрик сэмпл mesure messwert
rule rule regel. regeln правил regle regla
evaluate evaluat auswert вычисл evalu berechn
notify notif benachricht уведомл pagerduty opsgenie
alert alert alarm алерт оповещ alerte
member member mitglied член. члены членов участник miembro membre peer
quorum quorum majority mehrheit кворум большинств mayoria majorite
insufficient insufficient enough genug недостат suffis suficient too-few zu-wenig
discover discover auffind entdeck обнаруж descubr decouvr
compaction compact kompakt компакт
target target ziele. zielen цель цели таргет cible objetivo
drop drop verwerf verworf отбрас descart reject discard
duplicate duplic doppelt дубл
timestamp timestamp zeitstempel метк horodat
order unordered out-of-order reihenfolge поряд
version version верси
upgrade upgrade aktualisier обновл mise-a-jour actualiz
backup sauvegard respaldo copia-de-seguridad sicherung бэкап бекап резерв
delete supprim elimin borra geloscht удал
customer client. cliente kunde клиент
client client clients клиент
server server serveur servidor сервер
traffic trafic trafico verkehr трафик
request requete peticion solicitud anfrage запрос
degraded degrad beeintracht деград
replication replicat replikation репликац
lock sperr deadlock блокиров verrou bloqueo
partition partition партиц раздел
broker broker брокер kafka rabbitmq
consumer consumer konsument verbraucher потребител консьюмер
heartbeat heartbeat herzschlag хартбит пульс
swap swap auslagerung
dns resolv namensauflos резолв dns.
balancer balancer lastverteil балансиров
message message nachricht сообщен mensaje
mail courriel correo email mailer smtp почт письм
payment paiement pago zahlung плат оплат
user utilisateur usuario nutzer benutzer пользоват
high eleve alto. alta. hoch. hohe hoher высок elevated
missing manqu falta fehl отсутст missing missed verpasst пропущ
percent pourcent porcent prozent процент
write ecrit escrit schreib запис
read lectur lese читa чтени
sidecar sidecar сайдкар
operator operator оператор
deployment deployment
version semantic
raid raid array массив
token jeton token токен
process process prozess процесс
thread thread
garbage gc. garbage müllsammlung
vacuum vacuum autovacuum
unhealthy unhealthy ungesund нездоров healthcheck health
spike spike sprung burst surge всплеск скач pico pic. anstieg
kill kill убит getotet beendet evict
proxy proxy прокси
resource resource ressource ресурс recurso custom
`

/** Several words that together mean a concept: beginnings of words that follow each other, with at most one word between. */
const PHRASES: readonly (readonly [string, readonly string[]])[] = [
  ['ready', ['not ready', 'nicht bereit', 'не готов', 'pas pret', 'no listo', 'esta listo', 'never ready']],
  ['crashloop', ['crash loop', 'restart loop', 'keep restart', 'keeps restart', 'keep crash', 'keeps crash']],
  ['crashloop', ['constant restart', 'startet standig', 'immer neu', 'standig neu', 'постоян перезап', 'постоян пада']],
  [
    'crashloop',
    ['restart again', 'цикл перезап', 'redemarre boucle', 'reinicia constant', 'over restart', 'neustart schleife'],
  ],
  ['unreachable', ['not reach', 'cannot reach', 'nicht erreich', 'не отвеча', 'не доступ', 'ne repond', 'no respond']],
  [
    'unreachable',
    ['not respond', 'not answer', 'antwort nicht', 'reagiert nicht', 'no answer', 'no response', 'keine antwort'],
  ],
  ['down', ['not respond', 'not answer', 'antwort nicht', 'не отвеча', 'ne repond', 'no respond', 'not run', 'лежит']],
  [
    'down',
    [
      'is gone',
      'has disappear',
      'are gone',
      'not available',
      'nicht verfugbar',
      'не работа',
      'ne fonction',
      'no funcion',
    ],
  ],
  [
    'expire',
    ['runs out tomorrow', 'lauft ab', 'lauft aus', 'lief ab', 'срок действ', 'about expire', 'no longer valid'],
  ],
  [
    'full',
    ['run out', 'runs out', 'running out', 'ran out', 'used up', 'lauft voll', 'no space', 'kein platz', 'нет мест'],
  ],
  [
    'full',
    ['out space', 'out disk', 'almost full', 'nearly full', 'мало мест', 'casi llen', 'presque plein', 'no more room'],
  ],
  ['limit', ['used up', 'size limit', 'fully used', 'at capacity', 'at most', 'of capacity', 'full capacity']],
  ['descriptor', ['file descriptor', 'open file', 'offene datei', 'открыт файл', 'fichier ouvert', 'archivos abiert']],
  [
    'inode',
    ['out files', 'files fill', 'no files left', 'many small files', 'number files', 'anzahl dateien', 'колич файл'],
  ],
  ['controlplane', ['control plane', 'kube apiserver', 'api server', 'steuerungs eben', 'plan controle']],
  ['api', ['control plane', 'master node']],
  [
    'mismatch',
    ['not match', 'does match', 'not equal', 'stimm nicht', 'не совпад', 'не соответ', 'stimmen nicht', 'not agree'],
  ],
  ['reload', ['neu laden', 'neu gelad', 'not load', 'перечит конфиг', 'load config', 'lad config']],
  ['discover', ['find each', 'see each', 'finden sich', 'find other', 'service discovery', 'не видят']],
  ['member', ['each other', 'peer']],
  ['mismatch', ['each other', 'split brain']],
  ['schedule', ['not supposed', 'wrong node', 'falschen knoten', 'placed on', 'running where']],
  ['misscheduled', ['not supposed', 'wrong node', 'falschen knoten', 'should not run', 'mis schedul', 'не том узл']],
  ['rollout', ['not progress', 'not finish', 'rollout stuck', 'rollout hang', 'roll out', 'update stuck']],
  [
    'overcommit',
    [
      'cannot tolerate',
      'exceed cluster',
      'exceed what',
      'over commit',
      'more than cluster',
      'not fit',
      'everything fit',
    ],
  ],
  ['autoscale', ['horizontal pod', 'auto scal']],
  ['budget', ['error budget', 'burn rate', 'burns through', 'fehler budget', 'бюджет ошиб']],
  ['flap', ['up down', 'on off', 'rauf runter', 'вверх вниз', 'up status', 'back forth', 'auf ab', 'changing status']],
  ['insufficient', ['not enough', 'too few', 'nicht genug', 'zu wenig', 'не хвата']],
  ['missing', ['not connected', 'know none', 'has no', 'hat kein', 'knows no']],
  ['connection', ['not connected', 'know none', 'knows no', 'know any']],
  ['unknown', ['know none', 'knows no']],
  ['memory', ['out memory', 'oom kill', 'zu wenig speicher']],
  ['long', ['never finish', 'never end', 'not complete', 'nie fertig', 'too long', 'over hours']],
  ['complete', ['never finish', 'too long', 'still run', 'never end']],
  ['replica', ['copies of', 'not enough pods']],
  ['wait', ['container creating', 'image pull', 'containercreat']],
  ['conntrack', ['connection track', 'conn track', 'conntrack', 'nat table']],
]

const fold = (word: string) => (/^[a-z0-9]+$/.test(word) ? word : withoutAccents(word).replaceAll('œ', 'oe'))

const BY_LETTER = new Map<string, Beginning[]>()
for (const beginning of beginningsOf(fold(TABLE))) {
  const letter = beginning.text[0] ?? ''
  BY_LETTER.set(letter, [...(BY_LETTER.get(letter) ?? []), beginning])
}

type Phrase = { concept: string; rest: string[]; first: string }
const PHRASES_BY_START = new Map<string, Phrase[]>()
for (const [concept, phrases] of PHRASES) {
  for (const phrase of phrases) {
    const [first = '', ...rest] = phrase.split(' ')
    const start = first.slice(0, 2)
    PHRASES_BY_START.set(start, [...(PHRASES_BY_START.get(start) ?? []), { concept, first, rest }])
  }
}

/** What two concepts of a text mean together, unless it says the third, which tells them apart. */
export const IMPLIED = [{ both: ['#disk', '#full'], unless: '#inode', means: '#space' }] as const

/** The concepts of one folded word by the wider table. */
export function widerConceptsOf(word: string): string[] {
  const plain = fold(word)
  const found = new Set<string>()
  for (const { text, form, concept } of BY_LETTER.get(plain[0] ?? '') ?? []) {
    if (form === 'whole' ? plain === text : plain.startsWith(text)) found.add(concept)
  }
  return [...found]
}

/** At most one other word may stand between two words of a phrase. */
const GAP = 2

/** The concepts that several words together stand for, with the words: folded words in the order of the text. */
export function conceptsOfPhrases(words: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  const plain = words.map(fold)
  for (const [index, word] of plain.entries()) {
    for (const { concept, first, rest } of PHRASES_BY_START.get(word.slice(0, 2)) ?? []) {
      if (!word.startsWith(first) || found.has(concept)) continue
      const end = followPhrase(plain, index, rest)
      if (end !== null) found.set(concept, words.slice(index, end + 1).join(' '))
    }
  }
  return found
}

function followPhrase(words: readonly string[], from: number, rest: readonly string[]): number | null {
  let at = from
  for (const part of rest) {
    const next = [at + 1, at + GAP].find((place) => words[place]?.startsWith(part))
    if (next === undefined) return null
    at = next
  }
  return at
}

/** Shorter beginnings stand in too many words to be searched for. */
const SEARCHED_FROM = 4

const SEARCHED = new Map<string, string[]>()
for (const { text, form, concept } of beginningsOf(`${COMMON_TABLE.trim()}\n${TABLE.trim()}`)) {
  const plain = fold(text)
  if (form === 'anywhere' || plain.length < SEARCHED_FROM || !/^\p{L}+$/u.test(plain)) continue
  // The search keeps Russian letters as they are.
  const word = /\p{sc=Cyrillic}/u.test(text) ? text : plain
  SEARCHED.set(concept, [...new Set([...(SEARCHED.get(concept) ?? []), word])])
}

/** Beginnings of words, in all languages, that stand for a concept: letters only, for a search by prefixes. */
export function beginningsFor(concept: string): readonly string[] {
  return SEARCHED.get(concept) ?? []
}
