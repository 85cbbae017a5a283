# Chipwire's one image: docker-compose.yml starts it as web and as worker.
FROM node:22-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 LOG_FORMAT=json CHIPWIRE_DATA=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json tsconfig.json feeds.yaml ./
COPY bin ./bin
COPY db ./db
COPY services ./services
# The embedded database's folder, for whoever runs the image without a server.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4310
ENTRYPOINT ["node", "bin/chipwire.mjs"]
CMD ["start"]
