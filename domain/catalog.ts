import type { Currency } from './money.ts';

/** What every service of the catalog says of itself. */
export interface CatalogService {
  readonly name: ServiceTypeName;
  readonly title: string;
  readonly requiresLicense: boolean;
  readonly minPhotos: number;
  /** In minor units of the catalog's currency. */
  readonly typicalPriceRange: { readonly min: number; readonly max: number; readonly currency: Currency };
  readonly specializations: readonly string[];
}

/** A category with its services. */
export interface CatalogCategory {
  readonly name: CategoryName;
  readonly title: string;
  readonly services: readonly CatalogService[];
}

/** The currency of every typical price. */
export const CATALOG_CURRENCY = 'USD' satisfies Currency;

/** All that can be asked for and offered, in the order in which it is shown; prices in minor units. */
export const CATALOG = [
  {
    name: 'hair_beauty',
    title: 'Hair and beauty',
    services: [
      {
        name: 'haircut',
        title: 'Haircut',
        requiresLicense: false,
        minPhotos: 3,
        typicalPriceRange: usd(30, 100),
        specializations: ['short_hair', 'long_hair', 'curly_hair', 'fades', 'beard_trim', 'kids'],
      },
      {
        name: 'hair_color',
        title: 'Hair color',
        requiresLicense: false,
        minPhotos: 3,
        typicalPriceRange: usd(80, 300),
        specializations: ['balayage', 'highlights', 'full_color', 'color_correction', 'vivid_colors'],
      },
    ],
  },
  {
    name: 'home_cleaning',
    title: 'Home cleaning',
    services: [
      {
        name: 'standard_cleaning',
        title: 'Standard cleaning',
        requiresLicense: false,
        minPhotos: 0,
        typicalPriceRange: usd(80, 200),
        specializations: ['apartments', 'houses', 'pet_friendly', 'eco_friendly', 'laundry'],
      },
      {
        name: 'deep_cleaning',
        title: 'Deep cleaning',
        requiresLicense: false,
        minPhotos: 0,
        typicalPriceRange: usd(150, 400),
        specializations: ['move_in_out', 'post_construction', 'carpets', 'windows', 'appliances'],
      },
    ],
  },
  {
    name: 'plumbing',
    title: 'Plumbing',
    services: [
      {
        name: 'leak_repair',
        title: 'Leak repair',
        requiresLicense: true,
        minPhotos: 2,
        typicalPriceRange: usd(100, 500),
        specializations: ['pipes', 'faucets', 'toilets', 'water_heaters', 'emergency'],
      },
    ],
  },
  {
    name: 'electrical',
    title: 'Electrical',
    services: [
      {
        name: 'lighting',
        title: 'Lighting',
        requiresLicense: true,
        minPhotos: 3,
        typicalPriceRange: usd(150, 600),
        specializations: ['indoor', 'outdoor', 'recessed', 'chandeliers', 'smart_home'],
      },
    ],
  },
  {
    name: 'photography',
    title: 'Photography',
    services: [
      {
        name: 'portrait',
        title: 'Portrait',
        requiresLicense: false,
        minPhotos: 5,
        typicalPriceRange: usd(100, 500),
        specializations: ['headshots', 'family', 'newborn', 'couples', 'studio'],
      },
      {
        name: 'event',
        title: 'Event',
        requiresLicense: false,
        minPhotos: 5,
        typicalPriceRange: usd(200, 1500),
        specializations: ['weddings', 'birthdays', 'corporate', 'concerts', 'drone'],
      },
    ],
  },
] as const;

export type CategoryName = (typeof CATALOG)[number]['name'];
export type ServiceTypeName = (typeof CATALOG)[number]['services'][number]['name'];

const CATEGORIES: readonly CatalogCategory[] = CATALOG;
const SERVICES = CATEGORIES.flatMap((category) => category.services.map((service) => ({ category, service })));

/** The category names alone, for schemas and forms. */
export const CATEGORY_NAMES = CATALOG.map(({ name }) => name) as unknown as readonly [CategoryName, ...CategoryName[]];

/** The names of all service types alone; a name stands in one category only. */
export const SERVICE_TYPE_NAMES = SERVICES.map(({ service }) => service.name) as unknown as readonly [
  ServiceTypeName,
  ...ServiceTypeName[],
];

/** True for the name of a category. */
export function isCategoryName(name: string): name is CategoryName {
  return findCategory(name) !== undefined;
}

/** True for the name of a service type in any category. */
export function isServiceTypeName(name: string): name is ServiceTypeName {
  return findService(name) !== undefined;
}

/** The category of that name, if the catalog has it. */
export function findCategory(name: string): CatalogCategory | undefined {
  return CATEGORIES.find((category) => category.name === name);
}

/** The service type of that name, if the catalog has it. */
export function findService(name: string): CatalogService | undefined {
  return SERVICES.find(({ service }) => service.name === name)?.service;
}

/** The one category that a service type belongs to. */
export function categoryOf(serviceType: ServiceTypeName): CategoryName {
  const entry = SERVICES.find(({ service }) => service.name === serviceType);
  if (!entry) throw new RangeError(`not in the catalog: ${JSON.stringify(serviceType)}`);
  return entry.category.name;
}

/** True when the category offers that service type. */
export function offersService(category: CategoryName, serviceType: ServiceTypeName): boolean {
  return categoryOf(serviceType) === category;
}

function usd(min: number, max: number): CatalogService['typicalPriceRange'] {
  return { min: min * 100, max: max * 100, currency: CATALOG_CURRENCY };
}
