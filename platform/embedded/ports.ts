import net from 'node:net';
import { UserError } from '../user-error.ts';

/** A port that was free a moment ago on the given address. */
export async function findFreePort(host = '127.0.0.1'): Promise<number> {
  const server = await listen(host, 0);
  const { port } = server.address() as net.AddressInfo;
  await close(server);
  return port;
}

/** The configured port, or any free one for 0; a taken port is one sentence that names the setting to change. */
export async function claimPort(port: number, use: string, setting: string, host = '127.0.0.1'): Promise<number> {
  if (port === 0) return findFreePort(host);
  try {
    await close(await listen(host, port));
    return port;
  } catch (cause) {
    throw toPortError(cause, port, use, setting);
  }
}

/** Turns a listening error into the sentence that says which port is meant and which setting changes it. */
export function toPortError(cause: unknown, port: number, use: string, setting: string): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  const advice = `set ${setting} to another port`;
  if (code === 'EADDRINUSE') {
    return new UserError(`Port ${port}, meant for ${use}, is taken: stop whatever uses it, or ${advice}.`, { cause });
  }
  if (code === 'EACCES') return new UserError(`Port ${port}, meant for ${use}, is not allowed: ${advice}.`, { cause });
  return cause;
}

function listen(host: string, port: number): Promise<net.Server> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });
}

const close = (server: net.Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
