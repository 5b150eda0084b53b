import * as api from './api.js';
import { FACET_FIELDS, activeFields, filterOf, withoutField, withoutFilters } from './search-state.js';
import { viewer } from './viewer.js';

/** What the page knows of titles and answers it has already seen, and the requests that are more than one call. */

/** Fills whole rows of the 2, 3 and 5 columns that the style sheet lays out. */
const PAGE_SIZE = 30;
const REMEMBERED_ANSWERS = 12;

const answers = new Map();
const hits = new Map();
const titles = new Map();

/** The first page of an answer: hits, total, facets, and for whom it is. */
export async function firstPage(search, signal) {
  const userId = viewer.id;
  const [answer, siblings] = await Promise.all([
    api.search(requestBody(search, userId), signal),
    siblingFacets(search, signal),
  ]);
  remember(answer.items);
  return { ...answer, userId, facets: { ...answer.facets, ...siblings } };
}

/** A cursor holds for whom it was made for, even where the visitor got an id meanwhile. */
export async function nextPage(search, { userId, nextCursor }, signal) {
  const answer = await api.search({ ...requestBody(search, userId), cursor: nextCursor }, signal);
  remember(answer.items);
  return answer;
}

/**
 * What an empty search would find with one field dropped, most first, and last without any filter (`field` null). Ways
 * that lead nowhere are left out.
 */
export async function relaxations(search, signal) {
  const fields = activeFields(search);
  const [all, ...single] = await Promise.all([
    relaxation(null, withoutFilters(search), signal),
    ...fields.map(field => relaxation(field, withoutField(search, field), signal)),
  ]);
  single.sort((a, b) => b.total.value - a.total.value);
  const ways = fields.length > 1 ? [...single, all] : single;
  return ways.filter(way => way.total.value > 0);
}

async function relaxation(field, search, signal) {
  const answer = await api.search({ ...coreBody(search), limit: 1 }, signal);
  return { field, search, total: answer.total };
}

export async function titleById(id, signal) {
  const found = await api.title(id, signal);
  titles.set(id, found);
  return found;
}

export async function similarTitles(id, by, signal) {
  const answer = await api.similar(id, by, viewer.id, 12, signal);
  remember(answer.items);
  return answer.items;
}

/** The full title when it was seen before, else what a hit told of it, else null: enough to draw a page at once. */
export function knownTitle(id) {
  const hit = hits.get(id);
  return titles.get(id) ?? (hit ? { id, ...hit.title, profile: hit.profile, partial: true } : null);
}

/** Answers by address, so that going back shows the same list, as long as it had grown. */
export function rememberAnswer(href, answer) {
  answers.delete(href);
  answers.set(href, answer);
  if (answers.size > REMEMBERED_ANSWERS) answers.delete(answers.keys().next().value);
}

export function rememberedAnswer(href) {
  return answers.get(href) ?? null;
}

export function remember(items) {
  for (const item of items) hits.set(item.id, item);
}

function coreBody(search, userId = viewer.id) {
  const body = { mode: search.mode, userId };
  if (search.reading) body.interpretation = search.reading;
  else body.query = search.query;
  const filter = filterOf(search);
  if (filter) body.filter = filter;
  return body;
}

function requestBody(search, userId) {
  const body = { ...coreBody(search, userId), limit: PAGE_SIZE, facets: FACET_FIELDS, highlight: true, explain: 'reasons' };
  if (search.diversity !== null) body.diversity = search.diversity;
  return body;
}

/**
 * A chosen field must still offer its other values, or a second one could never be added. Their counts are those of
 * the same search without that field. A failure here costs only these counts, so it is left to the main request.
 */
async function siblingFacets(search, signal) {
  const chosen = FACET_FIELDS.filter(field => search.filters[field]);
  const facets = await Promise.all(
    chosen.map(field =>
      api
        .search({ ...coreBody(withoutField(search, field)), limit: 1, facets: [field] }, signal)
        .then(answer => answer.facets)
        .catch(() => ({})),
    ),
  );
  return Object.assign({}, ...facets);
}
