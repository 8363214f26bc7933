import { z } from 'zod';
import { Role } from './common.ts';

export const Installation = z
  .strictObject({
    environment: z.enum(['development', 'test', 'production']),
    registrationOpen: z.boolean().meta({ description: 'Whether new people can register: it takes a mail server.' }),
    offersDemoAccounts: z.boolean().meta({ description: 'Whether `GET /v1/demo-accounts` answers this caller.' }),
    temporalUiUrl: z
      .url()
      .optional()
      .meta({ description: 'Where runs are looked at. For operators only, and only where it is known.' }),
  })
  .meta({
    id: 'Installation',
    description: 'What a client needs to know of the installation before it shows anything.',
  });

export const DemoAccounts = z
  .strictObject({
    items: z.array(
      z.strictObject({
        label: z.string().meta({ description: 'Whom the account stands for.' }),
        role: Role,
        name: z.string(),
        email: z.string(),
        password: z.string().meta({ description: 'Known to everybody; the source code has it.' }),
      }),
    ),
  })
  .meta({ id: 'DemoAccounts', description: 'Invented people to try the product as.' });
