/**
 * Words of operations that mean the same in English, German and Russian, by their beginnings: a text in one language finds a
 * text in another. One line is one concept, named by its first word; `-` before a beginning asks for it anywhere in the word
 * (German compounds), a full stop after it for the whole word.
 */
export const TABLE = `
certificate cert zertifikat -zertifikat сертификат
expire expir abgelaufen ablauf abläuft истек истёк просроч
disk. disc filesystem volume festplatte -platte datenträger dateisystem диск файлов
full. fill exhaust voll überlauf füll переполн заполн
space room. capacity speicherplatz platz свободн мест
memory oom. arbeitsspeicher speicher памят
cpu. prozessor процессор
cache cach -cache zwischenspeicher zwischengespeich кэш кеш закэш закеш
key. schlüssel -schlüssel ключ
rotate rotat rotier -rotation ротац ротир смен
password passwor kennwort парол
token tokens токен
signin login log-in sign-in anmeld einlog вход войти логин авторизац
auth authent authenti аутентиф
unauthorised unauthori 401 unbefugt неавториз
denied forbidden 403 verweiger abgelehnt отказ запрещ
database databas datenbank -datenbank баз
query queries abfrage -abfrage запрос
slow langsam медлен тормоз
latency latenc latenz verzöger задерж
timeout zeitüberschreit таймаут
error fehler -fehler ошибк
fail fehlschl fehlgeschl gescheit scheiter сбо неудач упал упад
down. outage absent disappear vanish refus unavailab unreachab ausfall ausgefallen verschwund недоступ отсутств пропал
crash abstürz absturz падени аварийн
restart reboot neustart перезапу перезагру
deploy release rollout auslief ausroll deployment релиз деплой выкат раскат
rollback revert zurückroll откат
queue warteschlange -schlange очеред
backlog lag behind rückstand отстав
replica replik реплик
size. größe размер
leader primary master führ лидер мастер
network netzwerk -netz сет
dns. nameserver namensauflösung
connection connect verbind соедин подключ
pool. пул
limit quota ceiling maximum max. maxed cap. grenze kontingent obergrenze лимит квот предел максим
load. нагруз
autoscale autoscal hpa. scaler autoskal автомасштаб
api. apiserver endpoint schnittstelle апи
many. viele много
reject refus abgewiesen отклон
mismatch different inconsist unterschied abweich различ расхожд
sign. signatur подпис
jwt. jwks jwk
verify verif valid prüf валид провер
find. found finden найти
overload überlast перегруз
traffic verkehr -verkehr трафик ingress gateway -gateway шлюз
backup datensicherung -sicherung бэкап бекап резервн
restore wiederherstell восстанов
delete delet gelösch lösch удал
node. knoten -knoten узл узел нод
server сервер
host. machine worker rechner хост машин
cluster кластер
pod. под
container контейнер
job. batch auftrag задани джоб
schedule schedul cron zeitplan распис планиров
alert alarm оповещ алерт
monitor überwach мониторинг
clock ntp uhr uhrzeit часы. часов.
time. zeit врем
migrate migrat migrier migration мигр
index индекс
lock. sperr -sperre блокиров
config setting konfig einstell конфиг настройк
message nachricht сообщен
mail. email e-mail почт письм
payment billing zahlung rechnung плат оплат
user. nutzer benutzer -nutzer пользоват
customer kunde -kunde клиент
missing absent disappear fehlend отсутств пропал
high. rising grow hoch hohe steig высок раст
percent prozent процент
request anfrage запрос
power strom -strom питани электр
write schreib запис
read. lese чтени
storage speicher хранилищ
version верси
upgrade upgrad updat aktualisier обновл
webhook вебхук
ready unready notready bereit готов
license licen lizenz лиценз
sync synchron синхр
`

/** The beginning of a word that stands for a concept. */
export type Beginning = { text: string; form: 'beginning' | 'anywhere' | 'whole'; concept: string }

function readBeginning(word: string, concept: string): Beginning {
  const form = word.startsWith('-') ? 'anywhere' : word.endsWith('.') ? 'whole' : 'beginning'
  return { text: word.replace(/^-|\.$/g, ''), form, concept }
}

/** Reads a table of concepts: one a line, named by its first word, with the beginnings that stand for it. */
export function beginningsOf(table: string): Beginning[] {
  return table
    .trim()
    .split('\n')
    .flatMap((line) => {
      const words = line.split(' ')
      const concept = (words[0] ?? '').replace(/\.$/, '')
      return words.map((word) => readBeginning(word, concept))
    })
}

/** By first letter, so that a word is compared with a few beginnings only. */
const BY_LETTER = new Map<string, Beginning[]>()
for (const beginning of beginningsOf(TABLE)) {
  const letter = beginning.form === 'anywhere' ? '-' : (beginning.text[0] ?? '')
  BY_LETTER.set(letter, [...(BY_LETTER.get(letter) ?? []), beginning])
}

/** The concepts that a folded word stands for: `schlüsselrotation` is a key and a rotation. */
export function conceptsOf(word: string): string[] {
  const found = new Set<string>()
  for (const { text, form, concept } of BY_LETTER.get(word[0] ?? '') ?? []) {
    if (form === 'whole' ? word === text || word === `${text}s` : word.startsWith(text)) found.add(concept)
  }
  for (const { text, concept } of BY_LETTER.get('-') ?? []) if (word.includes(text)) found.add(concept)
  return [...found]
}
