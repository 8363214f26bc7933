import { z } from 'zod';
import { CATEGORY_NAMES, SERVICE_TYPE_NAMES } from '#domain/catalog.ts';
import { CurrencyCode } from './common.ts';

export const Category = z.enum(CATEGORY_NAMES).meta({ id: 'Category', description: 'A category of the catalog.' });
export const ServiceType = z
  .enum(SERVICE_TYPE_NAMES)
  .meta({ id: 'ServiceType', description: 'A service of the catalog; each belongs to one category.' });

export const CatalogService = z
  .strictObject({
    name: ServiceType,
    title: z.string(),
    requiresLicense: z.boolean(),
    minPhotos: z.int().nonnegative(),
    typicalPriceRange: z.strictObject({ min: z.int(), max: z.int(), currency: CurrencyCode }),
    specializations: z.array(z.string()),
  })
  .meta({ id: 'CatalogService' });

/** Everything that can be asked for and offered. */
export const Catalog = z
  .strictObject({
    categories: z.array(z.strictObject({ name: Category, title: z.string(), services: z.array(CatalogService) })),
  })
  .meta({ id: 'Catalog' });
