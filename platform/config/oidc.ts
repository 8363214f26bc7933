import { bool, issuerUrl, text, url } from './kinds.ts';
import { optional, setting, type Values } from './setting.ts';

/** Which other issuer's access tokens are taken beside our own; without an issuer there is none. */
export const OIDC_SETTINGS = {
  issuer: optional(
    'PROXIE_OIDC_ISSUER',
    issuerUrl,
    'only our own accounts',
    'An OpenID Connect issuer whose access tokens are taken, too; written exactly as its tokens have it in `iss`.',
  ),
  audience: optional(
    'PROXIE_OIDC_AUDIENCE',
    text,
    'required with an issuer',
    'The audience that tokens of the issuer must be meant for: the name of this API there, never the id of a client.',
  ),
  jwksUrl: optional(
    'PROXIE_OIDC_JWKS_URL',
    url('https', 'http'),
    'found by `<issuer>/.well-known/openid-configuration`',
    'Where the keys of the issuer are. In production this and the issuer must be https.',
  ),
  strictType: setting(
    'PROXIE_OIDC_STRICT_TYPE',
    bool,
    'false',
    'Takes only tokens of the type `at+jwt` (RFC 9068) from the issuer; otherwise also `JWT` or none, as many issuers send.',
  ),
} as const;

/** What is wrong with these settings together. */
export function oidcFaults(oidc: Values<typeof OIDC_SETTINGS>, ownIssuer: string, isProduction: boolean): string[] {
  const { issuer, audience, jwksUrl } = oidc;
  const { issuer: forIssuer, audience: forAudience, jwksUrl: forKeys } = OIDC_SETTINGS;
  const faults: string[] = [];
  if (issuer === undefined && (audience ?? jwksUrl) !== undefined) {
    faults.push(`${forAudience.env} and ${forKeys.env} need ${forIssuer.env}`);
  }
  if (issuer !== undefined && audience === undefined) faults.push(`${forIssuer.env} needs ${forAudience.env}`);
  if (issuer !== undefined && issuer === ownIssuer) faults.push(`${forIssuer.env} must not be our own issuer`);
  if (isProduction) {
    for (const [{ env }, value] of [[forIssuer, issuer] as const, [forKeys, jwksUrl] as const]) {
      if (value?.startsWith('http:')) faults.push(`${env} must be https in production`);
    }
  }
  return faults;
}
