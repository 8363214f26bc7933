import type { Pack } from './types.ts';

/** Hair and beauty. */
export const HAIR_PACK: Pack = {
  category: 'hair_beauty',
  vocabulary: [
    {
      tells: 'service',
      service: 'haircut',
      words:
        'haircut, hair cut, cut hair, cut my hair, hair trim, trim, trim hair, crop, a bob, the bob, bob cut, bob haircut, long bob, short bob, cutting hair, pixie, undercut, bangs, fringe, ' +
        "mens haircut, womens haircut, split ends, hair layers, mullet, mohawk, wolf cut, shape up, edge up, line up, lineup, shave, mens cut, men's cut, gents cut, ladies cut, wash and cut, barber, barbershop, buzz cut, crew cut, hair cutting, shave head, layers cut, layered cut, get hair cut, hair chopped",
    },
    { tells: 'service', service: 'haircut', specialization: 'short_hair', words: 'pixie cut, buzz cut, crew cut' },
    {
      tells: 'service',
      service: 'haircut',
      specialization: 'fades',
      words: 'fade, skin fade, low fade, high fade, mid fade, taper, taper fade',
    },
    {
      tells: 'service',
      service: 'haircut',
      specialization: 'beard_trim',
      words: 'beard trim, bread trim, trim beard, beard trimmed, beard cut, shape beard, beard shaped',
    },
    {
      tells: 'service',
      service: 'haircut',
      specialization: 'kids',
      words: 'kids haircut, kid haircut, kids cut, children haircut, toddler haircut, first haircut',
    },
    { tells: 'within', service: 'haircut', offers: true, words: 'cut, cuts' },
    { tells: 'hint', service: 'haircut', specialization: 'beard_trim', words: 'beard' },
    { tells: 'hint', service: 'haircut', specialization: 'curly_hair', words: 'curly hair, curls, hair curly, coily' },
    { tells: 'hint', service: 'haircut', specialization: 'long_hair', words: 'long hair, hair long, waist length' },
    { tells: 'hint', service: 'haircut', specialization: 'short_hair', words: 'short hair, hair short' },
    { tells: 'nothing', specialization: 'curly_hair', words: 'curly, afro' },
    { tells: 'nothing', specialization: 'short_hair', words: 'cut short, short cut' },
    {
      tells: 'nothing',
      specialization: 'kids',
      words:
        'kid, child, children, toddler, son, daughter, year old, years old, boy, lad, my girl, our girl, for girl, little one, little girl',
    },
    {
      tells: 'service',
      service: 'hair_color',
      words:
        'hair color, hair colour, color hair, colour hair, hair colored, hair coloured, hair coloring, hair colouring, ' +
        'hair dye, dye hair, hair dyed, dyed hair, hair dyeing, dye job, root touch up, roots done, go blonde, go blond, ' +
        'cover grey, cover gray, grey coverage, gray coverage, colorist, colourist, hair colorist, hair toner, toner, regrowth, roots touched up, ' +
        'color touch up, colour touch up, bleach hair, hair bleached, hair tint, color treatment',
    },
    { tells: 'service', service: 'hair_color', specialization: 'balayage', words: 'balayage, ombre' },
    {
      tells: 'service',
      service: 'hair_color',
      specialization: 'highlights',
      words: 'highlights, highlight, lowlights, foils, babylights, streaks',
    },
    {
      tells: 'service',
      service: 'hair_color',
      specialization: 'full_color',
      words: 'full color, full colour, all over color, all over colour, full head color, full head colour',
    },
    {
      tells: 'service',
      service: 'hair_color',
      specialization: 'color_correction',
      words: 'color correction, colour correction, correct color, fix color, fix colour, color fix, correct colour',
    },
    {
      tells: 'service',
      service: 'hair_color',
      specialization: 'vivid_colors',
      words: 'vivid color, vivid colour, fantasy color, fashion color, pink hair, blue hair, purple hair, green hair',
    },
    {
      tells: 'within',
      service: 'hair_color',
      offers: true,
      words: 'color, colour, dye, dyed, bleach, coloring, colouring, tint',
    },
    {
      tells: 'category',
      words:
        'hairdresser, hair dresser, hair stylist, hairstylist, stylist, hair salon, salon, hair appointment, ' +
        'hair styling, hair styled, blow dry, blowout, updo, hair treatment, hair done, hair, hairstyle',
    },
    {
      tells: 'other',
      words:
        'manicure, pedicure, nails done, makeup, make up artist, waxing, eyebrows, lashes, facial, perm, extensions, braids, dreadlocks, cornrows, botox, massage, tattoo',
    },
  ],
  questions: [
    { id: 'service', field: 'serviceType', text: 'Is it a haircut or a new color?' },
    { id: 'location', field: 'location', text: 'In which city, and in which part of it?' },
    {
      id: 'hair',
      field: 'specializations',
      service: 'haircut',
      text: 'What is your hair like: short, long or curly? And is it for a child?',
    },
    {
      id: 'technique',
      field: 'specializations',
      service: 'hair_color',
      text: 'Do you think of balayage, highlights, a full color, vivid colors or a correction?',
    },
    { id: 'when', field: 'preferredDates', text: 'Which days suit you?' },
    { id: 'budget', field: 'budget', text: 'What would you like to spend?' },
    {
      id: 'history',
      field: 'description',
      service: 'hair_color',
      text: 'Has your hair been dyed or bleached in the last year?',
      answeredBy: 'dyed, bleached, natural, virgin hair, color on it',
    },
  ],
  priceFactors: [
    {
      id: 'long_hair',
      words: 'long hair, waist length',
      reason: 'Long hair takes longer.',
      factor: { min: 1.1, max: 1.5 },
    },
    {
      id: 'curly_hair',
      words: 'curly hair, curly, curls',
      reason: 'Curls are cut dry, curl by curl.',
      factor: { min: 1.1, max: 1.4 },
    },
    {
      id: 'kids',
      words: 'kid, boys, girls, child, toddler',
      reason: 'Cuts for children are shorter.',
      factor: { min: 0.6, max: 0.9 },
    },
    {
      id: 'color_correction',
      service: 'hair_color',
      words: 'color correction, colour correction',
      reason: 'A correction needs several steps, sometimes several visits.',
      factor: { min: 1.5, max: 2.5 },
    },
    {
      id: 'home_visit',
      words: 'at home, my place, home visit',
      reason: 'The stylist travels.',
      factor: { min: 1.2, max: 1.5 },
    },
  ],
  defaults: {
    durationMinutes: { haircut: 45, hair_color: 150 },
    timing: { urgency: 'flexible' },
    maxDistanceKm: 10,
  },
};
