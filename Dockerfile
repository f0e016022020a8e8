# One image per app: docker build --build-arg APP=api|worker|mock-services|submitter
# 1. everything, to build; 2. what the built app needs at run time; 3. only that.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-bookworm-slim AS build
WORKDIR /app
ENV NX_DAEMON=false NX_TUI=false CI=true
COPY . .
RUN npm ci --no-audit --no-fund
ARG APP
RUN test -n "$APP" && npx nx build "$APP"

FROM build AS dependencies
ARG APP
# The app's registry packages only; the workspace's own are compiled into the built file.
RUN npm ci --omit=dev --no-audit --no-fund --workspace "apps/$APP"

FROM node:${NODE_VERSION}-bookworm-slim AS app
WORKDIR /app
ENV NODE_ENV=production USE_JSON_LOGGING=true RESULTS_DIR=/data/results TEMP_DIR=/data/temp
RUN mkdir -p /data/results /data/temp && chown -R node:node /data
ARG APP
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/apps/${APP}/package.json ./apps/app/package.json
COPY --from=build /app/apps/${APP}/dist ./apps/app/dist
USER node
ENTRYPOINT ["node", "/app/apps/app/dist/main.js"]
