import {
  errors,
  jwtVerify,
  type CryptoKey,
  type JWSHeaderParameters,
  type JWTPayload,
  type JWTVerifyResult,
} from 'jose'
import { database } from '@/lib/database'
import { AppError } from '@/lib/domain/errors'
import { isEnding } from '@/lib/domain/token-life'
import { env } from '@/lib/env'
import { log } from '@/lib/observe/log'
import { SCOPE_CHOICES } from '@/lib/schema/choices'
import type { Role, Viewer } from '@/lib/schema/viewer'
import { type AccessClaims, readAccessClaims, scopeOf } from './access-claims'
import { KeySet, PAUSE, type KeyLog } from './key-set'
import { knownAddress } from './admission'
import { mintViewer } from './mint-viewer'
import { oidcAccountId } from './oidc-account'

/**
 * Signatures that are believed, all of them with a public key. A list of ours and not what the token or the key names: that is
 * how `none`, and a public key used as the secret of an HMAC, get in elsewhere.
 */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
/** `typ` of access tokens (RFC 9068), of those that say no more than that they are a JWT, and of those that say nothing. */
const TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt'])
/** In characters. */
const LONGEST = 16_000
/** Keys that one token is tried with: some under its id, and those of a newer set. */
const MOST_TRIED = 8
/** The provider's id in next-auth's accounts. */
const PROVIDER = 'oidc'

/** How access tokens are verified: by every entry point with the one that `accessTokenVerifier` gives. */
export type Verifier = {
  readonly issuer: string
  readonly audience: string
  /** Seconds that the issuer's clock may be off ours. */
  readonly tolerance: number
  readonly keys: KeySet
}

const kept = globalThis as typeof globalThis & { hindsightVerifier?: Verifier | null }

/**
 * The verifier of this process, from the environment; null when access tokens are not configured. Kept on `globalThis`, so that
 * all parts of the application share its keys, however they are bundled.
 */
export function accessTokenVerifier(): Verifier | null {
  if (kept.hindsightVerifier !== undefined) return kept.hindsightVerifier
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_CLOCK_TOLERANCE: tolerance } = env()
  kept.hindsightVerifier = issuer && audience ? makeVerifier({ issuer, audience, tolerance }) : null
  return kept.hindsightVerifier
}

/** A verifier with keys of its own, which it fetches when the first token comes. */
export function makeVerifier(
  options: Omit<Verifier, 'keys'>,
  write: KeyLog = (message, fields) => log.warn(message, fields),
): Verifier {
  return Object.freeze({ ...options, keys: new KeySet(options.issuer, write) })
}

/**
 * What a token says once its signature, issuer, audience and times are right, and the id of the key that signed it.
 * Throws `unauthenticated` with what is wrong, `unknown_key`, or `unavailable` while there are no keys.
 */
export async function verifyAccessToken(
  verifier: Verifier,
  jwt: string,
  now: Date,
): Promise<{ claims: AccessClaims; keyId: string }> {
  if (jwt.length > LONGEST) throw refused('is too long')
  try {
    const { payload, protectedHeader } = await verifySigned(verifier, jwt, now)
    const { kid, typ } = protectedHeader
    if (kid === undefined) throw refused('does not name the key that signed it')
    if (typ !== undefined && !TYPES.has(String(typ).toLowerCase())) throw refused('is of another kind')
    const claims = readClaims(payload)
    if (claims.iat !== undefined && claims.iat > now.getTime() / 1000 + verifier.tolerance) {
      throw refused('is not valid yet')
    }
    return { claims, keyId: kid }
  } catch (error) {
    throw error instanceof errors.JOSEError ? refused(describeFault(error)) : error
  }
}

/** Tries each key that the token may be signed with: those that are held, then those that are published now. */
async function verifySigned(verifier: Verifier, jwt: string, now: Date): Promise<JWTVerifyResult> {
  const tried = new Set<CryptoKey>()
  const nextKey = async (header: JWSHeaderParameters): Promise<CryptoKey> => {
    const untried = async (way: 'find' | 'findAnew') =>
      (await findKeys(verifier, header, now, way)).find((key) => !tried.has(key))
    const key = (await untried('find')) ?? (await untried('findAnew'))
    if (!key || tried.size >= MOST_TRIED) throw refused('has a signature that is not right')
    tried.add(key)
    return key
  }
  for (;;) {
    try {
      return await jwtVerify(jwt, nextKey, {
        algorithms: ALGORITHMS,
        issuer: verifier.issuer,
        audience: verifier.audience,
        clockTolerance: verifier.tolerance,
        currentDate: now,
        requiredClaims: ['exp', 'sub'],
      })
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error
    }
  }
}

async function findKeys(
  { keys }: Verifier,
  header: JWSHeaderParameters,
  now: Date,
  way: 'find' | 'findAnew',
): Promise<readonly CryptoKey[]> {
  const found = await keys[way](header, now.getTime())
  if (found === 'unavailable') {
    throw new AppError('unavailable', 'The keys of the identity provider cannot be had at the moment. Try again soon.')
  }
  if (found !== 'unknown') return found
  const message = 'This access token is signed with a key that its provider does not publish, or published just now.'
  throw new AppError('unknown_key', `${message} Try again in ${PAUSE / 1000} seconds, or ask for a new token.`)
}

function readClaims(payload: JWTPayload): AccessClaims {
  // Bound to a key or certificate of its holder (RFC 7800), which a bearer does not show.
  if ('cnf' in payload) throw refused('must be shown together with a proof of possession, which is not supported')
  const claims = readAccessClaims(payload)
  if (!claims) throw refused('has claims that cannot be read')
  return claims
}

function refused(fault: string): AppError {
  return new AppError('unauthenticated', `This access token ${fault}.`)
}

function describeFault(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'has expired'
  if (error instanceof errors.JWTClaimValidationFailed) return describeClaim(error.claim)
  if (error instanceof errors.JOSEAlgNotAllowed) return 'is not signed in a way that is accepted here'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'has a signature that is not right'
  return 'cannot be read'
}

function describeClaim(claim: string): string {
  if (claim === 'aud') return 'is meant for another audience'
  if (claim === 'iss') return 'comes from another issuer'
  if (claim === 'nbf') return 'is not valid yet'
  return 'lacks a claim, or has it in a form that cannot be read'
}

type Bearer = {
  dropped: boolean
  id: string | null
  name: string | null
  email: string | null
  role: Role
  disabled: boolean
}

/** The person of a token and whether its key has been dropped, in one question to the database: so a dropped key ends at once. */
async function findBearer(issuer: string, keyId: string, claims: AccessClaims): Promise<Bearer | undefined> {
  const email = claims.email_verified === true ? knownAddress(claims.email) : null
  const [found] = await database.$queryRaw<Bearer[]>`
    SELECT EXISTS (SELECT 1 FROM "DroppedKey" d WHERE d."issuer" = ${issuer} AND d."keyId" = ${keyId}) AS "dropped",
      person."id", person."name", person."email", person."role", person."disabledAt" IS NOT NULL AS "disabled"
    FROM (SELECT 1) AS asked LEFT JOIN LATERAL (
      SELECT u.*, 0 AS "rank" FROM "Account" a JOIN "User" u ON u."id" = a."userId"
        WHERE a."provider" = ${PROVIDER} AND a."providerAccountId" = ${oidcAccountId(issuer, claims.sub)}
      UNION ALL
      SELECT u.*, 1 AS "rank" FROM "User" u WHERE lower(u."email") = lower(${email}) AND u."kind" = 'person'
        AND NOT EXISTS (SELECT 1 FROM "Account" o WHERE o."userId" = u."id" AND o."provider" = ${PROVIDER}
          AND starts_with(o."providerAccountId", ${oidcAccountId(issuer, '')}))
      ORDER BY "rank" LIMIT 1) AS person ON TRUE`
  return found
}

/**
 * Who acts with an access token of the configured provider, with its scope and never above the role of now: the person that the
 * provider's account belongs to, or who has the verified address and has not signed in as another subject. Nobody gets an account by a token.
 * Throws `unauthenticated`, `unknown_key` and `unavailable` as `verifyAccessToken`, and `forbidden` without a scope of ours or an
 * account here.
 */
export async function findAccessTokenViewer(verifier: Verifier, jwt: string, now: Date): Promise<Viewer> {
  const { claims, keyId } = await verifyAccessToken(verifier, jwt, now)
  const bearer = await findBearer(verifier.issuer, keyId, claims)
  if (!bearer || bearer.dropped) throw refused('is signed with a key that is not accepted any more')
  if (bearer.id === null) throw new AppError('forbidden', 'Whoever this access token names has no account here.')
  if (bearer.disabled) throw refused('belongs to an account that is disabled')
  const scope = scopeOf(claims)
  if (scope === null) {
    throw new AppError('forbidden', `This access token has none of the scopes ${SCOPE_CHOICES.join(', ')}.`)
  }
  const endsAt = new Date(claims.exp * 1000)
  const ending = isEnding(claims.iat === undefined ? null : new Date(claims.iat * 1000), endsAt, now)
  const { id, name, email, role } = bearer
  return mintViewer(
    {
      userId: id,
      name: `${name ?? email ?? 'unnamed'} (access token)`,
      role,
      via: 'token',
      token: { kind: 'access', id: `${id}:${keyId}`, endsAt, ending },
    },
    scope,
  )
}
