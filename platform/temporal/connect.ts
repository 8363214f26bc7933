import { Client, Connection, type ConnectionLike } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Config } from '../config.ts';
import type { Log } from '../logger.ts';
import { UserError } from '../user-error.ts';
import { installTemporalRuntime } from './runtime.ts';

/** A client's connection that is made at the first call: the API starts and takes requests while Temporal is down. */
export function connectLazily(config: Config['temporal']): Connection {
  // Those who call try again by rules of their own; the SDK's interceptor would still do so after the connection closed.
  return Connection.lazy({ ...config.connection, address: addressOf(config), interceptors: [] });
}

/** A worker's connection; fails with one clear sentence when nothing answers at the address. */
export async function connectNatively(config: Config['temporal'], log: Log): Promise<NativeConnection> {
  installTemporalRuntime(log);
  const address = addressOf(config);
  try {
    return await NativeConnection.connect({ ...config.connection, address });
  } catch (cause) {
    throw new UserError(`No Temporal server answers at ${address}; set TEMPORAL_ADDRESS to one that runs.`, { cause });
  }
}

/** The client that starts, signals and updates our workflows. */
export function createTemporalClient(
  connection: ConnectionLike,
  { namespace }: Pick<Config['temporal'], 'namespace'>,
): Client {
  return new Client({ connection, namespace });
}

function addressOf({ address }: Config['temporal']): string {
  if (address === undefined) throw new UserError('TEMPORAL_ADDRESS is not set.');
  return address;
}
