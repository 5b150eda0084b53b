/**
 * The size of a cover's title, in hundredths of the cover's width: the largest of a few steps at which the words, broken
 * greedily, fill a third of the cover at most. Widths are estimates on the generous side, because fonts differ.
 */
const SIZES = [19, 16.5, 14.5, 12.5, 11, 9.6, 8.4, 7.4];
const LINE_WIDTH = 83;
const LINE_HEIGHT = 1.08;
const BLOCK_HEIGHT = 50;

export function titleSize(name, { capitals }) {
  const words = (capitals ? name.toUpperCase() : name).split(/\s+/).map(widthOf);
  const space = widthOf(' ');
  return SIZES.find(size => fits(words, space, size)) ?? SIZES.at(-1);
}

function fits(words, space, size) {
  const line = LINE_WIDTH / size;
  let lines = 1;
  let used = 0;
  for (const word of words) {
    if (word > line) return false;
    if (used > 0 && used + space + word > line) {
      lines += 1;
      used = word;
    } else {
      used += (used > 0 ? space : 0) + word;
    }
  }
  return lines * size * LINE_HEIGHT <= BLOCK_HEIGHT;
}

/** In ems. */
function widthOf(text) {
  return [...text].reduce((sum, letter) => sum + letterWidth(letter), 0);
}

function letterWidth(letter) {
  if (/[iljtfrI.,:;'’!|() ]/.test(letter)) return 0.36;
  if (/[mwMW@%—]/.test(letter)) return 0.92;
  if (/[\u2e80-\uffef]/.test(letter)) return 1;
  return /[A-Z0-9&\u00c0-\u00de]/.test(letter) ? 0.7 : 0.56;
}
