import { loadConfig } from '#platform/config.ts';
import { until } from './demo/client.ts';
import { startOwnProduct } from './demo/own-product.ts';
import { findProduct, isReady, whatIsDown } from './demo/product.ts';
import { runDemo } from './demo/story.ts';

export { runDemo };

const READY_MS = 30_000;
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm run demo`: plays a life from a request to a completed booking against the running product, or one of its own. */
export async function main(): Promise<void> {
  const config = loadConfig();
  const found = await findProduct(config);
  const colours = process.stdout.isTTY === true;
  if (found !== undefined) {
    await waitUntilReady(found.baseUrl);
    await runDemo({ ...found, print, colours });
    print('\nAll as it should be. The links above work as long as the product runs.');
    return;
  }
  print(`No Proxie answers at ${config.http.publicUrl}: the demo starts one of its own in a temporary folder.`);
  const own = await startOwnProduct(print);
  try {
    await runDemo({ baseUrl: own.baseUrl, mailFolder: own.mailFolder, print, colours });
    print(
      '\nAll as it should be. The product of the demo is stopped now and its links with it; `npm start` keeps one.',
    );
  } finally {
    await own.stop();
  }
}

async function waitUntilReady(baseUrl: string): Promise<void> {
  let down: string[] = [];
  const look = async (): Promise<true | undefined> => {
    if (await isReady(baseUrl)) return true;
    down = await whatIsDown(baseUrl);
    return undefined;
  };
  const otherwise = (): string => `Proxie at ${baseUrl} is not ready: ${down.join(', ') || 'it says so itself'}.`;
  await until(look, { withinMs: READY_MS, otherwise });
}
