import { fieldLabel, valueLabel } from './labels.js';
import { isEmptyReading, parseReading, readingSentence, readingText } from './reading.js';

const FILTER_FIELDS = ['kind', 'genres', 'decade', 'moods', 'themes', 'languages', 'countries', 'people', 'maturity'];
export const FACET_FIELDS = ['kind', 'genres', 'decade', 'moods', 'languages', 'countries'];
export const MODES = ['auto', 'lexical', 'vector'];
export const YEAR_MIN = 1870;
export const YEAR_MAX = 2100;

/**
 * A search as the address bar holds it. `reading` null has the query read; else it is searched for in place of the query.
 * `diversity` null leaves the choice to the server.
 */
export const EMPTY_SEARCH = Object.freeze({
  query: '',
  reading: null,
  filters: Object.freeze({}),
  yearFrom: null,
  yearTo: null,
  mode: 'auto',
  diversity: null,
});

export function parseSearch(queryString) {
  const params = new URLSearchParams(queryString);
  const filters = {};
  for (const field of FILTER_FIELDS) {
    const values = [...new Set(params.getAll(`f.${field}`))].map(text => readValue(field, text)).filter(v => v !== null);
    if (values.length > 0) filters[field] = values;
  }
  const mode = params.get('mode');
  return {
    query: (params.get('q') ?? '').trim(),
    reading: parseReading(params.get('reading')),
    filters,
    yearFrom: readYear(params.get('yearFrom')),
    yearTo: readYear(params.get('yearTo')),
    mode: MODES.includes(mode) ? mode : 'auto',
    diversity: readPortion(params.get('diversity')),
  };
}

export function searchHref(search) {
  const params = new URLSearchParams();
  if (search.query) params.set('q', search.query);
  if (search.reading) params.set('reading', readingText(search.reading));
  for (const field of FILTER_FIELDS) {
    for (const value of search.filters[field] ?? []) params.append(`f.${field}`, value);
  }
  if (search.yearFrom !== null) params.set('yearFrom', search.yearFrom);
  if (search.yearTo !== null) params.set('yearTo', search.yearTo);
  if (search.mode !== 'auto') params.set('mode', search.mode);
  if (search.diversity !== null) params.set('diversity', search.diversity);
  const text = params.toString();
  return text ? `/?${text}` : '/';
}

/** A link to everything that has this value. */
export function filterHref(field, value) {
  return searchHref({ ...EMPTY_SEARCH, filters: { [field]: [value] } });
}

export function titleHref(id) {
  return `/title/${encodeURIComponent(id)}`;
}

/** The filter grammar: values of one field are alternatives, fields narrow each other. Null when nothing is chosen. */
export function filterOf({ filters, yearFrom, yearTo }) {
  const clauses = Object.entries(filters).map(([field, values]) => ({ field, in: values }));
  if (yearFrom !== null) clauses.push({ field: 'year', gte: yearFrom });
  if (yearTo !== null) clauses.push({ field: 'year', lte: yearTo });
  if (clauses.length === 0) return null;
  return clauses.length === 1 ? clauses[0] : { all: clauses };
}

export function isSelected(search, field, value) {
  return search.filters[field]?.includes(value) ?? false;
}

export function toggled(search, field, value) {
  const values = search.filters[field] ?? [];
  return withValues(search, field, values.includes(value) ? values.filter(v => v !== value) : [...values, value]);
}

export function withoutField(search, field) {
  return field === 'year' ? { ...search, yearFrom: null, yearTo: null } : withValues(search, field, []);
}

export function withoutFilters(search) {
  return { ...search, filters: {}, yearFrom: null, yearTo: null };
}

export function hasFilters(search) {
  return filterOf(search) !== null;
}

/** Whether anything is asked for, rather than browsed. */
export function isAsked(search) {
  return search.query !== '' || search.reading !== null;
}

/** What is asked for, in words: as it was typed, or as the reading has it. */
export function askedText({ query, reading }) {
  return reading ? readingSentence(reading) : query;
}

/** The search with its reading edited; one of which nothing is left asks for nothing. */
export function withReading(search, reading) {
  return isEmptyReading(reading) ? { ...search, query: '', reading: null } : { ...search, reading };
}

/** Nothing asked and nothing narrowed: the front page. */
export function isHome(search) {
  return !isAsked(search) && !hasFilters(search);
}

/** One entry per chosen value, each with the search that drops it. */
export function activeFilters(search) {
  const chips = Object.entries(search.filters).flatMap(([field, values]) =>
    values.map(value => ({
      key: `${field}:${value}`,
      field: fieldLabel(field),
      label: valueLabel(field, value),
      without: toggled(search, field, value),
    })),
  );
  if (search.yearFrom !== null || search.yearTo !== null) {
    chips.push({
      key: 'year',
      field: fieldLabel('year'),
      label: yearRangeLabel(search.yearFrom, search.yearTo),
      without: withoutField(search, 'year'),
    });
  }
  return chips;
}

/** The fields that narrow this search, `year` included. */
export function activeFields(search) {
  const fields = Object.keys(search.filters);
  return search.yearFrom !== null || search.yearTo !== null ? [...fields, 'year'] : fields;
}

/** What a field narrows to, in words: `Drama or Crime`. */
export function fieldSummary(search, field) {
  return field === 'year'
    ? yearRangeLabel(search.yearFrom, search.yearTo)
    : search.filters[field].map(value => valueLabel(field, value)).join(' or ');
}

function yearRangeLabel(from, to) {
  if (from === null) return `up to ${to}`;
  if (to === null) return `${from} and later`;
  return from === to ? String(from) : `${from}–${to}`;
}

function withValues(search, field, values) {
  const { [field]: _, ...others } = search.filters;
  return { ...search, filters: values.length > 0 ? { ...others, [field]: values } : others };
}

function readValue(field, text) {
  if (field !== 'decade') return text === '' ? null : text;
  return /^\d{4}$/.test(text) ? Number(text) : null;
}

export function readYear(text) {
  if (!/^\d{4}$/.test(text ?? '')) return null;
  const year = Number(text);
  return year >= YEAR_MIN && year <= YEAR_MAX ? year : null;
}

function readPortion(text) {
  const portion = text === null || text.trim() === '' ? NaN : Number(text);
  return portion >= 0 && portion <= 1 ? portion : null;
}
