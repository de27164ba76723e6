import { light } from './light-expression'

const words = (...lists: string[]) =>
  light(new RegExp(`(?<![\\p{L}\\p{N}])(?:${lists.join('|')})(?![\\p{L}\\p{N}])`, 'iu'))

/** Whom to call, and when. */
export const ESCALATION = words(
  '(?:page|ping|call|wake(?: up)?|escalate|hand (?:it|this|over)|get|contact|phone|raise (?:it )?with|loop in)(?: \\p{L}+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|to|first|on-?call|support|vendor|team)|escalat(?:e|ion)|owns? (?:it|this|that)|is (?:mine|the owner)',
  'eskalier\\p{L}+|(?:ruf|ruft|rufe|rufen|wecke|weckt|hol|holt|meldet euch|melde dich|anpingen|pagen|ping|page|pagt)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|an|bei|support|bereitschaft)',
  'эскалир\\p{L}+|(?:зовите|звать|звони\\p{L}*|звоните|будите|пиши\\p{L}*|пингуйте|пейджите|дерните|д[её]ргайте|обращайтесь)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|к|в|дежурн\\p{L}+)',
  "escalad\\p{L}+|escaladez|(?:appel\\p{L}+|prévenez|préven\\p{L}+|réveill\\p{L}+|contact\\p{L}+|pinguez|bipez)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|le support|l['’]astreinte)",
  'escal(?:ad|ar|en|a al|a a)\\p{L}*|(?:llam\\p{L}+|avis\\p{L}+|despert\\p{L}+|contact\\p{L}+|pinguea\\p{L}*)(?: [^\\s.;:]+){0,6} ?(?:@[\\p{L}\\p{N}._-]+|a|al|soporte|guardia)',
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
