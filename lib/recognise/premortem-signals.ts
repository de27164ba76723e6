import { sentence } from '@/lib/schema/sentence'

/**
 * What a changed line says of a change, as the engineers read it who review such changes: the vocabularies are those of SQL,
 * Terraform, Kubernetes, protocol definitions and the usual names of settings.
 */
export type Signal = {
  pattern: string
  /** As a cue's weight: 2 alone makes a pattern worth asking about. */
  weight: number
  /** What the line does, for people. */
  says: string
  side: 'added' | 'removed' | 'changed'
  line: RegExp
  /** Lower-case paths of files that it counts in; everywhere unless given. */
  file?: RegExp
  /** Not when the line says this as well. */
  unless?: RegExp
  /** Only when the changed lines of the same file say this as well. */
  beside?: RegExp
  /** Commands and statements mean the same when a person writes them into a plan. */
  inProse?: true
}

const MIGRATION = /migrat|\.sql$|schema\.rb$|\/ddl\//
const CONTRACT = /\.proto$|openapi|swagger|\.graphqls?$|\.avsc$|\.xsd$|\.thrift$|schema\.json$/
const NETWORK = /firewall|route|security[-_]?group|network|iptables|nftables|acl|bgp|peering|vpc|frr|bird/
const NAMES = /dns|zone|route53|coredns|resolv/
const ACCESS = /sso|oidc|saml|vpn|bastion|break-?glass|sshd|sudoers/
const FLAGS = /flag|toggle|experiment|rollout|feature/
const SETTINGS = /\.(?:ya?ml|json|toml|ini|conf|properties|env|tf|tfvars|hcl|cfg|xml)$|\.env|config|values|settings/
const MANIFEST =
  /package\.json$|requirements.*\.txt$|go\.mod$|pom\.xml$|gemfile$|cargo\.toml$|\.csproj$|build\.gradle|pyproject\.toml$/

export const SIGNALS: readonly Signal[] = [
  // Data definition takes an exclusive lock on the table; PostgreSQL: CREATE INDEX and ALTER TABLE, MySQL: online DDL.
  {
    pattern: 'blocking-db-op',
    weight: 2.5,
    says: sentence`changes a table in place, which locks it`,
    side: 'added',
    line: /\balter\s+table\b/i,
    unless: /\bnot valid\b|\bvalidate constraint\b|algorithm\s*=\s*instant|\brename\b/i,
    inProse: true,
  },
  {
    pattern: 'blocking-db-op',
    weight: 2.5,
    says: sentence`builds an index while writes wait`,
    side: 'added',
    line: /\bcreate\s+(?:unique\s+)?index\b/i,
    unless: /concurrently|algorithm\s*=\s*inplace|online\s*=\s*on/i,
    inProse: true,
  },
  {
    pattern: 'blocking-db-op',
    weight: 2.2,
    says: sentence`changes a table in place, which may lock it`,
    side: 'added',
    line: /\b(?:add_(?:index|column|foreign_key|reference)|change_column\w*|(?:add|alter|create)_?(?:column|field|index|foreignkey)|alter_?table)\b/i,
    file: MIGRATION,
    unless: /concurrently/i,
  },
  {
    pattern: 'blocking-db-op',
    weight: 2,
    says: sentence`writes or locks many rows in one statement`,
    side: 'added',
    line: /^\s*update\s+\S+\s+set\b|\b(?:vacuum\s+full|lock\s+tables?|reindex\s+(?:table|database)|optimize\s+table)\b/i,
    file: MIGRATION,
  },
  // Destruction
  {
    pattern: 'destructive-op',
    weight: 2.5,
    says: sentence`drops or empties a store of data`,
    side: 'added',
    line: /\bdrop\s+(?:table|database|schema|column|collection|keyspace)\b|\btruncate\s+(?:table\s+)?\w|\bdrop_(?:table|column)\b|\b(?:remove_column|droptable|dropcolumn)\b/i,
    inProse: true,
  },
  {
    pattern: 'destructive-op',
    weight: 3,
    says: sentence`deletes without a condition`,
    side: 'added',
    line: /\bdelete\s+from\s+[\w."`]+/i,
    unless: /\bwhere\b/i,
    inProse: true,
  },
  {
    pattern: 'destructive-op',
    weight: 2.2,
    says: sentence`deletes resources by command`,
    side: 'added',
    line: /\brm\s+-\w*[rf]\w*\s|\bterraform\s+destroy\b|\bkubectl\s+delete\b|\baws\s+\w+\s+(?:rm|delete-\S+|terminate-\S+)|\bgcloud\s.*\bdelete\b|\bmkfs\b|\bdd\s+if=|\bhelm\s+uninstall\b|\bgit\s+push\s.*--force\b/i,
    inProse: true,
  },
  {
    pattern: 'destructive-op',
    weight: 2.5,
    says: sentence`takes away the guard against deletion`,
    side: 'added',
    line: /\b(?:deletion_protection|prevent_destroy|termination_protection\w*)\b\W{1,4}false|\b(?:force_destroy|skip_final_snapshot)\b\W{1,4}true/i,
  },
  {
    pattern: 'destructive-op',
    weight: 2,
    says: sentence`no longer defines a store of data, so that it is destroyed`,
    side: 'removed',
    line: /^\s*resource\s+"\w*(?:db_instance|rds_cluster|s3_bucket|dynamodb_table|sql_database\w*|storage_bucket|volume|disk|kms_key)"/i,
  },
  // Automation
  {
    pattern: 'automation-overreach',
    weight: 2.2,
    says: sentence`deletes on a schedule`,
    side: 'added',
    line: /\b(?:cronjob|schedule|cron|@scheduled|every\s+\d|crontab)\b/i,
    beside: /\b(?:delet|remov|prun|purg|clean|terminat|evict|truncat|drop)/i,
  },
  {
    pattern: 'automation-overreach',
    weight: 2,
    says: sentence`lets automation change or remove things by itself`,
    side: 'added',
    line: /\b(?:prune|self_?heal|auto_?remediat\w*|auto_?delete|auto_?terminate|auto_?repair)\b\W{1,4}(?:true|on|enabled)|\bhorizontalpodautoscaler\b|\baws_autoscaling_policy\b|\b--prune\b/i,
  },
  // Contracts
  {
    pattern: 'contract-skew',
    weight: 2.2,
    says: sentence`takes away or changes what the other side reads`,
    side: 'removed',
    line: /[\w"']\s*[:=;({[]|\bmessage\b|\brpc\b/,
    file: CONTRACT,
  },
  {
    pattern: 'contract-skew',
    weight: 2,
    says: sentence`renames or drops what deployed code still uses`,
    side: 'added',
    line: /\brename\s+(?:column\b|to\b|table\b|\S+\s+to\b)|\brename_(?:column|table)\b|\bdrop\s+column\b|\bremove_column\b/i,
    inProse: true,
  },
  {
    pattern: 'contract-skew',
    weight: 2,
    says: sentence`takes away a route that clients may call`,
    side: 'removed',
    line: /\b(?:app|router|api|server|route|mux)\w*\.(?:get|post|put|patch|delete|handle\w*)\(\s*["'`/]|@(?:Get|Post|Put|Patch|Delete|Request)Mapping|@app\.route|^\s*(?:get|post|put|delete)\s+["']\/|^\s*path\(["']/,
  },
  // Numbers
  {
    pattern: 'number-overflow',
    weight: 2.2,
    says: sentence`an identifier or counter of 32 bits or less`,
    side: 'added',
    line: /\b(?:id|\w+_id|\w*count(?:er)?|seq\w*|\w*sequence)\b["`]?\s+(?:int|integer|int4|serial|smallint|mediumint)\b/i,
    file: MIGRATION,
    unless: /bigint/i,
  },
  {
    pattern: 'number-overflow',
    weight: 2.4,
    says: sentence`changes how large a number may become`,
    side: 'added',
    line: /\btype\s+bigint\b|\bbigserial\b|\bmodify\b.{0,60}\bbigint\b|\b(?:int|uint|i|u)(?:8|16|32)\b.{0,30}\b\w*(?:id|count|counter|seq|offset|timestamp)\b|\b\w*(?:id|count|counter|seq|offset|timestamp)\b.{0,30}\b(?:int|uint|i|u)(?:8|16|32)\b/i,
  },
  // Keys, caches and lifetimes
  {
    pattern: 'cache-vs-rotation',
    weight: 2.6,
    says: sentence`how long a copy of a key is trusted`,
    side: 'changed',
    line: /(?:cach|ttl|refresh|refetch|max.?age|reload|poll)/i,
    beside: /jwks|\bkid\b|secret|certificate|credential|signing|public.?key/i,
  },
  {
    pattern: 'cache-vs-rotation',
    weight: 2,
    says: sentence`replaces or renames a key or secret`,
    side: 'changed',
    line: /\b(?:signing|private|public|encryption|api|access|hmac|master)[-_ ]?keys?(?:[-_ ]?(?:id|version|arn|ref))?\b\W{0,3}[:=]|\b(?:secret|key|cert(?:ificate)?)[-_]?(?:version|id|arn|name|ref)\b\W{0,3}[:=]|\bkid\b\W{0,3}[:=]|\bsecretName\b/i,
    file: SETTINGS,
  },
  {
    pattern: 'stale-state',
    weight: 2,
    says: sentence`how long a copy is served`,
    side: 'added',
    line: /\b\w*(?:cach\w*|ttl\w*|s-?max-?age|max-?age|stale-while-revalidate|stale-if-error)\b\W{0,4}[\s:=(]+["']?\w*\d/i,
    // A zone's TTL is judged as what it is: a name.
    file: /^(?!.*(?:dns|zone|route53))/,
  },
  {
    pattern: 'stale-state',
    weight: 1.8,
    says: sentence`adds a cache, or takes away its invalidation`,
    side: 'added',
    line: /@Cacheable|\blru_?cache\b|\bnew\s+\w*Cache\b|\bproxy_cache\b|\bcache\.(?:set|put)\(/i,
  },
  {
    pattern: 'stale-state',
    weight: 1.8,
    says: sentence`takes away an invalidation`,
    side: 'removed',
    line: /\binvalidat\w*\(|\bcache\.(?:del|delete|clear|evict)\w*\(|@CacheEvict/i,
  },
  {
    pattern: 'unrenewed-expiry',
    weight: 2.2,
    says: sentence`sets when something ends`,
    side: 'added',
    line: /\b(?:not_?after|validity\w*|valid_?(?:until|to|for|days)|expir(?:es|y|ation)\w*|expires?_?(?:at|in|on)|renew_?before|max_?lifetime|token_?ttl|lease_?duration)\b\W{0,4}[\s:=(]/i,
  },
  {
    pattern: 'unrenewed-expiry',
    weight: 2.2,
    says: sentence`a certificate or licence of limited life`,
    side: 'added',
    line: /-----BEGIN CERTIFICATE|\bopenssl\s+(?:req|x509)\b.{0,200}-days\b|\baws_acm_certificate\b|\bkind:\s*Certificate\b/i,
    inProse: true,
  },
  // Load
  {
    pattern: 'retry-herd',
    weight: 2,
    says: sentence`how often and how soon clients try again`,
    side: 'added',
    line: /\b\w*(?:retr(?:y|ies)|max_?attempts|backoff|jitter|reconnect)\w*\b\W{0,4}[\s:=(]/i,
  },
  {
    pattern: 'retry-herd',
    weight: 2,
    says: sentence`takes away a pause between attempts`,
    side: 'removed',
    line: /\b\w*(?:backoff|jitter)\w*\b/i,
  },
  {
    pattern: 'retry-herd',
    weight: 1.2,
    says: sentence`changes how long callers wait`,
    side: 'added',
    line: /\b\w*time_?out\w*\b\W{0,4}[\s:=(]+["']?\d/i,
    unless: /lock_timeout|statement_timeout/i,
  },
  {
    pattern: 'limit-exhaustion',
    weight: 2,
    says: sentence`changes a fixed limit`,
    side: 'added',
    line: /\b\w*(?:max_?conn\w*|pool_?(?:size|max)|max_?pool\w*|quota\w*|ulimit|nofile|max_?open\w*|max_?old_?space\w*|max_?(?:size|memory|heap)\w*|shared_buffers|work_mem|rate_?limit\w*|max_?(?:workers|threads|clients)|allocated_storage|ephemeral-storage)\b\W{0,4}[\s:=(]+["']?\d/i,
  },
  {
    pattern: 'limit-exhaustion',
    weight: 2,
    says: sentence`changes a fixed limit`,
    side: 'added',
    line: /^\s*["']?(?:memory|cpu|storage|limit_\w+)["']?\s*[:=]\s*["']?\d|-Xmx\d/i,
    file: SETTINGS,
  },
  {
    pattern: 'cascading-overload',
    weight: 1.6,
    says: sentence`changes how many share the load`,
    side: 'changed',
    line: /\b(?:min_?)?replicas\b\W{0,3}\d|\b(?:desired_capacity|min_?size|instance_count|node_count|desired_count)\b\W{0,4}\d/i,
  },
  {
    pattern: 'cascading-overload',
    weight: 2,
    says: sentence`takes away a guard against overload`,
    side: 'removed',
    line: /\bcircuit_?breaker\w*|\bload_?shed\w*|\bbulkhead\w*|\brate_?limit\w*/i,
  },
  // Rollout
  {
    pattern: 'unstaged-push',
    weight: 2.4,
    says: sentence`reaches everything at once`,
    side: 'added',
    line: /\b(?:rollout|percent(?:age)?|traffic|weight|exposure)\w*\b\W{0,4}100\b|\bmax_?unavailable\b\W{0,4}100|\b(?:canary|staged|progressive)\w*\b\W{0,4}(?:false|0\b|off)|\btype:\s*Recreate\b|\b(?:environments?|regions?|targets?|tenants?)\b\W{1,4}(?:all|\*)/i,
  },
  {
    pattern: 'unstaged-push',
    weight: 2,
    says: sentence`turns something on for everybody`,
    side: 'added',
    line: /\b(?:enabled|default|on|active)\b\W{0,4}true\b/i,
    file: FLAGS,
  },
  {
    pattern: 'unstaged-push',
    weight: 2.2,
    says: sentence`takes away a step of the rollout`,
    side: 'removed',
    line: /\bcanary\b|\bsetWeight\b|\bpause:\s|\bbake_?time\b|\bstages?:\s*\[?.*staging/i,
  },
  {
    pattern: 'dormant-path',
    weight: 1.8,
    says: sentence`turns on something old`,
    side: 'added',
    line: /\b\w*(?:legacy|deprecated|old_)\w*\b\W{0,4}(?:true|on|enabled)\b/i,
  },
  {
    pattern: 'time-boundary',
    weight: 2.2,
    says: sentence`depends on a time zone`,
    side: 'added',
    line: /\btime_?zone\b\W{0,4}|\bTZ=|\bCRON_TZ\b|["'](?:Europe|America|Asia|Africa|Australia|Pacific)\/\w+["']|\bdaylight\b|\bleap[_ ]?(?:year|second|day)/i,
  },
  {
    pattern: 'time-boundary',
    weight: 1.8,
    says: sentence`counts with local dates`,
    side: 'added',
    line: /\bdatetime\.now\(\)|\bLocalDate(?:Time)?\.now\(\)|\bget(?:Hours|Date|FullYear|Month)\(\)|\b365\b|\bntp(?:d|\.conf)?\b|\bchrony\b/,
  },
  // Names and ways
  {
    pattern: 'dns-resolution',
    weight: 2.5,
    says: sentence`changes a name or who answers for it`,
    side: 'changed',
    line: /\b(?:aws_route53_\w+|cloudflare_(?:dns_)?record|google_dns_\w+|azurerm_dns_\w+|CNAME|AAAA|nameservers?|name_servers|dnssec|ndots|dnsPolicy|resolv\.conf)\b|\bIN\s+(?:A|AAAA|NS|MX|TXT|SOA)\b|["']A["']/,
  },
  {
    pattern: 'dns-resolution',
    weight: 1.8,
    says: sentence`changes a zone or a resolver`,
    side: 'changed',
    line: /\b(?:ttl|records?|forward|upstream|server|type|name)\b\W{0,4}/i,
    file: NAMES,
  },
  {
    pattern: 'network-reachability',
    weight: 2.2,
    says: sentence`changes who reaches whom`,
    side: 'changed',
    line: /\b\w*cidr\w*\b|\bip6?tables\b|\bnft\s+add\b|\bkind:\s*NetworkPolicy\b|\b(?:aws_route|aws_security_group\w*|google_compute_(?:firewall|route))\b|\bip\s+route\b|\b(?:bgp|ospf)\b|\bprefix-list\b|\bufw\s+(?:allow|deny)\b/i,
    inProse: true,
  },
  {
    pattern: 'network-reachability',
    weight: 1.6,
    says: sentence`changes a network rule`,
    side: 'changed',
    line: /\b(?:allow|deny|permit|drop|reject|ingress|egress|port|gateway|destination|mtu)\b/i,
    file: NETWORK,
  },
  {
    pattern: 'failover-flaw',
    weight: 2.2,
    says: sentence`changes what takes over, or when`,
    side: 'changed',
    line: /\bmulti_?az\b|\bfail_?over\w*|\b(?:standby|read_?replica|replicate_source_db|replication_\w+|health_?check\w*|readiness_?probe|liveness_?probe|failure_?threshold|promote\w*)\b/i,
  },
  {
    pattern: 'split-brain',
    weight: 2.2,
    says: sentence`changes who votes or who leads`,
    side: 'changed',
    line: /\bquorum\w*|\bminimum_master_nodes\b|\binitial[-_]cluster\b|\breplSet\w*|\belection[-_]?timeout\b|\bfencing\b|\bstonith\b|\bmin\.insync\.replicas\b|\bunclean\.leader\.election\w*|\bbootstrap[-_]expect\b|\bcluster_?size\b/i,
  },
  // Trust
  {
    pattern: 'trust-boundary-breach',
    weight: 2.8,
    says: sentence`opens access`,
    side: 'added',
    line: /\bpublic-read(?:-write)?\b|\b(?:allUsers|allAuthenticatedUsers)\b|["']?(?:Action|Principal|Resource)["']?\s{0,6}[=:]\s{0,6}[[{]?\s?["']\*["']|\b0\.0\.0\.0\/0|::\/0|\bchmod\s+(?:-R\s+)?0?777\b|\bprivileged:\s*true\b|\bpublicly_accessible\b\W{1,4}true|\bblock_public_\w+\b\W{1,4}false|\bcluster-admin\b|\bAccess-Control-Allow-Origin\b\W{1,5}\*|\bpermitAll\(|@?AllowAnonymous|\bgrant\s+all\b/i,
    inProse: true,
  },
  {
    pattern: 'trust-boundary-breach',
    weight: 2.4,
    says: sentence`no longer checks whom it talks to`,
    side: 'added',
    line: /\bInsecureSkipVerify\b\W{1,4}true|\brejectUnauthorized\b\W{1,4}false|\bverify\s?=\s?False\b|\bcsrf\w*\b\W{1,5}(?:false|disable)|\b--insecure\b|\bcurl\s+-k\b|NODE_TLS_REJECT_UNAUTHORIZED/,
  },
  {
    pattern: 'trust-boundary-breach',
    weight: 2.2,
    says: sentence`takes away a check of rights or of the tenant`,
    side: 'removed',
    line: /\b(?:assert|require|check|ensure|has|verify)_?(?:can|role|permission\w*|auth\w*|access|owner\w*|admin|tenant\w*|scope)\b|@PreAuthorize|@RolesAllowed|\btenant_?id\b|\borg(?:anization)?_?id\s*(?:=|===|:)/i,
  },
  {
    pattern: 'trust-boundary-breach',
    weight: 2.2,
    says: sentence`writes a secret into the open`,
    side: 'added',
    line: /\b(?:log|logger|console|print\w*|fmt)\b.{0,80}\b(?:password|token|secret|authorization|api_?key)\b|-----BEGIN (?:RSA |EC |OPENSSH )?PRIVATE KEY/i,
  },
  // Backups and the way back
  {
    pattern: 'unrecoverable-backup',
    weight: 2.4,
    says: sentence`changes what is kept to restore from`,
    side: 'changed',
    line: /\bbackup_?(?:retention|window|schedule|policy)\w*|\b\w*snapshot\w*(?:retention|schedule|copies|keep)\w*|\bskip_final_snapshot\b\W{1,4}true|\bpg_(?:dump|basebackup|restore)\b|\b(?:wal-g|barman|velero|restic|pgbackrest)\b|\bpoint_?in_?time_?recovery\b|\bversioning\b/i,
  },
  {
    pattern: 'recovery-path-blocked',
    weight: 2,
    says: sentence`changes the way in that a repair needs`,
    side: 'changed',
    line: /\S/,
    file: ACCESS,
  },
  {
    pattern: 'recovery-path-blocked',
    weight: 2.2,
    says: sentence`closes a way in`,
    side: 'added',
    line: /\bPermitRootLogin\s+no\b|\bPasswordAuthentication\s+no\b|\bAllowUsers\b|\bdisable_?(?:root|console|password)\w*\b/i,
  },
  // Order and input
  {
    pattern: 'race-deadlock',
    weight: 2,
    says: sentence`takes away what kept two activities apart`,
    side: 'removed',
    line: /\b(?:mutex|rwmutex|\w*lock\.(?:lock|acquire)|\.lock\(\)|synchronized|for update|advisory_lock|set\s+transaction\s+isolation)\b/i,
  },
  {
    pattern: 'race-deadlock',
    weight: 1.8,
    says: sentence`lets activities run at the same time`,
    side: 'added',
    line: /\bconcurrencyPolicy:\s*Allow\b|\b(?:concurrency|parallelism|max_?parallel\w*)\b\W{0,4}\d|\bPromise\.all\b|\bgo\s+func\(|\bThreadPoolExecutor\b|\bnewFixedThreadPool\b|\.lock\(\)|\bsync\.Mutex\b|\bfor\s+update\b/,
  },
  {
    pattern: 'poison-input',
    weight: 1.8,
    says: sentence`changes what input is taken`,
    side: 'added',
    line: /\bnew RegExp\(|\bre\.(?:compile|match|search|g?sub|find)\b|\bpreg_\w+\(|\bregexp\.MustCompile\(|\bPattern\.compile\(|\bSecRule\b|\b(?:JSON\.parse|json\.loads|yaml\.load|unmarshal\w*|deseriali[sz]e\w*|pickle\.loads)\b\W?\(/i,
  },
  {
    pattern: 'poison-input',
    weight: 1.8,
    says: sentence`takes away a check of the input`,
    side: 'removed',
    line: /\bvalidat\w*\(|\bcatch\b|\bexcept\b|\bmax_?(?:length|depth|body)\w*/i,
  },
  {
    pattern: 'external-dependency',
    weight: 1.8,
    says: sentence`relies on a service of others`,
    side: 'added',
    line: /\b(?:base_?url|endpoint|api_?url|host|upstream|webhook_?url)\b\W{0,5}["']?https?:\/\/(?!localhost|127\.|[\w.-]*\.(?:internal|local|svc)\b)/i,
  },
  {
    pattern: 'external-dependency',
    weight: 1.6,
    says: sentence`uses another library of a provider`,
    side: 'added',
    line: /["']?(?:stripe|twilio|sendgrid|auth0|okta|launchdarkly|algolia|firebase|datadog|@aws-sdk\/[\w-]+|openai)["']?\s*[:=~^>]/i,
    file: MANIFEST,
  },
  // Guards of the change itself
  {
    pattern: 'test-gap',
    weight: 2,
    says: sentence`switches off tests or checks`,
    side: 'added',
    line: /\b(?:it|test|describe)\.skip\(|\bxit\(|@Ignore\b|@Disabled\b|\bt\.Skip\(|pytest\.mark\.skip|\bskip_?tests\b|-DskipTests|\bcontinue-on-error:\s*true|\ballow_failure:\s*true/i,
  },
  {
    pattern: 'bypassed-change-process',
    weight: 2.2,
    says: sentence`loosens or goes round the rules for changes`,
    side: 'changed',
    line: /\brequired_approving_review_count\b|\brequired_?reviewers\b|\bbranch_protection\b|\benforce_admins\b|--no-verify\b|\[skip ci\]|\bauto_?approve\b|-auto-approve\b|\bwhen:\s*manual\b/i,
    inProse: true,
  },
]
