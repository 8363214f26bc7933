const THANKS = new Set('thanks thank thx ty cheers ta appreciate appreciated'.split(' '));
const WITH_THANKS = new Set(
  'you u so very much a lot bunch ton million again for the your that was is it really help helpful great good nice kind all this i we everything quick mate love lovely cool ok okay brilliant perfect wait ill'.split(
    ' ',
  ),
);

/** "Thank you so much", "cheers, that was a great help". */
export function isGratitude(words: readonly string[]): boolean {
  return words.some((word) => THANKS.has(word)) && words.every((word) => THANKS.has(word) || WITH_THANKS.has(word));
}
