import { isPlaceholder } from './secret-looks'

/** A place in a plain text that holds a secret. */
export type Candidate = { start: number; end: number; kind: string }

/**
 * Keys that tell by their form what they open. `literals`: one of them is in every such key; the text is searched for them before
 * the expression is tried, unless it is one character only. The secret is the first group, or all of it. Forms as documented by those who issue them.
 */
type TokenRule = { kind: string; literals: readonly string[]; pattern: RegExp; head: RegExp }

const rule = (kind: string, literals: string, pattern: RegExp): TokenRule => ({
  kind,
  literals: literals.split(' '),
  pattern: new RegExp(`(?<![A-Za-z0-9])${pattern.source}`, 'g'),
  head: new RegExp(`^${pattern.source}`),
})

const TOKEN_RULES: readonly TokenRule[] = [
  rule('AWS access key', 'AKIA ASIA ABIA ACCA', /(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![0-9A-Za-z])/),
  rule('Google API key', 'AIza', /AIza[\w-]{35}(?![\w-])/),
  rule('Google token', 'ya29. GOCSPX- 1//0', /(?:ya29\.[\w.-]{20,}|GOCSPX-[\w-]{20,}|1\/\/0[\w-]{30,})/),
  rule(
    'GitHub token',
    'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_',
    /(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{22,255})/,
  ),
  rule(
    'GitLab token',
    'glpat- gloas- gldt- glrt- glcbt- glptt- glft- glimt- glagent- glsoat- glffct- GR1348941',
    /(?:gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-[\w-]{20,300}(?:\.[\w.]{2,40}[\w])?|GR1348941[\w-]{20,})/,
  ),
  rule(
    'Slack token',
    'xoxa- xoxb- xoxc- xoxd- xoxe xoxo- xoxp- xoxr- xoxs- xapp-',
    /(?:xoxe\.xox[bp]-|xox[a-eoprs]-|xapp-)[\w%-]{10,}/,
  ),
  rule('Slack webhook', 'hooks.slack', /hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/([\w/-]{16,})/),
  rule(
    'Discord webhook',
    '/api/webhooks/',
    /(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks\/(\d{10,}\/[\w-]{30,})/,
  ),
  rule('Teams webhook', 'webhook.office.com', /webhook\.office\.com\/webhookb2\/([\w@/-]{30,})/),
  rule(
    'Stripe key',
    'sk_live_ sk_test_ rk_live_ rk_test_ whsec_',
    /(?:[sr]k_(?:live|test)_[0-9A-Za-z]{10,}|whsec_[\w+/=]{20,})/,
  ),
  rule('Twilio key', 'SK', /SK[0-9a-f]{32}(?![0-9a-zA-Z])/),
  rule('SendGrid key', 'SG.', /SG\.[\w-]{16,}\.[\w-]{16,}/),
  rule('Mailgun key', 'key-', /key-[0-9a-f]{32}(?![0-9a-zA-Z])/),
  rule('Mailgun key', '-', /[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![0-9a-zA-Z-])/),
  rule('Mailchimp key', '-us', /[0-9a-f]{32}-us\d{1,2}(?![0-9a-zA-Z])/),
  rule('npm token', 'npm_', /npm_[A-Za-z0-9]{30,}/),
  rule('PyPI token', 'pypi-', /pypi-[\w-]{50,}/),
  rule('RubyGems token', 'rubygems_', /rubygems_[a-f0-9]{40,}/),
  rule('Docker token', 'dckr_', /dckr_(?:pat|oat)_[\w-]{20,}/),
  rule('Anthropic key', 'sk-ant-', /sk-ant-[\w-]{20,}/),
  rule('OpenAI key', 'sk-', /sk-(?:(?:proj|svcacct|admin|None)-[\w-]{20,}|or-v1-[a-f0-9]{40,}|[A-Za-z0-9]{32,})/),
  rule('Hugging face token', 'hf_', /hf_[A-Za-z0-9]{30,}/),
  rule(
    'AI service key',
    'gsk_ r8_ xai- pplx-',
    /(?:gsk_[A-Za-z0-9]{40,}|r8_[A-Za-z0-9]{36,}|xai-[A-Za-z0-9]{60,}|pplx-[A-Za-z0-9]{40,})/,
  ),
  rule('Discord token', '.', /[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/),
  rule('Firebase key', ':APA91b', /AAAA[\w-]{7}:APA91b[\w-]{100,}/),
  rule('Sonar token', 'sqa_ sqp_ squ_', /sq[apu]_[a-f0-9]{40}(?![a-f0-9])/),
  rule('Notion token', 'secret_', /secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])/),
  rule('Airtable token', 'pat', /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}(?![a-f0-9])/),
  rule('NuGet key', 'oy2', /oy2[a-z0-9]{43}(?![a-z0-9])/),
  rule('Grafana token', 'eyJrIjoi', /eyJrIjoi[\w+/-]{40,}={0,2}/),
  // Each run of letters is looked at once, and only where two more follow it: its end must not be sought from every `eyJ` in it.
  rule(
    'JWT',
    'eyJ',
    /(?<![\w-])(?=[\w-]*(?:\.[\w-]{0,20000}){2})[\w-]*?(?<![A-Za-z0-9])(eyJ[\w-]{10,}(?:\.[\w-]{0,20000}){2,4})/,
  ),
  rule('age key', 'AGE-SECRET-KEY-1', /AGE-SECRET-KEY-1[A-Z0-9]{40,}/),
  rule('Heroku key', 'HRKU-', /HRKU-[\w-]{30,}/),
  rule('Atlassian token', 'ATATT3 ATCTT3 ATBB', /(?:AT[AC]TT3[\w=.-]{50,}|ATBB[A-Za-z0-9]{24,})/),
  rule('Shopify token', 'shpat_ shpca_ shppa_ shpss_', /shp(?:at|ca|pa|ss)_[0-9a-zA-Z]{32,64}/),
  rule('Telegram token', ':AA', /\d{8,10}:AA[\w-]{32,34}(?![\w-])/),
  rule('DigitalOcean token', 'dop_v1_ doo_v1_ dor_v1_', /do[opr]_v1_[a-f0-9]{64}/),
  rule('Vault token', 'hvs. hvb. hvr.', /hv[sbr]\.[\w-]{20,}/),
  rule('Terraform token', 'atlasv1.', /[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{40,}/),
  rule('Grafana token', 'glsa_ glc_', /(?:glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}|glc_[A-Za-z0-9+/=]{32,})/),
  rule('New relic key', 'NRAK- NRII- NRJS- NRRA-', /NR(?:AK|II|JS|RA)-[\w-]{19,}/),
  rule('Sentry token', 'sntrys_ sntryu_', /sntry[su]_[\w+/=-]{40,}/),
  rule('Databricks token', 'dapi', /dapi[a-f0-9]{32}(?:-\d)?(?![0-9a-zA-Z])/),
  rule('Doppler token', 'dp.', /dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40,}/),
  rule('PlanetScale key', 'pscale_', /pscale_(?:tkn|pw|oauth)_[\w.=-]{32,}/),
  rule('Azure secret', '8Q~', /[\w.~-]{3}8Q~[\w.~-]{31,34}/),
  rule('Square token', 'sq0atp- sq0csp-', /sq0(?:atp|csp)-[\w-]{22,}/),
  rule('JFrog key', 'AKCp', /AKCp[A-Za-z0-9]{60,}/),
  rule('Alibaba access key', 'LTAI', /LTAI[A-Za-z0-9]{17,21}(?![A-Za-z0-9])/),
  rule(
    'Service token',
    'lin_api_ ntn_ figd_ PMAK- sbp_ CCIPAT_ bkua_ pul- EZAK EZTK fm2_ CLOJARS_ ops_eyJ glsm_ nfp_ tskey- phx_ CFPAT-',
    /(?:lin_api_[A-Za-z0-9]{40}|ntn_[A-Za-z0-9]{40,}|figd_[\w-]{36,}|PMAK-[a-f0-9]{24}-[a-f0-9]{34}|sbp_[a-f0-9]{40}|CCIPAT_\w{20,}|bkua_[a-f0-9]{40}|pul-[a-f0-9]{40}|EZ[AT]K[A-Za-z0-9]{54}|fm2_[\w+/=]{60,}|CLOJARS_[a-z0-9]{60}|ops_eyJ[\w-]{100,}|nfp_[A-Za-z0-9]{36,}|tskey-[\w-]{20,}|phx_[A-Za-z0-9]{40,}|CFPAT-[\w-]{40,})/,
  ),
]

/** One search for all of them: of those that begin alike it finds the shortest. */
const LITERALS = new RegExp(
  [...new Set(TOKEN_RULES.flatMap(({ literals }) => literals))]
    .filter((literal) => literal.length > 1)
    .toSorted((a, b) => a.length - b.length)
    .map((literal) => literal.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`))
    .join('|'),
  'g',
)

function activeRules(text: string): TokenRule[] {
  const found = [...new Set(text.match(LITERALS))]
  return TOKEN_RULES.filter(({ literals }) =>
    literals.some((literal) => literal.length === 1 || found.some((one) => literal.startsWith(one))),
  )
}

/** Keys in a plain text, and those that are broken over lines. */
export function findTokens(text: string): Candidate[] {
  const active = activeRules(text)
  const found = active.flatMap((one) => matchesOf(one, text))
  return active.length === 0 ? found : [...found, ...findWrapped(text, active), ...findAwsSecrets(text, found)]
}

function matchesOf({ kind, pattern }: TokenRule, text: string): Candidate[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const secret = match[1] ?? match[0]
    if (isPlaceholder(secret) || !/\d|[a-z][A-Z]/.test(secret)) return []
    const start = match.index + match[0].length - secret.length
    return [{ kind, start, end: start + secret.length }]
  })
}

/** The end of a line within a key: continued with a backslash, quoted or indented on the next one. */
const LINE_END = /\\?\r?\n[ \t>]{0,20}/y
const RUN = /[\w.+/=~:-]+(?![^\s"'`<\\])/y
/** Of the places where a key may begin in one run, so many of the first and of the last are tried: the others are within a key. */
const FIRST_PLACES = 4
const LAST_PLACES = 8
/** Lines that are full, so that what goes on below them may belong to them. */
const FULL_LINE = 60
const MAX_LINES = 60

/** Keys that a terminal or a mail has broken: read as if their lines were one. */
function findWrapped(text: string, active: readonly TokenRule[]): Candidate[] {
  if (!text.includes('\n')) return []
  return active.flatMap((one) =>
    one.literals
      .filter((literal) => literal.length >= 3)
      .flatMap((literal) => placesInRuns(text, literal))
      .flatMap((start) => readWrapped(text, start, one)),
  )
}

/** Where a literal stands: its first and last places in each run, which may be as long as the text. */
function placesInRuns(text: string, literal: string): number[] {
  const places: number[] = []
  let inRun: number[] = []
  let end = -1
  const close = () => {
    places.push(...inRun.slice(0, FIRST_PLACES), ...inRun.slice(FIRST_PLACES).slice(-LAST_PLACES))
    inRun = []
  }
  for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
    if (at >= end) {
      close()
      end = endOf(RUN, text, at)
    }
    inRun.push(at)
  }
  close()
  return places
}

function readWrapped(text: string, start: number, { kind, head }: TokenRule): Candidate[] {
  const lines = [{ start, end: endOf(RUN, text, start) }]
  const [first] = lines
  if (!first || first.end === start) return []
  const alone = matchLength(head, text.slice(start, first.end))
  const full = first.end - FULL_LINE
  const isFull = full >= 0 && !text.slice(full, start + 1).includes('\n')
  for (let end = first.end; lines.length < MAX_LINES;) {
    const next = endOf(LINE_END, text, end)
    const nextEnd = endOf(RUN, text, next)
    if (next === end || nextEnd === next) break
    // A whole key is continued only by what cannot be a word of the next line.
    if (alone > 0 && !(isFull && isRest(text.slice(next, nextEnd)))) break
    lines.push({ start: next, end: nextEnd })
    end = nextEnd
  }
  if (lines.length === 1) return []
  const joined = lines.map((line) => text.slice(line.start, line.end)).join('')
  const length = matchLength(head, joined)
  const secret = joined.slice(0, length)
  if (length <= first.end - start || isPlaceholder(secret) || !/\d/.test(secret)) return []
  return [{ kind, start, end: placeIn(lines, length) }]
}

function isRest(line: string): boolean {
  return line.length >= 4 && /\d/.test(line) && /[A-Za-z]/.test(line) && !/^[\d:.-]+[A-Z]?$/.test(line)
}

/** Where so many characters of the joined lines end in the text. */
function placeIn(lines: readonly { start: number; end: number }[], length: number): number {
  let left = length
  for (const { start, end } of lines) {
    if (left <= end - start) return start + left
    left -= end - start
  }
  return lines.at(-1)?.end ?? 0
}

function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : at
}

function matchLength(head: RegExp, text: string): number {
  return head.exec(text)?.[0].length ?? 0
}

/** How far behind its key id a secret key of AWS stands at most. */
const NEAR = 300

function findAwsSecrets(text: string, found: readonly Candidate[]): Candidate[] {
  return found
    .filter(({ kind }) => kind === 'AWS access key')
    .flatMap(({ end }) => {
      const near = text.slice(end, end + NEAR)
      return [...near.matchAll(/(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g)]
        .filter(
          ({ 0: secret }) =>
            /[a-z]/.test(secret) && /[A-Z]/.test(secret) && /\d/.test(secret) && !isPlaceholder(secret),
        )
        .map(({ index }) => ({ kind: 'AWS secret key', start: end + index, end: end + index + 40 }))
    })
}
