import type { ApiDeps } from '#api/deps.ts';
import { isLocalCall } from '#api/http/known-hosts.ts';
import { Problem } from '#api/http/problem.ts';
import { route, type Route } from '#api/http/route.ts';
import { DemoAccounts, Installation } from '#contracts/installation.ts';
import { Account } from '#db/entities/account.entity.ts';
import { DEMO_ACCOUNTS } from '#db/seeds/demo-accounts.ts';
import { isMailOn } from '#platform/mail.ts';

type InstallationDeps = Pick<ApiDeps, 'config' | 'orm' | 'temporalUiUrl'>;

const common = { tags: ['system'], method: 'get', rateClass: 'other', idempotency: 'none' } as const;

/** What a client asks first. In production there are no demo accounts, and no route that could show any. */
export function installationRoutes(deps: InstallationDeps): Route[] {
  return [installationRoute(deps), ...(hasDemoAccounts(deps) ? [demoAccountsRoute(deps)] : [])];
}

const hasDemoAccounts = ({ config }: InstallationDeps): boolean => config.environment !== 'production';

function installationRoute(deps: InstallationDeps): Route {
  const { config, temporalUiUrl } = deps;
  return route({
    ...common,
    operationId: 'getInstallation',
    summary: 'Show what this installation is',
    description:
      'Whether it is one for development, whether people can register, and, for operators, where the Temporal UI is.',
    path: '/v1/installation',
    access: 'optional',
    success: { status: 200, schema: Installation },
    problems: [],
    example: { answer: { environment: 'production', registrationOpen: true, offersDemoAccounts: false } },
    handle: ({ actor, ip, headers }) => ({
      environment: config.environment,
      registrationOpen: isMailOn(config),
      offersDemoAccounts: hasDemoAccounts(deps) && isLocalCall({ ip, headers }),
      ...(actor?.roles.includes('admin') && temporalUiUrl !== undefined && { temporalUiUrl }),
    }),
  });
}

/** Their passwords are public, and an operator is among them: whoever is not on this machine does not even learn that they are there. */
function demoAccountsRoute({ orm }: InstallationDeps): Route {
  return route({
    ...common,
    operationId: 'listDemoAccounts',
    summary: 'List the demo accounts',
    description:
      'The invented people that `npm start` makes, with their passwords, to sign in as. Only outside production, and only for calls from the machine itself; everybody else gets 404.',
    path: '/v1/demo-accounts',
    access: 'public',
    success: { status: 200, schema: DemoAccounts },
    problems: ['not_found'],
    example: {
      answer: {
        items: [
          {
            label: 'Consumer',
            role: 'consumer',
            name: 'Clara Consumer',
            email: 'clara@demo.example',
            password: 'clara-looks-for-a-haircut',
          },
        ],
      },
    },
    async handle({ ip, headers }) {
      if (!isLocalCall({ ip, headers })) throw new Problem('not_found', 'there is nothing at this path');
      const ids = DEMO_ACCOUNTS.map(({ id }) => id);
      const there = await orm.em.fork().find(Account, { id: { $in: ids }, status: 'active' }, { fields: ['id'] });
      const found = new Set(there.map(({ id }) => id));
      return {
        items: DEMO_ACCOUNTS.filter(({ id }) => found.has(id)).map(({ label, role, name, email, password }) => ({
          label,
          role,
          name,
          email,
          password,
        })),
      };
    },
  });
}
