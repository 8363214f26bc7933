import { createOrm } from '#db/orm.ts';
import { loadConfig } from '#platform/config.ts';
import { silentLogger } from '#platform/logger.ts';
import { connectNatively } from '#platform/temporal/connect.ts';
import { createAgent } from '#worker/agent.ts';
import { workflowBundle } from '#worker/bundle.ts';
import { createWorkers } from '#worker/worker.ts';
import { BUNDLES_DIR } from './bundles.ts';

/** A worker whose model never answers: it says `thinking` when it is asked, and waits to be killed. */
const config = loadConfig();
const connection = await connectNatively(config.temporal, silentLogger);
const orm = await createOrm({ url: config.postgres.url ?? '', poolMax: 5 });
const agent = await createAgent({ config, orm, connection, log: silentLogger });
const gateway: typeof agent.gateway = {
  complete: (_request, { onText }) => {
    onText?.('I am just about to');
    process.stdout.write('thinking\n');
    return new Promise(() => undefined);
  },
};
const codePath = await workflowBundle(BUNDLES_DIR, silentLogger);
const workers = await createWorkers({
  connection,
  orm,
  config,
  log: silentLogger,
  codePath,
  agent: { ...agent, gateway },
});
process.stdout.write('ready\n');
await Promise.all(workers.map((worker) => worker.run()));
