import type { ChatRole } from '#domain/chat.ts';
import { AVAILABILITY_TOOLS } from './availability.ts';
import { ENROLLMENT_TOOLS } from './enrollment.ts';
import { LEAD_TOOLS } from './leads.ts';
import { OFFER_TOOLS } from './offers.ts';
import { REQUEST_TOOLS } from './requests.ts';
import { REVIEW_TOOLS } from './reviews.ts';
import type { Tool } from './tool.ts';

/** Every tool there is. Whoever talks has those of the role they talk in, and in every tool their own rights only. */
export const TOOLS: readonly Tool[] = [
  ...REQUEST_TOOLS,
  ...OFFER_TOOLS,
  ...REVIEW_TOOLS,
  ...LEAD_TOOLS,
  ...AVAILABILITY_TOOLS,
  ...ENROLLMENT_TOOLS,
];

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
