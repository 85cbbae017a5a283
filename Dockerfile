# Chipwire's one image: docker-compose.yml starts it as web and as worker. It holds what the package holds.
FROM node:22-slim AS package
WORKDIR /checkout
COPY . .
RUN npm pack --ignore-scripts && mkdir /package && tar -xzf chipwire-*.tgz -C /package --strip-components=1

FROM node:22-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:22-slim
ENV NODE_ENV=production HOST=0.0.0.0 LOG_FORMAT=json CHIPWIRE_DATA=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=package /package ./
# The embedded database's folder, for whoever runs the image without a server.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4310
ENTRYPOINT ["node", "bin/chipwire.mjs"]
CMD ["start"]
