/**
 * Colours of a typographic cover: `paper` and `ink` carry the title (always at least 4.5:1), `field` is the ground of
 * the drawing, `a` and `b` its figures.
 */
const FAMILIES = {
  ember: [
    { paper: '#b3261e', ink: '#fff3e6', field: '#b3261e', a: '#f2a541', b: '#6d0f14' },
    { paper: '#1d1310', ink: '#ffb892', field: '#d8451f', a: '#1d1310', b: '#f7c59f' },
    { paper: '#f4e9dc', ink: '#3a0f0a', field: '#e2541b', a: '#7a1710', b: '#f9b64d' },
  ],
  midnight: [
    { paper: '#0f1b33', ink: '#e9eef9', field: '#0f1b33', a: '#3a68b8', b: '#f0c75e' },
    { paper: '#e8ecf1', ink: '#101c38', field: '#1b2d55', a: '#5b86c9', b: '#d9e2f0' },
    { paper: '#14161c', ink: '#d7e0ea', field: '#27303f', a: '#5f7590', b: '#d8453b' },
  ],
  rain: [
    { paper: '#3b4a57', ink: '#f1f4f5', field: '#3b4a57', a: '#8ba3b1', b: '#22303b' },
    { paper: '#dfe4e6', ink: '#22303a', field: '#9db0ba', a: '#4f6675', b: '#eef1f1' },
    { paper: '#26343c', ink: '#dbe7e6', field: '#4d6a73', a: '#a9c3c2', b: '#1a252b' },
  ],
  rose: [
    { paper: '#f6dfdc', ink: '#5a1230', field: '#e9a6a6', a: '#b8325a', b: '#fbeeea' },
    { paper: '#7d1d3f', ink: '#ffe9e6', field: '#7d1d3f', a: '#e5798b', b: '#f6c9bd' },
    { paper: '#fbf1ea', ink: '#6b2033', field: '#f3c7b8', a: '#d65f6f', b: '#7f2b48' },
  ],
  sun: [
    { paper: '#f6c945', ink: '#2b2005', field: '#f6c945', a: '#e4572e', b: '#fff4cf' },
    { paper: '#fff6dd', ink: '#3d2a00', field: '#f3a712', a: '#d7401f', b: '#2a6f7a' },
    { paper: '#ef8a3c', ink: '#2b1300', field: '#ef8a3c', a: '#ffe3b0', b: '#8c2f1b' },
    { paper: '#2c6e73', ink: '#fff3d2', field: '#2c6e73', a: '#f6c945', b: '#e4572e' },
  ],
  meadow: [
    { paper: '#2f5d43', ink: '#f3f4dd', field: '#2f5d43', a: '#9fbf6b', b: '#183526' },
    { paper: '#eef0dc', ink: '#1f3a29', field: '#b9cf93', a: '#3f7a52', b: '#f3c55b' },
    { paper: '#dbe6cf', ink: '#21402d', field: '#7fa87a', a: '#21402d', b: '#f2e6b8' },
  ],
  ocean: [
    { paper: '#0d4a58', ink: '#eaf6f2', field: '#0d4a58', a: '#3fa0a3', b: '#f2b35d' },
    { paper: '#e3efec', ink: '#0b3a47', field: '#58a8ab', a: '#0f4e5f', b: '#f4e3b5' },
    { paper: '#f3e7cd', ink: '#123f4a', field: '#1f7a86', a: '#0e3c48', b: '#f0a04b' },
  ],
  violet: [
    { paper: '#2e1d4d', ink: '#f0e6fb', field: '#2e1d4d', a: '#8f5fbf', b: '#f2a7c3' },
    { paper: '#ece4f4', ink: '#37205c', field: '#b497d6', a: '#4b2c7a', b: '#f7e1a0' },
    { paper: '#1b1730', ink: '#d9f2e6', field: '#3a2a66', a: '#6fd0b0', b: '#b77be0' },
  ],
  sepia: [
    { paper: '#efe3cb', ink: '#3e2a17', field: '#c9a36a', a: '#6f4a25', b: '#f5edda' },
    { paper: '#5a3d22', ink: '#f8ead0', field: '#5a3d22', a: '#c08a4b', b: '#2f1f10' },
    { paper: '#f2ead9', ink: '#40301f', field: '#8c6b45', a: '#e4cfa3', b: '#3d2a18' },
  ],
  dread: [
    { paper: '#121212', ink: '#efe9dc', field: '#121212', a: '#b32222', b: '#3a3836' },
    { paper: '#e9e4d8', ink: '#1a1716', field: '#1f1c1b', a: '#e9e4d8', b: '#a51b1b' },
    { paper: '#1c221f', ink: '#d9e4cf', field: '#2f3b33', a: '#8aa06f', b: '#0e1210' },
  ],
};

const MOODS = {
  ember: 'tense intense gripping explosive brutal exhilarating thrilling furious feverish frantic rousing fiery raw urgent visceral violent propulsive adrenalised breathless ferocious defiant angry electric',
  midnight: 'suspenseful cool mysterious paranoid stylish sleek shadowy brooding noirish cynical chilly icy clinical calculating enigmatic intriguing sardonic hypnotic',
  rain: 'melancholy melancholic wistful sorrowful lonely sombre grieving bleak tragic heartbreaking sad elegiac mournful austere quiet contemplative thoughtful reflective meditative',
  rose: 'romantic tender sensual sweet passionate yearning intimate swooning longing seductive affectionate',
  sun: 'funny playful witty silly hilarious cheerful energetic sparky joyous zany exuberant irreverent goofy colourful breezy bubbly mischievous boisterous manic fun sunny absurd',
  meadow: 'warm gentle cosy hopeful uplifting kind comforting heartwarming earnest charming moving inspiring pastoral serene generous humane',
  ocean: 'adventurous wondrous grand epic awestruck majestic swashbuckling curious vast spectacular heroic awe-inspiring',
  violet: 'whimsical dreamlike dreamy surreal eerie strange magical enchanting psychedelic trippy uncanny weird fantastical otherworldly bizarre',
  sepia: 'nostalgic bittersweet stately dignified stirring solemn dusty wry rueful old-fashioned autumnal sober rugged',
  dread: 'ominous claustrophobic terrifying frightening dark menacing disturbing unsettling gruesome grim nightmarish creepy scary despairing harrowing macabre sinister haunting',
};

const GENRES = {
  ember: ['Action', 'War', 'Sport'],
  midnight: ['Crime', 'Thriller', 'Mystery', 'Science Fiction'],
  rain: ['Drama'],
  rose: ['Romance'],
  sun: ['Comedy', 'Music', 'Reality'],
  meadow: ['Family', 'Animation'],
  ocean: ['Adventure', 'Documentary'],
  violet: ['Fantasy'],
  sepia: ['Western', 'History'],
  dread: ['Horror'],
};

const familyOfMood = invert(MOODS, words => words.split(' '));
const familyOfGenre = invert(GENRES, genres => genres);

/** The first mood that has a colour decides; then the first genre; then the seed. */
export function paletteOf(moods, genres, seed) {
  const family =
    firstKnown(familyOfMood, moods) ?? firstKnown(familyOfGenre, genres) ?? Object.keys(FAMILIES)[seed % Object.keys(FAMILIES).length];
  const palettes = FAMILIES[family];
  return palettes[seed % palettes.length];
}

function firstKnown(families, names) {
  return names.map(name => families.get(name)).find(Boolean);
}

function invert(families, namesOf) {
  return new Map(Object.entries(families).flatMap(([family, names]) => namesOf(names).map(name => [name, family])));
}
