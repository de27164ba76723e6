/** What tells whose an incident is and what of theirs it hit. All in lower case; empty where it is not known. */
export type ScopeFacts = {
  title: string
  /** Company pages that it refers to and names of its publisher: `acme-logistics`, `zephyr status`. */
  houses: readonly string[]
  /** Domains, identifiers and names that its texts state, as the keys of a fingerprint: `domain:`, `id:`, `name:`. */
  keys: readonly string[]
  /** Conversations and skills that it belongs to: what shares one is of one team. */
  groups: readonly string[]
}

/** Whether two things are of one company, service or component. Unknown is unknown: neither is taken for granted. */
export type Scope = 'same' | 'other' | 'unknown'

/** What reports of all houses name: providers, tools, the parts that every system has. A name in common says nothing then. */
const EVERYBODY = new Set(
  (
    'amazon aws azure google gcp cloudflare fastly akamai github gitlab heroku stripe twilio auth0 okta slack datadog pagerduty grafana prometheus ' +
    'sentry kubernetes docker terraform ansible jenkins linux ubuntu debian windows nginx haproxy envoy istio consul vault redis postgres postgresql ' +
    'mysql mongodb cassandra kafka rabbitmq elasticsearch opensearch java python node ruby rails django react chrome firefox safari android ios ' +
    'api apis cdn cpu cpus cron css database databases dns error errors eu europe asia us usa uk ui url vm vms vpc vpn web app apps auth cache cluster ' +
    'checkout dashboard deploy downtime duration east engineering gateway http https incident incidents ingress internet january february march april ' +
    'june july august september october november december monday tuesday wednesday thursday friday saturday sunday jwks jwt json login load mail network ' +
    'outage payment payments platform postmortem production queue region report root search server servers service services severity site sre ssl staging ' +
    'status storage summary support system systems team timeline tls token tokens traffic users webhook webhooks west yaml the our this example'
  ).split(' '),
)
const TOP_LEVEL = 2

/** The name that a domain was bought for: `kestrelpay` of `api.kestrelpay.example` and of `kestrelpay.co.uk`. */
function ownerOf(domain: string): string {
  const labels = domain.split('.')
  const last = labels.length - TOP_LEVEL
  const second = labels[last] ?? ''
  return /^(?:co|com|org|net|ac|gov)$/.test(second) && last > 0 ? (labels[last - 1] ?? second) : second
}

function keysOf({ keys }: ScopeFacts, kind: string): string[] {
  return keys.filter((key) => key.startsWith(`${kind}:`)).map((key) => key.slice(kind.length + 1))
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
}

/** What a scope is compared by, read once for each thing: its facts are held against many others'. */
type Names = {
  groups: ReadonlySet<string>
  /** Words of its title. */
  titled: ReadonlySet<string>
  /** Proper names that its texts state. */
  proper: ReadonlySet<string>
  /** Whose it is: its company or publisher, and domains that are called like something that it names. */
  owners: ReadonlySet<string>
  /** Owners of the domains that it names; pages that one is sent to elsewhere left out. */
  hosts: ReadonlySet<string>
  /** Names of its own parts: `osprey-b2`, `docs_live`; not acronyms and versions, which every report has. */
  parts: ReadonlySet<string>
}

const namesByFacts = new WeakMap<ScopeFacts, Names>()

function namesOf(facts: ScopeFacts): Names {
  const known = namesByFacts.get(facts)
  if (known) return known
  const names = readNames(facts)
  namesByFacts.set(facts, names)
  return names
}

function readNames(facts: ScopeFacts): Names {
  const titled = wordsOf(facts.title)
  const proper = new Set(keysOf(facts, 'name'))
  const domains = keysOf(facts, 'domain').map((domain) => ({ domain, owner: ownerOf(domain) }))
  const houses = facts.houses.flatMap((house) => [...wordsOf(house)].slice(0, 1))
  const called = domains.filter(({ owner }) => proper.has(owner) || titled.has(owner))
  const own = domains.filter(({ domain }) => !/^(?:status|docs|support|help|community)\./.test(domain))
  const parts = keysOf(facts, 'id').filter((id) => /^(?=.*[a-z]{3})[a-z0-9]+(?:[-_/][a-z0-9]+)+$/.test(id))
  return {
    groups: new Set(facts.groups),
    titled,
    proper,
    owners: withoutEverybody([...houses, ...called.map(({ owner }) => owner)]),
    hosts: withoutEverybody(own.map(({ owner }) => owner)),
    parts: new Set(parts.filter((id) => !/^(?:us|eu|ap|sa|ca|me|af)-[a-z]+-\d/.test(id))),
  }
}

const withoutEverybody = (names: readonly string[]) => new Set(names.filter((name) => !EVERYBODY.has(name)))

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const one of a) if (b.has(one)) return true
  return false
}

/** A proper name that stands in both titles and that one of the two writes as a name in the middle of a sentence. */
function shareName(a: Names, b: Names): boolean {
  for (const word of a.titled) {
    if (b.titled.has(word) && (a.proper.has(word) || b.proper.has(word)) && !EVERYBODY.has(word)) return true
  }
  return false
}

/**
 * Compares whose two incidents are. Same: of one team's conversation, one company or publisher, one domain, one part that both
 * name, or one proper name in both titles. Other: both are known to be somebody's, and neither names the other's owner.
 */
export function compareScopes(a: ScopeFacts, b: ScopeFacts): Scope {
  const [mine, theirs] = [namesOf(a), namesOf(b)]
  if (meet(mine.groups, theirs.groups) || meet(mine.owners, theirs.owners)) return 'same'
  if (meet(mine.hosts, theirs.hosts) || meet(mine.parts, theirs.parts) || shareName(mine, theirs)) return 'same'
  // A single report may name nobody's domain but a vendor's; that both name only foreign ones is rare.
  if (mine.hosts.size > 0 && theirs.hosts.size > 0) return 'other'
  if (mine.owners.size === 0 || theirs.owners.size === 0) return 'unknown'
  const names = (owners: ReadonlySet<string>, { proper, titled }: Names) => meet(owners, proper) || meet(owners, titled)
  return names(mine.owners, theirs) || names(theirs.owners, mine) ? 'unknown' : 'other'
}
