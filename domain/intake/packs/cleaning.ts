import { phrasesOf } from './phrases.ts';
import type { Pack } from './types.ts';

/** "The kitchen is a mess": what says that something is to be cleaned without asking for it. */
const DIRTY = [
  'mess',
  'messy',
  'filthy',
  'dirty',
  'so dirty',
  'really dirty',
  'disaster',
  'such mess',
  'total mess',
  'complete mess',
  'pigsty',
  'looks like pigsty',
  'disgusting',
  'grimy',
  'gross',
  'trashed',
];
const dirty = (places: string): string =>
  phrasesOf(places)
    .flatMap((place) => DIRTY.map((state) => `${place} ${state}`))
    .join(', ');

/** Home cleaning. */
export const CLEANING_PACK: Pack = {
  category: 'home_cleaning',
  vocabulary: [
    {
      tells: 'category',
      service: 'standard_cleaning',
      words:
        'cleaning, cleaner, clean, cleaned, cleaning lady, cleaning service, cleaning person, maid, maid service, ' +
        'cleaning crew, cleaning woman, cleaning help, clean apartment, turnover clean, airbnb cleaning, scrub, scrubbed, hoover, hoovering, ' +
        'sweep floor, wash floor, clean kitchen, clean bathroom, kitchen cleaning, bathroom cleaning, sanitize, dust, wash dishes, do dishes, ' +
        'housekeeper, housekeeping, tidy up, tidy, tidied, tidying, clean up, vacuum, mop, dusting',
    },
    {
      tells: 'hint',
      service: 'standard_cleaning',
      words: dirty('place, home, kitchen, bathroom, room, living room, office, studio, everything'),
    },
    { tells: 'hint', service: 'standard_cleaning', specialization: 'apartments', words: dirty('apartment, flat') },
    { tells: 'hint', service: 'standard_cleaning', specialization: 'houses', words: dirty('house') },
    {
      tells: 'service',
      service: 'standard_cleaning',
      words:
        'standard cleaning, standard clean, regular cleaning, regular clean, weekly clean, light cleaning, basic clean',
    },
    {
      tells: 'category',
      service: 'standard_cleaning',
      specialization: 'houses',
      words: 'house cleaning, house clean, house cleaner, clean house, house cleaned',
    },
    {
      tells: 'category',
      service: 'standard_cleaning',
      specialization: 'apartments',
      words: 'apartment cleaning, apartment cleaner, flat cleaning, flat cleaned, apartment cleaned, clean apartment',
    },
    {
      tells: 'service',
      service: 'deep_cleaning',
      words:
        'deep cleaning, deep clean, deep cleaned, deep cleaner, spring cleaning, spring clean, thorough clean, ' +
        'thorough cleaning, scrub everything, top to bottom',
    },
    {
      tells: 'service',
      service: 'deep_cleaning',
      specialization: 'move_in_out',
      words:
        'move out cleaning, move in cleaning, move out clean, move in clean, end of tenancy, end of lease, ' +
        'moving out clean, moving out cleaning',
    },
    {
      tells: 'service',
      service: 'deep_cleaning',
      specialization: 'post_construction',
      words:
        'post construction, after construction, construction cleaning, after builders, builders clean, post renovation, ' +
        'after renovation, renovation cleaning, construction dust',
    },
    {
      tells: 'service',
      service: 'deep_cleaning',
      specialization: 'carpets',
      words:
        'carpet cleaning, carpet cleaned, clean carpet, rug cleaning, shampoo carpet, steam clean carpet, carpet shampoo, carpet shampooed, carpet shampooing, shampoo rug, wash carpet, carpet cleaner',
    },
    {
      tells: 'service',
      service: 'deep_cleaning',
      specialization: 'windows',
      words:
        'window cleaning, window cleaned, clean window, window cleaner, window washing, wash window, window washed',
    },
    {
      tells: 'service',
      service: 'deep_cleaning',
      specialization: 'appliances',
      words:
        'oven cleaning, clean oven, clean fridge, fridge cleaning, oven cleaned, clean appliances, inside the oven, inside the fridge',
    },
    { tells: 'within', service: 'deep_cleaning', specialization: 'carpets', words: 'carpet, rug' },
    { tells: 'within', service: 'deep_cleaning', specialization: 'appliances', words: 'oven, fridge, appliance' },
    {
      tells: 'within',
      service: 'deep_cleaning',
      specialization: 'move_in_out',
      words: 'move out, moving out, move in, moving in, moved out',
    },
    { tells: 'within', service: 'deep_cleaning', specialization: 'post_construction', words: 'builders, renovation' },
    { tells: 'nothing', specialization: 'windows', words: 'window' },
    { tells: 'nothing', specialization: 'apartments', words: 'apartment, flat, apt, studio apartment, condo' },
    { tells: 'nothing', specialization: 'houses', words: 'house, townhouse, bungalow, family home' },
    {
      tells: 'nothing',
      specialization: 'pet_friendly',
      words: 'pet, pet friendly, dog, cat, puppy, kitten, animal, dog hair, cat hair, pet hair',
    },
    {
      tells: 'nothing',
      specialization: 'eco_friendly',
      words:
        'eco friendly, eco products, eco, ecological, green products, natural products, non toxic, chemical free, no chemicals',
    },
    {
      tells: 'nothing',
      specialization: 'laundry',
      words: 'laundry, ironing, washing clothes, wash clothes, iron shirts',
    },
    {
      tells: 'other',
      words: 'pool cleaning, gutter cleaning, clean gutters, office cleaning, car cleaning, dry cleaning',
    },
  ],
  questions: [
    { id: 'service', field: 'serviceType', text: 'Is it a regular cleaning or a deep one?' },
    { id: 'location', field: 'location', text: 'In which city, and in which part of it?' },
    {
      id: 'size',
      field: 'description',
      text: 'How many rooms and bathrooms are there?',
      answeredBy: 'room, rooms, bedroom, bedrooms, bed, bathroom, bathrooms, sqm, square, studio',
    },
    { id: 'when', field: 'preferredDates', text: 'Which days suit you?' },
    {
      id: 'home',
      field: 'specializations',
      service: 'standard_cleaning',
      text: 'Is it an apartment or a house, and are there pets?',
    },
    {
      id: 'occasion',
      field: 'specializations',
      service: 'deep_cleaning',
      text: 'Is it for moving in or out, after building work, or are there carpets, windows or appliances to do?',
    },
    { id: 'budget', field: 'budget', text: 'What would you like to spend?' },
  ],
  priceFactors: [
    {
      id: 'many_rooms',
      words: '3 bedroom, 4 bedroom, 5 bedroom, 3 bed, 4 bed, 5 bed, three bedroom, four bedroom, whole house',
      reason: 'More rooms take more hours.',
      factor: { min: 1.3, max: 2 },
    },
    {
      id: 'studio',
      words: 'studio apartment, studio, small flat',
      reason: 'A studio is done sooner.',
      factor: { min: 0.6, max: 0.8 },
    },
    {
      id: 'pets',
      words: 'pet, dog, cat, pet hair',
      reason: 'Hair of animals takes extra care.',
      factor: { min: 1.05, max: 1.25 },
    },
    {
      id: 'move_out',
      service: 'deep_cleaning',
      words: 'move out, moving out, end of tenancy',
      reason: 'Cupboards and appliances are cleaned inside as well.',
      factor: { min: 1.2, max: 1.6 },
    },
    {
      id: 'post_construction',
      service: 'deep_cleaning',
      words: 'post construction, builders, renovation',
      reason: 'Building dust needs several passes.',
      factor: { min: 1.4, max: 2.2 },
    },
    {
      id: 'laundry',
      words: 'laundry, ironing',
      reason: 'Laundry is charged by the hour.',
      factor: { min: 1.1, max: 1.3 },
    },
  ],
  defaults: {
    durationMinutes: { standard_cleaning: 150, deep_cleaning: 300 },
    timing: { urgency: 'flexible' },
    maxDistanceKm: 15,
  },
};
