/** What a page may load and do; `nonce` is made anew for each answer, and only scripts that carry it run. */
export type PagePolicy = {
  nonce: string
  /** Where forms may lead besides this site: those of the sign-in page end at an identity provider. */
  formTargets?: readonly string[]
  /** The site is reached by https: whatever asks for http is asked for by https. */
  secure: boolean
  /** The development server evaluates code that it sends as text. */
  development: boolean
}

/**
 * The content security policy of a page. Scripts run by their nonce alone, and what those load; there is no inline script and no
 * attribute that runs one. Styles may stand inline, as toasts, dialogs and highlighted code write theirs: a style runs nothing, and
 * the sanitiser takes them out of imported text.
 */
export function contentSecurityPolicy({ nonce, formTargets = [], secure, development }: PagePolicy): string {
  const directives = [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "script-src-attr 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
  ]
  return [...directives, ...(secure ? ['upgrade-insecure-requests'] : [])].join('; ')
}

/** The policy of pages that everybody may read: no script at all, our style and our images. */
export const PUBLIC_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The policy of what is no page: data, feeds, images, downloads. Opened as a page it does nothing. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"

/** What every answer says, page or not. */
export const EVERYWHERE: readonly { key: string; value: string }[] = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]

/** Two years, as the lists that browsers ship ask for; sent only where the site is reached by https. */
export const STRICT_TRANSPORT = 'max-age=63072000; includeSubDomains'
