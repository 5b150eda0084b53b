const languages = new Intl.DisplayNames(['en'], { type: 'language' });
const regions = new Intl.DisplayNames(['en'], { type: 'region' });
const numbers = new Intl.NumberFormat('en');

const KINDS = { movie: 'Film', series: 'Series', season: 'Season', episode: 'Episode', other: 'Other' };
const KINDS_PLURAL = { movie: 'Films', series: 'Series', season: 'Seasons', episode: 'Episodes', other: 'Other' };

export const JOB_KINDS = { import: 'Import', rebuild: 'New index', backup: 'Backup', training: 'Training' };
export const JOB_STATES = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

const FIELDS = {
  kind: 'Kind',
  genres: 'Genre',
  decade: 'Decade',
  moods: 'Mood',
  themes: 'Theme',
  languages: 'Language',
  countries: 'Country',
  people: 'Person',
  maturity: 'Rating',
  year: 'Year',
  runtimeMinutes: 'Minutes',
};

export function fieldLabel(field) {
  return FIELDS[field] ?? field;
}

/** How a filter value reads to a person: `fr` → French, `1990` → 1990s. */
export function valueLabel(field, value) {
  switch (field) {
    case 'kind':
      return KINDS_PLURAL[value] ?? value;
    case 'decade':
      return `${value}s`;
    case 'languages':
      return displayName(languages, value);
    case 'countries':
      return displayName(regions, value);
    default:
      return String(value);
  }
}

export function kindLabel(kind) {
  return KINDS[kind] ?? kind;
}

/** `1994`, or for a series `1999–2007`. */
export function yearLabel({ year, endYear }) {
  if (!year) return '';
  return endYear && endYear !== year ? `${year}–${endYear}` : String(year);
}

export function runtimeLabel(minutes) {
  if (!minutes) return '';
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(' ');
}

/** `90` → 1 min 30 s; whole minutes from an hour on. */
export function durationLabel(seconds) {
  if (seconds >= 3600) return runtimeLabel(Math.round(seconds / 60));
  const minutes = Math.floor(seconds / 60);
  return [minutes && `${minutes} min`, `${Math.round(seconds % 60)} s`].filter(Boolean).join(' ');
}

/** The rating may come bare (`PG-13`) or with its system. */
export function maturityLabel(maturity) {
  return typeof maturity === 'object' ? (maturity?.label ?? '') : (maturity ?? '');
}

export function countLabel(count) {
  return numbers.format(count);
}

/** `{ value: 412, relation: 'gte' }` → 412+ titles. */
export function totalLabel({ value, relation }) {
  if (value === 0) return 'no titles';
  const more = relation === 'gte';
  return `${countLabel(value)}${more ? '+' : ''} ${value === 1 && !more ? 'title' : 'titles'}`;
}

export function capitalised(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function displayName(names, code) {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
