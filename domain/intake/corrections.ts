/** Words that change what was said or sent before: "scrap that, make it next week", "Friday is better". */
const CORRECTS = [
  /\b(?:scrap|forget|scratch) (?:that|this|it)\b/,
  /\b(?:make|push|pull|bring|shift|bump|set|put|move) (?:it|that|this|from|to)\b/,
  /\b(?:change|switch|swap|raise|lower|increase|decrease|reschedule|postpone|update|edit)\b/,
  /\b(?:instead|actually|meant)\b/,
  /\b(?:is|would be|works|suits me|suits) (?:much |way |a bit )?better\b/,
  /^(?:nah|no wait|sorry no|wait no)\b/,
];

/** True when a sentence corrects something, whether or not a draft is open. */
export function corrects(words: readonly string[]): boolean {
  const said = words.join(' ');
  return CORRECTS.some((pattern) => pattern.test(said));
}
