# The steps are those of docs/operations.md, "Install": the same commands, in an image. It runs as it is with the
# embedded database in the volume /data, or with DATABASE_URL on a PostgreSQL server.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
# Before the sources, so that packages are installed anew only when the lock file changes.
COPY package.json package-lock.json .npmrc ./
COPY build/after-install.mjs ./build/
RUN npm ci
COPY . .
RUN npm run build
RUN npm prune --omit=dev
# A second copy of the built pages, and a Node.js beside the image's own.
RUN rm -rf node_modules/.cache node_modules/node-linux-* node_modules/.bin/node

FROM node:24.21.0-bookworm-slim
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/demo ./demo
# A new volume takes over the owner and the mode of the folder.
RUN install -d -o node -g node -m 0700 /data
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV PORT=4000
ENV DATA_DIR=/data
VOLUME /data
EXPOSE 4000
USER node
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENV CLAIMS_NODE_OPTIONS="--min-semi-space-size=32 --max-semi-space-size=32 --max-old-space-size=192"
# It becomes the server: SIGTERM reaches that, which then drains.
CMD ["bin/claims", "serve"]
