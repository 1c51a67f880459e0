# syntax=docker/dockerfile:1

# --- Builds the app ---
FROM node:24-slim AS build
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY . .
RUN npm run build

# --- Installs production dependencies only ---
FROM node:24-slim AS dependencies
# The list of what is in the image (SBOM) has those that are in the build, too.
ARG BUILDKIT_SBOM_SCAN_STAGE=true
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has its own Node, so the optional packages that contain one are left out.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

# --- Leaves those that aren't in the build ---
FROM dependencies AS external
COPY scripts/build/keep-external.ts scripts/build/server-dependencies.ts ./scripts/build/
RUN node scripts/build/keep-external.ts
RUN npm prune --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production PORT=3000 DATA_DIR=/data
COPY --from=external /app/node_modules ./node_modules
# What scales pictures is in optional packages too, one for each kind of machine.
COPY --from=build /app/node_modules/@img ./node_modules/@img
COPY --from=build /app/build ./build
COPY package.json ./
COPY db/migrations ./db/migrations
# Migrations before a release (node scripts/db.ts migrate), and the operator's command (node scripts/admin.ts).
COPY scripts/admin.ts scripts/db.ts scripts/env-file.ts scripts/run-program.ts ./scripts/
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "build/server/index.js"]
