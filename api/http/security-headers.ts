import type { ServerResponse } from 'node:http';
import koaHelmet, { type KoaHelmetOptions } from 'koa-helmet';
