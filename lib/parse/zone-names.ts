const HOUR = 60

/** Offset in minutes, and the region whose clocks give the name where they change with the season. */
type FixedZone = readonly [minutes: number, season?: string]

/**
 * Abbreviations with one offset. AEST and ACST have no season here: Queensland and the Northern Territory keep them all year.
 * Source: the IANA time zone database, release 2025b.
 */
export const FIXED_ZONES: Record<string, FixedZone> = {
  UTC: [0],
  GMT: [0],
  Z: [0],
  ZULU: [0],
  WET: [0, 'Europe/Lisbon'],
  WEST: [HOUR, 'Europe/Lisbon'],
  BST: [HOUR, 'Europe/London'],
  CET: [HOUR, 'Europe/Berlin'],
  MEZ: [HOUR, 'Europe/Berlin'],
  CEST: [2 * HOUR, 'Europe/Berlin'],
  MESZ: [2 * HOUR, 'Europe/Berlin'],
  SAST: [2 * HOUR],
  EET: [2 * HOUR, 'Europe/Helsinki'],
  EEST: [3 * HOUR, 'Europe/Helsinki'],
  IDT: [3 * HOUR, 'Asia/Jerusalem'],
  TRT: [3 * HOUR],
  PKT: [5 * HOUR],
  NPT: [5 * HOUR + 45],
  ICT: [7 * HOUR],
  WIB: [7 * HOUR],
  SGT: [8 * HOUR],
  HKT: [8 * HOUR],
  MYT: [8 * HOUR],
  PHT: [8 * HOUR],
  AWST: [8 * HOUR],
  JST: [9 * HOUR],
  KST: [9 * HOUR],
  ACST: [9 * HOUR + 30],
  ACDT: [10 * HOUR + 30, 'Australia/Adelaide'],
  AEST: [10 * HOUR],
  AEDT: [11 * HOUR, 'Australia/Sydney'],
  NZST: [12 * HOUR, 'Pacific/Auckland'],
  NZDT: [13 * HOUR, 'Pacific/Auckland'],
  BRT: [-3 * HOUR],
  EDT: [-4 * HOUR, 'America/New_York'],
  EST: [-5 * HOUR, 'America/New_York'],
  CDT: [-5 * HOUR, 'America/Chicago'],
  MDT: [-6 * HOUR, 'America/Denver'],
  MST: [-7 * HOUR, 'America/Denver'],
  PDT: [-7 * HOUR, 'America/Los_Angeles'],
  PST: [-8 * HOUR, 'America/Los_Angeles'],
  AKDT: [-8 * HOUR, 'America/Anchorage'],
  AKST: [-9 * HOUR, 'America/Anchorage'],
  HST: [-10 * HOUR],
}

/** Names whose offset follows from the date. */
export const REGION_ZONES: Record<string, string> = {
  PT: 'America/Los_Angeles',
  MT: 'America/Denver',
  CT: 'America/Chicago',
  ET: 'America/New_York',
  Pacific: 'America/Los_Angeles',
  Mountain: 'America/Denver',
  Central: 'America/Chicago',
  Eastern: 'America/New_York',
  MSK: 'Europe/Moscow',
  МСК: 'Europe/Moscow',
}

/** Phrases for the time of a place, in lower case. */
export const REGION_PHRASES: Record<string, string> = {
  'pacific time': 'America/Los_Angeles',
  'mountain time': 'America/Denver',
  'central time': 'America/Chicago',
  'eastern time': 'America/New_York',
  'new york time': 'America/New_York',
  'san francisco time': 'America/Los_Angeles',
  'uk time': 'Europe/London',
  'london time': 'Europe/London',
  'berlin time': 'Europe/Berlin',
  'berliner zeit': 'Europe/Berlin',
  'deutscher zeit': 'Europe/Berlin',
  'deutsche zeit': 'Europe/Berlin',
  'mitteleuropäischer zeit': 'Europe/Berlin',
  'paris time': 'Europe/Paris',
  'heure de paris': 'Europe/Paris',
  'heure française': 'Europe/Paris',
  'hora de madrid': 'Europe/Madrid',
  'hora peninsular': 'Europe/Madrid',
  'hora de españa': 'Europe/Madrid',
  'hora de lisboa': 'Europe/Lisbon',
  'horário de brasília': 'America/Sao_Paulo',
  'hora de brasília': 'America/Sao_Paulo',
  'horário de são paulo': 'America/Sao_Paulo',
  'ora italiana': 'Europe/Rome',
  'ora di roma': 'Europe/Rome',
  'amsterdam time': 'Europe/Amsterdam',
  'nederlandse tijd': 'Europe/Amsterdam',
  'stockholm time': 'Europe/Stockholm',
  'svensk tid': 'Europe/Stockholm',
  'czasu polskiego': 'Europe/Warsaw',
  'czas polski': 'Europe/Warsaw',
  'moscow time': 'Europe/Moscow',
  'по московскому времени': 'Europe/Moscow',
  'московское время': 'Europe/Moscow',
  'по москве': 'Europe/Moscow',
  'tokyo time': 'Asia/Tokyo',
  日本時間: 'Asia/Tokyo',
  'beijing time': 'Asia/Shanghai',
  北京时间: 'Asia/Shanghai',
  北京時間: 'Asia/Shanghai',
  台北時間: 'Asia/Taipei',
  台灣時間: 'Asia/Taipei',
  '한국 시간': 'Asia/Seoul',
  한국시간: 'Asia/Seoul',
  'sydney time': 'Australia/Sydney',
}

/** Full names of zones, in lower case. */
export const LONG_ZONE_NAMES: Record<string, FixedZone> = {
  'coordinated universal time': [0],
  'greenwich mean time': [0],
  'british summer time': [HOUR, 'Europe/London'],
  'central european time': [HOUR, 'Europe/Berlin'],
  'central european summer time': [2 * HOUR, 'Europe/Berlin'],
  'pacific standard time': [-8 * HOUR, 'America/Los_Angeles'],
  'pacific daylight time': [-7 * HOUR, 'America/Los_Angeles'],
  'mountain standard time': [-7 * HOUR, 'America/Denver'],
  'mountain daylight time': [-6 * HOUR, 'America/Denver'],
  'central daylight time': [-5 * HOUR, 'America/Chicago'],
  'eastern standard time': [-5 * HOUR, 'America/New_York'],
  'eastern daylight time': [-4 * HOUR, 'America/New_York'],
  'india standard time': [5 * HOUR + 30],
  'indian standard time': [5 * HOUR + 30],
  'china standard time': [8 * HOUR],
  'singapore standard time': [8 * HOUR],
  'japan standard time': [9 * HOUR],
  'korea standard time': [9 * HOUR],
  'australian eastern standard time': [10 * HOUR],
  'australian eastern daylight time': [11 * HOUR, 'Australia/Sydney'],
}

/** Abbreviations that stand for several offsets on the same date. */
export const AMBIGUOUS_ZONES = ['CST', 'IST', 'AST', 'ADT', 'GST', 'SST', 'ECT', 'AMT', 'WST', 'PYT']
/** Out of its season, the name of another region's clocks: BST in winter is Bangladesh's, if anyone's. */
export const SHARED_OUT_OF_SEASON: ReadonlySet<string> = new Set(['BST'])
/** American abbreviations that Australians use for their own zones. */
export const AUSTRALIAN_ZONES = ['EST', 'EDT']
