import type { Pack } from './types.ts';

/** Photography. */
export const PHOTOGRAPHY_PACK: Pack = {
  category: 'photography',
  vocabulary: [
    {
      tells: 'category',
      words:
        'photographer, photography, photo shoot, photoshoot, photo session, photo, picture, pictures taken, shoot, shooting, ' +
        'pics, photograph, photographing, camera man, cameraman, camera person, take pictures, photos taken',
    },
    {
      tells: 'service',
      service: 'portrait',
      words:
        'portrait, maternity photo, maternity shoot, pregnancy photo, senior photo, passport photo, portrait session, portrait photography, portrait photographer',
    },
    {
      tells: 'service',
      service: 'portrait',
      specialization: 'headshots',
      words: 'headshot, head shot, head shots, linkedin photo, profile picture, profile photo, business portrait',
    },
    {
      tells: 'service',
      service: 'portrait',
      specialization: 'family',
      words: 'family photo, family portrait, family picture, family shoot, family photographer, family photography',
    },
    {
      tells: 'service',
      service: 'portrait',
      specialization: 'newborn',
      words:
        'newborn photo, newborn shoot, newborn photographer, baby photo, newborn picture, newborn portrait, baby shoot',
    },
    {
      tells: 'service',
      service: 'portrait',
      specialization: 'couples',
      words:
        'couple pictures, date photo, couple photo, couples photo, couple shoot, couples shoot, engagement photo, engagement picture, engagement shoot, ' +
        'couple portrait, couples portrait, anniversary photo, maternity shoot with partner',
    },
    {
      tells: 'service',
      service: 'portrait',
      specialization: 'studio',
      words: 'studio portrait, studio shoot, studio photo',
    },
    { tells: 'within', service: 'portrait', specialization: 'family', words: 'family' },
    { tells: 'hint', service: 'portrait', specialization: 'newborn', words: 'newborn' },
    { tells: 'within', service: 'portrait', specialization: 'couples', words: 'couple, engagement, anniversary' },
    { tells: 'within', service: 'portrait', specialization: 'studio', words: 'studio' },
    {
      tells: 'service',
      service: 'event',
      words: 'event photographer, event photography, event photo, party photographer, party photo, event shoot',
    },
    {
      tells: 'service',
      service: 'event',
      specialization: 'weddings',
      words: 'wedding photographer, wedding photo, wedding photography, wedding picture, wedding shoot',
    },
    {
      tells: 'service',
      service: 'event',
      specialization: 'birthdays',
      words: 'bday photo, birthday shoot, birthday photographer, birthday photo, birthday party photographer',
    },
    {
      tells: 'service',
      service: 'event',
      specialization: 'corporate',
      words: 'corporate event, company event, conference photographer, corporate photographer, conference photography',
    },
    {
      tells: 'service',
      service: 'event',
      specialization: 'concerts',
      words: 'concert photographer, concert photo, concert photography, shoot concert, gig photographer',
    },
    {
      tells: 'service',
      service: 'event',
      specialization: 'drone',
      words: 'drone shot, drone photo, drone footage, aerial photo, aerial photography, drone photographer',
    },
    { tells: 'within', service: 'event', specialization: 'weddings', words: 'wedding, bride, reception, ceremony' },
    { tells: 'within', service: 'event', specialization: 'birthdays', words: 'birthday, birthday party' },
    {
      tells: 'within',
      service: 'event',
      specialization: 'corporate',
      words: 'corporate, conference, company party, product launch, team event, trade fair',
    },
    { tells: 'within', service: 'event', specialization: 'concerts', words: 'concert, gig, festival' },
    { tells: 'within', service: 'event', specialization: 'drone', words: 'drone, aerial' },
    {
      tells: 'within',
      service: 'event',
      words:
        'event, party, bar mitzvah, bat mitzvah, baptism, christening, anniversary party, graduation, prom, reunion, gala, launch party, baby shower, quinceanera',
    },
    {
      tells: 'other',
      words: 'videographer, video shoot, photo editing, photo retouching, product photography, real estate photography',
    },
  ],
  questions: [
    { id: 'service', field: 'serviceType', text: 'Is it for portraits or for an event?' },
    { id: 'location', field: 'location', text: 'In which city, and in which part of it?' },
    { id: 'when', field: 'preferredDates', text: 'On which day is it?' },
    {
      id: 'people',
      field: 'specializations',
      service: 'portrait',
      text: 'Who is in the pictures: one person (headshots), a family, a couple or a newborn?',
    },
    {
      id: 'occasion',
      field: 'specializations',
      service: 'event',
      text: 'What is the occasion: a wedding, a birthday, a company event or a concert?',
    },
    { id: 'budget', field: 'budget', text: 'What would you like to spend?' },
    {
      id: 'length',
      field: 'description',
      service: 'event',
      text: 'How many hours should the photographer be there, and for how many guests?',
      answeredBy: 'hour, hours, guests, people, all day',
    },
  ],
  priceFactors: [
    {
      id: 'wedding',
      service: 'event',
      words: 'wedding',
      reason: 'A wedding takes a whole day.',
      factor: { min: 1.5, max: 3 },
    },
    {
      id: 'many_hours',
      service: 'event',
      words: 'all day, whole day, full day, 8 hours, 6 hours',
      reason: 'More hours, more pictures to edit.',
      factor: { min: 1.5, max: 2.5 },
    },
    {
      id: 'drone',
      words: 'drone, aerial',
      reason: 'A drone needs a second operator and a permit.',
      factor: { min: 1.2, max: 1.6 },
    },
    {
      id: 'studio',
      service: 'portrait',
      words: 'studio',
      reason: 'The studio is rented.',
      factor: { min: 1.1, max: 1.5 },
    },
    {
      id: 'newborn',
      service: 'portrait',
      words: 'newborn, baby',
      reason: 'A newborn sets the pace.',
      factor: { min: 1.2, max: 1.6 },
    },
    {
      id: 'second_photographer',
      words: 'second photographer, two photographers',
      reason: 'A second photographer comes along.',
      factor: { min: 1.4, max: 1.9 },
    },
  ],
  defaults: {
    durationMinutes: { portrait: 90, event: 240 },
    timing: { urgency: 'flexible' },
    maxDistanceKm: 40,
  },
};
