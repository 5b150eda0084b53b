import { nextTick, shallowReactive } from './vendor.js';

/**
 * The current place: `{ view: 'search', search: '?q=…' }`, `{ view: 'title', id }`, `{ view: 'jobs' }` or
 * `{ view: 'notFound' }`; `visit`, a number that each navigation raises, also one to the same place; and `arrival`, how the visitor came: 'load', 'link',
 * 'submit' (a new search), 'stay' (the view refines itself) or 'restore' (back or forward).
 */
export const route = shallowReactive({ ...readLocation(), arrival: 'load', visit: 0 });

/** Where each history entry was left: scroll position and the link that led away. */
const departures = new Map();
let entryKey = history.state?.key ?? newKey();

export function startRouter() {
  history.scrollRestoration = 'manual';
  history.replaceState({ key: entryKey }, '');
  addEventListener('popstate', onPopState);
  document.addEventListener('click', followLink);
}

/** Going where one already is makes no second history entry. `leftBy` is the address of the link that was followed. */
export function navigate(href, { arrival = 'link', leftBy = null } = {}) {
  if (href !== location.pathname + location.search) {
    departures.set(entryKey, { scrollY, leftBy });
    entryKey = newKey();
    history.pushState({ key: entryKey }, '', href);
  }
  goTo(arrival);
}

function onPopState(event) {
  const onlyTheHashChanged = !event.state?.key;
  if (onlyTheHashChanged) return;
  departures.set(entryKey, { scrollY, leftBy: departures.get(entryKey)?.leftBy ?? null });
  entryKey = event.state.key;
  goTo('restore');
}

function goTo(arrival) {
  Object.assign(route, { id: undefined, search: undefined, ...readLocation(), arrival, visit: route.visit + 1 });
  nextTick(settle);
}

/** Puts the scroll position and the focus where the visitor expects them after this kind of arrival. */
function settle() {
  if (route.arrival === 'stay') return;
  const left = route.arrival === 'restore' ? departures.get(entryKey) : null;
  scrollTo({ top: left?.scrollY ?? 0, behavior: 'instant' });
  if (route.arrival === 'submit') return;
  const link = left?.leftBy && document.querySelector(`main a[href="${CSS.escape(left.leftBy)}"]`);
  if (link) link.focus({ preventScroll: true });
  else focusHeading();
}

function focusHeading() {
  document.querySelector('h1')?.focus({ preventScroll: true });
}

/** For views whose heading is drawn anew once their data is here: gives back the focus that the old heading had. */
export async function keepFocusOnHeading() {
  await nextTick();
  if (route.arrival !== 'load' && document.activeElement === document.body) focusHeading();
}

function followLink(event) {
  const link = event.target.closest?.('a[href]');
  const plainClick = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plainClick || event.defaultPrevented || link.target || link.origin !== location.origin || link.hash) return;
  if (readPath(link.pathname).view === 'notFound') return;
  event.preventDefault();
  const href = link.getAttribute('href');
  navigate(href, { leftBy: href });
}

function readLocation() {
  const place = readPath(location.pathname);
  return place.view === 'search' ? { ...place, search: location.search } : place;
}

function readPath(path) {
  if (path === '/') return { view: 'search' };
  if (path === '/jobs') return { view: 'jobs' };
  const id = path.match(/^\/title\/([^/]+)$/)?.[1];
  try {
    return id ? { view: 'title', id: decodeURIComponent(id) } : { view: 'notFound' };
  } catch {
    return { view: 'notFound' };
  }
}

function newKey() {
  return crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
}
