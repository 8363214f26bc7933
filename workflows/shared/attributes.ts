import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';

/** What runs can be listed and searched by in the Temporal UI. */
export const KIND = defineSearchAttributeKey('ProxieKind', SearchAttributeType.KEYWORD);
export const STATUS = defineSearchAttributeKey('ProxieStatus', SearchAttributeType.KEYWORD);
export const CATEGORY = defineSearchAttributeKey('ProxieCategory', SearchAttributeType.KEYWORD);
export const CITY = defineSearchAttributeKey('ProxieCity', SearchAttributeType.KEYWORD);
export const CONSUMER_ID = defineSearchAttributeKey('ProxieConsumerId', SearchAttributeType.KEYWORD);
export const PROVIDER_ID = defineSearchAttributeKey('ProxieProviderId', SearchAttributeType.KEYWORD);

/** What a run starts with; missing values are left out. */
export interface RunAttributes {
  kind: 'request' | 'booking' | 'registration' | 'chat' | 'enrollment';
  status: string;
  category?: string;
  city?: string;
  consumerId?: string;
  providerId?: string;
}

/** The attributes in the form that a workflow start takes. */
export function toSearchAttributes(attributes: RunAttributes): TypedSearchAttributes {
  const keys = {
    kind: KIND,
    status: STATUS,
    category: CATEGORY,
    city: CITY,
    consumerId: CONSUMER_ID,
    providerId: PROVIDER_ID,
  };
  return new TypedSearchAttributes(
    (Object.keys(keys) as (keyof typeof keys)[]).flatMap((name) => {
      const value = attributes[name];
      return value === undefined ? [] : [{ key: keys[name], value }];
    }),
  );
}
