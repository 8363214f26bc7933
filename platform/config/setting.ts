import type { Kind } from './kinds.ts';

/** One environment variable: its name, how it is read, what it is without being set, and what it does. */
export interface Setting<T> {
  readonly env: string;
  readonly kind: Kind<unknown>;
  /** The default in the form that the variable itself would have; absent where there is none. */
  readonly default?: string;
  /** What happens without the variable, in words, where there is no fixed default. */
  readonly otherwise?: string;
  readonly description: string;
  /** Never repeated in a message. */
  readonly secret?: true;
  /** Only carries the type of the value; boxed, so that `undefined` is not lost when it is inferred. */
  readonly yields?: { readonly value: T };
}

/** A tree of settings, grouped as the configuration is. */
export interface SettingGroup {
  readonly [name: string]: Setting<unknown> | SettingGroup;
}

/** The values that a tree of settings yields. */
export type Values<G> = {
  readonly [K in keyof G]: G[K] extends Setting<infer T> ? T : Values<G[K]>;
};

/** A setting with a default. */
export function setting<T>(env: string, kind: Kind<T>, defaultText: string, description: string): Setting<T> {
  return { env, kind, default: defaultText, description };
}

/** A setting that may stay unset; `otherwise` says what is done then. */
export function optional<T>(
  env: string,
  kind: Kind<T>,
  otherwise: string,
  description: string,
): Setting<T | undefined> {
  return { env, kind, otherwise, description };
}

/** A secret that may stay unset. */
export function optionalSecret<T>(
  env: string,
  kind: Kind<T>,
  otherwise: string,
  description: string,
): Setting<T | undefined> {
  return { ...optional(env, kind, otherwise, description), secret: true };
}

/** A secret: generated once in development, demanded in production. */
export function secretSetting<T>(env: string, kind: Kind<T>, description: string): Setting<T> {
  return {
    env,
    kind,
    otherwise: 'generated in development, required in production',
    description,
    secret: true,
  };
}

/** Tells a setting from a group of settings. */
export function isSetting(node: Setting<unknown> | SettingGroup): node is Setting<unknown> {
  return typeof node.env === 'string';
}

/** Every setting of a tree with its path, in the order in which they are written. */
export function listSettings(group: SettingGroup, path: readonly string[] = []): [string, Setting<unknown>][] {
  return Object.entries(group).flatMap(([name, node]): [string, Setting<unknown>][] =>
    isSetting(node) ? [[[...path, name].join('.'), node]] : listSettings(node, [...path, name]),
  );
}
