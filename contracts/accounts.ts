import { z } from 'zod';
import { textKey } from '#domain/text-key.ts';
import { Instant, Role } from './common.ts';
import { AccountId, ProviderId } from './ids.ts';
import { exactTextOf, textOf } from './text.ts';

/** What mail servers take (RFC 5321: 64 characters before the @, labels of 63), without quoted names and bare hosts. */
const EMAIL =
  /^(?=.{1,64}@)(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;
/** A mail address in lower case. */
export const Email = z
  .email({ pattern: EMAIL })
  .max(254)
  .transform(textKey)
  .pipe(z.string())
  .meta({ description: 'Compared without regard to case.' });
const Password = exactTextOf(200, 10).meta({ format: 'password' });

export const Register = z
  .strictObject({ email: Email, password: Password, name: textOf(120) })
  .meta({ id: 'Register' });
export const RegistrationAccepted = z
  .strictObject({
    status: z.literal('confirmation_sent'),
    expiresAt: Instant.meta({ description: 'Until when the mail address can be confirmed.' }),
  })
  .meta({ id: 'RegistrationAccepted', description: 'The same whether or not the mail address has an account.' });
/** Whether the session is one of a browser, with a refresh token that no script can read. */
const WantsCookie = z.boolean().optional().meta({
  description:
    'For pages of this installation: the refresh token comes as an HttpOnly cookie and is absent from the answer. A page of another origin is refused.',
});
export const Confirm = z
  .strictObject({
    token: exactTextOf(200).meta({ description: 'What follows `#` in the link of the mail.' }),
    cookie: WantsCookie,
  })
  .meta({ id: 'Confirm' });
export const Login = z
  .strictObject({
    email: Email,
    password: exactTextOf(200),
    deviceToken: exactTextOf(200).optional().meta({
      description:
        'The `deviceToken` of the last session on this device, or the code of a mail. With it the login is not held up by what others try. One that is not good is ignored.',
    }),
    cookie: WantsCookie,
  })
  .meta({ id: 'Login' });
const RefreshToken = exactTextOf(200).optional().meta({ description: 'Absent: the one of the cookie.' });
export const Refresh = z.strictObject({ refreshToken: RefreshToken, cookie: WantsCookie }).meta({ id: 'Refresh' });
export const Logout = z.strictObject({ refreshToken: RefreshToken }).meta({ id: 'Logout' });

export const Account = z
  .strictObject({
    id: AccountId,
    email: z
      .string()
      .nullable()
      .meta({ description: 'Null for an account of a foreign issuer that vouches for no address.' }),
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
    refreshToken: z.string().optional().meta({
      description:
        'Works once; using it again, but for the first seconds, ends every session of this login. Absent where it came as a cookie.',
    }),
    deviceToken: z.string().meta({
      description:
        'Shows that this device has signed in before; it signs nobody in. Keep it on the device, also after a logout, and send it with the next login.',
    }),
    account: Account,
  })
  .meta({ id: 'Session' });
