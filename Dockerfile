# The API, the workers and the command line in one image (target `server`), and the console behind a small web server (target `console`).
ARG NODE=node:24.21.0-bookworm-slim
ARG NGINX=nginxinc/nginx-unprivileged:1.28.0-alpine-slim

FROM ${NODE} AS build
ENV ONNXRUNTIME_NODE_INSTALL=skip
WORKDIR /app
COPY . .
RUN npm ci --no-audit --no-fund && npm run build && node scripts/stage-package.mjs
# What runs: the bundled apps and onnxruntime as they were packed, without tools, and onnxruntime for this machine alone.
RUN npm ci --omit=dev --no-audit --no-fund \
 && rm -r node_modules/@lexhop node_modules/onnxruntime-node node_modules/onnxruntime-common \
 && cd packed/node_modules/onnxruntime-node/bin/napi-v6 \
 && find . -mindepth 2 -maxdepth 2 -type d ! -path "./linux/$(node -p process.arch)" -exec rm -r {} +

FROM ${NODE} AS server
ENV NODE_ENV=production HF_HOME=/models LEXHOP_DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/packed ./
COPY deploy/healthy.mjs ./deploy/
RUN mkdir /models /data && chown node:node /models /data
# Indexes of the active builds, made again from the books where they are lost.
VOLUME [ "/models", "/data" ]
USER node
# A worker is the same image with bundle/worker.js.
CMD ["node", "bundle/api.js"]

FROM ${NGINX} AS console
COPY deploy/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=build /app/apps/console/dist /usr/share/nginx/html
