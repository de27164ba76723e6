/** Where the server of the protocol answers. */
export const MCP_PATH = '/api/mcp'
/** RFC 9728: the well-known path stands before the path of the resource. */
export const RESOURCE_METADATA_PATH = `/.well-known/oauth-protected-resource${MCP_PATH}`

/** What a client that is refused is told to read. `baseUrl` has no slash at the end. */
export function resourceMetadataUrl(baseUrl: string): string {
  return `${baseUrl}${RESOURCE_METADATA_PATH}`
}

/**
 * Protected resource metadata (RFC 9728): where a client may get a token. Without an identity provider that issues access tokens for
 * this Hindsight there is no server to ask: a person makes a token on the page of tokens.
 */
export function resourceMetadata(baseUrl: string, issuer: string | undefined) {
  return {
    resource: `${baseUrl}${MCP_PATH}`,
    resource_name: 'Hindsight',
    resource_documentation: `${baseUrl}/api-reference`,
    bearer_methods_supported: ['header'],
    scopes_supported: ['read', 'write'],
    ...(issuer === undefined ? {} : { authorization_servers: [issuer] }),
  }
}
