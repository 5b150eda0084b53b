import { shallowReactive } from './vendor.js';

/**
 * Who looks at the page: an anonymous id that this browser keeps, and what was said of titles here. The service holds
 * the rest under that id, until it is forgotten.
 */
const STORAGE_KEY = 'kindred.viewer';

/** `opinions`: title id → 'like' or 'dislike'; `seen` and `listed`: title ids; `welcomed`: whether first questions are over. */
const EMPTY = Object.freeze({ id: null, opinions: {}, seen: [], listed: [], welcomed: false });

export const viewer = shallowReactive(read());

/** The id, made when something is first told. */
export function viewerId() {
  if (!viewer.id) change({ id: `visitor-${randomId()}` });
  return viewer.id;
}

export function marksOf(titleId) {
  return {
    opinion: viewer.opinions[titleId] ?? null,
    seen: viewer.seen.includes(titleId),
    listed: viewer.listed.includes(titleId),
  };
}

export function mark(titleId, { opinion, seen, listed }) {
  const changes = {};
  if (opinion) changes.opinions = { ...viewer.opinions, [titleId]: opinion };
  if (seen) changes.seen = [...new Set([...viewer.seen, titleId])];
  if (listed !== undefined) {
    const others = viewer.listed.filter(id => id !== titleId);
    changes.listed = listed ? [...others, titleId] : others;
  }
  change(changes);
}

/** Takes back what could not be told. */
export function restore({ opinions, seen, listed }) {
  change({ opinions, seen, listed });
}

export function welcome() {
  change({ welcomed: true });
}

/** The browser's side of forgetting: the next thing told is told by somebody new. */
export function forget() {
  change(EMPTY);
}

/** 128 random bits; `crypto.randomUUID` is for secure pages only. */
export function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function change(changes) {
  Object.assign(viewer, changes);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(viewer));
  } catch {
    // Storage may be blocked; the viewer then lives as long as the page.
  }
}

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORAGE_KEY));
    const sound = typeof kept?.id === 'string' && Array.isArray(kept.seen) && Array.isArray(kept.listed) && kept.opinions;
    return sound ? { ...EMPTY, ...kept } : { ...EMPTY };
  } catch {
    return { ...EMPTY };
  }
}
