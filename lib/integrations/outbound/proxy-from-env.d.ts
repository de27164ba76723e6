declare module 'proxy-from-env' {
  /** The address of the proxy for a URL, from `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`; empty for none. */
  export function getProxyForUrl(url: string | URL): string
}
