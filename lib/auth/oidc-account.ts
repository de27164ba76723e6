/**
 * The id of an account of the configured issuer. The issuer is part of it: after a change of OIDC_ISSUER a `sub` means somebody else.
 */
export const oidcAccountId = (issuer: string, subject: string): string => `${issuer}#${subject}`

/** The accounts that come from where this one does: of one issuer, or of one of the named providers. */
export function sameSource(provider: string, providerAccountId: string) {
  const issuer = providerAccountId.slice(0, providerAccountId.indexOf('#') + 1)
  return { provider, ...(provider === 'oidc' && issuer !== '' && { providerAccountId: { startsWith: issuer } }) }
}

/** Whether a name is one that `oidcAccountId` gives: an account of an issuer, and not the bare subject of before. */
export const namesIssuer = (name: string): boolean => /^https?:\/\/[^#]*#/i.test(name)
