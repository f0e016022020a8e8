# One image per program: docker build --target worker|api|mock-services|submitter .
# 1. everything, to build; 2. what each program needs at run time; 3. only that, on a small base.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
ENV NX_DAEMON=false NX_TUI=false CI=true
COPY . .
# Workflow code is bundled here, once: a worker that starts bundles nothing.
RUN npm ci --no-audit --no-fund \
  && npx nx run-many --target=build --projects=worker,api,mock-services,submitter

# The registry's packages only; the workspace's own are compiled into the built files.
FROM build AS worker-packages
RUN sh deploy/docker/keep-packages-of.sh apps/worker
FROM build AS api-packages
RUN sh deploy/docker/keep-packages-of.sh apps/api
FROM build AS mock-services-packages
RUN sh deploy/docker/keep-packages-of.sh apps/mock-services
FROM build AS submitter-packages
RUN sh deploy/docker/keep-packages-of.sh apps/submitter

# Node.js without npm; certificates, for engines and providers behind TLS; a first process that reaps and hands on signals.
FROM debian:bookworm-slim AS runtime
# Debian takes old versions away: what is pinned cannot be built again some months later.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates libstdc++6 tini \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin genvideo \
  && install -d -o genvideo -g genvideo /data /data/results /data/temp
COPY --from=build /usr/local/bin/node /usr/local/bin/node
WORKDIR /app
ENV NODE_ENV=production USE_JSON_LOGGING=true RESULTS_DIR=/data/results TEMP_DIR=/data/temp
COPY deploy/docker/health-check.mjs ./
# By number, so that Kubernetes can see that it is not root.
USER 10001:10001
ENTRYPOINT ["/usr/bin/tini", "--", "node", "/app/dist/main.js"]

FROM runtime AS worker
COPY --from=worker-packages /app/node_modules ./node_modules
COPY --from=build /app/apps/worker/package.json ./
COPY --from=build /app/apps/worker/dist ./dist
# Every address of the container: its metrics and probes are asked from outside.
ENV API_HOST=0.0.0.0
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "/app/health-check.mjs", "9464", "/health"]

FROM runtime AS api
COPY --from=api-packages /app/node_modules ./node_modules
COPY --from=build /app/apps/api/package.json ./
COPY --from=build /app/apps/api/dist ./dist
ENV API_HOST=0.0.0.0
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "/app/health-check.mjs", "8000", "/health"]

FROM runtime AS mock-services
COPY --from=mock-services-packages /app/node_modules ./node_modules
COPY --from=build /app/apps/mock-services/package.json ./
COPY --from=build /app/apps/mock-services/dist ./dist
ENV MOCK_HOST=0.0.0.0
EXPOSE 6889 16882
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "/app/health-check.mjs", "6889", "/health"]

# A command that ends has no health.
FROM runtime AS submitter
COPY --from=submitter-packages /app/node_modules ./node_modules
COPY --from=build /app/apps/submitter/package.json ./
COPY --from=build /app/apps/submitter/dist ./dist
HEALTHCHECK NONE
