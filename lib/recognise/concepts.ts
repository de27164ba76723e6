/**
 * Words of operations that mean the same in English, German and Russian, by their beginnings: a text in one language finds a
 * text in another. One line is one concept; `-` before a beginning asks for it anywhere in the word (German compounds).
 */
const TABLE = `
certificate cert zertifikat -zertifikat сертификат
expire expir abgelaufen ablauf abläuft истек истёк просроч
disk disc filesystem volume festplatte -platte datenträger dateisystem диск файлов
full voll überlauf переполн заполн
space speicherplatz platz свободн мест
memory oom arbeitsspeicher speicher памят
cpu prozessor процессор
cache cach -cache zwischenspeicher zwischengespeich кэш кеш закэш закеш
key schlüssel -schlüssel ключ
rotate rotat rotier -rotation ротац ротир смен
password passwor kennwort парол
token tokens токен
signin login log-in sign-in signin anmeld einlog вход войти логин авторизац
auth authent authenti аутентиф
unauthorised unauthori 401 unbefugt неавториз
denied forbidden 403 verweiger abgelehnt отказ запрещ
database databas datenbank -datenbank баз
query queries abfrage -abfrage запрос
slow langsam медлен тормоз
latency latenc latenz verzöger задерж
timeout timeout zeitüberschreit таймаут
error error fehler -fehler ошибк
fail fail fehlschl fehlgeschl gescheit scheiter сбо неудач упал упад
down outage down ausfall ausgefallen недоступ
crash crash abstürz absturz падени аварийн
restart restart reboot neustart перезапу перезагру
deploy deploy release rollout auslief ausroll deployment релиз деплой выкат раскат
rollback rollback revert zurückroll откат
queue queue warteschlange -schlange очеред
backlog lag behind backlog rückstand отстав
replica replica replik реплик
leader leader primary master führ лидер мастер
network network netzwerk -netz сет
dns dns nameserver namensauflösung dns
connection connect verbind соедин подключ
pool pool pool пул
limit limit quota grenze kontingent лимит квот предел
load load last -last нагруз
overload overload überlast перегруз
traffic traffic verkehr -verkehr трафик
backup backup datensicherung -sicherung бэкап бекап резервн
restore restore wiederherstell восстанов
delete delet gelösch lösch удал
node node knoten -knoten узл узел нод
server server server сервер
host host machine rechner хост машин
cluster cluster cluster кластер
pod pod pod под
container container container контейнер
job job batch auftrag задани джоб
schedule schedul cron zeitplan распис планиров
alert alert alarm alarm оповещ алерт
monitor monitor überwach мониторинг
clock clock ntp uhr uhrzeit час
time time zeit врем
migrate migrat migrier migration мигр
index index index индекс
lock lock sperr -sperre блокиров
config config konfig конфиг настройк
message message nachricht сообщен
mail email e-mail mail почт письм
payment payment billing zahlung rechnung плат оплат
user user nutzer benutzer -nutzer пользоват
customer customer kunde -kunde клиент
traffic ingress gateway -gateway шлюз
missing missing absent fehlend отсутств пропал
high high hoch hohe высок
percent percent prozent процент
request request anfrage запрос
power power strom -strom питани электр
write write schreib запис
read read lese чтени
storage storage speicher хранилищ
version version version верси
upgrade upgrad updat aktualisier обновл
webhook webhook webhook вебхук
unreachable unreachab unavailab nicht-erreichbar недоступ
license licen lizenz лиценз
sync sync synchron синхр
`

type Beginning = { text: string; anywhere: boolean; concept: string }
const BEGINNINGS: Beginning[] = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [concept = '', ...words] = line.split(' ')
    return words.map((word) => ({ text: word.replace(/^-/, ''), anywhere: word.startsWith('-'), concept }))
  })
/** By first letter, so that a word is compared with a few beginnings only. */
const BY_LETTER = new Map<string, Beginning[]>()
for (const beginning of BEGINNINGS) {
  const letter = beginning.anywhere ? '-' : (beginning.text[0] ?? '')
  BY_LETTER.set(letter, [...(BY_LETTER.get(letter) ?? []), beginning])
}

/** The concepts that a folded word stands for: `schlüsselrotation` is a key and a rotation. */
export function conceptsOf(word: string): string[] {
  const found = new Set<string>()
  for (const { text, concept } of BY_LETTER.get(word[0] ?? '') ?? []) if (word.startsWith(text)) found.add(concept)
  for (const { text, concept } of BY_LETTER.get('-') ?? []) if (word.includes(text)) found.add(concept)
  return [...found]
}
