/**
 * The id of an account of the configured issuer. The issuer is part of it: after a change of OIDC_ISSUER a `sub` means somebody else.
 */
export const oidcAccountId = (issuer: string, subject: string): string => `${issuer}#${subject}`
