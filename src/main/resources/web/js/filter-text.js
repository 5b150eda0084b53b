import { fieldLabel, valueLabel } from './labels.js';

const BOUNDS = { gte: 'from', gt: 'over', lte: 'up to', lt: 'under' };
/** Fields whose values say by themselves what they are. */
const SELF_EVIDENT = ['genres', 'kind', 'decade', 'moods', 'themes', 'year'];
const UNITS = { runtimeMinutes: ' min' };

/** A filter in words: `Drama or Crime`, `from 2001`, `not Horror`. */
export function describeFilter(filter) {
  if (filter.any) return alternatives(filter.any);
  if (filter.not) return `not ${describeFilter(filter.not)}`;
  if (filter.available) return ['available', filter.available.region && `in ${filter.available.region}`].filter(Boolean).join(' ');
  if (!filter.field) return (filter.all ?? []).map(describeFilter).join(', ');
  const { field } = filter;
  const label = value => `${valueLabel(field, value)}${UNITS[field] ?? ''}`;
  const name = SELF_EVIDENT.includes(field) ? '' : `${fieldName(field)} `;
  if ('eq' in filter) return `${name}${label(filter.eq)}`;
  if ('in' in filter) return `${name}${broadest(filter.in.map(label)).join(' or ')}`;
  if ('all' in filter) return `${name}${filter.all.map(label).join(' and ')}`;
  if ('exists' in filter) return `${filter.exists ? 'with' : 'without'} ${fieldName(field)}`;
  const [from, to] = [filter.gte, filter.lte];
  if (from !== undefined && from === to) return `${name}${label(from)}`;
  if (from !== undefined && to !== undefined) return `${name}${valueLabel(field, from)}–${label(to)}`;
  const bounds = Object.keys(BOUNDS).filter(operator => operator in filter);
  return name + bounds.map(operator => `${BOUNDS[operator]} ${label(filter[operator])}`).join(', ');
}

/** Alternatives of one value under several fields are said once: `genre Drama or country France`. */
function alternatives(parts) {
  return [...new Set(parts.map(describeFilter))].join(' or ');
}

/** Without the spellings that only add to another: `Horror` of `Horror`, `Horror Movies` and `TV Horror`. */
function broadest(labels) {
  const adds = (long, short) => long !== short && ` ${long} `.includes(` ${short} `);
  return labels.filter(label => !labels.some(other => adds(label, other)));
}

function fieldName(field) {
  return fieldLabel(field.replace('people.', '')).toLowerCase();
}
