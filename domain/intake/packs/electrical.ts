import type { Pack } from './types.ts';

/** Electrical work. */
export const ELECTRICAL_PACK: Pack = {
  category: 'electrical',
  vocabulary: [
    {
      tells: 'category',
      service: 'lighting',
      words: 'electrician, sparky, sparkie, electrical work, electric work, electrical',
    },
    {
      tells: 'service',
      service: 'lighting',
      words:
        'lighting, lights, light fixture, light fixtures, light installation, install lights, install light, hang light, ' +
        'lamp, pendant, pendant lamp, pendant light, light bulb, led strip, led strips, track lighting, light switch, ' +
        'dimmer, dimmer switch, sconce, light fitting, fix light, fix lights, hang lamp, spotlights, light flickers, ' +
        'light flicker, lights flicker, replace light, change light, wall light, light bulb, bulb, lightbulb, motion sensor light, ' +
        'chandelier light, light out, lights out, lights installed, light installed, light switches, floor lamp, table lamp, ' +
        'flickering light, light not working, broken light, light broken, light broke, lamp broken, light gone, new light, new lamp, led lights, under cabinet lights',
    },
    {
      tells: 'service',
      service: 'lighting',
      specialization: 'indoor',
      words:
        'ceiling light, kitchen light, indoor light, indoor lighting, bathroom light, hallway light, bedroom light, ' +
        'living room light, kitchen lighting, ceiling lamp',
    },
    {
      tells: 'service',
      service: 'lighting',
      specialization: 'outdoor',
      words:
        'outdoor light, outdoor lighting, garden light, garden lighting, porch light, patio light, landscape lighting, ' +
        'outside light, exterior light, exterior lighting, yard light, driveway light, outdoor lamp, outside lamp, garden lamp, fairy lights, string lights, floodlight',
    },
    {
      tells: 'service',
      service: 'lighting',
      specialization: 'recessed',
      words: 'recessed light, recessed lighting, can light, downlight, pot light, recessed spots',
    },
    {
      tells: 'service',
      service: 'lighting',
      specialization: 'chandeliers',
      words: 'chandelier, hang chandelier, install chandelier',
    },
    {
      tells: 'service',
      service: 'lighting',
      specialization: 'smart_home',
      words: 'smart light, smart lighting, smart bulb, smart home lighting, smart switch, hue light, hue bulb',
    },
    { tells: 'nothing', specialization: 'smart_home', words: 'smart home, alexa, homekit, google home' },
    {
      tells: 'nothing',
      specialization: 'outdoor',
      words: 'outdoor, outside, garden, backyard, porch, patio, driveway',
    },
    { tells: 'nothing', specialization: 'indoor', words: 'indoor, indoors' },
    { tells: 'nothing', specialization: 'recessed', words: 'recessed' },
    {
      tells: 'other',
      words:
        'outlet, socket, power outlet, wiring, rewire, rewiring, fuse box, fuse, circuit breaker, breaker, breaker panel, ' +
        'electrical panel, ev charger, car charger, power is out, power outage, ceiling fan, generator',
    },
  ],
  questions: [
    { id: 'service', field: 'serviceType', text: 'Is it about lighting? That is what our electricians do.' },
    { id: 'location', field: 'location', text: 'In which city, and in which part of it?' },
    {
      id: 'kind',
      field: 'specializations',
      text: 'Which kind of light is it: indoor, outdoor, recessed, a chandelier or smart home?',
    },
    {
      id: 'count',
      field: 'description',
      text: 'How many lights are there, and is there wiring already?',
      answeredBy: 'wired, wiring, lights, one, two, three, four, five, six',
    },
    { id: 'when', field: 'preferredDates', text: 'Which days suit you?' },
    { id: 'budget', field: 'budget', text: 'What would you like to spend?' },
  ],
  priceFactors: [
    {
      id: 'new_wiring',
      words: 'new wiring, no wiring, run cable, wiring',
      reason: 'Running a new cable opens walls.',
      factor: { min: 1.5, max: 2.5 },
    },
    {
      id: 'chandelier',
      words: 'chandelier',
      reason: 'A chandelier is heavy and needs two people.',
      factor: { min: 1.2, max: 2 },
    },
    {
      id: 'high_ceiling',
      words: 'high ceiling, double height, vaulted',
      reason: 'High ceilings need a scaffold.',
      factor: { min: 1.2, max: 1.6 },
    },
    {
      id: 'recessed',
      words: 'recessed',
      reason: 'Every recessed light is cut into the ceiling.',
      factor: { min: 1.2, max: 1.8 },
    },
    {
      id: 'emergency',
      words: 'emergency, asap, urgent, right now',
      reason: 'A visit at once costs more than a planned one.',
      factor: { min: 1.3, max: 2 },
    },
  ],
  defaults: { durationMinutes: { lighting: 120 }, timing: { urgency: 'flexible' }, maxDistanceKm: 25 },
};
