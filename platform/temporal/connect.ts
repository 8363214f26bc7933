import { Client, Connection, type ConnectionLike } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Config } from '../config.ts';
import type { Log } from '../logger.ts';
import { UserError } from '../user-error.ts';
import { dataConverterOf } from './data-converter.ts';
import { installTemporalRuntime } from './runtime.ts';

/** gRPC's own default grows to two minutes, for which Temporal would seem to be down after it is back. */
const RECONNECTING = { 'grpc.initial_reconnect_backoff_ms': 250, 'grpc.max_reconnect_backoff_ms': 2_000 };

/** A client's connection that is made at the first call: the API starts and takes requests while Temporal is down. */
export function connectLazily(config: Config['temporal']): Connection {
  // Those who call try again by rules of their own; the SDK's interceptor would still do so after the connection closed.
  return Connection.lazy({ ...optionsOf(config), interceptors: [], channelArgs: RECONNECTING });
}

/** A worker's connection; fails with one clear sentence when nothing answers at the address. */
export async function connectNatively(config: Config['temporal'], log: Log): Promise<NativeConnection> {
  installTemporalRuntime(log);
  const options = optionsOf(config);
  try {
    return await NativeConnection.connect(options);
  } catch (cause) {
    throw new UserError(`No Temporal server answers at ${options.address}; set TEMPORAL_ADDRESS to one that runs.`, {
      cause,
    });
  }
}

/** The client that starts, signals and updates our workflows; it encrypts what it sends where there are keys. */
export function createTemporalClient(
  connection: ConnectionLike,
  config: Pick<Config['temporal'], 'namespace' | 'payloadKeys'>,
): Client {
  const dataConverter = dataConverterOf(config);
  return new Client({ connection, namespace: config.namespace, ...(dataConverter && { dataConverter }) });
}

/** Copied as far as the SDK writes into it: it adds its own metadata to ours, and the configuration is frozen. */
function optionsOf({ address, connection }: Config['temporal']) {
  if (address === undefined) throw new UserError('TEMPORAL_ADDRESS is not set.');
  return { ...connection, metadata: { ...connection.metadata }, address };
}
