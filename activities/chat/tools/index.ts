import { z } from 'zod';
import type { ChatRole } from '#domain/chat.ts';
import { LEAD_TOOLS } from './leads.ts';
import { OFFER_TOOLS } from './offers.ts';
import { REQUEST_TOOLS } from './requests.ts';
import { bodyOf, tool, type Tool } from './tool.ts';

const ENROLLMENT_TOOLS: readonly Tool[] = [
  tool({
    name: 'get_service_catalog',
    role: 'enrollment',
    description: 'Shows every category with its services: licence, photos and usual price of each.',
    input: z.strictObject({}),
    use: async (_input, { read }) => {
      const catalog = bodyOf(await read('getCatalog'));
      return 'body' in catalog ? { data: catalog.body } : catalog;
    },
  }),
];

/** Every tool there is. Whoever talks has those of the role they talk in, and in every tool their own rights only. */
export const TOOLS: readonly Tool[] = [...REQUEST_TOOLS, ...OFFER_TOOLS, ...LEAD_TOOLS, ...ENROLLMENT_TOOLS];

const BY_NAME = new Map(TOOLS.map((each) => [each.name, each]));

/** The tools of a role. */
export function toolsOf(role: ChatRole): readonly Tool[] {
  return TOOLS.filter((each) => each.role === role);
}

/** True for a name that a tool of any role has. */
export function isTool(name: string): boolean {
  return BY_NAME.has(name);
}

/** A tool by its name, if it is one of the role. */
export function findTool(role: ChatRole, name: string): Tool | undefined {
  const found = BY_NAME.get(name);
  return found?.role === role ? found : undefined;
}
