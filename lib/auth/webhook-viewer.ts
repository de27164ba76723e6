import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '@/lib/domain/errors'
import type { Viewer } from '@/lib/schema/viewer'
import { mintViewer } from './mint-viewer'
import { viewerFromRequest } from './viewer'

/** Secrets that monitoring proves itself with; absent ones let nobody in. */
export type WebhookSecrets = { bearer: string | undefined; pagerduty: string | undefined }

/** Lists of signatures are short: while a secret is changed, PagerDuty signs with both. */
const SIGNATURES = 5

const sameText = (a: string, b: string) =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

/**
 * Whether a body is signed by PagerDuty: `header` is `X-PagerDuty-Signature`, a list of `v1=<HMAC-SHA256 in hex>` over the bytes
 * of the body. False for missing and foreign signatures; never throws.
 */
export function isSignedByPagerduty(body: Uint8Array, header: string | null, secret: string): boolean {
  const expected = `v1=${createHmac('sha256', secret).update(body).digest('hex')}`
  const given = (header ?? '').split(',').slice(0, SIGNATURES)
  return given.some((signature) => sameText(signature.trim(), expected))
}

/**
 * Who a webhook of monitoring is: PagerDuty by its signature, others by the secret as bearer token, and anybody with a token of
 * the API. A webhook may read and no more. Throws `unauthenticated` for everybody else.
 */
export async function webhookViewer(
  request: Request,
  body: Uint8Array,
  source: string,
  secrets: WebhookSecrets,
  now: Date = new Date(),
): Promise<Viewer> {
  const webhook = () => mintViewer({ userId: null, name: `Webhook of ${source}`, role: 'viewer', via: 'token' }, 'read')
  const signature = request.headers.get('x-pagerduty-signature')
  if (source === 'pagerduty' && secrets.pagerduty !== undefined && signature !== null) {
    if (isSignedByPagerduty(body, signature, secrets.pagerduty)) return webhook()
    throw new AppError(
      'unauthenticated',
      'This request is not signed by PagerDuty with the secret of this subscription.',
    )
  }
  const given = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (given !== undefined && secrets.bearer !== undefined && sameText(given, secrets.bearer)) return webhook()
  return viewerFromRequest(request, now)
}
