import { describeFilter } from './filter-text.js';

/**
 * How a search was read, as the service tells it and as it takes it back: `kind`, `anchors`, `wanted`, `unwanted`, `filter`,
 * `text`. The page shows it as clauses, `{ key, type, label, negated }`, each of which can be dropped or turned around. All
 * edits return a new reading.
 */

const LISTS = ['anchors', 'wanted', 'unwanted'];
const KINDS = ['browse', 'name', 'description', 'request'];
/** Longest quality that the service takes. */
export const MAX_WISH = 200;

export const EMPTY_READING = Object.freeze({ kind: 'request', anchors: [], wanted: [], unwanted: [], filter: null, text: '' });

/** What an answer tells, without what the visitor's own filter demands anyway. */
export function readingOf(interpretation, ownFilter) {
  const own = conditions(ownFilter).map(canonical);
  const read = conditions(interpretation.filter).filter(condition => !own.includes(canonical(condition)));
  return { ...pick(interpretation), filter: joined(read) };
}

/** Null for what is no reading, or one of nothing, as an address may hold anything; what is in it the service checks. */
export function parseReading(text) {
  if (!text) return null;
  try {
    const read = JSON.parse(text);
    const sound =
      isObject(read) &&
      LISTS.every(name => Array.isArray(read[name] ?? [])) &&
      (read.anchors ?? []).every(isObject) &&
      [...(read.wanted ?? []), ...(read.unwanted ?? [])].every(phrase => typeof phrase === 'string') &&
      typeof (read.text ?? '') === 'string' &&
      isObject(read.filter ?? {});
    return sound && !isEmptyReading(pick(read)) ? pick(read) : null;
  } catch {
    return null;
  }
}

/** The shortest JSON that parses to the same reading. */
export function readingText(reading) {
  const entries = Object.entries(reading).filter(([name, value]) =>
    Array.isArray(value) ? value.length > 0 : Boolean(value) && !(name === 'kind' && value === EMPTY_READING.kind));
  return JSON.stringify(Object.fromEntries(entries));
}

export function isEmptyReading(reading) {
  return clausesOf(reading).length === 0;
}

export function clausesOf(reading) {
  const named = reading.kind === 'name';
  const clauses = [
    ...reading.anchors.map((anchor, index) => ({
      key: `anchors:${index}`,
      type: named ? 'name' : anchorType(anchor),
      label: named ? anchorName(anchor) : `${anchor.weight < 0 ? 'not like' : 'like'} ${anchorName(anchor)}`,
      negated: anchor.weight < 0,
    })),
    ...reading.wanted.map((phrase, index) => ({ key: `wanted:${index}`, type: 'wish', label: phrase, negated: false })),
    ...reading.unwanted.map((phrase, index) => ({
      key: `unwanted:${index}`,
      type: 'wish',
      label: isLess(phrase) ? phrase : `not ${phrase}`,
      negated: true,
    })),
    ...conditions(reading.filter).map((condition, index) => ({
      key: `filter:${index}`,
      type: 'condition',
      label: describeFilter(condition),
      negated: Boolean(condition.not),
    })),
  ];
  // the text of a name is the name itself
  if (reading.text.trim() && !(named && reading.anchors.length > 0)) {
    clauses.push({ key: 'text:0', type: 'text', label: `“${reading.text.trim()}”`, negated: false });
  }
  return clauses;
}

/** What heads the results: the chips say all of it. */
export function readingSentence(reading) {
  const labels = clausesOf(reading).map(clause => clause.label);
  return labels.length > 3 ? `${labels.slice(0, 3).join(', ')} and more` : labels.join(', ');
}

export function withoutClause(reading, key) {
  const [part, index] = place(key);
  if (part === 'text') return asked({ ...reading, text: '' });
  if (part === 'filter') return { ...reading, filter: joined(conditions(reading.filter).toSpliced(index, 1)) };
  const rest = { ...reading, [part]: reading[part].toSpliced(index, 1) };
  return reading.kind === 'name' ? asked({ ...rest, text: '' }) : rest;
}

/** What was wanted is refused and the other way round: `more funny` becomes `less funny`, a text a refused quality. */
export function turnedClause(reading, key) {
  const [part, index] = place(key);
  switch (part) {
    case 'anchors': {
      const turned = anchor => ({ ...anchor, weight: -(anchor.weight ?? 1) });
      const base = reading.kind === 'name' ? asked({ ...reading, text: '' }) : reading;
      return { ...base, anchors: base.anchors.map((anchor, at) => (at === index ? turned(anchor) : anchor)) };
    }
    case 'filter':
      return {
        ...reading,
        filter: joined(conditions(reading.filter).map((one, at) => (at !== index ? one : (one.not ?? { not: one })))),
      };
    case 'text':
      return asked({ ...reading, text: '', unwanted: added(reading.unwanted, reading.text.trim().slice(0, MAX_WISH)) });
    default: {
      const other = part === 'wanted' ? 'unwanted' : 'wanted';
      return {
        ...reading,
        [part]: reading[part].toSpliced(index, 1),
        [other]: added(reading[other], turnedPhrase(reading[part][index])),
      };
    }
  }
}

/** A name that was found becomes something to find the like of. */
export function likeTheName(reading) {
  return asked({ ...reading, text: '' });
}

export function withAnchor(reading, anchor) {
  const base = reading.kind === 'name' ? likeTheName(reading) : asked(reading);
  const same = one => anchorName(one) === anchorName(anchor) && anchorType(one) === anchorType(anchor);
  return { ...base, anchors: [...base.anchors.filter(one => !same(one)), { ...anchor, weight: 1 }] };
}

export function withCondition(reading, condition) {
  const known = conditions(reading.filter).filter(one => canonical(one) !== canonical(condition));
  return { ...asked(reading), filter: joined([...known, condition]) };
}

/** A word as it is typed: `hopeful`, or refused: `not gory`, `no gore`, `without gore`. */
export function withWish(reading, typed) {
  const refused = /^(?:not|no|without)\s+(.+)$/iu.exec(typed);
  const base = reading.kind === 'name' ? likeTheName(reading) : asked(reading);
  return refused
    ? { ...base, unwanted: added(base.unwanted, refused[1]) }
    : { ...base, wanted: added(base.wanted, typed) };
}

export function anchorName(anchor) {
  return anchor.name ?? anchor.titleId ?? anchor.person ?? anchor.genre ?? (anchor.text ? `“${anchor.text}”` : '?');
}

function anchorType(anchor) {
  if (anchor.titleId) return 'title';
  if (anchor.person) return 'person';
  return anchor.genre ? 'genre' : 'text';
}

function asked(reading) {
  return { ...reading, kind: 'request' };
}

function pick({ kind, anchors, wanted, unwanted, filter, text }) {
  return {
    kind: KINDS.includes(kind) ? kind : EMPTY_READING.kind,
    anchors: anchors ?? [],
    wanted: wanted ?? [],
    unwanted: unwanted ?? [],
    filter: filter ?? null,
    text: text ?? '',
  };
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function place(key) {
  const [part, index] = key.split(':');
  return [part, Number(index)];
}

function added(list, phrase) {
  return list.some(known => known.toLowerCase() === phrase.toLowerCase()) ? list : [...list, phrase];
}

function isLess(phrase) {
  return /^less /i.test(phrase);
}

function turnedPhrase(phrase) {
  if (isLess(phrase)) return `more ${phrase.slice(5)}`;
  return /^more /i.test(phrase) ? `less ${phrase.slice(5)}` : phrase;
}

/** The conditions that all must hold. `all` beside a `field` is a condition itself. */
function conditions(filter) {
  if (!filter) return [];
  return Array.isArray(filter.all) && !filter.field ? filter.all.flatMap(conditions) : [filter];
}

function joined(list) {
  if (list.length === 0) return null;
  return list.length === 1 ? list[0] : { all: list };
}

/** One text for conditions that mean the same: the service writes a list of one value as `eq`. */
function canonical(condition) {
  if (!condition.in) return JSON.stringify(condition);
  return JSON.stringify(condition.in.length === 1 ? { field: condition.field, eq: condition.in[0] } : condition);
}
