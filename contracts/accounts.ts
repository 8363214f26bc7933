import { z } from 'zod';
import { Instant, Role } from './common.ts';
import { AccountId, ProviderId } from './ids.ts';

const Email = z
  .email()
  .max(254)
  .transform((mail) => mail.toLowerCase())
  .pipe(z.string())
  .meta({ description: 'Compared without regard to case.' });
const Password = z.string().min(10).max(200).meta({ format: 'password' });

export const Register = z
  .strictObject({ email: Email, password: Password, name: z.string().trim().min(1).max(120) })
  .meta({ id: 'Register' });
export const Login = z.strictObject({ email: Email, password: z.string().min(1).max(200) }).meta({ id: 'Login' });
export const Refresh = z.strictObject({ refreshToken: z.string().min(1).max(200) }).meta({ id: 'Refresh' });

export const Account = z
  .strictObject({
    id: AccountId,
    email: z.string(),
    name: z.string(),
    roles: z.array(Role),
    providerId: ProviderId.nullable().meta({ description: 'The provider this account runs, if any.' }),
    createdAt: Instant,
  })
  .meta({ id: 'Account' });

export const Session = z
  .strictObject({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresInSeconds: z.int().positive(),
    refreshToken: z.string().meta({ description: 'Works once; using it again ends every session of this login.' }),
    account: Account,
  })
  .meta({ id: 'Session' });
