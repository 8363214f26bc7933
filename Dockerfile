# One image for the API, the workers and the migrations; the command says which.
# Debian and not Alpine: the Temporal SDK's native part needs glibc.

# The pages for browsers. Only this stage needs the packages that build them.
FROM node:24.21.0-bookworm-slim AS web
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci && npm cache clean --force
COPY . .
RUN node scripts/launch.mjs web-build

FROM node:24.21.0-bookworm-slim
WORKDIR /app

COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force

COPY . .
COPY --from=web /app/web/dist web/dist

ENV NODE_ENV=production \
    PROXIE_HOST=0.0.0.0 \
    PROXIE_DATA_DIR=/var/lib/proxie
# The worker keeps its bundle of the workflows there; it may be lost.
RUN mkdir -p /var/lib/proxie && chown node:node /var/lib/proxie
USER node

EXPOSE 3000
# Not through npm: signals must reach the process itself.
ENTRYPOINT ["node", "scripts/launch.mjs"]
CMD ["api"]
