/** How soon a consumer needs the work done. */
export const URGENCIES = ['asap', 'flexible', 'specific_date'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** The parts of a day a consumer may ask for. */
export const TIMES_OF_DAY = ['morning', 'afternoon', 'evening'] as const;
export type TimeOfDay = (typeof TIMES_OF_DAY)[number];

/** The hours by the clock on the wall that each part of a day stands for; `toHour` is not part of it. */
export const TIME_OF_DAY_HOURS: Readonly<Record<TimeOfDay, { fromHour: number; toHour: number }>> = {
  morning: { fromHour: 6, toHour: 12 },
  afternoon: { fromHour: 12, toHour: 17 },
  evening: { fromHour: 17, toHour: 22 },
};

/** How far a consumer lets the budget or the dates be stretched without being asked again. */
export const FLEXIBILITIES = ['strict', 'somewhat_flexible', 'flexible'] as const;
export type Flexibility = (typeof FLEXIBILITIES)[number];
