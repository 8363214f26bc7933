import type { Pack } from './types.ts';

/** Plumbing. */
export const PLUMBING_PACK: Pack = {
  category: 'plumbing',
  vocabulary: [
    { tells: 'category', service: 'leak_repair', words: 'plumber, plumbing, plumbing service' },
    {
      tells: 'service',
      service: 'leak_repair',
      words:
        'leak, leaking, leaky, leaked, leakage, leak repair, dripping, drips, drip, drippy, water coming through, ' +
        'water leaking, water pouring, water gushing, water coming from, water running down, seeping, seepage, puddle, wet ceiling, ' +
        'trickling, losing water, plumbing leak, spraying water, water spraying, ' +
        'water damage, water everywhere, water coming out, flooding, flooded, water dripping',
    },
    {
      tells: 'service',
      service: 'leak_repair',
      specialization: 'pipes',
      words:
        'burst pipe, pipe burst, broken pipe, pipe broke, cracked pipe, leaking pipe, leaky pipe, pipe leak, pipe leaking, ' +
        'busted pipe, frozen pipe, pipe cracked, pipe repair, fix pipe',
    },
    {
      tells: 'service',
      service: 'leak_repair',
      specialization: 'faucets',
      words:
        'leaky faucet, leaking faucet, dripping faucet, faucet leak, faucet drips, leaky tap, leaking tap, dripping tap, broken faucet, broken tap, faucet broken, tap broken, ' +
        'tap drips, tap dripping, faucet dripping, fix faucet, faucet repair, fix tap',
    },
    {
      tells: 'service',
      service: 'leak_repair',
      specialization: 'toilets',
      words:
        'leaking toilet, leaky toilet, toilet leak, running toilet, toilet running, toilet runs, toilet never stops, toilet broken, broken toilet, toilet keeps running, fix toilet',
    },
    { tells: 'part', service: 'leak_repair', specialization: 'pipes', words: 'pipe, pipework, piping' },
    { tells: 'hint', service: 'leak_repair', specialization: 'faucets', words: 'faucet' },
    { tells: 'part', service: 'leak_repair', specialization: 'faucets', words: 'tap' },
    { tells: 'part', service: 'leak_repair', specialization: 'toilets', words: 'toilet, cistern, wc' },
    {
      tells: 'part',
      service: 'leak_repair',
      specialization: 'water_heaters',
      words: 'water heater, boiler, hot water tank, tankless heater, geyser',
    },
    { tells: 'nothing', specialization: 'emergency', words: 'emergency, emergencies' },
    {
      tells: 'other',
      words:
        'clogged, blocked drain, clogged drain, clogged toilet, blocked toilet, drain cleaning, unclog, drain blocked, ' +
        'toilet blocked, toilet clogged, sink clogged, drain, drain slow, slow drain, sewer, sewage, clogged sink, blocked sink, sink blocked, no hot water, ' +
        'install dishwasher, install a toilet, new toilet, install bathtub, low water pressure',
    },
  ],
  questions: [
    { id: 'service', field: 'serviceType', text: 'Is something leaking? Leak repair is what our plumbers do.' },
    { id: 'location', field: 'location', text: 'In which city, and in which part of it?' },
    {
      id: 'urgent',
      field: 'urgency',
      text: 'Is water running right now, so that somebody must come as soon as possible?',
    },
    {
      id: 'where',
      field: 'specializations',
      text: 'What is leaking: a pipe, a faucet, a toilet or a water heater?',
    },
    { id: 'when', field: 'preferredDates', text: 'When can somebody come?' },
    { id: 'budget', field: 'budget', text: 'What would you like to spend?' },
    {
      id: 'shut_off',
      field: 'description',
      text: 'Could you turn the water off?',
      answeredBy: 'turned off, shut off, water off, main valve',
    },
  ],
  priceFactors: [
    {
      id: 'emergency',
      words: 'emergency, asap, urgent, right now, burst pipe',
      reason: 'A visit at once costs more than a planned one.',
      factor: { min: 1.5, max: 2.5 },
    },
    {
      id: 'hidden',
      words: 'ceiling, wall, under the floor, behind the wall',
      reason: 'A leak that must be found and opened takes longer.',
      factor: { min: 1.3, max: 2 },
    },
    {
      id: 'water_heater',
      words: 'water heater, boiler',
      reason: 'Water heaters need parts and a second pair of hands.',
      factor: { min: 1.4, max: 2.5 },
    },
    { id: 'tap', words: 'tap, faucet', reason: 'A tap is a small repair.', factor: { min: 0.6, max: 0.9 } },
    {
      id: 'out_of_hours',
      words: 'night, tonight, sunday, holiday',
      reason: 'Nights and holidays are charged higher.',
      factor: { min: 1.2, max: 1.8 },
    },
  ],
  defaults: { durationMinutes: { leak_repair: 90 }, timing: { urgency: 'asap' }, maxDistanceKm: 25 },
};
