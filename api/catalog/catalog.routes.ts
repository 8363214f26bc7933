import { fixedReply } from '#api/http/fixed-reply.ts';
import { route, type Route } from '#api/http/route.ts';
import { Catalog } from '#contracts/catalog.ts';
import { CATALOG } from '#domain/catalog.ts';

const CACHE_SECONDS = 3_600; // it changes with a release only

const ANSWER = {
  categories: CATALOG.map(({ name, title, services }) => ({
    name,
    title,
    services: services.map((service) => ({
      ...service,
      typicalPriceRange: { ...service.typicalPriceRange },
      specializations: [...service.specializations],
    })),
  })),
};

const REPLY = fixedReply(ANSWER, { headers: { 'Cache-Control': `public, max-age=${CACHE_SECONDS}` } });

/** What can be asked for and offered. */
export function catalogRoutes(): Route[] {
  return [
    route({
      operationId: 'getCatalog',
      tags: ['catalog'],
      summary: 'Show the catalog',
      description:
        'Every category with its services: what a provider needs for each, what it usually costs (in minor units), and its specializations.',
      method: 'get',
      path: '/v1/catalog',
      access: 'public',
      rateClass: 'other',
      idempotency: 'none',
      success: {
        status: 200,
        schema: Catalog,
        headers: {
          'Cache-Control': 'The answer is the same for everybody and good for an hour.',
          ETag: 'Changes with the catalog: send it as `If-None-Match` to be told whether it has.',
        },
      },
      problems: [],
      example: { answer: { categories: ANSWER.categories.slice(0, 1) } },
      handle: () => REPLY,
    }),
  ];
}
