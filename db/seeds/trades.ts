import type { CategoryName } from '#domain/catalog.ts';

/** What the people of one trade call their business and say of themselves. */
export interface Trade {
  readonly businessNames: readonly string[];
  readonly bios: readonly string[];
  readonly durationsMinutes: readonly number[];
}

/** A text for every category of the catalog. */
export const TRADES: Readonly<Record<CategoryName, Trade>> = {
  hair_beauty: {
    businessNames: ['Hair Studio', 'Salon', 'Barber & Co.', 'Hair Room', 'Cut & Color'],
    bios: [
      'I take the time to understand how you wear your hair every day before the scissors come out.',
      'Trained in a busy salon, now on my own: honest advice, calm appointments, hair that grows out well.',
      'Precise cuts and healthy color, with products that are kind to your scalp.',
    ],
    durationsMinutes: [45, 60, 90],
  },
  home_cleaning: {
    businessNames: ['Home Care', 'Cleaning', 'Tidy Homes', 'Fresh Rooms', 'Housekeeping'],
    bios: [
      'A small, insured team that brings its own supplies and leaves nothing behind but a clean home.',
      'I clean as if it were my own place, follow your list, and send a note when I am done.',
      'Reliable every week, discreet, and happy to work around pets and sleeping children.',
    ],
    durationsMinutes: [120, 180, 240],
  },
  plumbing: {
    businessNames: ['Plumbing', 'Pipe & Drain', 'Plumbing & Heating', 'Leak Service', 'Plumbers'],
    bios: [
      'Licensed and insured. I find the cause first, show it to you, and quote before I open a wall.',
      'Third-generation plumber: old buildings and tired pipes are what I know best.',
      'Clean work, shoe covers on, and the price that was agreed.',
    ],
    durationsMinutes: [60, 90, 120],
  },
  electrical: {
    businessNames: ['Electric', 'Lighting', 'Electrical Works', 'Bright Homes', 'Wiring & Light'],
    bios: [
      'Licensed electrician for homes: lighting that is safe, warm and where you need it.',
      'I plan the light with you room by room, then install it tidily and explain every switch.',
      'From one fixture to a whole apartment, always to code and always with a written quote.',
    ],
    durationsMinutes: [90, 120, 180],
  },
  photography: {
    businessNames: ['Photography', 'Photo Studio', 'Portraits', 'Pictures', 'Frames & Light'],
    bios: [
      'Relaxed sessions, natural light, and a small set of pictures that really look like you.',
      'Ten years behind the camera; I know when to give direction and when to stay out of the way.',
      'Documentary style for people who do not like to pose. Edited pictures within a week.',
    ],
    durationsMinutes: [60, 90, 120],
  },
};

export const FIRST_NAMES = (
  'Amara Ben Camila Daniel Elena Felix Grace Hassan Ines Jonas Keiko Liam Maya Noah Olivia Priya Quinn Rafael Sofia ' +
  'Tomas Uma Victor Wanda Xavier Yara Zoe Andre Bianca Carlos Dalia Emil Farah Gustavo Hana Ivan Jade Karim Lucia ' +
  'Marcus Nina Omar Paula Rosa Samuel Tara Ugo Vera Walter'
).split(' ');

export const LAST_NAMES = (
  'Adler Bennett Castillo Diaz Edwards Fischer Garcia Hughes Ito Johnson Kowalski Lopez Mitchell Nguyen Okafor Patel ' +
  'Quintero Rossi Singh Torres Ueda Vargas Washington Xu Young Zhang Alvarez Brooks Chen Dubois Evans Foster Greene ' +
  'Haddad Ivanova Jensen Kim Larsen Moreno Novak Ortiz Park Reyes Santos Thompson Unger Weber'
).split(' ');

export const STREETS = ['Maple Avenue', 'Union Street', 'Grove Street', 'Park Place', 'Lake Street', 'Orchard Lane'];
