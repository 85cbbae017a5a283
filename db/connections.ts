/** What a number of like processes opens on the database server. */
export interface Processes {
  /** How many of them run. */
  processes: number;
  /** CHIPWIRE_CONNECTIONS of each: what pages, API and workers share. */
  connections: number;
  /** Queue workers in each that keep a connection for good: one a stage where the queues live here, none with Redis. */
  queueClients: number;
}

/** For what queues ask beside their workers, and for migrations. */
export const queueSpare = 6;

/** Connections of one process for the queues, at most. */
export const queueConnections = (queueClients: number) => queueClients + queueSpare;

/**
 * Connections that these processes open at most. They open what they need, and close what is idle for ten seconds: a
 * server whose `max_connections` is above the sum never refuses one.
 */
export const connectionsOf = ({ processes, connections, queueClients }: Processes): number =>
  processes * (connections + queueConnections(queueClients));
