import type { Role } from '#domain/accounts.ts';
import { seedId } from './ids.ts';

/** Somebody to try the product as. */
export interface DemoAccount {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly name: string;
  readonly email: string;
  /** For development: everybody can read it here. */
  readonly password: string;
  /** Only of a provider. */
  readonly providerId?: string;
}

/** The accounts that `npm start` makes and shows; never in production. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  demoAccount('Consumer', 'consumer', 'Clara Consumer', 'clara-looks-for-a-haircut'),
  demoAccount('Provider 1', 'provider', 'Petra Provider', 'petra-cuts-curly-hair'),
  demoAccount('Provider 2', 'provider', 'Pablo Provider', 'pablo-cuts-curly-hair'),
  demoAccount('Admin', 'admin', 'Ada Admin', 'ada-watches-every-run'),
];

const OPERATOR_PASSWORDS = new Set(
  DEMO_ACCOUNTS.filter(({ role }) => role === 'admin').map(({ password }) => password),
);

/** Whether a password is the one that everybody knows of the demo's operator. */
export const isPublicOperatorPassword = (password: string): boolean => OPERATOR_PASSWORDS.has(password);

function demoAccount(label: string, role: Role, name: string, password: string): DemoAccount {
  const email = `${name.split(' ')[0]?.toLowerCase()}@demo.example`;
  const provider = role === 'provider' ? { providerId: seedId(`provider ${email}`) } : {};
  return { id: seedId(`account ${email}`), label, role, name, email, password, ...provider };
}
