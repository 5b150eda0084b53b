import { fieldLabel, valueLabel } from './labels.js';

const FILTER_FIELDS = ['kind', 'genres', 'decade', 'moods', 'themes', 'languages', 'countries', 'people', 'maturity'];
export const FACET_FIELDS = ['kind', 'genres', 'decade', 'moods', 'languages', 'countries'];
export const MODES = ['auto', 'lexical', 'vector'];
export const YEAR_MIN = 1870;
export const YEAR_MAX = 2100;

const BOUNDS = { gte: 'from', gt: 'over', lte: 'up to', lt: 'under' };

/** A search as the address bar holds it. `diversity` null leaves the choice to the server. */
export const EMPTY_SEARCH = Object.freeze({
  query: '',
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

/** Nothing asked and nothing narrowed: the front page. */
export function isHome(search) {
  return search.query === '' && !hasFilters(search);
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

/** A filter that the server read out of the query, in words. */
export function describeFilter(filter) {
  if (filter.any) return filter.any.map(describeFilter).join(' or ');
  if (filter.not) return `not ${describeFilter(filter.not)}`;
  if (!filter.field) return (filter.all ?? []).map(describeFilter).join(', ');
  const label = value => valueLabel(filter.field, value);
  const name = fieldLabel(filter.field.replace('people.', '')).toLowerCase();
  if ('eq' in filter) return `${name} ${label(filter.eq)}`;
  if ('in' in filter) return `${name} ${filter.in.map(label).join(' or ')}`;
  if ('all' in filter) return `${name} ${filter.all.map(label).join(' and ')}`;
  if ('exists' in filter) return `${filter.exists ? 'with' : 'without'} ${name}`;
  const bound = Object.keys(BOUNDS).find(operator => operator in filter);
  return bound ? `${name} ${BOUNDS[bound]} ${label(filter[bound])}` : name;
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
